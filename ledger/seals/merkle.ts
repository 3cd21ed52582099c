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

/** Largest power of two that is smaller than n. */
function split(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

/** The root over leaves in their order; that of no leaves is the hash of nothing. */
export function merkleRoot(leaves: Buffer[]): string {
  const root = (from: number, to: number): Buffer => {
    if (to - from === 1) return leaves[from]!
    const k = from + split(to - from)
    return hash(1, root(from, k), root(k, to))
  }
  return (leaves.length === 0 ? createHash('sha256').digest() : root(0, leaves.length)).toString('hex')
}

/** One step of a proof: what stands beside the way to the root, and on which side. */
export interface ProofStep {
  side: 'left' | 'right'
  hash: string
}

/** That a leaf stands under the root, from the leaf upwards. */
export function inclusionProof(leaves: Buffer[], index: number): ProofStep[] {
  const way = (from: number, to: number): ProofStep[] => {
    if (to - from === 1) return []
    const k = from + split(to - from)
    return index < k
      ? [...way(from, k), { side: 'right', hash: merkleRoot(leaves.slice(k, to)) }]
      : [...way(k, to), { side: 'left', hash: merkleRoot(leaves.slice(from, k)) }]
  }
  return way(0, leaves.length)
}
