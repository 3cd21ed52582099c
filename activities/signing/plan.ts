import { z } from 'zod'
import type { SignatureAlgorithm } from '../../signatures/algorithms.ts'
import type { PreparedSignature } from '../../signatures/prepare.ts'

const bytes = z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64')))

const Plan = z.object({
  credential: z.string(),
  byteRange: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  algorithm: z.string().transform((name) => name as SignatureAlgorithm),
  messageDigest: bytes,
  signedAttributes: bytes,
  toSign: bytes,
  certificateChain: z.array(bytes),
  fieldName: z.string(),
})

/** What the second phase needs beside the prepared bytes. */
export type SigningPlan = Omit<PreparedSignature, 'prepared'> & { credential: string }

/** As it is kept in the database. */
export function planJson(plan: SigningPlan): Record<string, unknown> & object {
  const text = (b: Uint8Array): string => Buffer.from(b).toString('base64')
  return {
    credential: plan.credential,
    byteRange: [...plan.byteRange],
    algorithm: plan.algorithm,
    messageDigest: text(plan.messageDigest),
    signedAttributes: text(plan.signedAttributes),
    toSign: text(plan.toSign),
    certificateChain: plan.certificateChain.map(text),
    fieldName: plan.fieldName,
  }
}

/** @throws ZodError when what stands there is no plan */
export function readPlan(json: unknown): SigningPlan {
  return Plan.parse(json)
}
