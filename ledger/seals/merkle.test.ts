import { createHash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { inclusionProof, leafHash, levelAbove, merkleRoot } from './merkle.ts'

const sha = (...parts: Uint8Array[]): Buffer =>
  parts.reduce((h, part) => h.update(part), createHash('sha256')).digest()

/** The tree as RFC 6962, 2.1 writes it down. */
function byTheRfc(leaves: Buffer[]): Buffer {
  if (leaves.length === 0) return sha()
  if (leaves.length === 1) return leaves[0]!
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return sha(Uint8Array.of(1), byTheRfc(leaves.slice(0, k)), byTheRfc(leaves.slice(k)))
}

const made = (count: number): Buffer[] =>
  Array.from({ length: count }, (_, n) => leafHash({ kind: 'case', ref: `c${n}`, seq: n, hash: 'x' }))

function levelsOf(leaves: Buffer[]): Buffer[] {
  const levels: Buffer[] = [Buffer.concat(leaves)]
  while (levels.at(-1)!.length > 32) levels.push(levelAbove(levels.at(-1)!))
  return levels
}

function rootBy(leaf: Buffer, proof: ReturnType<typeof inclusionProof>): string {
  const one = Uint8Array.of(1)
  return proof
    .reduce((node, { side, hash }) => {
      const beside = Buffer.from(hash, 'hex')
      return side === 'left' ? sha(one, beside, node) : sha(one, node, beside)
    }, leaf)
    .toString('hex')
}

describe('the tree of a day', () => {
  test('has the root that Certificate Transparency publishes for its eight leaves, and for fewer', () => {
    const leaves = [
      '',
      '00',
      '10',
      '2021',
      '3031',
      '40414243',
      '5051525354555657',
      '606162636465666768696a6b6c6d6e6f',
    ].map((hex) => sha(Uint8Array.of(0), Buffer.from(hex, 'hex')))
    expect(merkleRoot([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(merkleRoot(leaves.slice(0, 1))).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    )
    expect(merkleRoot(leaves)).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328')
  })

  test('is that of the RFC, and each leaf is proven in it, for every number of leaves', () => {
    for (let count = 1; count <= 70; count++) {
      const leaves = made(count)
      const root = byTheRfc(leaves).toString('hex')
      expect(merkleRoot(leaves)).toBe(root)
      const levels = levelsOf(leaves)
      expect(levels.at(-1)!.toString('hex')).toBe(root)
      for (const [n, leaf] of leaves.entries()) {
        const proof = inclusionProof(levels, n)
        expect(rootBy(leaf, proof)).toBe(root)
        expect(proof.length).toBeLessThanOrEqual(Math.ceil(Math.log2(count)))
      }
    }
  })

  test('a leaf is not proven in the place of another one', () => {
    const leaves = made(11)
    const levels = levelsOf(leaves)
    expect(rootBy(leaves[3]!, inclusionProof(levels, 4))).not.toBe(merkleRoot(leaves))
    expect(
      rootBy(leafHash({ kind: 'case', ref: 'c3', seq: 4, hash: 'x' }), inclusionProof(levels, 3)),
    ).not.toBe(merkleRoot(leaves))
  })
})
