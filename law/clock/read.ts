import { readCalendar } from '../calendar/read.ts'
import type { Calendar } from '../calendar/types.ts'
import { LawError } from '../errors.ts'
import { dayOf, isDay, toMillis } from '../time.ts'
import { readInstant } from '../time-read.ts'
import type { ClockFact, FactBody } from './facts.ts'
import { canonical } from './order.ts'
import { readChange } from './read-change.ts'

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
  const lines = list.map((item: unknown, index) => readFact(item, `facts[${index}]`, rule))
  const ids = new Map<string, string>()
  const facts = lines.map((line, index) => {
    if (line.fact.id !== '') return line
    // The same line twice is one fact. Compared as it was written: what a calendar is added to may differ.
    const key = canonical(line.fact)
    const id = ids.get(key) ?? `f${index + 1}`
    ids.set(key, id)
    return { ...line, fact: { ...line.fact, id } }
  })
  return withCalendars(facts, calendar)
}

/** A fact as it was read; its calendar, if it brings one, still as it was given. */
interface Line {
  fact: ClockFact
  place: string
}

/**
 * Partial calendars are added up in the order in which they happened, whatever the order of the list, so that a date never
 * hangs on the order of recording; one that is told twice counts once.
 */
function withCalendars(lines: readonly Line[], calendar: Calendar): ClockFact[] {
  const changes = lines.filter((l) => l.fact.type === 'calendar-changed')
  changes.sort((a, b) => toMillis(a.fact.at) - toMillis(b.fact.at) || (a.fact.id < b.fact.id ? -1 : 1))
  const read = new Map<string, { given: string; calendar: Calendar }>()
  let current = calendar
  for (const { fact, place } of changes) {
    if (fact.type !== 'calendar-changed') continue
    const given = canonical(fact.calendar)
    const before = read.get(fact.id)
    if (before?.given === given) continue
    current = readCalendar(fact.calendar, current, `${place}.calendar`)
    if (!before) read.set(fact.id, { given, calendar: current })
  }
  return lines.map(({ fact, place }) => {
    if (fact.type !== 'calendar-changed') return fact
    const found = read.get(fact.id)!
    // Another calendar under an id that is taken: the fold tells the conflict.
    const own = canonical(fact.calendar) === found.given
    return {
      ...fact,
      calendar: own ? found.calendar : readCalendar(fact.calendar, calendar, `${place}.calendar`),
    }
  })
}

function readFact(item: unknown, place: string, rule: string): Line {
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
    out[name] = readField(value, field.kind, `${place}.${name}`)
  }
  if (type === 'rule-changed') out.rule ??= rule
  // The moment of a correction is often not known apart from what it says; any fixed choice gives the same date.
  const at = readTime(raw.at ?? (type === 'receipt-corrected' ? out.receivedAt : undefined), `${place}.at`)
  const recordedAt = raw.recordedAt === undefined ? at : readTime(raw.recordedAt, `${place}.recordedAt`)
  const id = raw.id ?? ''
  if (typeof id !== 'string') throw bad(`${place}.id`, 'jābūt tekstam', 'must be text')
  const fact = { id, at, recordedAt, type, ...out } as unknown as ClockFact
  together(fact, place)
  return { fact, place }
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

function readField(value: unknown, kind: Kind, place: string): unknown {
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
      if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value
      throw bad(place, 'jābūt objektam', 'must be an object')
    case 'object':
      return readChange(value, place)
  }
}

/** What only shows when the fields of a fact are seen together. */
function together(fact: ClockFact, place: string): void {
  if (fact.type !== 'extended' && fact.type !== 'term-set') return
  if (fact.type === 'extended' && fact.until !== undefined && fact.months !== undefined) {
    throw bad(
      `${place}.months`,
      'norāda vai nu until, vai months, nevis abus',
      'either until or months is given, not both',
    )
  }
  if (fact.requestedAt !== undefined && toMillis(fact.requestedAt) > toMillis(fact.at)) {
    throw bad(`${place}.requestedAt`, 'lūgts pēc izlemšanas', 'asked for after it was decided')
  }
  // The day of notice is often all that is known.
  if (fact.type === 'extended' && fact.noticeAt !== undefined && dayOf(fact.noticeAt) < dayOf(fact.at)) {
    throw bad(
      `${place}.noticeAt`,
      'paziņots, pirms pagarinājums izdots (at)',
      'notice was given before the extension was granted (at)',
    )
  }
}
