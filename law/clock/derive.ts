import { closingInstant } from '../calendar/day.ts'
import { isSubstitute, isWorking, nearestWorking, whyNotWorking } from '../calendar/working.ts'
import type { Rule } from '../rules/types.ts'
import { addDays, clockTime, type Day, dayOf, fromMillis, fromNumber, toMillis, toNumber } from '../time.ts'
import { otherReceipt } from './after-hours.ts'
import type { Skipped } from './count.ts'
import { countedBy } from './counting.ts'
import { afterHours, type Candidate, type Evaluation, evaluate, rolled } from './evaluate.ts'
import type { ClockFact, Step } from './facts.ts'
import { cureUntil, type History } from './history.ts'
import { untold } from './now.ts'
import * as say from './say.ts'
import {
  sayAfterHours,
  sayAnnulled,
  sayBackwardUnsure,
  sayKept,
  sayMissed,
  saySubstituteUnsure,
  saySuspensionUnsure,
} from './say-marks.ts'

const APL = (article: string) => ({ act: 'APL', article })
const iso = fromNumber

const documentOf = (fact: ClockFact | null | undefined): { document?: string } =>
  fact && 'document' in fact && fact.document !== undefined ? { document: fact.document } : {}

/** The derivation of a history: every step to its date, or to why there is none. */
export function derive(h: History, found: Evaluation | null, closing = false): Step[] {
  const steps: Step[] = []
  rules(h, found?.rule ?? h.rule, steps)
  events(h, steps)
  if (untold(h)) {
    if (h.waiting) {
      // Extensions already granted stay in force; which end governs is known only once the defects are cured.
      for (const candidate of evaluate(h).candidates)
        if (candidate.target) one(h, h.rule, candidate, false, steps)
      steps.push({ kind: 'waiting', norm: APL('64(1¹)'), text: say.sayWaiting() })
    }
  } else if (found) {
    const unit = found.rule.unit
    if (unit === 'hours' || unit === 'minutes') hours(h, found.rule, steps)
    else days(h, found, closing, steps)
  }
  if (h.stopped) {
    const day = dayOf(h.stopped.at)
    steps.push({
      kind: 'stopped',
      day,
      fact: h.stopped.id,
      ...documentOf(h.stopped),
      text: say.sayStopped(day, h.stopped.reason),
      personal: true,
      publicText: say.sayStopped(day, null),
    })
  }
  return countedBy(h.rule.norm.act, steps)
}

function rules(h: History, rule: Rule, steps: Step[]): void {
  steps.push({
    kind: 'rule',
    norm: rule.norm,
    ...(rule.unit === 'fixed-date' ? {} : { counted: rule.amount, unit: rule.unit }),
    text: say.sayRule(rule),
    ...(rule.unverified ? { unverified: true } : {}),
  })
  if (rule.unverified) steps.push({ kind: 'caveat', text: say.sayUnverified(rule.missing), unverified: true })
  for (const fact of h.taken) {
    if (fact.type === 'rule-changed') {
      steps.push({
        kind: 'rule-version',
        day: fact.from,
        fact: fact.id,
        norm: h.rule.norm,
        text: say.sayRuleVersion(fact.from, fact.reason),
        personal: true,
        publicText: say.sayRuleVersion(fact.from, null),
      })
    } else if (fact.type === 'calendar-changed') {
      steps.push({
        kind: 'calendar',
        day: dayOf(fact.at),
        fact: fact.id,
        text: say.sayCalendar(fact.calendar.version, fact.reason),
        personal: true,
        publicText: say.sayCalendar(fact.calendar.version, null),
      })
    }
  }
}

function events(h: History, steps: Step[]): void {
  const { first, corrections } = h.receiptFacts
  const received = dayOf(h.receivedAt)
  let known = dayOf(first.type === 'receipt-corrected' ? first.receivedAt : first.at)
  for (const correction of corrections) {
    if (correction === first) continue
    const to = dayOf(correction.receivedAt)
    steps.push({
      kind: 'receipt-corrected',
      day: dayOf(correction.at),
      from: known,
      to,
      fact: correction.id,
      ...documentOf(correction),
      text: say.sayCorrected(known, to),
    })
    known = to
  }
  steps.push({ kind: 'event', day: received, fact: first.id, text: say.sayEvent(h.rule, received) })
  for (const fact of h.taken) {
    const day = dayOf(fact.at)
    if (fact.type === 'left-without-progress') {
      steps.push({
        kind: 'left',
        norm: APL('56(1¹)'),
        day,
        fact: fact.id,
        ...documentOf(fact),
        text: say.sayLeft(day, fact.cureBy === undefined ? null : cureDays(h, fact.cureBy)),
      })
      if (fact === h.missed?.fact)
        steps.push({
          kind: 'note',
          norm: APL('64(1¹)'),
          day: iso(h.missed.due),
          fact: fact.id,
          text: sayMissed(iso(h.missed.due)),
        })
    } else if (fact.type === 'cured') {
      steps.push({
        kind: 'cured',
        norm: APL('64(1¹)'),
        day,
        fact: fact.id,
        ...documentOf(fact),
        text: say.sayCured(day),
      })
    } else if (fact.type === 'not-cured') {
      steps.push({
        kind: 'lapsed',
        norm: APL('56(1¹)'),
        day,
        fact: fact.id,
        ...documentOf(fact),
        text: say.sayLapsed(day),
      })
    } else if (fact.type === 'annulled') {
      const target = h.annulled.get(fact.fact)
      steps.push({
        kind: 'note',
        day,
        fact: fact.id,
        ...documentOf(fact),
        text: sayAnnulled(target, fact.reason),
        personal: true,
        publicText: sayAnnulled(target, null),
      })
    } else if (fact.type === 'term-restored' && !h.targets.some((t) => t.fact === fact)) {
      // Restores the term to cure; a restored term of another kind is a candidate of its own below.
      steps.push({
        kind: 'note',
        norm: APL('46'),
        day,
        fact: fact.id,
        ...documentOf(fact),
        text: say.sayRestored(fact.until, null),
      })
    }
  }
}

function hours(h: History, rule: Rule, steps: Step[]): void {
  const { start, end } = afterHours(rule, h.receivedAt)
  const next = rule.start === 'next-full-hour'
  const norm = next ? APL('42(2)') : rule.norm
  const day = dayOf(start)
  // Midnight is 24:00 of the day that ends (APL 43(4)), as in `due`.
  const last = dayOf(fromMillis(toMillis(end) - 1))
  steps.push({
    kind: 'start',
    norm,
    day,
    fromInstant: start,
    text: say.sayFromHour(day, clockTime(start), next),
  })
  steps.push({
    kind: 'end',
    norm,
    day: last,
    fromInstant: start,
    toInstant: end,
    counted: rule.amount,
    unit: rule.unit,
    text: say.sayEndAt(last, last === dayOf(end) ? clockTime(end) : '24:00'),
  })
}

function days(h: History, found: Evaluation, closing: boolean, steps: Step[]): void {
  const { rule } = found
  const backward = rule.direction === 'backward'
  if (!backward && rule.unit !== 'fixed-date' && !h.set) {
    const first = iso(h.start + 1)
    steps.push({
      kind: 'start',
      norm: APL('42(1)'),
      day: first,
      text: say.sayStart(first, h.start !== h.receipt),
    })
  }
  for (const candidate of found.candidates)
    one(h, rule, candidate, backward, steps, endedBefore(h, found, candidate))
  if (found.raw === null) return
  if (found.candidates.length > 1) {
    const to = iso(found.raw)
    steps.push({ kind: 'governing', to, text: say.sayGoverning(to) })
  }
  ending(h, found, backward, closing, steps)
}

/** The last day that held before a term was restored. */
function endedBefore(h: History, found: Evaluation, restored: Candidate): Day | null {
  const before = found.candidates.slice(0, found.candidates.indexOf(restored)).flatMap((c) => c.end ?? [])
  if (restored.target?.fact.type !== 'term-restored' || before.length === 0) return null
  return iso(rolled(Math.max(...before), found.rule.roll, h.cal, h.cal.movedDayPolicy[found.rule.binds]))
}

function one(
  h: History,
  rule: Rule,
  c: Candidate,
  backward: boolean,
  steps: Step[],
  ended: Day | null = null,
): void {
  const to = iso(c.nominal)
  const fact = c.target?.fact
  if (fact?.type === 'term-restored') {
    steps.push({
      kind: 'restored',
      norm: APL('46'),
      to,
      fact: fact.id,
      ...documentOf(fact),
      text: say.sayRestored(to, ended),
    })
  } else if (fact) {
    extension(c, to, steps)
  } else if (h.set) {
    steps.push({
      kind: 'term-set',
      norm: APL('43(3)'),
      to,
      fact: h.set.id,
      ...documentOf(h.set),
      text: say.saySet(to),
    })
  } else if (rule.unit === 'fixed-date') {
    steps.push({ kind: 'count', norm: APL('43(3)'), from: iso(h.start), to, text: say.sayFixed(to) })
  } else if (c.end !== null || rule.unit !== 'working-days') {
    const from = iso(h.start)
    steps.push({
      kind: 'count',
      norm: rule.unit === 'months' || rule.unit === 'years' ? APL('43(1)') : rule.norm,
      from,
      to,
      counted: backward ? -rule.amount : rule.amount,
      unit: rule.unit,
      ...(c.skipped.length > 0 ? { skipped: c.skipped } : {}),
      text: say.sayCount(rule.amount, rule.unit, from, to, c.skipped, backward),
    })
  }
  suspensions(h, c, steps)
}

function extension(c: Candidate, to: Day, steps: Step[]): void {
  const { fact, extension: by } = c.target!
  if (fact.type !== 'extended') return
  const told = fact.noticeAt === undefined ? null : dayOf(fact.noticeAt)
  const total =
    fact.until !== undefined
      ? {}
      : {
          counted: fact.months ?? by!.amount!,
          unit: fact.months === undefined ? by!.unit : ('months' as const),
        }
  steps.push({
    kind: 'extended',
    ...(by ? { norm: by.norm } : {}),
    day: dayOf(fact.at),
    ...(fact.until === undefined ? { from: iso(c.target!.origin) } : {}),
    to,
    ...total,
    ...(c.skipped.length > 0 ? { skipped: c.skipped } : {}),
    fact: fact.id,
    ...documentOf(fact),
    text: say.sayExtended(by, to, fact.ground, told),
    personal: true,
    publicText: say.sayExtended(by, to, null, told),
    ...(by?.unverified ? { unverified: true } : {}),
  })
  if (by?.unverified) steps.push({ kind: 'caveat', text: say.sayUnverified(by.missing), unverified: true })
  if (c.target!.kept) {
    const cap = c.target!.cap
    steps.push({ kind: 'note', fact: fact.id, text: sayKept(cap === undefined ? null : iso(cap)) })
  }
  if (by?.notice && told === null)
    steps.push({ kind: 'caveat', norm: by.norm, fact: fact.id, text: say.sayNoNotice() })
}

function suspensions(h: History, c: Candidate, steps: Step[]): void {
  let end = c.nominal
  for (const part of c.suspended) {
    end += part.to - part.from
    steps.push({
      kind: 'suspended',
      norm: APL('45'),
      from: iso(part.from),
      to: iso(part.to),
      counted: part.to - part.from,
      text: say.saySuspended(iso(part.from), iso(part.to), iso(end)),
      ...(h.rule.binds === 'institution' ? { unverified: true } : {}),
    })
  }
  if (c.end === null) {
    const open = h.spans.find((s) => s.to === Number.POSITIVE_INFINITY)
    if (open) {
      steps.push({
        kind: 'suspended',
        norm: APL('45'),
        from: iso(open.from),
        text: say.sayStillSuspended(iso(open.from)),
      })
    }
  }
}

function ending(h: History, found: Evaluation, backward: boolean, closing: boolean, steps: Step[]): void {
  const { rule } = found
  const raw = found.raw!
  const due = found.due!
  const last = iso(due)
  if (due !== raw) {
    const skipped: Skipped = []
    const by = due > raw ? 1 : -1
    for (let i = 0; i < Math.abs(due - raw); i++) {
      const n = raw + by * i
      skipped.push({ day: iso(n), reason: whyNotWorking(n, h.cal).reason })
    }
    const unsure = skipped.some((s) => h.cal.movedDays.some((m) => m.off === s.day || m.worked === s.day))
    steps.push({
      kind: 'roll',
      norm: backward ? rule.norm : APL('43(2)'),
      from: iso(raw),
      to: last,
      skipped,
      text: say.sayRoll(iso(raw), last, skipped, by < 0),
      ...(unsure ? { unverified: true } : {}),
    })
    otherEnd(h, due, skipped, backward, steps)
  }
  if (h.rule.binds === 'institution' && h.spans.length > 0) {
    const without = evaluate({ ...h, spans: [] }).due
    if (without !== null && without !== due)
      steps.push({
        kind: 'caveat',
        norm: APL('45'),
        from: iso(without),
        to: last,
        text: saySuspensionUnsure(iso(without), last),
        unverified: true,
      })
  }
  const late = otherReceipt(h, due)
  if (late)
    steps.push({
      kind: 'caveat',
      norm: APL('42(1)'),
      from: last,
      to: late.due,
      text: sayAfterHours(late.time, last, late.day, late.due),
      unverified: true,
    })
  const needsCalendar = rule.roll !== 'none' || rule.unit === 'working-days'
  if (needsCalendar) movedDays(h, due, steps)
  if (
    rule.roll === 'none' &&
    rule.kind !== 'validity' &&
    rule.kind !== 'not-before' &&
    backward &&
    due <= knownUntil(h) &&
    !isWorking(due, h.cal, 'practice')
  ) {
    const before = iso(nearestWorking(due, h.cal, 'practice', -1))
    steps.push({ kind: 'note', day: before, text: say.sayAdvice(before) })
  }
  const text = closing ? say.sayClosing(last, clockTime(closingInstant(last, h.cal))) : say.sayEnd(rule, last)
  steps.push({ kind: 'end', norm: APL('43(4)'), day: last, text })
}

/** A day off by which the end moved, though the law does not say so in so many words: both days are told. */
function otherEnd(h: History, due: number, skipped: Skipped, backward: boolean, steps: Step[]): void {
  const told = (norm: Step['norm'], other: number, text: Step['text']): void => {
    const [from, to] = [iso(Math.min(other, due)), iso(Math.max(other, due))]
    steps.push({ kind: 'caveat', ...(norm ? { norm } : {}), from, to, text, unverified: true })
  }
  if (backward) {
    const other = nearestWorking(due + skipped.length, h.cal, 'practice', 1)
    told(APL('43(2)'), other, sayBackwardUnsure(iso(due), iso(other)))
    return
  }
  const substitutes = skipped.filter((s) => isSubstitute(toNumber(s.day), h.cal))
  if (substitutes.length === 0) return
  const reason = { lv: '', en: '' }
  const removed = substitutes.map(({ day }) => ({ day, reason }))
  const cal = { ...h.cal, removedHolidays: [...h.cal.removedHolidays, ...removed] }
  const other = evaluate({ ...h, cal }).due
  if (other !== null && other !== due) told(APL('43(2)'), other, saySubstituteUnsure(iso(other), iso(due)))
}

const knownUntil = (h: History) => toNumber(h.cal.knownUntil)

function movedDays(h: History, due: number, steps: Step[]): void {
  const last = iso(due)
  // Only a moved day within the counted span, or within a week of its end, can make a difference.
  const until = addDays(last, 14)
  const since = addDays(iso(Math.min(h.start, due)), -14)
  if (
    h.cal.movedDays.some(
      (m) => (m.off >= since && m.off <= until) || (m.worked >= since && m.worked <= until),
    )
  ) {
    const earliest = evaluate(h, 'earlier').due
    const latest = evaluate(h, 'later').due
    if (earliest !== null && latest !== null && earliest !== latest) {
      const [from, to] = [iso(Math.min(earliest, latest)), iso(Math.max(earliest, latest))]
      steps.push({
        kind: 'moved-day',
        norm: { act: 'DL', article: '133(4)' },
        from,
        to,
        text: say.sayMoved(from, to, last, h.cal),
        unverified: true,
      })
    }
  }
  if (last > h.cal.movedDaysKnownUntil) steps.push({ kind: 'caveat', text: say.sayMovedUnknown(h.cal) })
}

/** The day that was named for curing, and the day that holds as the end of a party's term. */
function cureDays(h: History, named: Day): Parameters<typeof say.sayLeft>[1] {
  const n = toNumber(named)
  const holds = iso(rolled(n, 'next-working-day', h.cal, h.cal.movedDayPolicy.party))
  return { named, holds, why: whyNotWorking(n, h.cal).reason }
}

/** The day to cure as text, for the clock. */
export function cureDay(h: History): Day | null {
  const n = cureUntil(h)
  return n === null ? null : iso(n)
}
