import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { KernelEvent } from '../../ledger/events.ts'
import { EventKeys } from './event-keys.ts'

const act = (command: string): KernelEvent => ({
  type: 'act',
  data: { act: 'review.return', command, revision: 1, facts: {} },
})
const stage = (name: string, revision = 1): KernelEvent => ({
  type: 'stage-entered',
  data: { stage: name, waitingOn: 'inspector', revision },
})
const issued = (documentId: string): KernelEvent => ({
  type: 'document-issued',
  data: { documentId, kind: 'receipt', number: null, toApplicant: true },
})

describe('keys of events', () => {
  test('what happened, and how many times; not when, and not with what revision', () => {
    const keys = new EventKeys()
    expect(keys.next(act('k1'))).toBe('act/k1')
    expect(keys.next(stage('review'))).toBe('stage/review')
    expect(keys.next(stage('proposal'))).toBe('stage/proposal')
    expect(keys.next(stage('review', 9))).toBe('stage/review#2')
  })

  test('strands that run beside each other keep their keys in whatever order they come', () => {
    const one = [act('a'), stage('review'), act('b'), stage('proposal'), act('c'), stage('review')]
    const other = [issued('d1'), issued('d2')]
    const keysOf = (events: KernelEvent[]): Map<KernelEvent, string> => {
      const keys = new EventKeys()
      return new Map(events.map((e) => [e, keys.next(e)]))
    }
    const plain = keysOf([...one, ...other])
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), (coins) => {
        const [left, right] = [[...one], [...other]]
        const mixed: KernelEvent[] = []
        for (const coin of coins)
          mixed.push((coin ? left : right).shift() ?? (left.shift() || right.shift())!)
        expect(keysOf(mixed)).toEqual(new Map(mixed.map((e) => [e, plain.get(e)])))
      }),
    )
    expect(new Set(plain.values()).size).toBe(8)
  })
})
