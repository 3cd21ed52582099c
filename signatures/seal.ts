// Signs or seals a PDF in one go: PAdES B-B, or B-T when a timestamp authority is given.
import { hashOfSignature } from './algorithms.ts'
import { embedSignature, prepareSignature } from './prepare.ts'
import type { Signer } from './signer.ts'
import { requestTimestamp } from './timestamp-request.ts'

export type SealOptions = {
  pdf: Uint8Array
  signer: Signer
  /** 'seal' is the institution's, 'signature' a person's; it goes into the default reason only. */
  kind: 'seal' | 'signature'
  name?: string
  reason?: string
  location?: string
  /** Address of an RFC 3161 timestamp authority; with it the result is PAdES B-T. */
  tsa?: string
  /** Prepared field to fill. */
  fieldName?: string
  /** Claimed time of signing (/M). */
  at?: Date
}

/**
 * In: a PDF and who signs. Out: the PDF with one more signature, by incremental update; earlier bytes stay as
 * they were. Throws PdfError when the file cannot be signed, TimestampError when the TSA fails.
 */
export async function sealPdf(o: SealOptions): Promise<Uint8Array> {
  const { signer, tsa, ...rest } = o
  const p = prepareSignature({
    ...rest,
    certificateChain: signer.certificateChain,
    algorithm: signer.algorithm,
  })
  const signature = await signer.sign({
    data: p.signedAttributes,
    digest: p.toSign,
    algorithm: signer.algorithm,
  })
  const timestamp = tsa
    ? await requestTimestamp(tsa, signature, hashOfSignature(signer.algorithm))
    : undefined
  return embedSignature(p, signature, timestamp)
}
