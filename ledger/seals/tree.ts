import { setImmediate } from 'node:timers/promises'
import type { SqlRunner } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import { type Leaf, leafHash, levelAbove } from './merkle.ts'

/** Leaves that are read and hashed before others get their turn. */
const PIECE = 1_000
/** Trees that are kept: a day of ten thousand cases takes two megabytes. */
const MOST = 16

const kept = new Map<string, Promise<Buffer[]>>()

/**
 * The tree of a sealed day, from its leaves to its root. It is made in pieces, since whoever takes an extract must not
 * hold up everybody else; and what was sealed never changes, so the trees asked for last are kept.
 * @param seal.hash of the seal itself: another record may have another seal of that day
 */
export function treeOf(sql: SqlRunner, seal: { day: string; hash: string }): Promise<Buffer[]> {
  const known = kept.get(seal.hash)
  kept.delete(seal.hash)
  const tree = known ?? make(sql, seal.day)
  kept.set(seal.hash, tree)
  tree.catch(() => kept.delete(seal.hash))
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST) break
    kept.delete(oldest)
  }
  return tree
}

async function make(sql: SqlRunner, day: string): Promise<Buffer[]> {
  const hashes: Buffer[] = []
  for (;;) {
    const from = hashes.length
    const rows = await sql.rows<SealedLeaf>(Prisma.sql`
      SELECT kind, ref, seq, hash FROM ledger_seal_leaf
      WHERE day = ${day} AND n >= ${from} AND n < ${from + PIECE} ORDER BY n`)
    for (const row of rows) hashes.push(leafHash(leafOf(row)))
    if (rows.length < PIECE) break
    await setImmediate()
  }
  const levels: Buffer[] = [Buffer.concat(hashes)]
  for (;;) {
    const level = levels.at(-1)!
    const above = levelAbove(level)
    if (above.length === level.length) return levels
    levels.push(above)
    await setImmediate()
  }
}

export interface SealedLeaf {
  kind: string
  ref: string
  seq: number | null
  hash: string
}

/** A leaf as the tree has it. */
export function leafOf({ kind, ref, seq, hash }: SealedLeaf): Leaf {
  return seq === null ? { kind, ref, hash } : { kind, ref, seq, hash }
}
