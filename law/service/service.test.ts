import { describe, expect, test } from '@jest/globals'
import { CALENDAR } from '../calendar/data.ts'
import { sentence } from '../derivation/sentence.ts'
import type { LawError } from '../errors.ts'
import { CHANNELS, type Channel, isChannel } from './channels.ts'
import { type ChooseInput, chooseChannel } from './choose.ts'
import { type ServeInput, serveDocument } from './serve.ts'

const sentAt = '2026-03-13T10:00:00Z'

describe('serveDocument', () => {
  test('as a whole', () => {
    const { derivation, ...s } = serveDocument({ channel: 'e-address', sentAt })
    expect(s).toEqual({
      servedOn: '2026-03-17',
      inForceFrom: '2026-03-17',
      inForceInstant: '2026-03-16T22:00:00.000Z',
      contestUntil: '2026-04-17',
      contestEndInstant: '2026-04-17T21:00:00.000Z',
      warnings: [],
      unverified: false,
    })
    expect(derivation.served[0]).toMatchObject({
      kind: 'service',
      from: '2026-03-13',
      to: '2026-03-17',
      counted: 2,
      unit: 'working-days',
    })
    expect(derivation.served[0]!.skipped!.map((x) => x.day)).toEqual(['2026-03-14', '2026-03-15'])
    expect(derivation.inForce[0]).toMatchObject({ day: '2026-03-17', norm: { act: 'APL', article: '70(1)' } })
    expect(derivation.contest.at(-1)).toMatchObject({ kind: 'end', day: '2026-04-17' })
  })

  test.each(Object.keys(CHANNELS) as Channel[])('%s in words', (channel) => {
    const s = serveDocument({ channel, sentAt, to: 'natural-person', unfavourable: true })
    expect({
      ...s,
      derivation: (['lv', 'en'] as const).map((lang) =>
        sentence([...s.derivation.served, ...s.derivation.inForce], lang),
      ),
    }).toMatchSnapshot()
  })

  test('the moment of entry into force', () => {
    expect(serveDocument({ channel: 'in-person', sentAt }).inForceInstant).toBe(sentAt)
    expect(serveDocument({ channel: 'post', sentAt }).inForceInstant).toBe('2026-03-20T22:00:00.000Z')
    const proof = serveDocument({ channel: 'post', sentAt, proofAt: '2026-03-26T08:00:00Z' })
    expect(proof.inForceInstant).toBe('2026-03-26T08:00:00Z')
    // A slip of the post that it came earlier changes nothing by itself (PazL 8(4)); a signed notice from abroad does (10(2)).
    const early = serveDocument({ channel: 'post', sentAt, proofAt: '2026-03-16T08:00:00Z' })
    expect(early).toMatchObject({ servedOn: '2026-03-21', inForceInstant: '2026-03-20T22:00:00.000Z' })
    expect(sentence(early.derivation.served, 'lv')).toContain('pieņēmumu var atspēkot tikai adresāts')
    const abroad = { channel: 'registered-post-abroad', sentAt, proofAt: '2026-03-23T08:00:00Z' } as const
    expect(serveDocument(abroad).servedOn).toBe('2026-03-23')
    expect(proof.derivation.served.map((x) => x.kind)).toEqual(['service', 'proof'])
    expect(sentence(proof.derivation.served, 'lv')).toMatchSnapshot()
    expect(sentence(proof.derivation.served, 'en')).toMatchSnapshot()
  })

  test('where the readings of moved working days differ, both days of service and both ends are told and marked', () => {
    // Thursday 18 June 2026: by the letter the second working day is Monday the 22nd, by practice (22 June off, Līgo, Jāņi) the 25th.
    const s = serveDocument({ channel: 'e-address', sentAt: '2026-06-18T08:00:00Z' })
    expect(s).toMatchObject({ servedOn: '2026-06-25', contestUntil: '2026-07-27', unverified: true })
    const told = [...s.derivation.served, ...s.derivation.contest].filter((x) => x.kind === 'moved-day')
    expect(told.map((x) => [x.from, x.to, x.unverified])).toEqual([
      ['2026-06-22', '2026-06-25', true],
      ['2026-07-22', '2026-07-27', true],
    ])
    // Once a later receipt is proven, nothing hangs on the reading.
    const proven = serveDocument({
      ...{ channel: 'e-address', sentAt: '2026-06-18T08:00:00Z' },
      proofAt: '2026-06-29T08:00:00Z',
    })
    expect(proven).toMatchObject({ servedOn: '2026-06-29', unverified: false })
    expect(serveDocument({ channel: 'e-address', sentAt: '2026-03-13T08:00:00Z' }).unverified).toBe(false)
  })

  test('no roll is mentioned only where there could have been one', () => {
    const text = (day: string) =>
      sentence(serveDocument({ channel: 'post', sentAt: `${day}T10:00:00Z` }).derivation.served, 'en')
    expect(text('2026-03-13')).toContain('not moved')
    expect(text('2026-03-14')).toContain('not moved')
    expect(text('2026-03-12')).not.toContain('not moved')
  })

  test('court terms and missing notes', () => {
    expect(serveDocument({ channel: 'e-address', sentAt, instance: 'higher' })).toMatchObject({
      courtUntil: '2026-04-17',
      courtEndInstant: '2026-04-17T21:00:00.000Z',
      contestUntil: '2026-04-17',
    })
    expect(
      serveDocument({ channel: 'e-address', sentAt, instance: 'higher' }).derivation.contest[0]!.norm,
    ).toEqual({ act: 'APL', article: '188(1)' })
    expect(
      serveDocument({ channel: 'e-address', sentAt, instance: 'higher', appealNote: false }).derivation
        .contest[0]!.norm,
    ).toEqual({ act: 'APL', article: '188(3)' })
    expect(serveDocument({ channel: 'e-address', sentAt, appealNote: false }).contestUntil).toBe('2027-03-17')
    expect(serveDocument({ channel: 'e-address', sentAt, appealNote: true }).contestUntil).toBe('2026-04-17')
    expect(serveDocument({ channel: 'e-address', sentAt, instance: 'issuer' })).not.toHaveProperty(
      'courtUntil',
    )
  })

  test('a calendar of its own', () => {
    const calendar = {
      ...CALENDAR,
      version: 2,
      extraHolidays: [
        {
          day: '2026-03-16',
          name: { lv: 'x', en: 'x' },
          kind: 'holiday' as const,
          norm: { act: 'SvetkuL', article: '1' },
        },
      ],
    }
    expect(serveDocument({ channel: 'e-address', sentAt, calendar }).servedOn).toBe('2026-03-18')
  })

  test('warnings', () => {
    const codes = (input: Partial<ServeInput>) =>
      serveDocument({ channel: 'post', sentAt, ...input }).warnings.map((w) => w.code)
    expect(codes({ unfavourable: true })).toEqual(['registered-letter-required'])
    expect(codes({ unfavourable: true, channel: 'registered-post' })).toEqual([])
    expect(codes({ to: 'legal-person' })).toEqual(['e-address-first'])
    expect(codes({ to: 'institution', channel: 'e-mail' })).toEqual(['e-address-first'])
    expect(codes({ to: 'natural-person', channel: 'e-mail' })).toEqual(['e-mail-consent'])
    for (const channel of ['e-address', 'in-person', 'messenger'] as const)
      expect(codes({ to: 'legal-person', channel })).toEqual([])
    expect(codes({ to: 'natural-person' })).toEqual([])
  })

  test('refusals', () => {
    const code = (input: Partial<ServeInput>) => {
      try {
        serveDocument({ channel: 'post', sentAt, ...input })
      } catch (error) {
        return (error as LawError).code
      }
      return 'nothing thrown'
    }
    expect(code({ proofAt: '2026-03-13T09:59:59Z' })).toBe('proof-before-sending')
    expect(code({ proofAt: sentAt })).toBe('nothing thrown')
    expect(code({ channel: 'pigeon' as Channel })).toBe('unknown-channel')
    expect(code({ channel: 'toString' as Channel })).toBe('unknown-channel')
    expect(code({ sentAt: 'x' })).toBe('bad-instant')
    expect(isChannel('post')).toBe(true)
    expect(isChannel('toString')).toBe(false)
  })
})

describe('chooseChannel', () => {
  const person: ChooseInput['addressee'] = {
    kind: 'natural-person',
    inEnterpriseRegister: false,
    hasEAddress: false,
  }
  const choose = (more: Partial<ChooseInput['addressee']>, unfavourable = false) =>
    chooseChannel({ addressee: { ...person, ...more }, unfavourable })
  test('by law', () => {
    expect(choose({ hasEAddress: true, email: 'a@b.lv', agreedToEmail: true })).toMatchObject({
      channel: 'e-address',
      norm: { act: 'OEAL', article: '12(1)' },
    })
    expect(choose({ hasEAddress: true, inEnterpriseRegister: true, kind: 'legal-person' })).toMatchObject({
      channel: 'e-address',
      norm: { act: 'OEAL', article: '5(1)2' },
    })
    expect(choose({ hasEAddress: true, kind: 'institution' })).toMatchObject({
      norm: { act: 'OEAL', article: '5(1)1' },
    })
    expect(choose({ email: 'a@b.lv', agreedToEmail: true, postalAddress: 'x' }).channel).toBe('e-mail')
    expect(choose({ email: 'a@b.lv', agreedToEmail: false, postalAddress: 'x' }).channel).toBe('post')
    expect(choose({ agreedToEmail: true, postalAddress: 'x' }).channel).toBe('post')
    expect(choose({ postalAddress: 'x' }, true)).toMatchObject({
      channel: 'registered-post',
      norm: { act: 'APL', article: '70(2)' },
    })
    expect(choose({ postalAddress: 'x' }, false)).toMatchObject({
      channel: 'post',
      norm: { act: 'PazL', article: '8(1)1' },
    })
    expect(choose({ postalAddress: 'x', region: 'elsewhere' }).channel).toBe('registered-post-abroad')
    expect(choose({ postalAddress: 'x', region: 'eu' }).channel).toBe('registered-post-eu')
    expect(choose({ postalAddress: 'x', region: 'latvia' }).channel).toBe('post')
    // Without an address it is of no use to know the country.
    expect(choose({ region: 'eu' }).channel).toBe('public-notice')
    expect(choose({}).channel).toBe('public-notice')
  })
  test('says when the channel that comes first is not available', () => {
    expect(choose({ inEnterpriseRegister: true, kind: 'legal-person', postalAddress: 'x' })).toHaveProperty(
      'fallback',
    )
    expect(choose({ inEnterpriseRegister: true, email: 'a@b.lv', agreedToEmail: true })).toHaveProperty(
      'fallback',
    )
    expect(choose({ kind: 'institution' })).toHaveProperty('fallback')
    expect(choose({ inEnterpriseRegister: true, postalAddress: 'x', region: 'elsewhere' })).toHaveProperty(
      'fallback',
    )
    expect(choose({ inEnterpriseRegister: true, postalAddress: 'x' }, true)).toHaveProperty('fallback')
    expect(choose({ postalAddress: 'x' })).not.toHaveProperty('fallback')
    expect(choose({ hasEAddress: true, inEnterpriseRegister: true })).not.toHaveProperty('fallback')
  })
  test('in words', () => {
    expect([
      choose({ hasEAddress: true }),
      choose({ hasEAddress: true, kind: 'institution' }),
      choose({ email: 'a', agreedToEmail: true }),
      choose({ postalAddress: 'x' }),
      choose({ postalAddress: 'x' }, true),
      choose({ postalAddress: 'x', region: 'elsewhere' }),
      choose({ kind: 'institution' }),
    ]).toMatchSnapshot()
  })
})
