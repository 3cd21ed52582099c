import { describe, expect, test } from '@jest/globals'
import { CALENDAR } from '../calendar/data.ts'
import { redact, sentence } from '../derivation/sentence.ts'
import { LawError } from '../errors.ts'
import type { RuleId } from '../rules/catalogue.ts'
import { RULES } from '../rules/catalogue.ts'
import type { Rule } from '../rules/types.ts'
import type { ClockFact } from './facts.ts'
import { checkExtension, foldClock, foldClocks, foldRule, overdue, termFrom } from './fold.ts'
import { readFacts } from './read.ts'

const facts = (rule: string, ...list: object[]): ClockFact[] => readFacts(list, rule, CALENDAR)
const received = { type: 'received', at: '2026-03-05' }
const fold = (rule: RuleId, ...list: object[]) => foldClock(rule, facts(rule, ...list))

const code = (f: () => unknown): string => {
  try {
    f()
  } catch (error) {
    if (error instanceof LawError) return error.code
    throw error
  }
  return 'nothing thrown'
}

describe('the clock as a whole', () => {
  test('of a plain application', () => {
    const { derivation, ...clock } = fold('APL64.base', received)
    expect(clock).toEqual({
      rule: 'APL64.base',
      state: 'running',
      due: '2026-04-07',
      dueInstant: '2026-04-07T21:00:00.000Z',
      receivedAt: '2026-03-04T22:00:00.000Z',
      startDay: '2026-03-05',
      cureUntil: null,
      stoppedAt: null,
      rejected: [],
      calendarVersion: CALENDAR.version,
      unverified: false,
    })
    expect(derivation.map((s) => s.kind)).toEqual(['rule', 'event', 'start', 'count', 'roll', 'end'])
    expect(derivation[3]).toMatchObject({
      from: '2026-03-05',
      to: '2026-04-05',
      counted: 1,
      unit: 'months',
      norm: { act: 'APL', article: '43(1)' },
    })
    expect(derivation[4]!.skipped!.map((s) => s.day)).toEqual(['2026-04-05', '2026-04-06'])
  })

  test('without facts nothing has started', () => {
    expect(foldClock('APL64.base', [])).toEqual({
      rule: 'APL64.base',
      state: 'not-started',
      due: null,
      dueInstant: null,
      receivedAt: null,
      startDay: null,
      cureUntil: null,
      stoppedAt: null,
      derivation: [],
      rejected: [],
      calendarVersion: CALENDAR.version,
      unverified: false,
    })
    expect(fold('APL64.base', { type: 'cured', at: '2026-03-05' }).rejected).toEqual([
      {
        fact: 'f1',
        code: 'not-received',
        reason: { lv: expect.any(String), en: 'No receipt is recorded, so there is no term yet.' },
      },
    ])
  })

  test('waiting for the applicant, with the last day to cure', () => {
    const clock = fold('MK253.licence', received, {
      type: 'left-without-progress',
      at: '2026-03-10',
      cureBy: '2026-03-21',
    })
    expect(clock).toMatchObject({
      state: 'waiting-applicant',
      due: null,
      dueInstant: null,
      cureUntil: '2026-03-23',
      startDay: '2026-03-05',
    })
    expect(
      fold('MK253.licence', received, { type: 'left-without-progress', at: '2026-03-10' }).cureUntil,
    ).toBeNull()
  })

  test('a due date reached before an open suspension stays, though the state says suspended', () => {
    const clock = fold('APL64.base', received, { type: 'suspended', at: '2026-04-20', ground: 'a' })
    expect(clock).toMatchObject({ state: 'suspended', due: '2026-04-07' })
  })

  test('the same fact under two ids is refused, two facts under one id too', () => {
    const twice = fold(
      'APL64.base',
      received,
      { ...received, id: 'again' },
      { type: 'left-without-progress', at: '2026-03-10' },
      { type: 'left-without-progress', at: '2026-03-11' },
    )
    expect(twice.rejected.map((r) => r.code)).toEqual(['already-received', 'already-waiting'])
    const base = { id: 'x', at: '2026-03-05T10:00:00Z', type: 'received' as const }
    const a: ClockFact = { ...base, recordedAt: '2026-03-06T10:00:00Z' }
    const b: ClockFact = { ...base, at: '2026-03-09T10:00:00Z', recordedAt: '2026-03-07T10:00:00Z' }
    for (const list of [
      [a, b],
      [b, a],
    ]) {
      const clock = foldClock('APL64.base', list)
      expect(clock.due).toBe('2026-04-07')
      expect(clock.rejected.map((r) => r.code)).toEqual(['id-conflict'])
    }
    const sameTime: ClockFact = { ...b, recordedAt: a.recordedAt }
    expect(foldClock('APL64.base', [a, sameTime])).toEqual(foldClock('APL64.base', [sameTime, a]))
  })

  test('facts of one moment take effect in the order in which they can follow each other', () => {
    const at = '2026-03-10'
    const list = [
      { type: 'stopped', at },
      { type: 'cured', at },
      { type: 'left-without-progress', at },
      { type: 'received', at },
    ]
    const clock = fold('APL64.base', ...list)
    expect(clock).toMatchObject({ state: 'stopped', due: '2026-04-10', rejected: [] })
  })

  test('what happened after a lapse has no effect', () => {
    const clock = fold(
      'APL64.base',
      received,
      { type: 'left-without-progress', at: '2026-03-10' },
      { type: 'not-cured', at: '2026-03-20' },
      { type: 'extended', at: '2026-03-21' },
      { type: 'suspended', at: '2026-03-21', ground: 'a' },
      { type: 'cured', at: '2026-03-22' },
      { type: 'left-without-progress', at: '2026-03-23' },
      { type: 'not-cured', at: '2026-03-24' },
    )
    expect(clock.state).toBe('lapsed')
    expect(clock.due).toBeNull()
    expect(clock.rejected.map((r) => r.code)).toEqual(Array(5).fill('lapsed'))
    expect(clock.derivation.map((s) => s.kind)).toContain('lapsed')
    expect(
      fold(
        'MK301.entry',
        received,
        { type: 'cured', at: '2026-03-06' },
        { type: 'not-cured', at: '2026-03-06' },
      ).rejected.map((r) => r.code),
    ).toEqual(['not-applicable', 'not-applicable'])
    expect(
      fold('APL64.base', received, { type: 'not-cured', at: '2026-03-06' }).rejected.map((r) => r.code),
    ).toEqual(['nothing-to-cure'])
  })

  test('terms in hours and backward terms know no suspension or extension', () => {
    expect(
      fold(
        'MK276.password-link',
        { type: 'received', at: '2026-03-05 10:00' },
        { type: 'suspended', at: '2026-03-05 10:10' },
      ).rejected[0]!.code,
    ).toBe('not-applicable')
    expect(
      fold('MK325.apply', { type: 'received', at: '2026-08-31' }, { type: 'suspended', at: '2026-03-05' })
        .rejected[0]!.code,
    ).toBe('not-applicable')
    expect(
      fold(
        'MK276.password-link',
        { type: 'received', at: '2026-03-05 10:00' },
        { type: 'term-restored', at: '2026-03-06', until: '2026-03-07' },
      ).rejected[0]!.code,
    ).toBe('nothing-to-restore')
    expect(
      fold('APL64.base', received, { type: 'term-set', at: '2026-03-06', until: '2026-03-07' }).rejected[0]!
        .code,
    ).toBe('not-applicable')
  })

  test('terms in hours neither', () => {
    const rule: Rule = { ...RULES['MK276.password-link'], amount: 5, unit: 'hours' }
    const list = facts(
      'MK276.password-link',
      { type: 'received', at: '2026-03-05 10:00' },
      {
        type: 'suspended',
        at: '2026-03-05 10:10',
      },
    )
    expect(foldRule(rule, list).rejected[0]!.code).toBe('not-applicable')
  })

  test('what is asked of an application that waits', () => {
    const left = { type: 'left-without-progress', at: '2026-03-10', cureBy: '2026-03-24' }
    const missed = { type: 'not-cured', at: '2026-03-26' }
    const restored = { type: 'term-restored', at: '2026-04-01', until: '2026-04-15' }
    // Restored to cure until 15 April: it cannot lapse on the 10th, and can on the 16th.
    const again = (at: string) =>
      fold('APL64.base', received, left, missed, restored, { type: 'not-cured', at })
    expect(again('2026-04-10')).toMatchObject({
      state: 'waiting-applicant',
      cureUntil: '2026-04-15',
      rejected: [{ code: 'cure-term-running' }],
    })
    expect(again('2026-04-16')).toMatchObject({ state: 'lapsed', rejected: [] })
    // While it waits no term runs that an extension could come too late for.
    const extended = { type: 'extended', at: '2026-05-20', ground: 'g' }
    const cured = { type: 'cured', at: '2026-05-25' }
    expect(fold('APL64.base', received, { ...left, cureBy: undefined }, extended, cured)).toMatchObject({
      due: '2026-07-06',
      rejected: [],
    })
  })

  test('malformed days and instants are refused', () => {
    const at = '2026-03-05T10:00:00Z'
    const one = (body: object): ClockFact[] => [
      { id: 'r', at, recordedAt: at, type: 'received' },
      { id: 'x', at, recordedAt: at, ...body } as ClockFact,
    ]
    expect(
      code(() => foldClock('APL64.base', [{ id: 'r', at: 'x', recordedAt: at, type: 'received' }])),
    ).toBe('bad-instant')
    const cured = { id: 'y', at, recordedAt: at, type: 'cured' } as ClockFact
    expect(
      code(() => foldClock('APL64.base', [...one({ type: 'left-without-progress', cureBy: '2026' }), cured])),
    ).toBe('bad-day')
    expect(code(() => foldClock('APL64.base', one({ type: 'receipt-corrected', receivedAt: '2026' })))).toBe(
      'bad-instant',
    )
    expect(code(() => foldClock('APL64.base', one({ type: 'left-without-progress', cureBy: '2026' })))).toBe(
      'bad-day',
    )
    expect(code(() => foldClock('hearing.term', one({ type: 'term-set', until: '2026' })))).toBe('bad-day')
    expect(code(() => foldClock('APL79.contest', one({ type: 'term-restored', until: '2026' })))).toBe(
      'bad-day',
    )
    expect(code(() => foldClock('XX' as RuleId, one({ type: 'cured' })))).toBe('unknown-rule')
  })
})

test('two clocks over one ledger', () => {
  const list = facts('MK253.licence', received, { type: 'extended', at: '2026-03-20' })
  const [law, standard] = foldClocks(['MK253.licence', 'card.30wd'], list)
  expect(law).toEqual(foldClock('MK253.licence', list))
  expect(standard).toMatchObject({ due: '2026-04-20', rejected: [{ code: 'not-extendable' }] })
})

describe('overdue', () => {
  const clock = fold('APL64.base', received)
  test('from 24:00 of the last day', () => {
    expect(overdue(clock, '2026-04-07T20:59:59.999Z')).toBe(false)
    expect(overdue(clock, '2026-04-07T21:00:00Z')).toBe(true)
    expect(overdue(fold('APL64.base'), '2030-01-01T00:00:00Z')).toBe(false)
  })
  test('of a stopped clock: whether it was stopped late', () => {
    const stopped = (at: string) => fold('APL64.base', received, { type: 'stopped', at })
    expect(overdue(stopped('2026-04-07'), '2027-01-01T00:00:00Z')).toBe(false)
    expect(overdue(stopped('2026-04-08'), '2027-01-01T00:00:00Z')).toBe(true)
    expect(overdue(stopped('2026-04-08'), '2026-04-01T00:00:00Z')).toBe(false)
  })
})

describe('checkExtension', () => {
  const base = facts('MK253.licence', received)
  const ask = (more: object) =>
    checkExtension('MK253.licence', base, {
      at: '2026-04-01T09:00:00Z',
      ground: 'x',
      by: 'institution',
      ...more,
    })
  test('says until when', () => {
    expect(ask({})).toEqual({ ok: true, due: '2026-05-05' })
    expect(ask({ rule: 'APL64(2)' })).toEqual({ ok: true, due: '2026-07-06' })
    expect(ask({ until: '2026-05-02' })).toEqual({ ok: true, due: '2026-05-05' })
    expect(ask({ months: 2 })).toEqual({ ok: true, due: '2026-05-05' })
    expect(ask({ months: 3 })).toEqual({ ok: true, due: '2026-06-05' })
    expect(ask({ by: 'ministry' })).toEqual({ ok: true, due: '2027-03-05' })
  })
  test('or why not', () => {
    expect(ask({ at: '2026-04-07T21:00:00Z' })).toMatchObject({ ok: false, code: 'extension-late' })
    expect(ask({ months: 5 })).toMatchObject({ ok: false, code: 'extension-too-long' })
    expect(ask({ until: '2026-07-07' })).toMatchObject({ ok: false, code: 'extension-too-long' })
    expect(ask({ rule: 'x' })).toMatchObject({ ok: false, code: 'unknown-extension' })
    expect(ask({ rule: 'APL64(2)-year' })).toMatchObject({
      ok: false,
      code: 'wrong-authority',
      reason: { en: expect.stringContaining('authority') },
    })
    expect(ask({ until: '2026-04-01' })).toMatchObject({ ok: false, code: 'extension-no-gain' })
    expect(ask({ noticeAt: '2026-04-08T00:00:00Z' })).toMatchObject({ ok: false, code: 'notice-late' })
    expect(
      checkExtension('MK253.licence', [], { at: '2026-04-01T09:00:00Z', ground: 'x', by: 'institution' }),
    ).toMatchObject({ ok: false, code: 'not-received' })
    expect(
      checkExtension('hearing.term', facts('hearing.term', received), {
        at: '2026-03-06T09:00:00Z',
        ground: 'x',
        by: 'institution',
      }),
    ).toMatchObject({ ok: false, code: 'extension-no-date' })
    expect(
      checkExtension('card.30wd', base, { at: '2026-03-06T09:00:00Z', ground: 'x', by: 'institution' }),
    ).toMatchObject({ ok: false, code: 'not-extendable' })
  })
  test('while waiting it answers with its own last day', () => {
    const waiting = facts('MK253.licence', received, { type: 'left-without-progress', at: '2026-03-10' })
    expect(
      checkExtension('MK253.licence', waiting, {
        at: '2026-03-11T09:00:00Z',
        ground: 'x',
        by: 'institution',
        months: 2,
      }),
    ).toEqual({ ok: true, due: '2026-05-05' })
    expect(
      checkExtension('MK253.licence', waiting, {
        at: '2026-03-11T09:00:00Z',
        ground: 'x',
        by: 'institution',
        until: '2026-05-04',
      }),
    ).toEqual({ ok: true, due: '2026-05-04' })
  })
  test('a fact that already bears its provisional id does no harm', () => {
    const odd: ClockFact[] = [{ ...base[0]!, id: 'proposed-extension' }]
    expect(
      checkExtension('MK253.licence', odd, { at: '2026-04-01T09:00:00Z', ground: 'x', by: 'institution' }),
    ).toEqual({ ok: true, due: '2026-05-05' })
  })
  test('suspended days prolong the longest extension', () => {
    const suspended = facts(
      'APL64.base',
      received,
      { type: 'suspended', at: '2026-03-10', ground: 'a' },
      { type: 'resumed', at: '2026-03-20' },
    )
    const until = (day: string) =>
      checkExtension('APL64.base', suspended, {
        at: '2026-04-01T09:00:00Z',
        ground: 'x',
        by: 'institution',
        until: day,
      })
    expect(until('2026-07-15')).toEqual({ ok: true, due: '2026-07-15' })
    expect(until('2026-07-16')).toMatchObject({ code: 'extension-too-long' })
    const open = facts('APL64.base', received, { type: 'suspended', at: '2026-03-10', ground: 'a' })
    const during = (day: string) =>
      checkExtension('APL64.base', open, {
        at: '2026-03-20T09:00:00Z',
        ground: 'x',
        by: 'institution',
        until: day,
      })
    expect(during('2026-07-15')).toEqual({ ok: true, due: '2026-07-15' })
    expect(during('2026-07-16')).toMatchObject({ code: 'extension-too-long' })
  })
})

describe('rule versions', () => {
  const change = (more: object) => ({
    type: 'rule-changed',
    at: '2026-03-06',
    rule: 'APL64.base',
    change: { amount: 2 },
    from: '2026-03-10',
    transitional: 'all-open',
    reason: 'grozījumi',
    ...more,
  })
  test('every open case, only new ones, or the more favourable', () => {
    expect(fold('APL64.base', received, change({})).due).toBe('2026-05-05')
    expect(fold('APL64.base', received, change({ transitional: 'by-receipt' }))).toMatchObject({
      due: '2026-04-07',
      rejected: [{ code: 'rule-not-applied' }],
    })
    expect(fold('APL64.base', received, change({ transitional: 'by-receipt', from: '2026-03-05' })).due).toBe(
      '2026-05-05',
    )
    expect(fold('APL64.base', received, change({ transitional: 'more-favourable' })).due).toBe('2026-04-07')
    expect(
      fold(
        'APL64.base',
        received,
        change({ transitional: 'more-favourable', change: { amount: 20, unit: 'days' } }),
      ).due,
    ).toBe('2026-03-25')
    const contest = (amount: number) =>
      fold(
        'APL79.contest',
        received,
        change({ rule: 'APL79.contest', transitional: 'more-favourable', change: { amount } }),
      ).due
    expect(contest(2)).toBe('2026-05-05')
    expect(contest(0)).toBe('2026-04-07')
  })
  test('other clocks are not touched, closed cases neither', () => {
    expect(fold('MK253.licence', received, change({})).rejected[0]!.code).toBe('not-applicable')
    expect(
      fold('APL64.base', received, change({}), { type: 'stopped', at: '2026-03-10' }).rejected[0]!.code,
    ).toBe('closed-before-change')
    expect(
      fold('APL64.base', received, change({}), { type: 'stopped', at: '2026-03-10 00:01' }).rejected,
    ).toEqual([])
    expect(
      fold(
        'APL64.base',
        received,
        { type: 'stopped', at: '2026-03-06' },
        change({ at: '2026-03-07', from: '2026-03-01' }),
      ).rejected[0]!.code,
    ).toBe('closed')
  })
  test('a family is addressed by its own name or its version', () => {
    const family = (rule: string) => fold('IesL.reply', received, change({ rule, change: { amount: 5 } })).due
    expect(family('IesL.reply')).toBe('2026-03-12')
    expect(family('IesL.reply.2026')).toBe('2026-03-12')
    expect(family('IesL.reply.2008')).toBe('2026-03-19')
  })
  test('an absurd length is refused', () => {
    const at = '2026-03-05T10:00:00Z'
    for (const amount of [-1, 1.5, 10_001, Number.NaN]) {
      const rule: Rule = { ...RULES['APL64.base'], amount }
      expect(code(() => foldRule(rule, [{ id: 'r', at, recordedAt: at, type: 'received' }]))).toBe(
        'bad-amount',
      )
    }
    expect(termFrom({ ...RULES['MK404.registration'], amount: 0 }, '2026-03-05').due).toBe('2026-03-05')
  })
})

describe('calendar versions', () => {
  const holiday = (day: string, version = CALENDAR.version + 1) => ({
    type: 'calendar-changed',
    at: '2026-04-01',
    calendar: { version, extraHolidays: [{ day, name: 'Jauna' }] },
    reason: 'jauna brīvdiena',
  })
  test('a new holiday moves an open date and is named in the derivation', () => {
    const clock = fold('APL64.base', received, holiday('2026-04-07'))
    expect(clock).toMatchObject({ due: '2026-04-08', calendarVersion: CALENDAR.version + 1 })
    expect(sentence(clock.derivation, 'lv')).toContain('Jauna')
  })
  test('an older version has no effect', () => {
    expect(fold('APL64.base', received, holiday('2026-04-07', CALENDAR.version)).rejected[0]!.code).toBe(
      'calendar-superseded',
    )
  })
  test('a closed case keeps its date', () => {
    expect(
      fold('APL64.base', received, { type: 'stopped', at: '2026-03-20' }, holiday('2026-04-07')),
    ).toMatchObject({ due: '2026-04-07', rejected: [{ code: 'closed' }] })
  })
  test('the policy on moved days is a setting', () => {
    const with_ = (institution: 'earlier' | 'later' | 'literal' | 'practice') =>
      termFrom('IesL.reply', '2026-06-09', {
        ...CALENDAR,
        movedDayPolicy: { ...CALENDAR.movedDayPolicy, institution },
      })
    expect((['earlier', 'later', 'literal', 'practice'] as const).map((p) => with_(p).due)).toEqual([
      '2026-06-25',
      '2026-06-26',
      '2026-06-25',
      '2026-06-26',
    ])
    const step = with_('practice').derivation.find((s) => s.kind === 'moved-day')
    expect(step).toMatchObject({ from: '2026-06-25', to: '2026-06-26', unverified: true })
    expect(termFrom('IesL.reply', '2026-06-05').derivation.some((s) => s.kind === 'moved-day')).toBe(false)
    expect(termFrom('IesL.reply', '2026-06-09').unverified).toBe(true)
  })
  test('moved days that are not known yet are a caveat', () => {
    const kinds = (day: string) => termFrom('APL64.base', day).derivation.map((s) => s.kind)
    expect(kinds('2026-12-01')).toContain('caveat')
    expect(kinds('2026-11-30')).not.toContain('caveat')
    expect(termFrom('APL86.revoke-limit', '2026-12-01').derivation.map((s) => s.kind)).not.toContain('caveat')
  })
})

describe('at the institution', () => {
  test('the term ends when it closes', () => {
    expect(termFrom('APL79.contest', '2026-03-17', CALENDAR, { atInstitution: true }).dueInstant).toBe(
      '2026-04-17T14:00:00.000Z',
    )
    expect(termFrom('APL79.contest', '2026-05-23', CALENDAR, { atInstitution: true }).due).toBe('2026-06-25')
    const eve = termFrom('APL79.contest', '2025-11-23', CALENDAR, { atInstitution: true })
    expect(eve.dueInstant).toBe('2025-12-23T14:00:00.000Z')
    expect(eve.derivation.at(-1)!.text.en).toContain('16:00')
  })
})

describe('the derivation in words', () => {
  const cases: [string, RuleId, object[]][] = [
    ['plain month with a roll', 'APL64.base', [received]],
    ['end of month', 'APL64.base', [{ type: 'received', at: '2026-01-31' }]],
    ['year', 'APL79.contest-no-note', [{ type: 'received', at: '2024-02-29' }]],
    ['working days', 'IesL.reply', [{ type: 'received', at: '2026-03-30' }]],
    ['one weekend day skipped', 'MK301.entry', [{ type: 'received', at: '2026-03-07' }]],
    ['no day skipped', 'MK301.entry', [{ type: 'received', at: '2026-03-02' }]],
    ['days, unverified, party', 'hearing.term', [{ type: 'received', at: '2026-06-09' }]],
    ['backward months', 'MK325.apply', [{ type: 'received', at: '2027-06-30' }]],
    ['backward weeks, rolled back', 'MK301.exam-notice', [{ type: 'received', at: '2026-06-20' }]],
    ['fixed date', 'MK325.self-report', [{ type: 'received', at: '2028-01-01' }]],
    ['validity', 'MK301.certificate-validity', [{ type: 'received', at: '2026-05-04' }]],
    ['minutes', 'MK276.password-link', [{ type: 'received', at: '2026-03-05 23:30' }]],
    ['moved day, institution', 'APL64.base', [{ type: 'received', at: '2025-12-02' }]],
    ['moved day, party', 'APL79.contest', [{ type: 'received', at: '2025-12-02' }]],
    [
      'cured',
      'MK253.licence',
      [
        received,
        { type: 'left-without-progress', at: '2026-03-10', cureBy: '2026-03-24', document: '3-10/5' },
        { type: 'cured', at: '2026-03-20', document: 'D1' },
      ],
    ],
    ['waiting', 'MK253.licence', [received, { type: 'left-without-progress', at: '2026-03-10' }]],
    [
      'lapsed',
      'MK253.licence',
      [
        received,
        { type: 'left-without-progress', at: '2026-03-10' },
        { type: 'not-cured', at: '2026-03-25' },
      ],
    ],
    [
      'restored to cure',
      'MK253.licence',
      [
        received,
        { type: 'left-without-progress', at: '2026-03-10' },
        { type: 'not-cured', at: '2026-03-25' },
        { type: 'term-restored', at: '2026-03-30', until: '2026-04-10' },
      ],
    ],
    [
      'restored term',
      'APL79.contest',
      [
        { type: 'received', at: '2026-03-17' },
        { type: 'term-restored', at: '2026-05-04', until: '2026-05-18', document: 'L1' },
      ],
    ],
    [
      'extended twice, with notice',
      'MK253.licence',
      [
        received,
        {
          type: 'extended',
          at: '2026-04-01',
          ground: 'vajag ziņas',
          noticeAt: '2026-04-02',
          document: '3-1/5',
          rule: 'more-information',
        },
        { type: 'extended', at: '2026-05-04', ground: 'eksperts', until: '2026-06-30' },
      ],
    ],
    [
      'ministry',
      'APL64.base',
      [received, { type: 'extended', at: '2026-04-01', by: 'ministry', noticeAt: '2026-04-01' }],
    ],
    [
      'suspended and extended',
      'APL64.base',
      [
        received,
        { type: 'suspended', at: '2026-03-10', ground: 'a' },
        { type: 'resumed', at: '2026-03-11' },
        { type: 'extended', at: '2026-03-20', months: 2 },
        { type: 'suspended', at: '2026-04-20', ground: 'a' },
        { type: 'resumed', at: '2026-04-30' },
      ],
    ],
    ['still suspended', 'APL64.base', [received, { type: 'suspended', at: '2026-03-10', ground: 'a' }]],
    [
      'working days, still suspended',
      'card.30wd',
      [received, { type: 'suspended', at: '2026-03-10', ground: 'a' }],
    ],
    [
      'working days, suspended',
      'MK301.entry',
      [received, { type: 'suspended', at: '2026-03-06', ground: 'a' }, { type: 'resumed', at: '2026-03-10' }],
    ],
    [
      'set by the institution',
      'hearing.term',
      [received, { type: 'term-set', at: '2026-03-05', until: '2026-03-14', document: 'N1' }],
    ],
    [
      'receipt corrected twice',
      'APL64.base',
      [
        received,
        { type: 'receipt-corrected', at: '2026-03-09', receivedAt: '2026-03-04' },
        { type: 'receipt-corrected', at: '2026-03-10', receivedAt: '2026-03-03', document: 'D' },
      ],
    ],
    [
      'receipt known only by its correction',
      'APL64.base',
      [{ type: 'receipt-corrected', at: '2026-03-09', receivedAt: '2026-03-04' }],
    ],
    [
      'stopped',
      'APL64.base',
      [received, { type: 'stopped', at: '2026-03-12', reason: 'lēmums pieņemts', document: '1-2/3' }],
    ],
    [
      'calendar changed',
      'APL64.base',
      [
        received,
        {
          type: 'calendar-changed',
          at: '2026-04-01',
          reason: 'Saeima',
          calendar: { extraHolidays: [{ day: '2026-04-07', name: 'Uzvara' }] },
        },
      ],
    ],
    [
      'rule changed',
      'APL64.base',
      [
        received,
        {
          type: 'rule-changed',
          at: '2026-03-06',
          from: '2026-03-10',
          transitional: 'all-open',
          change: { amount: 2 },
          reason: 'grozījumi',
        },
      ],
    ],
    ['advice for a backward term on a day off', 'MK831.apply', [{ type: 'received', at: '2020-08-31' }]],
  ]
  test.each(cases)('%s', (_, rule, list) => {
    const clock = fold(rule, ...list)
    expect({
      lv: sentence(clock.derivation, 'lv'),
      en: sentence(clock.derivation, 'en'),
      public: sentence(redact(clock.derivation), 'lv'),
      steps: clock.derivation.map(({ text: _t, publicText: _p, ...s }) => JSON.stringify(s)),
    }).toMatchSnapshot()
  })

  test('an hour that ends at midnight ends with the day', () => {
    const { due, derivation } = termFrom('MK276.password-link', '2026-03-05T21:00:00.000Z')
    expect(due).toBe('2026-03-05')
    expect(derivation.at(-1)).toMatchObject({ day: '2026-03-05', toInstant: '2026-03-05T22:00:00.000Z' })
    expect(sentence(derivation, 'lv')).toContain('5. martā (ceturtdien) plkst. 24.00.')
    expect(sentence(derivation, 'en')).toContain('Thursday 5 March 2026 at 24:00.')
    const later = termFrom('MK276.password-link', '2026-03-05T21:01:00.000Z')
    expect(later.derivation.at(-1)!.day).toBe('2026-03-06')
    expect(sentence(later.derivation, 'en')).toContain('Friday 6 March 2026 at 00:01.')
  })

  test('a longer term by a new version of the rule goes before an extension that ends sooner', () => {
    const extended = { type: 'extended', at: '2026-03-20', until: '2026-04-20', ground: 'g' }
    const longer = {
      type: 'rule-changed',
      at: '2026-03-25',
      from: '2026-03-25',
      transitional: 'all-open',
      reason: 'x',
      change: { amount: 3 },
    }
    expect(fold('APL64.base', received, extended).due).toBe('2026-04-20')
    const clock = fold('APL64.base', received, extended, longer)
    expect(clock.due).toBe('2026-06-05')
    expect(clock.derivation.find((s) => s.kind === 'governing')!.to).toBe('2026-06-05')
  })

  test('corrections of a receipt that was never recorded otherwise', () => {
    const first = { type: 'receipt-corrected', at: '2026-03-10', receivedAt: '2026-03-05' }
    const second = { type: 'receipt-corrected', at: '2026-03-12', receivedAt: '2026-03-04' }
    const { derivation } = fold('APL64.base', first, second)
    expect(derivation.find((s) => s.kind === 'receipt-corrected')).toMatchObject({
      from: '2026-03-05',
      to: '2026-03-04',
    })
  })

  test('the next full hour', () => {
    const rule: Rule = { ...RULES['MK276.password-link'], amount: 5, unit: 'hours', start: 'next-full-hour' }
    const at = (instant: string) => termFrom(rule, instant)
    expect(at('2026-03-05T10:15:00Z').dueInstant).toBe('2026-03-05T16:00:00.000Z')
    expect(at('2026-03-05T10:00:00Z').dueInstant).toBe('2026-03-05T16:00:00.000Z')
    expect(at('2026-03-05T16:15:00Z')).toMatchObject({
      dueInstant: '2026-03-05T22:00:00.000Z',
      due: '2026-03-05',
    })
    expect(sentence(at('2026-03-05T10:15:00Z').derivation, 'lv')).toMatchSnapshot()
    expect(sentence(at('2026-03-05T10:15:00Z').derivation, 'en')).toMatchSnapshot()
  })
})
