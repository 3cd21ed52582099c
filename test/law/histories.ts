// Random histories for the properties and the oracle, from a small seeded generator: any number of facts, overlapping,
// back-dated, in any order of recording, lawful or not.
import { CALENDAR } from '../../law/calendar/data.ts'
import type { ClockFact } from '../../law/clock/facts.ts'
import type { RuleId } from '../../law/rules/catalogue.ts'
import type { OracleRule } from './oracle.ts'

/** mulberry32: a seed gives the same numbers everywhere. */
export function random(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = a
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const FOUR = { id: 'APL64(2)', by: 'institution', months: 4, fromStart: false }
const YEAR = { id: 'APL64(2)-year', by: 'ministry', months: 12, fromStart: false }
const MORE = { id: 'more-information', by: 'institution', months: 2, fromStart: true }
const FREE = { id: 'APL47', by: 'institution', months: null, fromStart: true }

/** What the oracle is told of some rules, written down from the law and not read from the catalogue. */
export const ORACLE_RULES: Partial<Record<RuleId, OracleRule>> = {
  'APL64.base': { amount: 1, unit: 'months', party: false, resets: true, extensions: [FOUR, YEAR] },
  'MK253.licence': { amount: 1, unit: 'months', party: false, resets: true, extensions: [MORE, FOUR, YEAR] },
  'MK404.registration': { amount: 30, unit: 'days', party: false, resets: true, extensions: [FOUR, YEAR] },
  'card.30wd': { amount: 30, unit: 'working-days', party: false, resets: true, extensions: [] },
  'MK681.publish': { amount: 3, unit: 'working-days', party: false, resets: false, extensions: [] },
  'APL79.contest': { amount: 1, unit: 'months', party: true, resets: false, extensions: [] },
  'APL79.contest-no-note': { amount: 1, unit: 'years', party: true, resets: false, extensions: [] },
  'hearing.term': {
    amount: 14,
    unit: 'days',
    party: true,
    resets: false,
    settable: true,
    extensions: [FREE],
  },
  'cure.term': {
    amount: 10,
    unit: 'working-days',
    party: true,
    resets: false,
    settable: true,
    extensions: [FREE],
  },
}
export const RULE_IDS = Object.keys(ORACLE_RULES) as RuleId[]

const HOUR = 3_600_000
const BASE = Date.UTC(2017, 0, 5)
const SPAN = Date.UTC(2026, 8, 1) - BASE
const GROUNDS = ['tiesvedība', 'izpildes apturēšana', 'cits pamats']

/** One random history of up to `most` facts after the receipt, ids unique, moments distinct, order shuffled. */
export function history(seed: number, most = 8): ClockFact[] {
  const r = random(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(r() * list.length)]!
  const received = BASE + Math.floor(r() * SPAN)
  const used = new Set<number>()
  // Half of all moments are near a term's usual end, and many within minutes of midnight in Riga.
  const moment = (): number => {
    let ms = received + Math.floor((r() < 0.5 ? r() * 45 : r() * 200 - 10) * 24 * HOUR)
    if (r() < 0.3)
      ms = Math.floor(ms / (24 * HOUR)) * 24 * HOUR + 21 * HOUR + Math.floor((r() - 0.5) * 2.5 * HOUR)
    while (used.has(ms)) ms += 1
    used.add(ms)
    return ms
  }
  const iso = (ms: number) => new Date(ms).toISOString()
  const day = (ms: number) => iso(ms).slice(0, 10)
  const facts: ClockFact[] = []
  const add = (at: number, body: object) => {
    const recordedAt = iso(at + Math.floor(r() * 40 * 24 * HOUR))
    facts.push({ id: `x${facts.length}`, at: iso(at), recordedAt, ...body } as ClockFact)
  }
  used.add(received)
  if (r() < 0.98) add(received, { type: 'received' })
  const n = Math.floor(r() * (most + 1))
  let version = CALENDAR.version
  for (let i = 0; i < n; i++) {
    const at = moment()
    const kind = r()
    if (kind < 0.15)
      add(at, {
        type: 'left-without-progress',
        ...(r() < 0.6 ? { cureBy: day(at + r() * 30 * 24 * HOUR) } : {}),
      })
    else if (kind < 0.3) add(at, { type: 'cured' })
    else if (kind < 0.36) add(at, { type: 'not-cured' })
    else if (kind < 0.48) add(at, { type: 'suspended', ground: pick(GROUNDS) })
    else if (kind < 0.6) add(at, { type: 'resumed', ...(r() < 0.5 ? { ground: pick(GROUNDS) } : {}) })
    else if (kind < 0.8) {
      const how = r()
      add(at, {
        type: 'extended',
        ground: 'QQ ground',
        by: r() < 0.8 ? 'institution' : 'ministry',
        ...(how < 0.3
          ? { until: day(at + (r() * 130 - 10) * 24 * HOUR) }
          : how < 0.55
            ? { months: 1 + Math.floor(r() * 5) }
            : {}),
        ...(r() < 0.3 ? { rule: pick(['more-information', 'APL64(2)', 'APL64(2)-year']) } : {}),
        ...(r() < 0.5 ? { noticeAt: iso(at + Math.floor((r() * 6 - 1) * 24 * HOUR)) } : {}),
        ...(r() < 0.3 ? { requestedAt: iso(at - Math.floor(r() * 30 * 24 * HOUR)) } : {}),
      })
    } else if (kind < 0.84) add(at, { type: 'term-restored', until: day(at + (r() * 40 - 5) * 24 * HOUR) })
    else if (kind < 0.87) add(at, { type: 'term-set', until: day(at + r() * 40 * 24 * HOUR) })
    else if (kind < 0.9) add(at, { type: 'annulled', fact: `x${Math.floor(r() * 8)}`, reason: 'QQ wrong' })
    else if (kind < 0.92)
      add(at, {
        type: 'receipt-corrected',
        receivedAt: iso(received + Math.floor((r() * 14 - 7) * 24 * HOUR)),
      })
    else if (kind < 0.96) add(at, { type: 'stopped', reason: 'QQ stop' })
    else if (kind < 0.98) add(at, { type: 'received' })
    else {
      // Later changes of the calendar carry higher versions only if they happened later; the oracle adds them all up.
      const extraHolidays = [
        ...CALENDAR.extraHolidays,
        {
          day: day(at + r() * 40 * 24 * HOUR),
          name: { lv: 'x', en: 'x' },
          kind: 'holiday',
          norm: { act: 'SvetkuL', article: '1' },
        },
      ]
      if (version === CALENDAR.version)
        add(at, {
          type: 'calendar-changed',
          reason: 'QQ calendar',
          calendar: { ...CALENDAR, version: ++version, extraHolidays },
        })
    }
  }
  return shuffled(facts, r)
}

/** The same items in another order. */
export function shuffled<T>(items: readonly T[], r: () => number): T[] {
  const out = [...items]
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(r() * (i + 1))
    ;[out[i], out[j]] = [out[j]!, out[i]!]
  }
  return out
}
