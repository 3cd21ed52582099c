import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { CALENDAR } from '../../law/calendar/data.ts'
import { isWorkingDay } from '../../law/calendar/working.ts'
import type { ClockFact } from '../../law/clock/facts.ts'
import { foldClock, overdue, termFrom } from '../../law/clock/fold.ts'
import { previewChange } from '../../law/clock/preview.ts'
import { redact } from '../../law/derivation/sentence.ts'
import { RULES, type RuleId } from '../../law/rules/catalogue.ts'
import { serveDocument } from '../../law/service/serve.ts'
import { addDays, addMonths, dayOf, endOfDay, startOfDay, toMillis } from '../../law/time.ts'
import { history, RULE_IDS, random, shuffled } from './histories.ts'
import { recompute } from './recompute.ts'

const RUNS = Number(process.env.LAW_RUNS ?? 400)
const seed = fc.integer({ min: 1, max: 2_000_000_000 })
const rule = fc.constantFrom(...RULE_IDS)
const anyRule = fc.constantFrom(...(Object.keys(RULES) as (keyof typeof RULES)[]))
/** Days on which every rule of the catalogue may start and still end within the known calendar. */
const day = fc.integer({ min: 0, max: 365 * 7 }).map((n) => addDays('2016-03-01', n))

function check(name: string, property: fc.IProperty<unknown[]> | fc.IRawProperty<unknown>) {
  test(name, () => fc.assert(property as fc.IProperty<unknown>, { numRuns: RUNS }), 120_000)
}

const at = (days: number, from: ClockFact): string =>
  new Date(toMillis(from.at) + days * 86_400_000).toISOString()

check(
  'the order of recording is irrelevant: neither the order of the list nor recordedAt changes anything',
  fc.property(seed, rule, (s, id) => {
    const facts = history(s)
    const r = random(s + 7)
    const again = shuffled(facts, r).map((f) => ({
      ...f,
      recordedAt: new Date(Math.floor(r() * 2e12)).toISOString(),
    }))
    expect(foldClock(id, again)).toEqual(foldClock(id, facts))
  }),
)

check(
  'repeating facts changes nothing',
  fc.property(seed, rule, (s, id) => {
    const facts = history(s)
    const r = random(s + 3)
    const repeated = shuffled(
      [
        ...facts,
        ...facts.filter(() => r() < 0.5),
        ...facts.map((f) => JSON.parse(JSON.stringify(f)) as ClockFact),
      ],
      r,
    )
    expect(foldClock(id, repeated)).toEqual(foldClock(id, facts))
  }),
)

check(
  'state is JSON: a clock and its facts survive being written and read',
  fc.property(seed, rule, (s, id) => {
    const facts = history(s)
    const clock = foldClock(id, facts)
    expect(JSON.parse(JSON.stringify(clock))).toEqual(clock)
    expect(foldClock(id, JSON.parse(JSON.stringify(facts)) as ClockFact[])).toEqual(clock)
  }),
)

check(
  'overlapping suspensions count once: two grounds over the same days are one suspension of their union',
  fc.property(
    fc.constantFrom<RuleId>('APL64.base', 'card.30wd', 'MK404.registration'),
    day,
    fc.tuple(fc.nat(25), fc.nat(20), fc.nat(15), fc.nat(20)),
    (id, received, [a, len, gap, more]) => {
      const moment = (n: number) => startOfDay(addDays(received, n + 1))
      const fact = (fid: string, n: number, body: object) =>
        ({ id: fid, at: moment(n), recordedAt: moment(n), ...body }) as ClockFact
      const start = fact('r', -1, { type: 'received' })
      const b = a + Math.min(gap, len)
      const end = Math.max(a + len, b + more)
      const two = [
        start,
        fact('1', a, { type: 'suspended', ground: 'x' }),
        fact('2', b, { type: 'suspended', ground: 'y' }),
        fact('3', a + len, { type: 'resumed', ground: 'x' }),
        fact('4', b + more, { type: 'resumed', ground: 'y' }),
      ]
      const one = [
        start,
        fact('1', a, { type: 'suspended', ground: 'x' }),
        fact('3', end, { type: 'resumed', ground: 'x' }),
      ]
      expect(foldClock(id, two).due).toBe(foldClock(id, one).due)
    },
  ),
)

check(
  'a longer suspension never means an earlier date',
  fc.property(rule, day, fc.nat(30), fc.nat(40), fc.nat(40), (id, received, a, len, more) => {
    const due = (days: number) => {
      const first: ClockFact = {
        id: 'r',
        at: startOfDay(received),
        recordedAt: startOfDay(received),
        type: 'received',
      }
      const facts: ClockFact[] = [
        first,
        { id: 's', at: at(a, first), recordedAt: at(a, first), type: 'suspended', ground: 'x' },
        { id: 'e', at: at(a + days, first), recordedAt: at(a, first), type: 'resumed' },
      ]
      return foldClock(id, facts).due!
    }
    expect(due(len + more) >= due(len)).toBe(true)
  }),
)

check(
  'more extension never means an earlier date',
  fc.property(
    seed,
    rule,
    fc.nat(120),
    fc.option(fc.integer({ min: 1, max: 13 }), { nil: undefined }),
    fc.boolean(),
    (s, id, after, months, ministry) => {
      const facts = history(s, 5)
      const first = facts.find((f) => f.type === 'received')
      fc.pre(first !== undefined)
      const moment = at(after, first)
      const more: ClockFact = {
        id: 'more',
        at: moment,
        recordedAt: moment,
        type: 'extended',
        ground: 'x',
        by: ministry ? 'ministry' : 'institution',
        ...(months === undefined ? {} : { months }),
      }
      // Only the last word: a later fact of the history may have been possible only without it.
      fc.pre(facts.every((f) => toMillis(f.at) < toMillis(moment)))
      const before = foldClock(id, facts).due
      const then = foldClock(id, [...facts, more]).due
      if (before !== null && then !== null) expect(then >= before).toBe(true)
      else expect(then).toBe(before)
    },
  ),
)

check(
  'no due date on a forbidden day, for any rule of the catalogue that rolls',
  fc.property(anyRule, day, (id, start) => {
    const r = RULES[id]
    fc.pre((r.validFrom ?? '') <= start && start <= (r.validUntil ?? '9999'))
    const { due } = termFrom(id, start)
    if (r.roll !== 'none') {
      expect(isWorkingDay(due, CALENDAR, CALENDAR.movedDayPolicy[r.binds])).toBe(true)
      const literal = isWorkingDay(due, CALENDAR, 'literal')
      // To the letter of the law the same, except on a Saturday worked in place of a moved day.
      if (!literal) expect(isWorkingDay(due, CALENDAR, 'earlier')).toBe(true)
    }
  }),
)

check(
  'no due date on a forbidden day, for any history',
  fc.property(seed, rule, (s, id) => {
    const facts = history(s)
    const clock = foldClock(id, facts)
    if (clock.due === null) return
    const changed = facts.find((f) => f.type === 'calendar-changed')
    const calendar =
      changed?.type === 'calendar-changed' && clock.calendarVersion > CALENDAR.version
        ? changed.calendar
        : CALENDAR
    expect(
      isWorkingDay(clock.due, calendar, calendar.movedDayPolicy[RULES[id as keyof typeof RULES].binds]),
    ).toBe(true)
  }),
)

check(
  'the derivation recomputes to the date, also redacted',
  fc.property(seed, rule, (s, id) => {
    const clock = foldClock(id, history(s))
    expect(recompute(clock.derivation)).toBe(clock.due)
    expect(recompute(redact(clock.derivation))).toBe(clock.due)
  }),
)

check(
  'the derivation of every rule of the catalogue recomputes to its date',
  fc.property(anyRule, day, (id, start) => {
    const r = RULES[id]
    fc.pre((r.validFrom ?? '') <= start && start <= (r.validUntil ?? '9999'))
    const term = termFrom(id, start)
    expect(recompute(term.derivation)).toBe(term.due)
  }),
)

check(
  'the public derivation holds no free words and no ids of the ledger',
  fc.property(seed, rule, (s, id) => {
    const text = JSON.stringify(redact(foldClock(id, history(s)).derivation))
    for (const free of ['QQ', '"fact"', 'publicText']) expect(text).not.toContain(free)
  }),
)

check(
  'a later rule version never changes a closed case',
  fc.property(
    seed,
    rule,
    fc.constantFrom('by-receipt', 'all-open', 'more-favourable'),
    fc.integer({ min: 0, max: 400 }),
    fc.integer({ min: 0, max: 90 }),
    (s, id, transitional, later, amount) => {
      const facts = history(s, 6).filter((f) => f.type !== 'stopped')
      const first = facts.find((f) => f.type === 'received')
      fc.pre(first !== undefined)
      const closing = at(50, first)
      const closed: ClockFact[] = [
        ...facts,
        { id: 'stop', at: closing, recordedAt: closing, type: 'stopped', reason: 'x' },
      ]
      // In force on the day after the closing or later; recorded whenever.
      const from = addDays(dayOf(closing), 1 + later)
      const recorded = at(later, first)
      const change = {
        id: 'new',
        at: recorded,
        recordedAt: recorded,
        type: 'rule-changed',
        rule: id,
        change: { amount },
        from,
        transitional,
        reason: 'x',
      } as ClockFact
      const { rejected: _, ...before } = foldClock(id, closed)
      const { rejected, ...after } = foldClock(id, [...closed, change])
      expect(after).toEqual(before)
      expect(rejected.map((r) => r.fact)).toContain('new')
    },
  ),
)

check(
  'a new holiday never moves a date earlier, and moves none that lies before it',
  fc.property(rule, day, fc.nat(60), (id, received, n) => {
    const holiday = addDays(received, n)
    const calendar = {
      ...CALENDAR,
      version: CALENDAR.version + 1,
      extraHolidays: [
        ...CALENDAR.extraHolidays,
        {
          day: holiday,
          name: { lv: 'x', en: 'x' },
          kind: 'holiday' as const,
          norm: { act: 'SvetkuL', article: '1' },
        },
      ],
    }
    const facts: ClockFact[] = [
      { id: 'r', at: startOfDay(received), recordedAt: startOfDay(received), type: 'received' },
    ]
    const { rows } = previewChange(
      [{ id: 'c', rule: id, facts }],
      { type: 'calendar-changed', calendar, reason: 'x' },
      startOfDay(received),
    )
    const [row] = rows
    expect(row!.after! >= row!.before!).toBe(true)
    if (row!.before! < holiday) expect(row!.after).toBe(row!.before)
  }),
)

check(
  'a later receipt never means an earlier end',
  fc.property(anyRule, day, fc.integer({ min: 1, max: 40 }), (id, start, n) => {
    const r = RULES[id]
    const later = addDays(start, n)
    fc.pre((r.validFrom ?? '') <= start && later <= (r.validUntil ?? '9999'))
    expect(termFrom(id, later).due >= termFrom(id, start).due).toBe(true)
  }),
)

check(
  'the end of a term in days is 24:00 in Riga, and overdue from that moment on',
  fc.property(rule, day, (id, start) => {
    const moment = startOfDay(start)
    const clock = foldClock(id, [{ id: 'r', at: moment, recordedAt: moment, type: 'received' }])
    expect(clock.dueInstant).toBe(endOfDay(clock.due!))
    expect(overdue(clock, clock.dueInstant!)).toBe(true)
    expect(overdue(clock, new Date(toMillis(clock.dueInstant!) - 1).toISOString())).toBe(false)
  }),
)

check(
  'service: the day of sending never counts, and proof always overrides',
  fc.property(
    fc.constantFrom(
      'post',
      'registered-post',
      'e-mail',
      'e-address',
      'portal',
      'public-notice',
      'registered-post-eu',
      'registered-post-abroad' as const,
    ),
    day,
    fc.nat(30),
    (channel, sent, n) => {
      const sentAt = startOfDay(sent)
      const s = serveDocument({ channel, sentAt })
      expect(s.servedOn > sent).toBe(true)
      expect(s.contestUntil >= addMonths(s.servedOn, 1)).toBe(true)
      const proofAt = startOfDay(addDays(sent, n))
      const proven = addDays(sent, n)
      // Earlier than presumed counts only where the addressee signs for it.
      const counts = channel.startsWith('registered-post-') || proven > s.servedOn
      const by = serveDocument({ channel, sentAt, proofAt })
      expect(by.servedOn).toBe(counts ? proven : s.servedOn)
      expect(by.contestUntil >= s.contestUntil || counts).toBe(true)
    },
  ),
)

check(
  'adding and taking away months agree where the day exists in both months',
  fc.property(day, fc.integer({ min: 0, max: 60 }), (d, n) => {
    fc.pre(Number(d.slice(8)) <= 28)
    expect(addMonths(addMonths(d, n), -n)).toBe(d)
  }),
)
