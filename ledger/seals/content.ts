import { z } from 'zod'
import { canonicalJson, GENESIS, sha256 } from '../canonical.ts'
import { type Leaf, leafHash, merkleRoot } from './merkle.ts'

/** What is sealed for a day: where all streams of the record stood at its end. */
const SealContent = z.strictObject({
  format: z.literal('lieta-seal/1'),
  /** Day in Riga whose end it stands for. */
  day: z.iso.date(),
  /** Hash of the seal before, so that none can be taken out. */
  previous: z.string().regex(/^[0-9a-f]{64}$/),
  leaves: z.int().min(0),
  root: z.string().regex(/^[0-9a-f]{64}$/),
  /** Real time at which the heads were collected. */
  collectedAt: z.iso.datetime(),
})
export type SealContent = z.infer<typeof SealContent>

/** @returns the text that is sealed: the same for the same heads */
export function sealText(
  day: string,
  previous: string | undefined,
  leaves: Leaf[],
  collectedAt: Date,
): string {
  return canonicalJson({
    format: 'lieta-seal/1',
    day,
    previous: previous ?? GENESIS,
    leaves: leaves.length,
    root: merkleRoot(leaves.map(leafHash)),
    collectedAt: collectedAt.toISOString(),
  } satisfies SealContent)
}

/** What a sealed text says; undefined when it is none, or not written as we write it. */
export function readSeal(text: string): SealContent | undefined {
  try {
    const read = SealContent.safeParse(JSON.parse(text))
    return read.success && canonicalJson(read.data) === text ? read.data : undefined
  } catch {
    return undefined
  }
}

/** By which the next seal names this one. */
export const sealHash = (text: string): string => sha256(text)
