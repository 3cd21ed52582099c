import { h } from 'preact'
import { enterDelegation, listDelegations, revokeDelegation } from '../../../cases/delegations.ts'
import type { Field } from '../../../forms/form.ts'
import type { LietaError } from '../../../platform/errors.ts'
import { signingTexts } from '../../../web/components/signing-words.ts'
import { DelegationsPage } from '../../../web/pages/delegations.tsx'
import { say } from '../../../web/view.ts'
import { inputs, said, typed } from '../answers.ts'
import { newKey, turnOf } from '../input.ts'
import { type Answer, type PersonCall, page, pageRoute, to } from '../route.ts'

const FIELDS: Field[] = [
  ...inputs('text', ['from', 'to', 'orderNumber']),
  ...inputs('date', ['firstDay', 'lastDay', 'orderDate']),
]

/** Who signs in the director's stead. */
export const delegationPages = [
  pageRoute({
    method: 'get',
    path: '/delegations',
    who: 'delegation.read',
    handle: (call) => shown(call, {}, newKey()),
  }),
  pageRoute({
    method: 'post',
    path: '/delegations',
    who: 'delegation.write',
    fresh: true,
    async handle({ deps, actor, body, key }) {
      const given = said(typed(FIELDS, body))
      await enterDelegation(deps, actor, given, key)
      return to('/delegations', (v) => signingTexts(v).delegations.done)
    },
    refused: async (call, error) =>
      error.code === 'validation' ? shown(call, typed(FIELDS, call.body), call.key, error) : undefined,
  }),
  pageRoute({
    method: 'post',
    path: '/delegations/:id/revoke',
    who: 'delegation.write',
    fresh: true,
    async handle({ deps, actor, id }) {
      await revokeDelegation(deps, actor, id())
      return to('/delegations', (v) => signingTexts(v).delegations.ended)
    },
  }),
]

async function shown(
  { deps, actor, req, view }: PersonCall,
  values: Record<string, string>,
  keyed: string,
  error?: LietaError,
): Promise<Answer> {
  const data = await listDelegations(deps, actor, turnOf(req))
  const v = await view()
  const errors = (error?.fields ?? []).map((f) => ({ field: f.field, text: say(v, f.message) }))
  return page(h(DelegationsPage, { v, data, values, errors, keyed, newKey }))
}
