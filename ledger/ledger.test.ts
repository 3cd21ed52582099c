import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { termId } from '../law/clock/term.ts'
import { canonicalJson, eventHash, GENESIS, newSalt, partSalt, partsOf } from './canonical.ts'
import type { LedgerEvent } from './events.ts'
import { type CaseState, foldEvent } from './fold.ts'

describe('canonical JSON', () => {
  test('the order of keys plays no part, and what is undefined is not there', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (o) => {
        const turned = Object.fromEntries(Object.entries(o).reverse())
        expect(canonicalJson(turned)).toBe(canonicalJson(o))
        expect(canonicalJson({ ...o, zzzz_none: undefined })).toBe(canonicalJson(o))
      }),
    )
  })

  test('it reads back as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (v) => {
        expect(JSON.parse(canonicalJson(v))).toEqual(JSON.parse(JSON.stringify(v)))
      }),
    )
  })

  test('a changed field, or a changed predecessor, changes the hash', () => {
    const row = { stream: 'c', seq: 1, type: 'x', data: { a: 1 } }
    const salt = newSalt()
    const hash = eventHash(GENESIS, row, salt)
    for (const other of [
      { ...row, data: { a: 2 } },
      { ...row, data: { a: 1, b: null } },
      { ...row, data: { b: 1 } },
      { ...row, type: 'y' },
      { ...row, seq: 2 },
      { ...row, stream: 'd' },
    ])
      expect(eventHash(GENESIS, other, salt)).not.toBe(hash)
    expect(eventHash(hash, row, salt)).not.toBe(hash)
    expect(eventHash(GENESIS, row, newSalt())).not.toBe(hash)
    expect(eventHash(GENESIS, { data: { a: 1 }, type: 'x', seq: 1, stream: 'c' }, salt)).toBe(hash)
  })

  test('what is taken apart is all that was there, whatever it was, and each part has a salt of its own', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (data) => {
        const parts = partsOf({ stream: 'c', seq: 1, type: 'x', data })
        expect(new Set(parts.map((p) => canonicalJson(p.path))).size).toBe(parts.length)
        expect(new Set(parts.map((p) => partSalt('s', p.path))).size).toBe(parts.length)
        const again: Record<string, unknown> = Object.create(null)
        for (const { path, value } of parts.filter((p) => p.path[0] === 'data')) {
          if (path.length === 1) expect(value).toEqual({})
          if (path.length === 2) again[path[1]!] = value
          if (path.length === 3) {
            again[path[1]!] ??= Object.create(null)
            ;(again[path[1]!] as Record<string, unknown>)[path[2]!] = value
          }
        }
        expect(canonicalJson(again)).toBe(canonicalJson(data))
      }),
    )
  })
})

const base = { key: 'k', recordedAt: '2026-03-05T08:00:00.000Z', actorId: null, actorRole: null }

/** Received Thursday 5 March 2026: the month ends on Easter Sunday 5 April and rolls to Tuesday the 7th. */
function registered(): LedgerEvent {
  return {
    ...base,
    seq: 1,
    at: '2026-03-05T08:00:00.000Z',
    type: 'registered',
    data: {
      number: 'L-2026/00001',
      procedure: 'licensing',
      stage: 'registered',
      subject: 's',
      parties: [{ partyId: 'i', role: 'applicant', kind: 'organisation', institutionId: 'i', name: 'n' }],
      receivedAt: '2026-03-05T08:00:00.000Z',
      contentHash: 'h',
      terms: {
        statutory: { rule: 'MK253.licence', kind: 'statutory', owner: 'service' },
        standard: { rule: 'card.30wd', kind: 'standard', owner: 'service' },
      },
    },
  } as LedgerEvent
}

function play(...events: Partial<LedgerEvent>[]): CaseState {
  let state: CaseState | undefined
  for (const [n, event] of [registered(), ...events].entries())
    state = foldEvent(
      state,
      { ...base, at: '2026-03-06T08:00:00.000Z', ...event, seq: n + 1 } as LedgerEvent,
      `h${n}`,
    )
  return state!
}

const term = (state: CaseState, id: string) => state.terms.find((t) => termId(t) === id)!

describe('the fold of a case', () => {
  test('registration starts both clocks: a month by law, thirty working days by the card', () => {
    const state = play()
    expect(term(state, 'statutory').due).toBe('2026-04-07')
    expect(term(state, 'standard').due).toBe('2026-04-20')
    expect(state.waitingOn).toBe('service')
  })

  test('an inspector who takes the case gets its later tasks too', () => {
    const state = play(
      { type: 'task-opened', data: { taskId: 'a', kind: 'completeness', role: 'inspector' } },
      { type: 'assigned', data: { to: 'me', from: null } },
      { type: 'task-closed', data: { taskId: 'a', outcome: 'completeness.confirm', by: 'me' } },
      { type: 'task-opened', data: { taskId: 'b', kind: 'assessment', role: 'inspector' } },
      { type: 'task-opened', data: { taskId: 'c', kind: 'review', role: 'reviewer' } },
    )
    expect(state.assigneeId).toBe('me')
    expect(state.tasks.map((t) => [t.taskId, t.state, t.claimedBy])).toEqual([
      ['a', 'done', 'me'],
      ['b', 'open', 'me'],
      ['c', 'open', null],
    ])
  })

  test('left without progress the statutory clock stands still; cured, the month counts anew', () => {
    const left = play({
      type: 'clock-fact',
      data: {
        clocks: ['statutory', 'standard'],
        fact: { id: 'l', type: 'left-without-progress', at: '2026-03-10T08:00:00.000Z' },
      },
    })
    expect(term(left, 'statutory')).toMatchObject({ clock: 'waiting-applicant', due: null })
    const cured = play(
      {
        type: 'clock-fact',
        data: {
          clocks: ['statutory'],
          fact: { id: 'l', type: 'left-without-progress', at: '2026-03-10T08:00:00.000Z' },
        },
      },
      {
        type: 'clock-fact',
        data: { clocks: ['statutory'], fact: { id: 'c', type: 'cured', at: '2026-03-20T08:00:00.000Z' } },
      },
    )
    expect(term(cured, 'statutory')).toMatchObject({ state: 'running', clock: 'running', due: '2026-04-20' })
  })

  test('who did what last is kept for the rule of the second person', () => {
    const act = { act: 'proposal.submit', command: 'c', revision: 4, facts: {} }
    expect(play({ type: 'act', actorId: 'x', data: act } as Partial<LedgerEvent>).lastBy).toEqual({
      'proposal.submit': 'x',
    })
  })

  test('a case starts with its registration and is registered once', () => {
    expect(() =>
      foldEvent(undefined, { ...base, seq: 1, at: '', type: 'note-added', data: { text: '' } }, 'h'),
    ).toThrow('starts with')
    expect(() => foldEvent(play(), registered(), 'h')).toThrow('once')
  })
})
