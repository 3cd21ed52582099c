// A plain day-by-day counter, written apart from law/: it shares no code with it, only the shape of the facts.
// Days are walked one at a time on UTC dates; holidays come from a list of Easter Sundays and a few fixed dates;
// local time comes from the runtime's own tables. Slow and simple on purpose.

export interface OracleFact {
  id: string
  at: string
  type: string
  [key: string]: unknown
}

export interface OracleRule {
  amount: number
  unit: 'months' | 'years' | 'days' | 'working-days'
  party: boolean
  resets: boolean
  settable?: boolean
  extensions: { id: string; by: string; months: number | null; fromStart: boolean }[]
}

export interface OracleAnswer {
  due: string | null
  state: string
  rejected: string[]
}

const EASTER = [
  '2016-03-27',
  '2017-04-16',
  '2018-04-01',
  '2019-04-21',
  '2020-04-12',
  '2021-04-04',
  '2022-04-17',
  '2023-04-09',
  '2024-03-31',
  '2025-04-20',
  '2026-04-05',
  '2027-03-28',
  '2028-04-16',
]
const ONE_OFF = ['2018-07-09', '2018-09-24', '2023-05-29', '2023-07-10', '2028-07-10']
const MOVED = [
  ['2017-05-05', '2017-05-13'],
  ['2018-04-30', '2018-04-21'],
  ['2020-06-22', '2020-06-13'],
  ['2021-05-03', '2021-05-08'],
  ['2021-06-25', '2021-06-19'],
  ['2021-11-19', '2021-11-13'],
  ['2023-05-05', '2023-05-20'],
  ['2024-12-23', '2024-12-14'],
  ['2024-12-30', '2024-12-28'],
  ['2025-05-02', '2025-05-10'],
  ['2025-11-17', '2025-11-08'],
  ['2026-01-02', '2026-01-17'],
  ['2026-06-22', '2026-06-27'],
] as const
const MOVED_OFF = new Set<string>(MOVED.map((m) => m[0]))
const WORKED = new Set<string>(MOVED.map((m) => m[1]))

const STEP = 86_400_000
const NEXT = new Map<string, string>()
/** The day after. */
export function next(day: string): string {
  let known = NEXT.get(day)
  if (known === undefined) {
    known = new Date(Date.parse(`${day}T00:00:00Z`) + STEP).toISOString().slice(0, 10)
    NEXT.set(day, known)
  }
  return known
}

function weekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay()
}

function plus(day: string, n: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * STEP).toISOString().slice(0, 10)
}

function holidaysOf(year: number): Set<string> {
  const days = new Set<string>()
  const easter = EASTER.find((e) => e.startsWith(`${year}`))
  if (!easter) throw new Error(`the oracle knows no Easter of ${year}`)
  for (const n of [-2, 0, 1, 49]) days.add(plus(easter, n))
  for (const fixed of [
    '01-01',
    '05-01',
    '05-04',
    '06-23',
    '06-24',
    '11-18',
    '12-24',
    '12-25',
    '12-26',
    '12-31',
  ]) {
    days.add(`${year}-${fixed}`)
  }
  for (const fixed of ['05-04', '11-18']) {
    let day = `${year}-${fixed}`
    if (weekday(day) === 0 || weekday(day) === 6) {
      while (weekday(day) === 0 || weekday(day) === 6) day = next(day)
      days.add(day)
    }
  }
  for (const day of ONE_OFF) if (day.startsWith(`${year}`)) days.add(day)
  return days
}

const HOLIDAYS = new Map<number, Set<string>>()
const CACHE = { early: new Map<string, boolean>(), late: new Map<string, boolean>() }

/** Whether a day is worked, for an institution's term (the earlier reading of moved days) or a party's. */
export function worked(day: string, party: boolean, extra: ReadonlySet<string>): boolean {
  if (extra.has(day)) return false
  const cache = party ? CACHE.late : CACHE.early
  let answer = cache.get(day)
  if (answer === undefined) {
    answer = plainlyWorked(day, party)
    cache.set(day, answer)
  }
  return answer
}

function isHoliday(day: string): boolean {
  const year = Number(day.slice(0, 4))
  let holidays = HOLIDAYS.get(year)
  if (!holidays) {
    holidays = holidaysOf(year)
    HOLIDAYS.set(year, holidays)
  }
  return holidays.has(day)
}

function plainlyWorked(day: string, party: boolean): boolean {
  if (isHoliday(day)) return false
  if (weekday(day) === 0) return false
  if (weekday(day) === 6) return WORKED.has(day) && !party
  return !(MOVED_OFF.has(day) && party)
}

// Offsets of Riga by the runtime's own time zone tables: a change is looked for in every hour once.
const RIGA = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Riga', hour: '2-digit', hourCycle: 'h23' })
const CHANGES: { at: number; offset: number }[] = []
for (let t = Date.UTC(2015, 0, 1), last = -1; t < Date.UTC(2029, 0, 1); t += 3_600_000) {
  // Changes happen only on Sundays; other days are skipped to save time.
  if (last !== -1 && new Date(t).getUTCDay() !== 0) continue
  const offset = (Number(RIGA.format(t)) - new Date(t).getUTCHours() + 24) % 24
  if (offset !== last) CHANGES.push({ at: t, offset })
  last = offset
}

function offsetAt(ms: number): number {
  let offset = CHANGES[0]!.offset
  for (const change of CHANGES) if (change.at <= ms) offset = change.offset
  return offset
}

/** The day in Riga of an instant. */
export function rigaDay(instant: string): string {
  const ms = Date.parse(instant)
  return new Date(ms + offsetAt(ms) * 3_600_000).toISOString().slice(0, 10)
}

function midnightAfter(day: string): number {
  const utc = Date.parse(`${next(day)}T00:00:00Z`)
  return utc - offsetAt(utc - 3 * 3_600_000) * 3_600_000
}

function monthsLater(day: string, months: number): string {
  const [y, m, d] = day.split('-').map(Number) as [number, number, number]
  const first = new Date(Date.UTC(y, m - 1 + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(d, last)))
    .toISOString()
    .slice(0, 10)
}

interface Pause {
  from: string
  to: string | null
  ground: string
}

/** Walks from the day after `start` until `goal` has been passed as if no day were suspended; null = never. */
function walk(start: string, goal: string, pauses: readonly Pause[]): string | null {
  let at = start
  let plain = start
  if (goal <= start) return goal
  while (plain < goal) {
    at = next(at)
    if (pauses.some((p) => p.from <= at && p.to === null)) return null
    if (!pauses.some((p) => p.from <= at && at < p.to!)) plain = next(plain)
  }
  return at
}

function walkWorkingBy(
  practice: boolean,
  start: string,
  amount: number,
  extra: ReadonlySet<string>,
  pauses: readonly Pause[],
) {
  let at = start
  for (let left = amount; left > 0; ) {
    at = next(at)
    if (pauses.some((p) => p.from <= at && p.to === null)) return null
    if (pauses.some((p) => p.from <= at && at < p.to!)) continue
    // By the letter Monday to Friday; by practice as the offices are open.
    const open = practice ? !MOVED_OFF.has(at) && (WORKED.has(at) || plain(at)) : plain(at)
    if (open && !extra.has(at) && !isHoliday(at)) left--
  }
  return at
}

const plain = (day: string) => weekday(day) !== 0 && weekday(day) !== 6

function walkWorking(
  start: string,
  amount: number,
  party: boolean,
  extra: ReadonlySet<string>,
  pauses: readonly Pause[],
) {
  const letter = walkWorkingBy(false, start, amount, extra, pauses)
  const practice = walkWorkingBy(true, start, amount, extra, pauses)
  if (letter === null || practice === null) return null
  return [letter, practice].sort()[party ? 1 : 0]!
}

interface Promise_ {
  goal: string
  from: string
}

/** The whole history, fact after fact. */
export function oracle(rule: OracleRule, facts: readonly OracleFact[]): OracleAnswer {
  const seen = new Set<string>()
  let sorted = [...facts]
    .filter((f) => {
      if (seen.has(f.id)) return false
      seen.add(f.id)
      return true
    })
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  // An entry that a later one annuls has never been; the last is looked at first. A receipt is corrected, never annulled.
  const gone = new Set<string>()
  const idle = new Set<string>()
  for (const f of [...sorted].reverse()) {
    if (f.type !== 'annulled' || gone.has(f.id)) continue
    const target = sorted.find((one) => one.id === f.fact)
    if (!target || target.type === 'received' || target === f) idle.add(f.id)
    else gone.add(target.id)
  }
  const all = sorted
  sorted = all.filter((f) => !gone.has(f.id) && !idle.has(f.id))
  const rejected: string[] = [...new Set([...gone, ...idle])]
  const stop = sorted.find((f) => f.type === 'stopped')
  const usable = stop ? sorted.slice(0, sorted.indexOf(stop) + 1) : sorted
  const first =
    usable.find((f) => f.type === 'received') ?? usable.find((f) => f.type === 'receipt-corrected')
  if (!first) return { due: null, state: 'not-started', rejected: all.map((f) => f.id).sort() }
  let receivedAt = first.at
  for (const f of usable) if (f.type === 'receipt-corrected') receivedAt = f.receivedAt as string
  let receipt = rigaDay(receivedAt)
  let known = rigaDay(first.type === 'received' ? first.at : (first.receivedAt as string))
  let cured: string | null = null

  let start = receipt
  let waiting: string | true | null = null
  let lapsed = false
  let broken = false
  let set: string | null = null
  const extra = new Set<string>()
  const pauses: Pause[] = []
  const promises: Promise_[] = []

  const roll = (day: string, party: boolean): string => {
    let at = day
    while (!worked(at, party, extra)) at = next(at)
    return at
  }
  const due = (): string | null => {
    let base: string | null
    if (set !== null) base = walk(receipt, set, pauses)
    else if (rule.unit === 'working-days') base = walkWorking(start, rule.amount, rule.party, extra, pauses)
    else if (rule.unit === 'days') base = walk(start, plus(start, rule.amount), pauses)
    else base = walk(start, monthsLater(start, rule.amount * (rule.unit === 'years' ? 12 : 1)), pauses)
    const ends = [base, ...promises.map((p) => walk(p.from, p.goal, pauses))]
    if (ends.includes(null)) return null
    return roll([...(ends as string[])].sort().at(-1)!, rule.party)
  }
  const passed = (day: string | null, at: string): boolean =>
    day !== null && Date.parse(at) >= midnightAfter(day)

  const take = (f: OracleFact): boolean => {
    const today = rigaDay(f.at)
    const needsTerm = !['received', 'receipt-corrected', 'calendar-changed', 'stopped', 'annulled'].includes(
      f.type,
    )
    if (needsTerm && !rule.party && today < [receipt, rigaDay(first.at)].sort()[0]!) return false
    const stuck = waiting !== null && !broken
    switch (f.type) {
      case 'annulled':
        return true
      case 'received':
        return f === first
      case 'receipt-corrected':
        known = rigaDay(f.receivedAt as string)
        return true
      case 'left-without-progress':
        if (!rule.resets || lapsed || waiting !== null) return false
        if (passed(due(), f.at)) broken = true
        waiting = (f.cureBy as string | undefined) ?? true
        return true
      case 'cured':
        if (lapsed || waiting === null) return false
        waiting = null
        if (!broken) {
          cured = today
          start = [today, receipt].sort()[1]!
        }
        return true
      case 'not-cured':
        if (lapsed || waiting === null) return false
        if (typeof waiting === 'string' && today <= roll(waiting, true)) return false
        waiting = null
        lapsed = true
        return true
      case 'suspended':
        if (lapsed || pauses.some((p) => p.to === null && p.ground === f.ground)) return false
        pauses.push({ from: today, to: null, ground: f.ground as string })
        return true
      case 'resumed': {
        const open = pauses.find((p) => p.to === null && (f.ground === undefined || p.ground === f.ground))
        if (!open) return false
        open.to = today
        return true
      }
      case 'term-set':
        if (!rule.settable) return false
        if (set !== null && passed(due(), [f.at, (f.requestedAt as string) ?? f.at].sort()[0]!)) return false
        set = f.until as string
        return true
      case 'term-restored': {
        if (lapsed) {
          lapsed = false
          waiting = f.until as string
          return true
        }
        if (!rule.party) return false
        const now = stuck ? null : due()
        if (!passed(now, f.at) || (f.until as string) <= now!) return false
        promises.push({ goal: f.until as string, from: today })
        return true
      }
      case 'extended':
        return extend(f, today) || keep(f, today)
      case 'calendar-changed':
        for (const e of (f.calendar as { extraHolidays: { day: string }[] }).extraHolidays) extra.add(e.day)
        return true
      case 'stopped':
        return true
      default:
        throw new Error(f.type)
    }
  }
  const extend = (f: OracleFact, today: string): boolean => {
    if (lapsed || !sane(f, today)) return false
    const now = waiting !== null && !broken ? null : due()
    const mayAsk = rule.party || f.by === 'ministry'
    const early = mayAsk && f.requestedAt !== undefined && (f.requestedAt as string) < f.at
    if (passed(now, early ? (f.requestedAt as string) : f.at)) return false
    if (!early && f.noticeAt !== undefined && passed(now, f.noticeAt as string)) return false
    for (const e of rule.extensions) {
      if (f.rule !== undefined && e.id !== f.rule) continue
      if (e.by !== f.by) continue
      const from = e.fromStart ? start : receipt
      let promise: Promise_
      if (f.until !== undefined) {
        if (e.months !== null) {
          const soFar = pauses
            .map((p) => ({ ...p, to: p.to === null || p.to > today ? today : p.to }))
            .filter((p) => p.from < p.to)
          if ((f.until as string) > roll(walk(from, monthsLater(from, e.months), soFar)!, rule.party))
            continue
        }
        promise = { goal: f.until as string, from: today }
      } else if (f.months !== undefined) {
        if (e.months !== null && (f.months as number) > e.months) continue
        promise = { goal: monthsLater(from, f.months as number), from }
      } else {
        if (e.months === null) continue
        promise = { goal: monthsLater(from, e.months), from }
      }
      promises.push(promise)
      const then = due()
      if (now === null || then === null || then > now) return true
      promises.pop()
    }
    return false
  }

  const sane = (f: OracleFact, today: string): boolean =>
    !(f.until !== undefined && f.months !== undefined) &&
    !(f.noticeAt !== undefined && rigaDay(f.noticeAt as string) < today)
  // What was right by the receipt as it was known then stays, as far as the law allows by the one that is known now.
  const keep = (f: OracleFact, today: string): boolean => {
    const one = rule.extensions.find((e) => e.by === f.by && (f.rule === undefined || e.id === f.rule))
    if (lapsed || !one || !sane(f, today)) return false
    if (f.until === undefined && f.months === undefined && one.months === null) return false
    if (known === receipt) return false
    const [real, begun] = [receipt, start]
    receipt = known
    start = cured === null ? known : [cured, known].sort()[1]!
    const had = promises.length
    const right = extend(f, today)
    promises.length = had
    receipt = real
    start = begun
    if (!right) return false
    const from = one.fromStart ? start : receipt
    if (f.until === undefined)
      promises.push({ goal: monthsLater(from, (f.months as number | undefined) ?? one.months!), from })
    else {
      const soFar = pauses
        .map((p) => ({ ...p, to: p.to === null || p.to > today ? today : p.to }))
        .filter((p) => p.from < p.to)
      const most =
        one.months === null ? null : roll(walk(from, monthsLater(from, one.months), soFar)!, rule.party)
      const goal = most !== null && (f.until as string) > most ? most : (f.until as string)
      promises.push({ goal, from: today })
    }
    return true
  }

  let stopped = false
  for (const f of sorted) {
    if ((stopped && f.type !== 'annulled') || !take(f)) rejected.push(f.id)
    if (f === stop) stopped = true
  }
  const last = lapsed || (waiting !== null && !broken) ? null : due()
  const state = stopped
    ? 'stopped'
    : lapsed
      ? 'lapsed'
      : waiting !== null && !broken
        ? 'waiting-applicant'
        : pauses.some((p) => p.to === null)
          ? 'suspended'
          : 'running'
  return { due: last, state, rejected: rejected.sort() }
}
