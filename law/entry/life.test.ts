import { describe, expect, test } from '@jest/globals'
import { type EntryLife, type EntryOrder, lives, nextMoment, ordered, passed, type Standing } from './life.ts'
import { lastDayOf } from './term.ts'

/** A certificate of seven years that is asked for anew six months before its end (MK 301); no register of ours yet. */
const CERTIFICATE: EntryLife = {
  orders: {
    enter: { from: [], to: 'active', norm: 'MK301' },
    amend: { from: ['active', 'suspended'], norm: 'MK301' },
    suspend: { from: ['active'], to: 'suspended', norm: 'PsiL 20' },
    resume: { from: ['suspended'], to: 'active', norm: 'PsiL 22' },
    annul: { from: ['active', 'suspended'], to: 'annulled', norm: 'PsiL 21' },
    exclude: { from: ['active', 'suspended', 'expired'], to: 'excluded', norm: 'PsiL 21' },
    renew: { from: ['active', 'expired'], to: 'active', norm: 'MK301 p. 40' },
    restore: { from: ['annulled'], to: 'active', norm: 'PsiL 22' },
  },
  terms: [
    {
      id: 'validity',
      rule: 'MK301.certificate-validity',
      begins: ['enter', 'renew'],
      ends: [],
      passing: 'expires',
      useful: 'MK301.recertify',
      remind: [60, 14],
    },
  ],
  reminders: { norm: 'practice', unverified: true },
}

const day = (text: string): string => `${text}T10:00:00.000Z`

function lived(...orders: [EntryOrder, string][]): Standing {
  return orders.reduce<Standing | undefined>(
    (standing, [order, at]) => ordered(CERTIFICATE, standing, order, day(at)) ?? standing,
    undefined,
  )!
}

/** What time does to an entry until a day, with nothing ordered meanwhile. */
function passing(standing: Standing, until: string): { told: unknown[]; standing: Standing } {
  const told: unknown[] = []
  for (
    let m = nextMoment(CERTIFICATE, standing);
    m && m.at < day(until);
    m = nextMoment(CERTIFICATE, standing)
  ) {
    told.push([m.at, m.what])
    standing = passed(standing, m)
  }
  return { told, standing }
}

describe('the life of an entry', () => {
  test('its term ends on the same day years later, and the last useful day is counted back from it', () => {
    const made = lived(['enter', '2026-03-10'])
    expect(made).toEqual({
      state: 'active',
      terms: { validity: { from: '2026-03-10', last: '2033-03-10', useful: '2032-09-10', told: [] } },
    })
  })

  test('time reminds before the last useful day, not before the last day, and then lets it expire', () => {
    const { told, standing } = passing(lived(['enter', '2026-03-10']), '2036-01-01')
    expect(told).toEqual([
      // 00:00 in Riga, in summer.
      ['2032-07-11T21:00:00.000Z', { remind: 60 }],
      ['2032-08-26T21:00:00.000Z', { remind: 14 }],
      ['2033-03-10T22:00:00.000Z', 'expires'],
    ])
    expect(standing.state).toBe('expired')
    expect(nextMoment(CERTIFICATE, standing)).toBeUndefined()
    expect(lives(standing)).toBe(false)
  })

  test('renewed before its end it goes on from that end; after it, from the day of renewal', () => {
    expect(lived(['enter', '2026-03-10'], ['renew', '2033-01-20']).terms.validity).toEqual({
      from: '2033-03-10',
      last: '2040-03-10',
      useful: '2039-09-10',
      told: [],
    })
    const { standing } = passing(lived(['enter', '2026-03-10']), '2034-01-01')
    expect(ordered(CERTIFICATE, standing, 'renew', day('2034-05-02'))).toMatchObject({
      state: 'active',
      terms: { validity: { from: '2034-05-02', last: '2041-05-02' } },
    })
  })

  test('suspended it goes on to its end; annulled nothing comes any more; restored it has the rest of its term', () => {
    const suspended = lived(['enter', '2026-03-10'], ['suspend', '2027-01-05'])
    expect(suspended.state).toBe('suspended')
    expect(passing(suspended, '2036-01-01').standing.state).toBe('expired')
    const annulled = lived(['enter', '2026-03-10'], ['annul', '2027-01-05'])
    expect(nextMoment(CERTIFICATE, annulled)).toBeUndefined()
    const restored = ordered(CERTIFICATE, annulled, 'restore', day('2028-01-05'))!
    expect([restored.state, restored.terms.validity!.last]).toEqual(['active', '2033-03-10'])
  })

  test('what cannot be ordered where the entry stands changes nothing', () => {
    const active = lived(['enter', '2026-03-10'])
    for (const order of ['enter', 'resume', 'restore', 'fulfil'] as const)
      expect(ordered(CERTIFICATE, active, order, day('2027-01-05'))).toBeUndefined()
    for (const order of ['amend', 'suspend', 'annul', 'renew', 'restore'] as const)
      expect(ordered(CERTIFICATE, undefined, order, day('2027-01-05'))).toBeUndefined()
    const excluded = lived(['enter', '2026-03-10'], ['exclude', '2027-01-05'])
    for (const order of Object.keys(CERTIFICATE.orders) as EntryOrder[])
      expect(ordered(CERTIFICATE, excluded, order, day('2027-02-05'))).toBeUndefined()
  })

  test('a reminder that would come before the term began is not given', () => {
    const late: EntryLife = {
      ...CERTIFICATE,
      terms: [
        { ...CERTIFICATE.terms[0]!, rule: 'MK682.validity', useful: 'MK682.extend', remind: [2000, 30] },
      ],
    }
    const made = ordered(late, undefined, 'enter', day('2026-03-10'))!
    expect(nextMoment(late, made)?.what).toEqual({ remind: 30 })
  })
})

describe('a term counted years ahead', () => {
  test('is rolled off days that are none where the calendar is known, and off weekends where it is not', () => {
    // One year from 2025-12-24: a day off is moved to the next working day.
    expect(lastDayOf('MK253.start-programme', '2025-12-24')).toBe('2026-12-28')
    expect(lastDayOf('MK253.start-programme', '2033-12-24')).toBe('2034-12-27')
    // 2051-12-24 is a Sunday; nobody knows the holidays of that year yet.
    expect(lastDayOf('MK253.start-programme', '2050-12-24')).toBe('2051-12-25')
    expect(lastDayOf('MK301.certificate-validity', '2024-02-29')).toBe('2031-02-28')
  })

  test('none is counted in working days or hours', () => {
    expect(() => lastDayOf('card.30wd', '2026-03-10')).toThrow('cannot be counted years ahead')
  })

  test('a suspension that is known to end on a day ends by itself on it, and not before; what ends it before, ends that', () => {
    const until = (day: string) => ordered(CERTIFICATE, made, 'suspend', '2026-04-01T10:00:00.000Z', day)!
    const made = lived(['enter', '2026-03-10'])
    const standing = until('2026-05-15')
    expect(standing).toMatchObject({ state: 'suspended', suspendedUntil: '2026-05-15' })
    expect(nextMoment(CERTIFICATE, standing)).toEqual({ at: '2026-05-14T21:00:00.000Z', what: 'resumes' })
    expect(passing(standing, '2026-05-14').told).toEqual([])
    expect(passing(standing, '2026-05-16')).toEqual({
      told: [['2026-05-14T21:00:00.000Z', 'resumes']],
      standing: made,
    })
    expect(ordered(CERTIFICATE, standing, 'resume', day('2026-04-20'))).toEqual(made)
    expect(ordered(CERTIFICATE, standing, 'annul', day('2026-04-20'))).not.toHaveProperty('suspendedUntil')
    // Suspended anew without a day, it stays so.
    const open = ordered(CERTIFICATE, made, 'suspend', day('2026-04-01'))!
    expect(open).not.toHaveProperty('suspendedUntil')
  })
})
