import { createHash } from 'node:crypto'
import { canonicalJson } from '../canonical.ts'

// The tree of RFC 6962 (Certificate Transparency), 2.1: leaves and nodes are hashed apart, so that neither passes for the
// other.

/** Something of which a seal says that it stood there: the head of a case, a number, a document. */
export interface Leaf {
  kind: string
  ref: string
  /** Of heads: which event it is. */
  seq?: number
  hash: string
}

const hash = (prefix: number, ...parts: Uint8Array[]): Buffer => {
  const h = createHash('sha256').update(Uint8Array.of(prefix))
  for (const part of parts) h.update(part)
  return h.digest()
}

/** @returns the hash that stands for a leaf in the tree */
export function leafHash({ kind, ref, seq, hash: value }: Leaf): Buffer {
  return hash(0, Buffer.from(canonicalJson({ kind, ref, seq, hash: value })))
}

const SIZE = 32

const nodeOf = (level: Buffer, n: number): Buffer => level.subarray(n * SIZE, (n + 1) * SIZE)

/**
 * The level above one of the tree, both as hashes in a row. Each two are hashed together, and what is left over at the end
 * goes up as it is: that is the tree of the RFC, whose left part is the largest power of two.
 */
export function levelAbove(level: Buffer): Buffer {
  const pairs = Math.floor(level.length / (2 * SIZE))
  const above: Buffer[] = []
  for (let n = 0; n < pairs; n++) above.push(hash(1, level.subarray(2 * n * SIZE, 2 * (n + 1) * SIZE)))
  return Buffer.concat([...above, level.subarray(2 * pairs * SIZE)])
}

/** The root over leaves in their order; that of no leaves is the hash of nothing. */
export function merkleRoot(leaves: Buffer[]): string {
  if (leaves.length === 0) return createHash('sha256').digest('hex')
  let level: Buffer = Buffer.concat(leaves)
  while (level.length > SIZE) level = levelAbove(level)
  return level.toString('hex')
}

/** One step of a proof: what stands beside the way to the root, and on which side. */
export interface ProofStep {
  side: 'left' | 'right'
  hash: string
}

/**
 * That a leaf stands under the root, from the leaf upwards.
 * @param levels of the whole tree, from its leaves to its root
 */
export function inclusionProof(levels: Buffer[], index: number): ProofStep[] {
  return levels.flatMap((level, height) => {
    const place = Math.floor(index / 2 ** height)
    const beside = nodeOf(level, place % 2 === 0 ? place + 1 : place - 1)
    if (beside.length === 0) return []
    return [{ side: place % 2 === 0 ? ('right' as const) : ('left' as const), hash: beside.toString('hex') }]
  })
}
