import { describe, expect, test } from '@jest/globals'
import type { SqlRunner } from '../../platform/sql.ts'
import { inclusionProof, leafHash, merkleRoot } from './merkle.ts'
import { leafOf, type SealedLeaf, treeOf } from './tree.ts'

const leaves = (count: number): SealedLeaf[] =>
  Array.from({ length: count }, (_, n) => ({ kind: 'case', ref: `c${n}`, seq: n % 2 ? n : null, hash: 'x' }))

/** A record of one day; tells how many leaves were read at once. */
function record(rows: SealedLeaf[]) {
  const read: number[] = []
  const sql = {
    rows: async (asked: { values: unknown[] }) => {
      const [, from, to] = asked.values as [string, number, number]
      const some = rows.slice(from, to)
      read.push(some.length)
      return some
    },
  }
  return { sql: sql as unknown as SqlRunner, read }
}

let seals = 0
const seal = () => ({ day: '2026-11-24', hash: `seal-${seals++}` })

describe('the tree of a sealed day', () => {
  test('has the root that was sealed, for days that end with a piece and days that do not', async () => {
    for (const count of [1, 2, 999, 1000, 1001, 2500]) {
      const rows = leaves(count)
      const tree = await treeOf(record(rows).sql, seal())
      expect(tree.at(-1)!.toString('hex')).toBe(merkleRoot(rows.map(leafOf).map(leafHash)))
      expect(inclusionProof(tree, count - 1).length).toBeLessThanOrEqual(12)
    }
  })

  test('is made in pieces, and others have their turn between them', async () => {
    const { sql, read } = record(leaves(5_500))
    let turns = 0
    let on = true
    const others = (): unknown =>
      setImmediate(() => {
        turns += 1
        if (on) others()
      })
    others()
    await treeOf(sql, seal())
    on = false
    expect(read).toEqual([1000, 1000, 1000, 1000, 1000, 500])
    // Five pieces, and each of thirteen levels.
    expect(turns).toBeGreaterThanOrEqual(15)
  })

  test('is kept; that of another seal is another one, and the longest unused goes', async () => {
    const { sql, read } = record(leaves(3))
    const [first, second] = [seal(), seal()]
    await Promise.all([treeOf(sql, first), treeOf(sql, first), treeOf(sql, second)])
    expect(read).toHaveLength(2)
    for (let n = 0; n < 15; n++) {
      await treeOf(sql, seal())
      await treeOf(sql, first)
    }
    expect(read).toHaveLength(17)
    await treeOf(sql, second)
    expect(read).toHaveLength(18)
  })

  test('what could not be read is read again', async () => {
    const one = seal()
    const broken = { rows: async () => Promise.reject(new Error('away')) } as unknown as SqlRunner
    await expect(treeOf(broken, one)).rejects.toThrow('away')
    const { sql } = record(leaves(2))
    expect(await treeOf(sql, one)).toHaveLength(2)
  })
})
