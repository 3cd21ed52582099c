import { describe, expect, test } from '@jest/globals'
import { PROCEDURES } from '../../procedures/all.ts'
import type { Procedure } from '../../procedures/procedure.ts'
import { textsFor } from './all.ts'

describe.each(Object.values<Procedure>(PROCEDURES).map((p) => [p.id, p] as const))(
  'the way of %s',
  (id, procedure) => {
    const { track } = textsFor(id)

    test('knows each open stage once, and no other', () => {
      const open = Object.keys(procedure.stages).filter((s) => procedure.stages[s]!.open)
      expect(track.flatMap((step) => step.stages).sort()).toEqual(open.sort())
    })

    test('begins where a case is born, and names each step once', () => {
      expect(track[0]!.stages).toContain(procedure.first)
      expect(new Set(track.map((step) => step.id)).size).toBe(track.length)
    })
  },
)
