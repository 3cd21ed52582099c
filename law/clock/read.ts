import { readCalendar } from '../calendar/read.ts'
import type { Calendar } from '../calendar/types.ts'
import { LawError } from '../errors.ts'
import { isDay, toMillis } from '../time.ts'
import { readInstant } from '../time-read.ts'
import type { ClockFact, FactBody } from './facts.ts'
import { canonical } from './order.ts'

type Kind = 'instant' | 'day' | 'text' | 'count' | 'by' | 'transitional' | 'calendar' | 'object'
interface Field {
  kind: Kind
  required?: true
  /** Taken when the field is absent. */
  fallback?: string
}

const DOCUMENT: Record<string, Field> = { document: { kind: 'text' } }

/** The fields of every type of fact beyond type, id, at, recordedAt and note. */
export const FACT_FIELDS: Readonly<Record<FactBody['type'], Readonly<Record<string, Field>>>> = {
  received: {},
  'receipt-corrected': { receivedAt: { kind: 'instant', required: true }, ...DOCUMENT },
  'left-without-progress': { cureBy: { kind: 'day' }, ...DOCUMENT },
  cured: DOCUMENT,
  'not-cured': DOCUMENT,
  extended: {
    ground: { kind: 'text', fallback: '' },
    by: { kind: 'by', fallback: 'institution' },
    until: { kind: 'day' },
    months: { kind: 'count' },
    rule: { kind: 'text' },
    noticeAt: { kind: 'instant' },
    requestedAt: { kind: 'instant' },
    ...DOCUMENT,
  },
  suspended: { ground: { kind: 'text', fallback: '' }, ...DOCUMENT },
  resumed: { ground: { kind: 'text' }, ...DOCUMENT },
  'term-set': { until: { kind: 'day', required: true }, requestedAt: { kind: 'instant' }, ...DOCUMENT },
  'term-restored': { until: { kind: 'day', required: true }, ...DOCUMENT },
  stopped: { reason: { kind: 'text', fallback: '' }, ...DOCUMENT },
  annulled: {
    fact: { kind: 'text', required: true },
    reason: { kind: 'text', fallback: '' },
    ...DOCUMENT,
  },
  'calendar-changed': {
    calendar: { kind: 'calendar', required: true },
    reason: { kind: 'text', fallback: '' },
  },
  'rule-changed': {
    rule: { kind: 'text' },
    change: { kind: 'object', required: true },
    from: { kind: 'day', required: true },
    transitional: { kind: 'transitional', fallback: 'by-receipt' },
    reason: { kind: 'text', fallback: '' },
  },
}

const COMMON = ['type', 'id', 'at', 'recordedAt', 'note']
const TRANSITIONAL = ['by-receipt', 'all-open', 'more-favourable']
const CHANGEABLE = [
  'title',
  'norm',
  'event',
  'amount',
  'unit',
  'fixed',
  'direction',
  'start',
  'roll',
  'binds',
  'kind',
  'resets',
  'extensions',
  'validFrom',
  'validUntil',
  'certainty',
  'unverified',
  'missing',
]

function bad(place: string, lv: string, en: string): LawError {
  return new LawError('bad-facts', { lv: `${place}: ${lv}`, en: `${place}: ${en}` })
}

/**
 * Reads facts from untrusted JSON: a list of objects, or { facts: [...] }. Times may be given as a day (00:00 in
 * Riga), a local time in Riga ('2026-03-05T14:30') or an instant; `id` and `recordedAt` may be left out (equal facts
 * then share an id, so that a repeated line stays a repetition). A partial calendar is added to the one in use.
 * Throws LawError 'bad-facts' that names the fact and field.
 */
export function readFacts(json: unknown, rule: string, calendar: Calendar): ClockFact[] {
  const list = Array.isArray(json) ? json : (json as { facts?: unknown } | null)?.facts
  if (!Array.isArray(list)) {
    throw bad(
      'facts',
      'jābūt faktu sarakstam [...] vai objektam {"facts": [...]}',
      'must be a list of facts [...] or an object {"facts": [...]}',
    )
  }
  const known = new Map<string, string>()
  let current = calendar
  return list.map((item: unknown, index) => {
    const fact = readFact(item, `facts[${index}]`, rule, current)
    if (fact.type === 'calendar-changed') current = fact.calendar
    if (fact.id !== '') return fact
    const key = canonical(fact)
    const id = known.get(key) ?? `f${index + 1}`
    known.set(key, id)
    return { ...fact, id }
  })
}

function readFact(item: unknown, place: string, rule: string, calendar: Calendar): ClockFact {
  if (item === null || typeof item !== 'object' || Array.isArray(item)) {
    throw bad(place, 'faktam jābūt objektam', 'a fact must be an object')
  }
  const raw = item as Record<string, unknown>
  const type = raw.type
  if (typeof type !== 'string' || !Object.hasOwn(FACT_FIELDS, type)) {
    const types = Object.keys(FACT_FIELDS).join(', ')
    throw bad(`${place}.type`, `jābūt vienam no: ${types}`, `must be one of: ${types}`)
  }
  const fields = FACT_FIELDS[type as FactBody['type']]
  for (const key of Object.keys(raw)) {
    if (COMMON.includes(key) || Object.hasOwn(fields, key)) continue
    const allowed = [...COMMON, ...Object.keys(fields)].join(', ')
    throw bad(
      `${place}.${key}`,
      `lauks nav zināms; “${type}” pieļauj: ${allowed}`,
      `unknown field; “${type}” takes: ${allowed}`,
    )
  }
  const out: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(fields)) {
    const value = raw[name] ?? field.fallback
    if (value === undefined || value === null) {
      if (field.required) throw bad(`${place}.${name}`, 'lauks ir obligāts', 'the field is required')
      continue
    }
    out[name] = readField(value, field.kind, `${place}.${name}`, calendar)
  }
  if (type === 'rule-changed') out.rule ??= rule
  // The moment of a correction is often not known apart from what it says; any fixed choice gives the same date.
  const at = readTime(raw.at ?? (type === 'receipt-corrected' ? out.receivedAt : undefined), `${place}.at`)
  const recordedAt = raw.recordedAt === undefined ? at : readTime(raw.recordedAt, `${place}.recordedAt`)
  const id = raw.id ?? ''
  if (typeof id !== 'string') throw bad(`${place}.id`, 'jābūt tekstam', 'must be text')
  return { id, at, recordedAt, type, ...out } as unknown as ClockFact
}

function readTime(value: unknown, place: string): string {
  if (value === undefined)
    throw bad(place, 'lauks ir obligāts (datums vai laiks)', 'the field is required (a day or a time)')
  const read = typeof value === 'string' ? readInstant(value) : null
  if (read === null) {
    throw bad(
      place,
      `“${String(value)}” nav datums (GGGG-MM-DD) vai laiks (GGGG-MM-DDTHH:MM, pēc izvēles ar Z vai +02:00)`,
      `“${String(value)}” is not a day (YYYY-MM-DD) or a time (YYYY-MM-DDTHH:MM, optionally with Z or +02:00)`,
    )
  }
  toMillis(read)
  return read
}

function readField(value: unknown, kind: Kind, place: string, calendar: Calendar): unknown {
  switch (kind) {
    case 'instant':
      return readTime(value, place)
    case 'day':
      if (typeof value === 'string' && isDay(value)) return value
      throw bad(
        place,
        `“${String(value)}” nav datums formā GGGG-MM-DD`,
        `“${String(value)}” is not a date of the form YYYY-MM-DD`,
      )
    case 'text':
      if (typeof value === 'string') return value
      throw bad(place, 'jābūt tekstam', 'must be text')
    case 'count':
      if (Number.isInteger(value) && (value as number) > 0 && (value as number) <= 1200) return value
      throw bad(place, 'jābūt veselam skaitlim no 1 līdz 1200', 'must be a whole number from 1 to 1200')
    case 'by':
      if (value === 'institution' || value === 'ministry') return value
      throw bad(place, 'jābūt “institution” vai “ministry”', 'must be “institution” or “ministry”')
    case 'transitional':
      if (TRANSITIONAL.includes(value as string)) return value
      throw bad(
        place,
        `jābūt vienam no: ${TRANSITIONAL.join(', ')}`,
        `must be one of: ${TRANSITIONAL.join(', ')}`,
      )
    case 'calendar':
      return readCalendar(value, calendar, place)
    case 'object':
      return readChange(value, place)
  }
}

function readChange(value: unknown, place: string): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw bad(place, 'jābūt objektam ar grozītajiem laukiem', 'must be an object with the changed fields')
  }
  for (const key of Object.keys(value)) {
    if (!CHANGEABLE.includes(key)) {
      throw bad(
        `${place}.${key}`,
        `lauks nav zināms; var grozīt: ${CHANGEABLE.join(', ')}`,
        `unknown field; may be changed: ${CHANGEABLE.join(', ')}`,
      )
    }
  }
  const { amount, unit } = value as { amount?: unknown; unit?: unknown }
  if (
    amount !== undefined &&
    !(Number.isInteger(amount) && (amount as number) >= 0 && (amount as number) <= 10_000)
  ) {
    throw bad(
      `${place}.amount`,
      'jābūt veselam skaitlim no 0 līdz 10 000',
      'must be a whole number from 0 to 10,000',
    )
  }
  const units = ['years', 'months', 'weeks', 'days', 'working-days', 'hours', 'minutes', 'fixed-date']
  if (unit !== undefined && !units.includes(unit as string)) {
    throw bad(`${place}.unit`, `jābūt vienam no: ${units.join(', ')}`, `must be one of: ${units.join(', ')}`)
  }
  return value
}
