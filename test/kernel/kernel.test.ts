import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { infrastructure } from '../harness/infrastructure-info.ts'

// The kernel by itself: a procedure that no law knows (garden.ts), a ledger in memory (memory.ts), no activity of ours,
// on a real Temporal server, and every workflow task done again from the beginning.

const run = promisify(execFile)
const told = new Map<string, unknown>()

beforeAll(async () => {
  const { address, namespace } = infrastructure().temporal
  const { stdout } = await run(
    process.execPath,
    ['--import', 'tsx', 'test/kernel/run.ts', address, namespace],
    { env: { PATH: process.env.PATH ?? '', TZ: 'UTC' }, timeout: 170_000 },
  )
  for (const line of stdout.split('\n').filter((l) => l.startsWith('{'))) {
    const { story, told: what } = JSON.parse(line) as { story: string; told: unknown }
    told.set(story, what)
  }
}, 180_000)

describe('the kernel', () => {
  test('takes what the table allows, where the case stands, of whom it allows', () => {
    expect(told.get('table')).toEqual({
      answers: [
        'not-allowed-now',
        'forbidden',
        'forbidden',
        'own-case',
        'done',
        'stale',
        // Who ripened it may not pick it.
        'own-work',
        'done',
      ],
      end: { outcome: 'picked' },
      stages: ['growing', 'ripe', 'final'],
    })
  })

  test('takes what a body does of whoever sits in it, as of anybody: by function, right, conflict and tie', () => {
    expect(told.get('body')).toEqual({
      answers: ['forbidden', 'forbidden', 'forbidden', 'forbidden', 'recused', 'own-case', 'done'],
      end: { outcome: 'felled' },
    })
  })

  test('takes acts in the order of their places, not in that in which it hears of them', () => {
    expect(told.get('order')).toEqual({
      states: ['done', 'not-allowed-now', 'done'],
      end: { outcome: 'picked' },
    })
  })

  test('a term that passes ends the wait', () => {
    expect(told.get('deadline')).toEqual({ end: { outcome: 'withered' }, stages: ['growing', 'final'] })
  })

  test('what was noted before the end of a term counts, though it is heard of after', () => {
    expect(told.get('before-deadline')).toEqual({
      ripened: 'done',
      picked: 'done',
      end: { outcome: 'picked' },
    })
  })

  test('slow work is done once, and what follows from it is recorded before the case ends', () => {
    expect(told.get('outside')).toEqual({ picked: 'done', end: { outcome: 'picked' }, notes: 1, fetches: 1 })
  })

  test('an act at which the code fails is passed over, and the case goes on from where it was', () => {
    expect(told.get('fault')).toEqual({
      trampled: 'passed over',
      ripened: 'done',
      picked: 'done',
      end: { outcome: 'picked' },
      stages: ['growing', 'ripe', 'final'],
    })
  })

  test('a term is opened in mid-case beside the others, put off, and another takes its place; one stands still', () => {
    const { told: happened, ...story } = told.get('terms') as { told: unknown[] }
    expect(happened).toEqual([
      ['term-opened', 'reply', true],
      ['clock-fact', 'reply', 'extended'],
      [true, 'as the kernel has it'],
      ['term-closed', 'reply', 'superseded'],
      ['term-opened', 'reply/2', true],
      ['clock-fact', 'statutory', 'suspended'],
      // What is statutory is warned of and escalated, whatever its name; what stands still is not.
      ['warned', 'reply/2', true],
      ['escalated', 'reply/2', true],
      ['term-passed', 'standard', true],
    ])
    expect(story).toEqual({
      answers: ['done', 'done', 'done', 'done', 'done', 'done'],
      end: { outcome: 'picked' },
      terms: { standard: 'passed', statutory: 'stopped', reply: 'superseded', 'reply/2': 'passed' },
      byLaw: { opened: true, extended: true, unit: 'orchard' },
    })
  })

  test('what has not been done when something ends the case is called back, and nothing of it happens after', () => {
    expect(told.get('called-back')).toEqual({ felled: 'done', end: { outcome: 'felled' }, notes: 0 })
  })

  test('what cannot be called back any more is done once, and recorded before the case ends', () => {
    expect(told.get('under-way')).toEqual({
      ...{ felled: 'done', ended: false, end: { outcome: 'felled' }, begun: 1 },
      order: ['note-added', 'closed'],
    })
  })

  test('what ends the case breaks off what the procedure waits for', () => {
    expect(told.get('interrupted')).toEqual({
      end: { outcome: 'felled' },
      closed: [{ taskId: 'grow-1', outcome: 'interrupted' }],
    })
  })

  test('two decisions of one case have each a life of their own, and live on when the case is over', () => {
    expect(told.get('decisions')).toEqual({
      contested: 'done',
      // It is contested already.
      twice: 'not-allowed-now',
      other: 'done',
      withdrawn: 'done',
      settled: 'done',
      end: { outcome: 'revoked' },
      stages: expect.arrayContaining(['service', 'contest-period', 'contested', 'final']),
      judged: { outcome: 'revoked' },
      marks: ['closed', 'resumed', 'closed', 'resumed', 'closed'],
      explained: 'done',
      after: { outcome: 'revoked' },
    })
  })

  test('what one recipient of one decision proves shortens no term of another, nor touches another decision', () => {
    expect(told.get('recipients')).toEqual({
      answers: ['done', 'done', 'proof-before-sending', 'done'],
      served: {
        // A month from 8 October ends on a Sunday.
        'decision-1 ieva': '2026-11-09',
        'decision-1 juris': '2026-11-10',
        'decision-2 ieva': '2026-11-09',
        'decision-2 juris': '2026-11-12',
      },
      // Of the first decision: as the law presumed, and as juris proved; of the second, the later of both.
      contest: ['2026-11-09', '2026-11-10', '2026-11-12'],
    })
  })
})
