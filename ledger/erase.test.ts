import { describe, expect, test } from '@jest/globals'
import { chainHash, contentOf, eventHash, GENESIS, newSalt, partHash, partSalt } from './canonical.ts'
import { type StoredEvent, withoutWords } from './erase.ts'

const event = (type: string, data: Record<string, unknown>): StoredEvent => ({
  stream: 'c0ffee',
  seq: 7,
  key: `${type}/7`,
  type,
  at: new Date('2026-03-03T10:00:00.000Z'),
  recordedAt: new Date('2026-03-03T10:00:01.000Z'),
  actorId: 'somebody',
  actorRole: 'applicant',
  data,
  salt: newSalt(),
  erased: null,
})

/** What the row says as its hash has it. */
const said = ({ salt: _s, erased: _e, at, recordedAt, ...row }: StoredEvent) => ({
  ...row,
  at: at.toISOString(),
  recordedAt: recordedAt.toISOString(),
})
const hashOf = (e: StoredEvent): string | undefined => {
  const content = contentOf(said(e), e)
  return content && chainHash(GENESIS, said(e), content)
}
const erased = (e: StoredEvent): StoredEvent => ({ ...e, ...withoutWords(e)!, salt: null })

const WITH_WORDS: [string, Record<string, unknown>, Record<string, unknown>][] = [
  [
    'act',
    {
      act: 'views.submit',
      command: 'k',
      revision: 3,
      facts: { a: 1 },
      payload: { text: 'vārdi', more: { deep: ['x'] } },
    },
    { act: 'views.submit', command: 'k', revision: 3, facts: { a: 1 } },
  ],
  [
    'act',
    {
      act: 'contest.outcome',
      payload: { outcome: 'revoked', number: '1-2', date: '2026-04-01', summary: 'vārdi' },
    },
    { act: 'contest.outcome', payload: { outcome: 'revoked', number: '1-2', date: '2026-04-01' } },
  ],
  [
    'act',
    { act: 'court.outcome', payload: { number: 'A42-01', inForceFrom: '2026-09-01', summary: 'vārdi' } },
    { act: 'court.outcome', payload: { number: 'A42-01', inForceFrom: '2026-09-01' } },
  ],
  [
    'act',
    { act: 'some.cure', payload: { subject: 'Mājturība (31016012)', data: { programmeName: 'vārdi' } } },
    { act: 'some.cure', payload: { subject: 'Mājturība (31016012)' } },
  ],
  [
    'registered',
    { number: 'L-1', unit: 'licensing', contentHash: 'abc', parties: [], terms: {} },
    { number: 'L-1', unit: 'licensing', parties: [], terms: {} },
  ],
  // Words under a name that stays are words all the same.
  [
    'act',
    { act: 'some.act', payload: { outcome: 'Mūsu vārdi', number: 'vārdi un vārdi' } },
    { act: 'some.act' },
  ],
  ['note-added', { text: 'vārdi' }, {}],
  ['assigned', { to: 'x', from: null, reason: 'vārdi' }, { to: 'x', from: null }],
  ['hold-set', { review: '2027-01-01', reason: 'vārdi' }, { review: '2027-01-01' }],
  ['something-new', { whatever: 'vārdi', of: { somebody: 'vārdi' } }, {}],
]

describe.each(WITH_WORDS)('of %s the words go', (type, data, left) => {
  const whole = event(type, data)
  const after = erased(whole)

  test('what stays is what is named, and the hash of the event is the one before', () => {
    expect(after.data).toEqual(left)
    expect(JSON.stringify(after)).not.toContain('vārdi')
    expect(hashOf(after)).toBe(eventHash(GENESIS, said(whole), whole.salt!))
  })

  test('erased again nothing more goes', () => {
    expect(withoutWords(after)).toBeUndefined()
  })

  test('the salt by which a guess could be tried is gone with them', () => {
    const { hashes, open } = after.erased!
    const salts = [whole.salt!, ...open.map((o) => o.salt)]
    const told = JSON.stringify(after)
    expect(told).not.toContain(whole.salt!)
    for (const [name, value] of Object.entries(data)) {
      const path = ['data', name]
      // Whoever guesses right cannot see that it is right: from what is left no salt of what went can be had.
      for (const salt of salts.slice(1))
        for (const one of [salt, partSalt(salt, path)])
          expect(hashes).not.toContain(partHash(one, { path, value }))
    }
  })

  test('whoever adds, changes or takes away something else is found', () => {
    expect(hashOf({ ...after, data: { ...after.data, more: 'x' } })).toBeUndefined()
    expect(hashOf({ ...after, actorId: 'another' })).not.toBe(hashOf(after))
    const [name] = Object.keys(left)
    if (!name) return
    const { [name]: _gone, ...less } = after.data
    expect(hashOf({ ...after, data: less })).toBeUndefined()
    expect(hashOf({ ...after, data: { ...after.data, [name]: 'another' } })).not.toBe(hashOf(after))
  })
})

test('an event without words is left as it is, with its salt', () => {
  expect(withoutWords(event('stage-entered', { stage: 'x', waitingOn: 'y', revision: 1 }))).toBeUndefined()
  expect(
    withoutWords(
      event('act', { act: 'review.approve', command: 'k', revision: 1, facts: {}, payload: null }),
    ),
  ).toBeUndefined()
})

test('an event that is not what was recorded is not touched', () => {
  const after = erased(event('note-added', { text: 'vārdi' }))
  expect(() => withoutWords({ ...after, data: { text: 'cits' } })).toThrow('not what was recorded')
})
