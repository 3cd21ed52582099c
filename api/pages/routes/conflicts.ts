import { h } from 'preact'
import { judgeConflict, tellConflict } from '../../../cases/conflicts/conflict.ts'
import { declareTie, endTie, listTies } from '../../../cases/conflicts/ties.ts'
import { may, notFound } from '../../../cases/permissions.ts'
import { getCaseFile } from '../../../cases/queries/case-file.ts'
import { staffNow } from '../../../cases/staff.ts'
import type { Field } from '../../../forms/form.ts'
import type { LietaError } from '../../../platform/errors.ts'
import { workTexts } from '../../../web/components/work-words.ts'
import { ConflictsPage } from '../../../web/pages/conflicts.tsx'
import { TiesPage } from '../../../web/pages/ties.tsx'
import { say } from '../../../web/view.ts'
import { answersFrom, inputs } from '../answers.ts'
import { type Body, newKey } from '../input.ts'
import { type Answer, type PersonCall, page, pageRoute, to } from '../route.ts'

const TOLD: Field[] = inputs('text', ['personId', 'ground', 'reason'])
const TIE: Field[] = [
  ...inputs('text', ['regNo', 'founder', 'ground', 'reason']),
  ...inputs('date', ['lastDay']),
]

/** Who takes no part in a case, and who is tied to whom. */
export const conflictPages = [
  pageRoute({
    method: 'get',
    path: '/cases/:id/conflicts',
    who: 'conflict.declare',
    handle: (call) => shown(call, {}),
  }),
  pageRoute({
    method: 'post',
    path: '/cases/:id/conflicts',
    who: 'conflict.declare',
    async handle({ deps, actor, body, key, id }) {
      const given = said(TOLD, body)
      await tellConflict(deps, actor, { caseId: id(), body: given, key })
      // Whoever told of their own has nothing to do with the case any more.
      const own = !given.personId || given.personId === actor.personId
      return to(own ? '/desk' : `/cases/${id()}/conflicts`, (v) => workTexts(v).conflicts.done)
    },
    refused: async (call, error) =>
      error.code === 'validation' || error.code === 'conflict'
        ? shown(call, said(TOLD, call.body), error)
        : undefined,
  }),
  pageRoute({
    method: 'post',
    path: '/cases/:id/conflicts/:conflict/judgement',
    who: 'conflict.judge',
    async handle({ deps, actor, body, key, id }) {
      const conflict = id('conflict')
      const judgement = { outcome: body.outcome, reason: body[`reason-${conflict}`]?.trim() ?? '' }
      await judgeConflict(deps, actor, { caseId: id(), id: conflict, body: judgement, key })
      return to(`/cases/${id()}/conflicts`, (v) => workTexts(v).conflicts.judged)
    },
    // There is one such field for each conflict.
    refused: async (call, error) =>
      error.fields.length > 0
        ? shown(call, texts(call.body), error, (field) => `${field}-${call.id('conflict')}`)
        : undefined,
  }),
  pageRoute({
    method: 'get',
    path: '/ties',
    who: 'conflict.declare',
    handle: (call) => ties(call, {}, newKey()),
  }),
  pageRoute({
    method: 'post',
    path: '/ties',
    who: 'conflict.declare',
    async handle({ deps, actor, body, key }) {
      await declareTie(deps, actor, said(TIE, body), key)
      return to('/ties', (v) => workTexts(v).ties.done)
    },
    refused: async (call, error) =>
      error.code === 'validation' ? ties(call, said(TIE, call.body), call.key, error) : undefined,
  }),
  pageRoute({
    method: 'post',
    path: '/ties/:id/end',
    who: 'conflict.judge',
    async handle({ deps, actor, body, id }) {
      await endTie(deps, actor, id(), endIn(body, id()))
      return to('/ties', (v) => workTexts(v).ties.endDone)
    },
    refused: async (call, error) =>
      error.fields.length > 0
        ? ties(call, texts(call.body), newKey(), error, (field) => `${field}-${call.id()}`)
        : undefined,
  }),
]

/** What the form says; what was left empty was not said. */
function said(fields: Field[], body: Body): Record<string, string> {
  const values = Object.entries(answersFrom(fields, body)).map(([name, value]) => [
    name,
    String(value ?? '').trim(),
  ])
  return Object.fromEntries(values.filter(([, value]) => value !== ''))
}

function endIn(body: Body, id: string): Record<string, string> {
  const given = said([...inputs('date', [`lastDay-${id}`]), ...inputs('text', [`reason-${id}`])], body)
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name.replace(`-${id}`, ''), value]))
}

const texts = (body: Body): Record<string, string> =>
  Object.fromEntries(Object.entries(body).map(([name, value]) => [name, value ?? '']))

async function shown(
  call: PersonCall,
  values: Record<string, string>,
  error?: LietaError,
  onPage = (field: string) => field,
): Promise<Answer> {
  const { deps, actor, id, view } = call
  const file = await getCaseFile(deps, actor, id())
  // Whoever stands on the side of a party is no official here.
  if (!file.internal) throw notFound()
  const judges = may(actor, 'conflict.judge')
  const staff = judges ? await staffNow(deps) : []
  const v = await view()
  const errors = (error?.fields ?? []).map((e) => ({ field: onPage(e.field), text: say(v, e.message) }))
  if (error && errors.length === 0) errors.push({ field: 'ground', text: say(v, error.words) })
  const node = h(ConflictsPage, { v, file, values, errors, keyed: newKey(), newKey, judges, staff })
  return page(node, error ? 422 : 200)
}

async function ties(
  { deps, actor, view }: PersonCall,
  values: Record<string, string>,
  keyed: string,
  error?: LietaError,
  onPage = (field: string) => field,
): Promise<Answer> {
  const data = await listTies(deps, actor)
  const v = await view()
  const errors = (error?.fields ?? []).map((e) => ({ field: onPage(e.field), text: say(v, e.message) }))
  return page(h(TiesPage, { v, data, values, errors, keyed, newKey }))
}
