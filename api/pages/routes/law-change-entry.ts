import { h } from 'preact'
import { enterLawChange } from '../../../cases/law-changes/enter.ts'
import { RULES } from '../../../law/rules/catalogue.ts'
import type { LietaError } from '../../../platform/errors.ts'
import { LawChangeForm } from '../../../web/pages/law-change-form.tsx'
import { lawTexts } from '../../../web/pages/law-changes.tsx'
import { say } from '../../../web/view.ts'
import { newKey } from '../input.ts'
import { changeFrom, errorsOnInputs, kindNamed, valuesIn } from '../law-change-input.ts'
import { type Answer, type PageCall, page, pageRoute, to } from '../route.ts'

/** Entering a change of the law's data. They stand before the pages of one that was entered. */
export const lawChangeEntryPages = [
  pageRoute({
    method: 'get',
    path: '/law-changes/new/:kind',
    who: 'law.change',
    handle: (call) => form(call, {}, newKey()),
  }),
  pageRoute({
    method: 'post',
    path: '/law-changes/new/:kind',
    who: 'law.change',
    fresh: true,
    async handle({ deps, actor, body, key, param }) {
      const given = changeFrom(kindNamed(param('kind')), valuesIn(body))
      const made = await enterLawChange(deps, actor, given, key)
      return to(`/law-changes/${made}`, (v) => lawTexts(v).done.entered)
    },
    refused: async (call, error) =>
      error.code === 'validation' ? form(call, valuesIn(call.body), call.key, error) : undefined,
  }),
]

async function form(
  { param, view }: PageCall,
  values: Record<string, string>,
  keyed: string,
  error?: LietaError,
): Promise<Answer> {
  const v = await view()
  return page(
    h(LawChangeForm, {
      v,
      kind: kindNamed(param('kind')),
      values,
      keyed,
      errors: error ? errorsOnInputs(v, error) : [],
      rules: Object.values(RULES).map((r) => ({ value: r.id, label: `${say(v, r.title)} (${r.id})` })),
      ...(error ? { note: say(v, error.words) } : {}),
    }),
  )
}
