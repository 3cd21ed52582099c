import { sha256 } from '../../ledger/canonical.ts'
import { faultOf } from '../../platform/log.ts'
import { personalCodeOf } from '../../platform/personal-code.ts'
import { hashOfSignature } from '../../signatures/algorithms.ts'
import { PdfError } from '../../signatures/pdf/objects.ts'
import { embedSignature } from '../../signatures/prepare.ts'
import { requestTimestamp } from '../../signatures/timestamp-request.ts'
import type { Signed, SigningFailure } from '../../workflows/types.ts'
import { codeFor, findIssued, keepIssued } from '../issue.ts'
import { NotVerified } from '../press.ts'
import { failed } from './ask.ts'
import { maySign } from './authority.ts'
import { readPlan } from './plan.ts'
import type { SigningDeps } from './prepare.ts'

/**
 * Second phase: the signature into the bytes that were kept (compared with their digest before), a timestamp where an
 * authority is configured, the institution's seal, both verified, and the document kept. Asked again, it finds the
 * document that was made.
 */
export function finishSigning(deps: SigningDeps) {
  return async ({ key }: { key: string }): Promise<Signed> => {
    const row = await deps.db.signing.findUniqueOrThrow({ where: { key } })
    const end = async (failure: SigningFailure): Promise<Signed> => {
      const said = await failed(deps, key, failure, 'signed')
      return said.failure ? { failure: said.failure } : done(deps, key)
    }
    if (row.state === 'issued') return done(deps, key)
    if (row.failure) return { failure: row.failure as SigningFailure }
    const { signature, signedAt, prepared } = row
    if (!signature || !signedAt || !prepared) throw new Error('there is no signature to embed')
    // Valid when it was signed, and not revoked until now.
    if (!(await maySign(deps.db, row, signedAt))) return end('authority-ended')
    if (sha256(prepared) !== row.sha256) return end('not-verified')
    const personalCode = await personalCodeOf(deps, row.signerId)
    const plan = readPlan(row.plan)
    const { TSA_URL: tsa } = deps.config
    const timestamp = tsa
      ? await requestTimestamp(tsa, signature, hashOfSignature(plan.algorithm))
      : undefined
    let sealed: Uint8Array
    try {
      const signed = embedSignature({ ...plan, prepared }, signature, timestamp)
      sealed = await deps.press.sealSigned(signed, personalCode ?? '')
    } catch (e) {
      if (!(e instanceof PdfError || e instanceof NotVerified)) throw e
      deps.log.error({ caseId: row.caseId, ...faultOf(e) }, 'a signed decision does not verify')
      return end('not-verified')
    }
    const code = codeFor(key, deps.config.SESSION_SECRET)
    await keepIssued(
      deps.db,
      { key, caseId: row.caseId, kind: 'decision', at: row.documentAt.toISOString() },
      { number: row.number, code, sealed, until: null },
      async (tx) => {
        // The issued file begins with the prepared bytes: they need not be kept twice.
        await tx.signing.updateMany({
          where: { key, state: 'signed' },
          data: { state: 'issued', prepared: null },
        })
        await tx.decisionPreview.deleteMany({ where: { caseId: row.caseId } })
      },
    )
    deps.log.info(
      { caseId: row.caseId, kind: 'decision', bytes: sealed.length },
      'decision signed and issued',
    )
    return done(deps, key)
  }
}

async function done(deps: SigningDeps, key: string): Promise<Signed> {
  const issued = await findIssued(deps.db, key)
  const { signedAt } = await deps.db.signing.findUniqueOrThrow({ where: { key }, select: { signedAt: true } })
  if (!issued || !signedAt) throw new Error('a signing that has come to its end has a document')
  return { failure: null, issued, signedAt: signedAt.toISOString() }
}
