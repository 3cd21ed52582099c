// One door for any signed file: looks at the bytes, not at the name.
import type { Context } from './evaluate.ts'
import type { FileReport } from './report.ts'
import { unverified } from './unverified.ts'
import { verifyAsice } from './verify-asice.ts'
import { verifyPdf } from './verify-pdf.ts'

/**
 * Verifies a signed file in this thread. In: bytes, trust store, moment. Out: the report; never throws for what
 * the file holds. Untrusted uploads go through a `Verifier` instead, which adds limits of time and memory.
 */
export function verifyFile(bytes: Uint8Array, ctx: Context, name?: string): FileReport {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return verifyAsice(bytes, ctx)
  if (bytes[0] === 0x25 && bytes[1] === 0x50) return verifyPdf(bytes, ctx, name)
  return unverified('not-supported', ctx)
}
