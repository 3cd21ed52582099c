import { h } from 'preact'
import { listTies } from '../../cases/conflicts/ties.ts'
import { may, notFound } from '../../cases/permissions.ts'
import { getCaseFile } from '../../cases/queries/case-file.ts'
import { staffNow } from '../../cases/staff.ts'
import type { LietaError } from '../../platform/errors.ts'
import { ConflictsPage } from '../../web/pages/conflicts.tsx'
import { TiesPage } from '../../web/pages/ties.tsx'
import { say } from '../../web/view.ts'
import { inputs, said, typed } from './answers.ts'
import { type Body, newKey, turnOf } from './input.ts'
import { type Answer, type PersonCall, page } from './route.ts'

/** What is said of the end of one tie. */
export function endIn(body: Body, id: string): Record<string, string> {
  const fields = [...inputs('date', [`lastDay-${id}`]), ...inputs('text', [`reason-${id}`])]
  const given = said(typed(fields, body))
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name.replace(`-${id}`, ''), value]))
}

/** What was typed, as it was. */
export const texts = (body: Body): Record<string, string> =>
  Object.fromEntries(Object.entries(body).map(([name, value]) => [name, value ?? '']))

/**
 * The page of conflicts of a case, with what was typed and what is wrong with it.
 * @param onPage how a field is called there
 */
export async function shown(
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

/** The page of ties, likewise. */
export async function ties(
  { deps, actor, req, view }: PersonCall,
  values: Record<string, string>,
  keyed: string,
  error?: LietaError,
  onPage = (field: string) => field,
): Promise<Answer> {
  const turn = turnOf(req)
  const data = await listTies(deps, actor, turn)
  const v = await view()
  const errors = (error?.fields ?? []).map((e) => ({ field: onPage(e.field), text: say(v, e.message) }))
  return page(h(TiesPage, { v, data, turn, values, errors, keyed, newKey }))
}
