import type { Extension } from '../rules/types.ts'
import { dayOf, toMillis, toNumber } from '../time.ts'
import { countRead, shift } from './count.ts'
import { evaluate, rolled } from './evaluate.ts'
import type { FactOf, History, Target } from './history.ts'
import { askedAt, day, dueNow, past } from './now.ts'
import type { ReasonCode } from './reasons.ts'

const inHours = ({ unit }: { unit: string }): boolean => unit === 'hours' || unit === 'minutes'

/** Lets an extension take effect; answers why not, if it has none. */
export function takeExtension(h: History, fact: FactOf<'extended'>, at: number): ReasonCode | null {
  const code = tryExtension(h, fact, at)
  if (code === null || !DATES.has(code) || h.knownReceipt === h.receipt) return code
  const start = h.curedOn === null ? h.knownReceipt : Math.max(h.knownReceipt, h.curedOn)
  if (tryExtension({ ...h, receipt: h.knownReceipt, start, targets: [...h.targets] }, fact, at)) return code
  // It was right by the receipt that was known then, and people were told so: it is kept, as far as the law allows now.
  const extension = h.rule.extensions.find((e) => fits(e, fact))!
  const target: Target = {
    ...{ fact, extension, granted: day(fact.at), origin: originOf(h, extension), kept: true as const },
  }
  const most = longest(h, fact, extension)
  if (fact.until !== undefined && most !== null && toNumber(fact.until) > most) target.cap = most
  h.targets.push(target)
  return null
}

/** Reasons that hang on the day of receipt. */
const DATES: ReadonlySet<ReasonCode> = new Set([
  'extension-late',
  'notice-late',
  'extension-too-long',
  'extension-no-gain',
])

function fits(extension: Extension, fact: FactOf<'extended'>): boolean {
  return extension.by === fact.by && (fact.rule === undefined || extension.id === fact.rule)
}

function tryExtension(h: History, fact: FactOf<'extended'>, at: number): ReasonCode | null {
  if (h.lapsed) return 'lapsed'
  if (fact.until !== undefined && fact.months !== undefined) return 'extension-two-ends'
  if (fact.noticeAt !== undefined && day(fact.noticeAt) < day(fact.at)) return 'notice-early'
  const all = h.rule.extensions
  if (all.length === 0 || h.rule.direction === 'backward' || inHours(h.rule)) return 'not-extendable'
  const named = fact.rule === undefined ? all : all.filter((e) => e.id === fact.rule)
  if (named.length === 0) return 'unknown-extension'
  const fitting = named.filter((e) => e.by === fact.by)
  if (fitting.length === 0) return 'wrong-authority'
  const due = dueNow(h)
  // The institution asks nobody to extend its own term; a party, and the institution of the ministry, may ask in time.
  const asked = fact.by === 'ministry' || h.rule.binds === 'party' ? askedAt(fact, at) : at
  if (past(due, asked)) return 'extension-late'
  if (asked === at && fact.noticeAt !== undefined && past(due, toMillis(fact.noticeAt))) return 'notice-late'
  let code: ReasonCode = 'extension-too-long'
  for (const extension of fitting) {
    const problem = tooLong(h, fact, extension)
    if (problem) {
      if (problem !== 'extension-too-long') code = problem
      continue
    }
    const target: Target = { fact, extension, granted: day(fact.at), origin: originOf(h, extension) }
    h.targets.push(target)
    // Compared as if nothing were suspended or awaited now: an open suspension hides both dates alike.
    const gains = due === null || (evaluate(h).due ?? Number.POSITIVE_INFINITY) > due
    if (gains) return null
    h.targets.pop()
    code = 'extension-no-gain'
  }
  return code
}

function originOf(h: History, extension: Extension): number {
  return extension.from === 'receipt' ? h.receipt : h.start
}

/** Why an extension's length is not allowed, or null. */
function tooLong(h: History, fact: FactOf<'extended'>, extension: Extension): ReasonCode | null {
  if (extension.amount === null) {
    return fact.until === undefined && fact.months === undefined ? 'extension-no-date' : null
  }
  if (fact.until === undefined && fact.months === undefined) return null
  if (fact.until !== undefined)
    return toNumber(fact.until) > longest(h, fact, extension)! ? 'extension-too-long' : null
  const reading = h.cal.movedDayPolicy[h.rule.binds]
  const origin = originOf(h, extension)
  const wanted = countRead(origin, fact.months!, 'months', 1, h.cal, reading)!
  const most = countRead(origin, extension.amount, extension.unit, 1, h.cal, reading)!
  return wanted > most ? 'extension-too-long' : null
}

/** The last day to which an extension can reach, as of the day on which it was granted; null where no limit is known. */
function longest(h: History, fact: FactOf<'extended'>, extension: Extension): number | null {
  if (extension.amount === null) return null
  const reading = h.cal.movedDayPolicy[h.rule.binds]
  // An open suspension counts into the limit up to the day of the extension.
  const granted = toNumber(dayOf(fact.at))
  const spans = h.spans
    .map((s) => ({ from: s.from, to: Math.min(s.to, granted) }))
    .filter((s) => s.to > s.from)
  const origin = originOf(h, extension)
  const most = countRead(origin, extension.amount, extension.unit, 1, h.cal, reading, spans)!
  const end = extension.unit === 'working-days' ? most : shift(origin, most, spans).end!
  return rolled(end, h.rule.roll, h.cal, reading)
}
