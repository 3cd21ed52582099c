import { describe, expect, test } from '@jest/globals'
import { sentence } from '../derivation/sentence.ts'
import type { RuleId } from '../rules/catalogue.ts'
import type { Clock, ClockFact } from './facts.ts'
import { foldClock } from './fold.ts'

// What a fact may do to a term, and what not (APL 41 to 48, 64; PazL): each with its days.

type Short = { type: string; at?: string; id?: string } & Record<string, unknown>
function fold(rule: RuleId, ...facts: Short[]): Clock {
  return foldClock(
    rule,
    facts.map((f, i) => {
      const at = `${f.at ?? '2026-03-05'}T10:00:00.000Z`
      return { id: `f${i + 1}`, recordedAt: at, ...f, at } as unknown as ClockFact
    }),
  )
}
const codes = (clock: Clock): string[] => clock.rejected.map((r) => `${r.fact} ${r.code}`)
const received = { type: 'received', at: '2026-03-05' }

describe('left without progress (APL 56(1¹), 64(1¹))', () => {
  const late = { type: 'left-without-progress', at: '2026-05-20', cureBy: '2026-06-05' }
  test('after the term has ended it does not begin anew: what was missed stays missed, also when it is cured', () => {
    // One month from 5 March: 7 April.
    const waits = fold('APL64.base', received, late)
    expect(waits).toMatchObject({
      due: '2026-04-07',
      state: 'running',
      cureUntil: '2026-06-05',
      rejected: [],
    })
    const cured = fold('APL64.base', received, late, { type: 'cured', at: '2026-06-01' })
    expect(cured).toMatchObject({ due: '2026-04-07', state: 'running', rejected: [] })
    expect(sentence(cured.derivation, 'lv')).toContain('Termiņš jau bija beidzies 2026. gada 7. aprīlī')
    // An extension cannot mend it, while the applicant is awaited or after.
    const extended = { type: 'extended', at: '2026-05-25', ground: '', by: 'institution' }
    expect(codes(fold('APL64.base', received, late, extended))).toEqual(['f3 extension-late'])
  })

  test('within the term it does, on the last day too', () => {
    const left = { ...late, at: '2026-04-07' }
    expect(fold('APL64.base', received, left)).toMatchObject({ due: null, state: 'waiting-applicant' })
    expect(fold('APL64.base', received, left, { type: 'cured', at: '2026-06-01' }).due).toBe('2026-07-01')
    const next = fold(
      'APL64.base',
      received,
      { ...late, at: '2026-04-08' },
      { type: 'cured', at: '2026-06-01' },
    )
    expect(next.due).toBe('2026-04-07')
  })
})

describe('a term that the institution sets (APL 41, 47, 48)', () => {
  const asked = { type: 'received', at: '2026-03-05' }
  const set = { type: 'term-set', at: '2026-03-05', until: '2026-03-20' }
  test('is set anew while it runs, and not when it has ended: then it is restored', () => {
    const longer = { type: 'term-set', until: '2026-04-10' }
    expect(fold('cure.term', asked, set, { ...longer, at: '2026-03-20' }).due).toBe('2026-04-10')
    const after = fold('cure.term', asked, set, { ...longer, at: '2026-03-23' })
    expect(after.due).toBe('2026-03-20')
    expect(codes(after)).toEqual(['f3 set-late'])
    const restored = fold('cure.term', asked, set, {
      type: 'term-restored',
      at: '2026-03-23',
      until: '2026-04-10',
    })
    expect(restored).toMatchObject({ due: '2026-04-10', rejected: [] })
  })

  test('asked for before its end, it may be set anew after it', () => {
    const decided = { type: 'term-set', at: '2026-04-02', until: '2026-04-10' }
    expect(
      fold('cure.term', asked, set, { ...decided, requestedAt: '2026-03-20T15:00:00.000Z' }),
    ).toMatchObject({
      ...{ due: '2026-04-10', rejected: [] },
    })
    expect(
      codes(fold('cure.term', asked, set, { ...decided, requestedAt: '2026-03-21T15:00:00.000Z' })),
    ).toEqual(['f3 set-late'])
  })
})

describe('extensions (APL 64(2))', () => {
  const year = { type: 'extended', ground: '', by: 'ministry', rule: 'APL64(2)-year', until: '2026-12-01' }
  test('of the ministry may be decided after the end, if asked for before it; its own the institution extends in time', () => {
    expect(codes(fold('APL64.base', received, { ...year, at: '2026-04-20' }))).toEqual(['f2 extension-late'])
    const inTime = { ...year, at: '2026-04-20', requestedAt: '2026-04-07T15:00:00.000Z' }
    expect(fold('APL64.base', received, inTime)).toMatchObject({ due: '2026-12-01', rejected: [] })
    const own = { ...inTime, by: 'institution', rule: 'APL64(2)', until: '2026-07-01' }
    expect(codes(fold('APL64.base', received, own))).toEqual(['f2 extension-late'])
  })

  test('named with both a day and a number of months, or told before they are granted: none', () => {
    const at = '2026-03-20'
    expect(codes(fold('APL64.base', received, { ...year, at, months: 9 }))).toEqual(['f2 extension-two-ends'])
    const early = { ...year, at, noticeAt: '2026-03-19T10:00:00.000Z' }
    expect(codes(fold('APL64.base', received, early))).toEqual(['f2 notice-early'])
    expect(
      codes(fold('APL64.base', received, { ...year, at, noticeAt: '2026-03-20T06:00:00.000Z' })),
    ).toEqual([])
  })

  test('of which people were told stay when the receipt is corrected, as long as the law allows now', () => {
    const four = { type: 'extended', at: '2026-04-01', ground: '', by: 'institution', until: '2026-07-06' }
    const found = { type: 'receipt-corrected', at: '2026-05-04', receivedAt: '2026-02-20T10:00:00.000Z' }
    const kept = fold('APL64.base', received, four, found)
    // Four months from 20 February are 20 June, a Saturday; 22 June is a moved day off, 23 and 24 June are holidays, and for
    // the institution the earlier reading holds.
    expect(kept).toMatchObject({ due: '2026-06-22', rejected: [] })
    expect(sentence(kept.derivation, 'lv')).toContain('paliek spēkā, bet ne ilgāk, kā likums atļauj')
    // Granted on 1 April, when by the corrected receipt the term had ended on 20 March.
    const short = { ...four, until: '2026-05-15' }
    expect(fold('APL64.base', received, short, found)).toMatchObject({ due: '2026-05-15', rejected: [] })
    // Known when it was granted: no reason to keep it.
    const before = { ...found, at: '2026-03-25' }
    expect(codes(fold('APL64.base', received, four, before))).toEqual(['f2 extension-late'])
  })
})

describe('what comes before the receipt', () => {
  test.each([
    ['suspended', { ground: 'a' }],
    ['extended', { ground: '', by: 'institution' }],
    ['left-without-progress', {}],
    ['cured', {}],
  ])('has no effect, and is told: %s', (type, more) => {
    const clock = fold('APL64.base', received, { type, at: '2026-03-04', ...more })
    expect(clock).toMatchObject({ due: '2026-04-07', state: 'running' })
    expect(codes(clock)).toEqual(['f2 before-receipt'])
  })

  test('a receipt that is corrected to a later day leaves what was done meanwhile', () => {
    const left = { type: 'left-without-progress', at: '2026-03-06' }
    const found = { type: 'receipt-corrected', at: '2026-03-20', receivedAt: '2026-03-10T10:00:00.000Z' }
    expect(codes(fold('APL64.base', received, left, found))).toEqual([])
  })

  test('a term of a party counts from the day on which a letter is deemed served, and may be prolonged before', () => {
    const served = { type: 'received', at: '2026-03-06' }
    const longer = { type: 'extended', at: '2026-03-05', ground: '', by: 'institution', until: '2026-04-10' }
    expect(fold('cure.term', served, longer)).toMatchObject({ due: '2026-04-10', rejected: [] })
  })

  test('an event to which a term counts back lies ahead: that is no receipt', () => {
    const set = { type: 'term-set', at: '2026-08-03', until: '2026-08-10' }
    const back = fold('MK325.apply', { type: 'received', at: '2026-09-01' }, set)
    expect(codes(back)).toEqual(['f2 not-applicable'])
  })
})

describe('recorded wrongly, or annulled', () => {
  const extended = {
    id: 'e',
    type: 'extended',
    at: '2026-04-01',
    ground: '',
    by: 'institution',
    until: '2026-07-01',
  }
  test('an extension that was annulled has never been; the date is again that of the term, and it is told why', () => {
    const annulled = { type: 'annulled', at: '2026-06-01', fact: 'e', reason: 'Ministrijas lēmums 1-2/3' }
    const clock = fold('APL64.base', received, extended, annulled)
    expect(clock.due).toBe('2026-04-07')
    expect(codes(clock)).toEqual(['e annulled'])
    expect(sentence(clock.derivation, 'lv')).toContain('Ministrijas lēmums 1-2/3')
    const shown = clock.derivation.find((s) => s.fact === 'f3')!
    expect([shown.personal, shown.publicText!.lv.includes('Ministrijas')]).toEqual([true, false])
  })

  test('any fact, also the end, and an annulment as well; a receipt is corrected instead', () => {
    const stopped = { id: 's', type: 'stopped', at: '2026-03-10', reason: 'withdrawn' }
    const wrong = { id: 'w', type: 'annulled', at: '2026-03-12', fact: 's', reason: '' }
    expect(fold('APL64.base', received, stopped)).toMatchObject({ state: 'stopped' })
    expect(fold('APL64.base', received, stopped, wrong)).toMatchObject({
      state: 'running',
      due: '2026-04-07',
    })
    // Of the case that goes on later facts are heard again.
    expect(codes(fold('APL64.base', received, stopped, wrong, { ...extended, at: '2026-03-20' }))).toEqual([
      's annulled',
    ])
    const again = { id: 'v', type: 'annulled', at: '2026-03-13', fact: 'w', reason: '' }
    expect(fold('APL64.base', received, stopped, wrong, again)).toMatchObject({ state: 'stopped' })
    for (const fact of ['f1', 'nothing', 'n'])
      expect(
        codes(
          fold('APL64.base', received, { id: 'n', type: 'annulled', at: '2026-03-12', fact, reason: '' }),
        ),
      ).toEqual(['n nothing-to-annul'])
  })
})

describe('readings of which nobody is certain (APL 43(2))', () => {
  const caveats = (clock: Clock) =>
    clock.derivation
      .filter((s) => s.kind === 'caveat' && s.from)
      .map((s) => [s.norm?.article, s.from, s.to, s.unverified])
  test('a day off in lieu of a holiday: it moves the end, and the other day is told', () => {
    // 4 May 2024 is a Saturday, so Monday the 6th is off.
    const clock = fold('APL64.base', { type: 'received', at: '2024-04-06' })
    expect(clock).toMatchObject({ due: '2024-05-07', unverified: true })
    expect(caveats(clock)).toEqual([
      ['43(2)', '2024-05-06', '2024-05-07', true],
      // 6 April was a Saturday.
      ['42(1)', '2024-05-07', '2024-05-08', true],
    ])
    expect(sentence(clock.derivation, 'lv')).toContain('ja nepārceļ, termiņš beidzas 2024. gada 6. maijā')
    expect(caveats(fold('APL64.base', received))).toEqual([])
  })

  test('a day counted back: the earlier one is safe, also where a working day was moved, and both are told', () => {
    // Two weeks before Monday 6 July 2026 is 22 June, a working day that was moved to Saturday the 27th.
    const moved = fold('MK301.exam-notice', { type: 'received', at: '2026-07-06' })
    expect(moved).toMatchObject({ due: '2026-06-19', unverified: true })
    expect(moved.derivation.find((s) => s.kind === 'moved-day')).toMatchObject({
      from: '2026-06-19',
      to: '2026-06-22',
    })
    // Two weeks before Tuesday 7 April is Tuesday 24 March; before Monday 4 May, a holiday, Monday 20 April: nothing moves.
    expect(fold('MK301.exam-notice', { type: 'received', at: '2026-04-07' })).toMatchObject({
      due: '2026-03-24',
    })
    // Before Friday 8 May it is 24 April; before Monday 18 May it is Monday 4 May, a holiday: Thursday 30 April, or Tuesday the 5th.
    const holiday = fold('MK301.exam-notice', { type: 'received', at: '2026-05-18' })
    expect(holiday).toMatchObject({ due: '2026-04-30', unverified: true })
    expect(caveats(holiday)).toEqual([['43(2)', '2026-04-30', '2026-05-05', true]])
  })
})

describe('suspension (APL 45)', () => {
  const pause = [
    { type: 'suspended', at: '2026-03-10', ground: 'tiesvedība' },
    { type: 'resumed', at: '2026-03-20' },
  ]
  test('whether it prolongs the institution’s own term is not certain: both days are told, and it is marked', () => {
    const clock = fold('APL64.base', received, ...pause)
    expect(clock).toMatchObject({ due: '2026-04-15', unverified: true })
    const unsure = clock.derivation.find((s) => s.kind === 'caveat' && s.norm?.article === '45')!
    expect(unsure).toMatchObject({ from: '2026-04-07', to: '2026-04-15', unverified: true })
    expect(sentence(clock.derivation, 'lv')).toContain('bez tā termiņš beigtos 2026. gada 7. aprīlī')
    expect(fold('APL64.base', received).unverified).toBe(false)
  })

  test('a term of a party it prolongs by the words of the law', () => {
    expect(fold('APL79.contest', received, ...pause)).toMatchObject({ due: '2026-04-15', unverified: false })
  })

  test('what is valid until a day is prolonged by nothing that happens in a procedure', () => {
    const clock = fold('MK325.accreditation-extended', received, ...pause)
    expect(codes(clock)).toEqual(['f2 not-applicable', 'f3 not-suspended'])
    expect(clock.due).toBe(fold('MK325.accreditation-extended', received).due)
  })
})
