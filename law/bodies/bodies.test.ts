import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { ASSUMED_RULE, type BodyRule, type Membership, needed } from './body.ts'
import { type Attendance, composition, seated } from './composition.ts'
import { carried, quorum, type Vote } from './decide.ts'

const member = (personId: string, more: Partial<Membership> = {}): Membership => ({
  ...{ id: `m-${personId}`, personId, function: 'member', standsFor: null, from: '2026-01-01', until: null },
  ...more,
})
const deputy = (personId: string, of: string, more: Partial<Membership> = {}): Membership =>
  member(personId, { id: `d-${personId}-${of}`, function: 'deputy', standsFor: `m-${of}`, ...more })

/** A council of nine, as that of psychologists (PsiL 7(1)); the quorum of five is assumed. */
const NINE = ['chair', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']
const COUNCIL = NINE.map((id) => member(id, id === 'chair' ? { function: 'chair' } : {}))
const DAY = '2026-03-10'
const at = (present: string[], recused: string[] = []): Attendance => ({
  present: new Set(present),
  recused: new Set(recused),
})
const votes = (told: Record<string, Vote>): Map<string, Vote> => new Map(Object.entries(told))
const all = (who: string[], vote: Vote): Record<string, Vote> => Object.fromEntries(who.map((w) => [w, vote]))

describe('who may sit', () => {
  test('as of a day: whoever was ended sits to the last day, whoever was named from the first', () => {
    const members = [member('a', { until: '2026-03-09' }), member('b', { from: '2026-03-10' })]
    const on = (day: string) => composition(members, day).seats.map((s) => s.personId)
    expect(on('2026-03-09')).toEqual(['a'])
    expect(on('2026-03-10')).toEqual(['b'])
    expect(on('2025-12-31')).toEqual([])
  })

  test('whoever is two things has one seat, by the first of them, and their deputies with it', () => {
    const members = [
      member('a', { id: 'x', function: 'deputy-chair' }),
      member('a'),
      deputy('z', 'a'),
      member('s', { function: 'secretary' }),
    ]
    expect(composition(members, DAY)).toEqual({
      ...{ day: DAY, secretaries: ['s'] },
      seats: [{ membership: 'x', personId: 'a', function: 'deputy-chair', deputies: ['z'] }],
    })
  })

  test('a deputy sits while the member is not there; never with the member, nor for two', () => {
    const body = composition([member('a'), member('b'), deputy('z', 'a'), deputy('z', 'b')], DAY)
    const sit = (attendance: Attendance) =>
      seated(body, attendance, false).map((s) => [s.personId, s.insteadOf])
    expect(sit(at(['a', 'b', 'z']))).toEqual([
      ['a', null],
      ['b', null],
    ])
    expect(sit(at(['b', 'z']))).toEqual([
      ['z', 'a'],
      ['b', null],
    ])
    expect(sit(at(['z']))).toEqual([['z', 'a']])
  })

  test('as many seats are taken as can be: one deputy of two goes where no other is', () => {
    const body = composition(
      [member('a'), member('b'), deputy('y', 'a'), deputy('z', 'a'), deputy('y', 'b')],
      DAY,
    )
    expect(seated(body, at(['y', 'z']), false).map((s) => [s.personId, s.insteadOf])).toEqual([
      ['z', 'a'],
      ['y', 'b'],
    ])
  })

  test('a deputy whose member has left stands in for nobody; one who is a member has the own seat only', () => {
    const left = composition([member('a', { until: '2026-02-01' }), member('b'), deputy('z', 'a')], DAY)
    expect(seated(left, at(['z']), false)).toEqual([])
    const both = composition([member('a'), member('b'), deputy('b', 'a')], DAY)
    expect(seated(both, at(['b']), false).map((s) => s.personId)).toEqual(['b'])
  })

  test('in the place of a recused member nobody sits, unless the rule lets a deputy', () => {
    const body = composition([member('a'), deputy('z', 'a')], DAY)
    expect(seated(body, at(['a', 'z'], ['a']), false)).toEqual([])
    expect(seated(body, at(['a', 'z'], ['a']), true).map((s) => s.insteadOf)).toEqual(['a'])
    expect(seated(body, at(['z'], ['z']), true)).toEqual([])
  })
})

describe('quorum', () => {
  const body = composition(COUNCIL, DAY)
  test('of nine, five: the recused are not there, whether or not they sit in the room', () => {
    expect(quorum(ASSUMED_RULE, body, at(NINE.slice(0, 5)))).toMatchObject({
      met: true,
      needed: 5,
      have: 5,
      base: 9,
    })
    expect(quorum(ASSUMED_RULE, body, at(NINE.slice(0, 4)))).toMatchObject({ met: false, needed: 5, have: 4 })
    expect(quorum(ASSUMED_RULE, body, at(NINE.slice(0, 5), ['b']))).toMatchObject({
      met: false,
      have: 4,
      base: 9,
    })
  })
  test('of those not recused, where the rule says so; and a number where it names one', () => {
    const rule: BodyRule = { ...ASSUMED_RULE, quorumOf: 'not-recused' }
    expect(quorum(rule, body, at(NINE.slice(0, 5), ['b', 'c']))).toMatchObject({
      met: false,
      needed: 4,
      have: 3,
      base: 7,
    })
    expect(quorum(rule, body, at(NINE.slice(0, 6), ['b', 'c']))).toMatchObject({
      met: true,
      needed: 4,
      have: 4,
    })
    expect(quorum({ ...ASSUMED_RULE, quorum: { number: 7 } }, body, at(NINE.slice(0, 6))).met).toBe(false)
  })
})

describe('a vote', () => {
  const body = composition(COUNCIL, DAY)
  const seven = NINE.slice(0, 7)
  test('of those present: whoever abstains is not in favour', () => {
    const rule = ASSUMED_RULE
    const told = votes({ ...all(['chair', 'b', 'c'], 'for'), ...all(['d', 'e'], 'against'), f: 'abstain' })
    expect(carried(rule, body, at(seven), told, 'chair')).toMatchObject({
      ...{ result: 'not-carried', for: 3, against: 2, abstained: 1, silent: 1, absent: 2, recused: 0 },
      ...{ needed: 4, base: 7, baseIs: 'present', tie: null },
    })
    expect(carried({ ...rule, majorityOf: 'cast' }, body, at(seven), told, 'chair')).toMatchObject({
      ...{ result: 'carried', needed: 3, base: 5 },
    })
    expect(carried({ ...rule, majorityOf: 'in-office' }, body, at(seven), told, 'chair')).toMatchObject({
      ...{ result: 'not-carried', needed: 5, base: 9 },
    })
  })

  test('recused, abstaining and absent are three things', () => {
    const there = at(seven, ['g'])
    const told = votes({ ...all(['chair', 'b', 'c', 'd'], 'for'), e: 'against', f: 'abstain' })
    expect(carried(ASSUMED_RULE, body, there, told, 'chair')).toMatchObject({
      ...{ result: 'carried', needed: 4, base: 6, recused: 1, abstained: 1, absent: 2, silent: 0 },
    })
    expect(() => carried(ASSUMED_RULE, body, there, votes({ g: 'for' }), 'chair')).toThrow('not-seated')
    expect(() => carried(ASSUMED_RULE, body, there, votes({ h: 'for' }), 'chair')).toThrow('not-seated')
  })

  test('a tie: the vote of whoever presides, falls, or again', () => {
    const six = at(NINE.slice(0, 6))
    const told = votes({ ...all(['chair', 'b', 'c'], 'for'), ...all(['d', 'e', 'f'], 'against') })
    const by = (tie: BodyRule['tie'], presiding: string | null = 'chair') =>
      carried({ ...ASSUMED_RULE, tie }, body, six, told, presiding)
    expect(by('chair')).toMatchObject({ result: 'carried', tie: 'chair' })
    expect(by('chair', 'd')).toMatchObject({ result: 'not-carried', tie: 'chair' })
    expect(by('chair', null)).toMatchObject({ result: 'not-carried', tie: 'chair' })
    expect(by('falls')).toMatchObject({ result: 'not-carried', tie: 'falls' })
    expect(by('again')).toMatchObject({ result: 'again', tie: 'again' })
    // Two for and two against of seven: one vote more is no majority of those present.
    const few = votes({ ...all(['chair', 'b'], 'for'), ...all(['c', 'd'], 'against') })
    expect(carried(ASSUMED_RULE, body, at(seven), few, 'chair')).toMatchObject({
      result: 'not-carried',
      tie: null,
    })
  })

  test('of a closed vote only how many is told; more than sit there cannot be', () => {
    const rule: BodyRule = { ...ASSUMED_RULE, vote: 'closed' }
    const six = at(NINE.slice(0, 6))
    expect(carried(rule, body, six, { for: 3, against: 3, abstain: 0 }, 'chair').result).toBe('not-carried')
    expect(
      carried(rule, body, six, { for: 3, against: 3, abstain: 0, presiding: 'for' }, 'chair').result,
    ).toBe('carried')
    expect(() => carried(rule, body, six, { for: 7, against: 0, abstain: 0 }, null)).toThrow('too-many-votes')
  })

  test('without a quorum nothing is decided, however the few vote', () => {
    const four = NINE.slice(0, 4)
    expect(carried(ASSUMED_RULE, body, at(four), votes(all(four, 'for')), 'chair').result).toBe('no-quorum')
  })
})

describe('always', () => {
  const ids = fc.constantFrom(...'abcdefgh')
  const members = fc
    .array(
      fc.record({
        personId: ids,
        function: fc.constantFrom('chair', 'deputy-chair', 'secretary', 'member', 'deputy'),
        of: fc.nat(7),
        from: fc.constantFrom('2025-01-01', '2026-03-10', '2026-03-11'),
        until: fc.constantFrom(null, '2026-03-09', '2026-03-10', '2027-01-01'),
      }),
      { maxLength: 12 },
    )
    .map((list): Membership[] =>
      list.map(({ of, ...one }, i) => ({
        ...one,
        function: one.function as Membership['function'],
        id: String(i),
        standsFor: one.function === 'deputy' ? String(of) : null,
      })),
    )
  const attendance = fc
    .record({ present: fc.uniqueArray(ids), recused: fc.uniqueArray(ids) })
    .map(({ present, recused }) => at(present, recused))

  test('nobody sits twice, a member and their deputy never both, no recused or absent one at all', () => {
    fc.assert(
      fc.property(members, attendance, fc.boolean(), (list, there, deputies) => {
        const body = composition(list, DAY)
        expect(new Set(body.seats.map((s) => s.personId)).size).toBe(body.seats.length)
        const sitting = seated(body, there, deputies)
        expect(new Set(sitting.map((s) => s.personId)).size).toBe(sitting.length)
        expect(new Set(sitting.map((s) => s.seat.membership)).size).toBe(sitting.length)
        const who = new Set(sitting.map((s) => s.personId))
        for (const { personId, insteadOf } of sitting) {
          expect(there.present.has(personId) && !there.recused.has(personId)).toBe(true)
          if (insteadOf) expect(who.has(insteadOf)).toBe(false)
        }
        // Each holds something in the body on that day.
        for (const id of who)
          expect(
            list.some((m) => m.personId === id && m.from <= DAY && (m.until === null || DAY <= m.until)),
          ).toBe(true)
      }),
    )
  })

  test('whoever comes does no harm to the quorum; whoever is recused helps it in nothing', () => {
    fc.assert(
      fc.property(members, attendance, ids, (list, there, one) => {
        const body = composition(list, DAY)
        const more = { ...there, present: new Set([...there.present, one]) }
        const before = quorum(ASSUMED_RULE, body, there)
        expect(quorum(ASSUMED_RULE, body, more).have).toBeGreaterThanOrEqual(before.have)
        const less = { ...there, recused: new Set([...there.recused, one]) }
        expect(quorum(ASSUMED_RULE, body, less).have).toBeLessThanOrEqual(before.have)
      }),
    )
  })

  test('one vote more in favour never undoes a motion; the counts add up; with nobody in favour none is carried', () => {
    const rule = fc.record({
      ...{ quorum: fc.constant({ number: 1 }), quorumOf: fc.constantFrom('in-office', 'not-recused') },
      majority: fc.record({ of: fc.constantFrom([1, 2], [2, 3], [1, 1]), more: fc.boolean() }),
      majorityOf: fc.constantFrom('in-office', 'present', 'cast'),
      ...{ vote: fc.constant('open'), tie: fc.constantFrom('chair', 'falls', 'again') },
      ...{ remote: fc.constant(true), written: fc.constant(true), deputyForRecused: fc.boolean() },
    }) as unknown as fc.Arbitrary<BodyRule>
    const ballots = fc.array(fc.constantFrom<Vote | null>('for', 'against', 'abstain', null), {
      minLength: 8,
      maxLength: 8,
    })
    fc.assert(
      fc.property(rule, members, attendance, ballots, (r, list, there, given) => {
        const body = composition(list, DAY)
        const sitting = seated(body, there, r.deputyForRecused)
        const told = new Map(
          sitting.flatMap((s, i): [string, Vote][] => (given[i] ? [[s.personId, given[i]]] : [])),
        )
        const came = carried(r, body, there, told, sitting[0]?.personId ?? null)
        expect(came.for + came.against + came.abstained + came.silent).toBe(sitting.length)
        expect(came.absent).toBeGreaterThanOrEqual(0)
        if (came.for === 0) expect(came.result).not.toBe('carried')
        for (const [who, vote] of told) {
          if (vote === 'for' || came.result !== 'carried') continue
          const better = carried(
            r,
            body,
            there,
            new Map([...told, [who, 'for' as const]]),
            sitting[0]!.personId,
          )
          expect(better.result).toBe('carried')
        }
      }),
    )
  })

  test('more than a half and at least two thirds are what they say', () => {
    expect([1, 2, 3, 4, 9].map((n) => needed({ of: [1, 2], more: true }, n))).toEqual([1, 2, 2, 3, 5])
    expect([1, 2, 3, 4, 9].map((n) => needed({ of: [2, 3], more: false }, n))).toEqual([1, 2, 2, 3, 6])
  })
})
