import { describe, expect, test } from '@jest/globals'
import { type CaseTerm, termId } from '../../law/clock/term.ts'
import { startOfDay } from '../../law/time.ts'
import type { LedgerEvent } from '../events.ts'
import { type CaseState, foldEvent } from '../fold.ts'
import { decisionTerm, standsBy, termOfKind } from './terms.ts'

// Received Thursday 5 March 2026: the month ends on Easter Sunday 5 April and rolls to Tuesday the 7th.
const AT = '2026-03-05T08:00:00.000Z'
const base = { recordedAt: AT, actorId: null, actorRole: null }

type Told = { type: LedgerEvent['type']; at?: string; data: unknown }

function play(...events: Told[]): CaseState {
  const registered: Told = {
    type: 'registered',
    data: {
      ...{ number: 'L-1', procedure: 'p', stage: 's', subject: 's', contentHash: 'h', receivedAt: AT },
      parties: [],
      terms: {
        statutory: { rule: 'MK253.licence', kind: 'statutory', owner: 'service' },
        standard: { rule: 'card.30wd', kind: 'standard', owner: 'service' },
      },
    },
  }
  let state: CaseState | undefined
  for (const [n, event] of [registered, ...events].entries())
    state = foldEvent(
      state,
      { ...base, key: `k${n}`, at: AT, ...event, seq: n + 1 } as unknown as LedgerEvent,
      `h${n}`,
    )
  return state!
}

const opens = (name: string, more: Record<string, unknown> = {}): Told => ({
  type: 'term-opened',
  // Day and derivation are what was told then; the fold works them out itself.
  data: {
    ...{ name, n: 9, rule: 'IesL.reply', kind: 'statutory', owner: 'service', from: AT },
    ...{ due: '1999-01-01', derivation: [] },
    ...more,
  },
})
const fact = (clocks: string[], one: Record<string, unknown>): Told => ({
  type: 'clock-fact',
  data: { clocks, fact: { id: `f-${clocks}-${one.type}`, at: AT, ...one } },
})
const ids = (terms: CaseTerm[]) => terms.map((t) => [termId(t), t.due, t.state])

describe('the terms of a case, as its ledger tells them', () => {
  test('begin with those of its procedure, whatever the order of its keys', () => {
    expect(ids(play().terms)).toEqual([
      ['standard', '2026-04-20', 'running'],
      ['statutory', '2026-04-07', 'running'],
    ])
  })

  test('any number is opened, each with facts of its own', () => {
    const { terms } = play(
      opens('reply'),
      opens('reply', { from: '2026-03-10T08:00:00.000Z' }),
      opens('forward', { rule: 'IesL.forward' }),
      fact(['reply'], { type: 'suspended', ground: 'g' }),
      { type: 'term-closed', data: { term: 'reply/2', how: 'superseded' } },
      fact(['statutory', 'reply/2'], { type: 'stopped', reason: 'decided' }),
    )
    expect(ids(terms)).toEqual([
      ['standard', '2026-04-20', 'running'],
      ['statutory', '2026-04-07', 'met'],
      ['reply', null, 'stopped'],
      ['reply/2', '2026-03-24', 'superseded'],
      ['forward', '2026-03-12', 'running'],
    ])
  })

  test('a term passes, of whatever kind, and is told of it by its own day', () => {
    const passed = (...events: Told[]) =>
      play(...events).terms.flatMap((t) => (t.state === 'passed' ? [termId(t)] : []))
    expect(passed({ type: 'escalated', data: { what: 'statutory', due: '2026-04-07' } })).toEqual([
      'statutory',
    ])
    expect(passed({ type: 'term-passed', data: { term: 'standard', due: '2026-04-20' } })).toEqual([
      'standard',
    ])
    expect(passed({ type: 'escalated', data: { what: 'statutory', due: '2026-04-06' } })).toEqual([])
  })

  test('the day of a task is that of its term, and follows it', () => {
    const task: Told = { type: 'task-opened', data: { taskId: 'cure-2', kind: 'cure', role: 'applicant' } }
    const cure = opens('cure', {
      ...{ rule: 'cure.term', kind: 'set', owner: 'applicant', taskId: 'cure-2', amount: 10 },
      ...{ from: startOfDay('2026-11-24'), told: '2026-12-08' },
    })
    const dueOf = (...more: Told[]) => play(task, ...more).tasks[0]!.due
    expect(dueOf()).toBeNull()
    expect(dueOf(cure)).toBe('2026-12-08')
    const longer = fact(['cure'], { type: 'extended', ground: 'g', by: 'institution', until: '2026-12-15' })
    expect(dueOf(cure, { ...longer, at: '2026-11-30T08:00:00.000Z' })).toBe('2026-12-15')
    expect(dueOf(cure, { type: 'term-closed', data: { term: 'cure', how: 'met' } })).toBe('2026-12-08')
    // A second task has a day of its own, or none.
    const other: Told = { type: 'task-opened', data: { taskId: 'x', kind: 'x', role: 'inspector' } }
    expect(play(task, other, cure).tasks.map((t) => t.due)).toEqual(['2026-12-08', null])
  })
})

describe('where a case stands in lists and figures', () => {
  test('by what the law gives the Service, of several terms by that which ends first', () => {
    expect(standsBy(play())).toEqual({ due: '2026-04-07', clock: 'running' })
    const reply = opens('reply')
    expect(standsBy(play(reply))).toEqual({ due: '2026-03-19', clock: 'running' })
    // Neither what it promises nor what others must do, however soon.
    const others = [
      opens('a', { kind: 'standard' }),
      opens('b', { owner: 'ministry' }),
      opens('c', { owner: 'applicant' }),
    ]
    expect(standsBy(play(...others))).toEqual({ due: '2026-04-07', clock: 'running' })
    const met: Told = { type: 'term-closed', data: { term: 'reply', how: 'met' } }
    expect(standsBy(play(reply, met))).toEqual({ due: '2026-04-07', clock: 'running' })
  })

  test('where none runs, by that within which it is to be decided', () => {
    const left = fact(['statutory', 'standard'], { type: 'left-without-progress' })
    expect(standsBy(play(left))).toEqual({ due: null, clock: 'waiting-applicant' })
    const done = fact(['statutory'], { type: 'stopped', reason: 'decided' })
    expect(standsBy(play(done))).toEqual({ due: '2026-04-07', clock: 'stopped' })
    // Decided, and something else of the Service stands still: by that.
    const reply = opens('reply')
    const held = fact(['reply'], { type: 'suspended', ground: 'g' })
    expect(standsBy(play(done, reply, held))).toEqual({ due: null, clock: 'suspended' })
    expect(standsBy({ terms: [] })).toEqual({ due: null, clock: 'stopped' })
  })

  test('the receipt tells the first of each kind', () => {
    const state = play(opens('reply'))
    expect(decisionTerm(state)!.name).toBe('statutory')
    expect(termOfKind(state, 'standard')!.name).toBe('standard')
    expect(termOfKind(state, 'expiry')).toBeUndefined()
  })
})
