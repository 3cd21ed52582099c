import { notFound } from '../../cases/permissions.ts'
import type { Field } from '../../forms/form.ts'
import type { LietaError } from '../../platform/errors.ts'
import { say, type View } from '../../web/view.ts'
import { answersFrom, inputs } from './answers.ts'
import type { Body } from './input.ts'

// Between the inputs of the page on which a change of the law's data is entered and what the use case takes.

const KINDS = ['holiday', 'moved-day', 'rule'] as const
export type Kind = (typeof KINDS)[number]

const FIELDS: Field[] = [
  ...inputs('text', ['as', 'nameLv', 'nameEn', 'rule', 'amount', 'unit', 'transitional', 'norm', 'reason']),
  ...inputs('date', ['day', 'off', 'worked', 'knownUntil', 'from']),
]

/** @throws LietaError `not-found` */
export function kindNamed(name: string): Kind {
  const kind = KINDS.find((k) => k === name)
  if (!kind) throw notFound()
  return kind
}

export function valuesIn(body: Body): Record<string, string> {
  return Object.fromEntries(Object.entries(answersFrom(FIELDS, body)).map(([k, v]) => [k, String(v ?? '')]))
}

/** What was filled in, as the API takes it. */
export function changeFrom(kind: Kind, f: Record<string, string>): unknown {
  const said = { reason: f.reason, norm: f.norm }
  if (kind === 'holiday') {
    const as = f.as === 'removed' ? {} : { as: f.as }
    const name = { lv: f.nameLv, en: f.nameEn }
    return { kind, definition: { day: f.day, name, removed: f.as === 'removed', ...as }, ...said }
  }
  if (kind === 'moved-day') {
    const moves = f.off || f.worked ? [{ off: f.off, worked: f.worked }] : []
    const known = f.knownUntil ? { knownUntil: f.knownUntil } : {}
    return { kind, definition: { moves, ...known }, ...said }
  }
  const change = { ...(f.amount ? { amount: Number(f.amount) } : {}), ...(f.unit ? { unit: f.unit } : {}) }
  return { kind, definition: { rule: f.rule, change, from: f.from, transitional: f.transitional }, ...said }
}

/** The inputs that errors belong to. */
const INPUTS: Record<string, string> = {
  'definition.name.lv': 'nameLv',
  'definition.name.en': 'nameEn',
  'definition.moves.0.off': 'off',
  'definition.moves.0.worked': 'worked',
  'definition.change': 'amount',
  'definition.change.amount': 'amount',
  'definition.change.unit': 'unit',
  // What the law room refuses of a pair of days.
  definition: 'worked',
}

export function errorsOnInputs(v: View, error: LietaError): { field: string; text: string }[] {
  return error.fields.map((f) => ({
    field: INPUTS[f.field] ?? f.field.replace(/^definition\./, ''),
    text: say(v, f.message),
  }))
}
