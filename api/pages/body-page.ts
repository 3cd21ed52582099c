import { h } from 'preact'
import { z } from 'zod'
import { getBody, listBodies } from '../../cases/bodies/body.ts'
import type { Field } from '../../forms/form.ts'
import type { LietaError } from '../../platform/errors.ts'
import { BodyPage } from '../../web/pages/bodies/body.tsx'
import { BodiesPage } from '../../web/pages/bodies/list.tsx'
import { say } from '../../web/view.ts'
import { inputs, said, typed } from './answers.ts'
import { dayAsked } from './days.ts'
import { type Body, newKey, turnOf } from './input.ts'
import { type Answer, type PersonCall, page } from './route.ts'

export const NEW: Field[] = inputs('text', ['code', 'kind', 'nameLv', 'nameEn', 'norm', 'unit'])
export const MEMBER: Field[] = [
  ...inputs('text', ['personId', 'function', 'standsFor', 'orderNumber']),
  ...inputs('date', ['from', 'until', 'orderDate']),
]
export const RULE: Field[] = [
  ...inputs('text', ['quorum', 'quorumNumber', 'quorumPart', 'quorumWhole', 'quorumOf', 'majority']),
  ...inputs('text', ['majorityPart', 'majorityWhole', 'majorityOf', 'vote', 'tie', 'remote', 'written']),
  ...inputs('text', ['deputyForRecused', 'source']),
  ...inputs('date', ['ruleFrom']),
]
export const END = (id: string): Field[] => [
  ...inputs('date', [`lastDay-${id}`, `orderDate-${id}`]),
  ...inputs('text', [`orderNumber-${id}`]),
]

/** What is said of the end of one membership. */
export function endIn(body: Body, id: string): Record<string, string> {
  const given = said(typed(END(id), body))
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name.replace(`-${id}`, ''), value]))
}

/** What is said of how it decides; the day has a name of its own on the page. */
export function ruleIn(body: Body): Record<string, string> {
  const { ruleFrom, ...rest } = said(typed(RULE, body))
  return { ...rest, ...(ruleFrom ? { from: ruleFrom } : {}) }
}

const errorsOf = (v: Parameters<typeof say>[0], error?: LietaError, onPage = (field: string) => field) =>
  (error?.fields ?? []).map((e) => ({ field: onPage(e.field), text: say(v, e.message) }))

export async function bodies(
  { deps, actor, req, view }: PersonCall,
  values: Record<string, string>,
  keyed: string,
  error?: LietaError,
): Promise<Answer> {
  const data = await listBodies(deps, actor, turnOf(req))
  const v = await view()
  return page(h(BodiesPage, { v, data, values, errors: errorsOf(v, error), keyed }), error ? 422 : 200)
}

/** The page of a body, on the day that is asked for; one that is none is today. */
export async function body(
  { deps, actor, req, view, id }: PersonCall,
  values: Record<string, string>,
  error?: LietaError,
  onPage?: (field: string) => string,
): Promise<Answer> {
  const asked = z.iso.date().safeParse(dayAsked(req, 'day'))
  const data = await getBody(
    deps,
    actor,
    id(),
    asked.success && asked.data >= '1900' ? asked.data : undefined,
  )
  const v = await view()
  return page(h(BodyPage, { v, data, values, errors: errorsOf(v, error, onPage), newKey }), error ? 422 : 200)
}
