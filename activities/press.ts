import { renderDocument, type TemplateId } from '../documents/render.ts'
import type { Config, SealKeys } from '../platform/config.ts'
import { type Certificate, parsePem } from '../signatures/certificate.ts'
import { isPerson } from '../signatures/identity.ts'
import type { FileReport } from '../signatures/report.ts'
import { sealPdf } from '../signatures/seal.ts'
import { localSigner } from '../signatures/signer.ts'
import { trustCertificates } from '../signatures/trust.ts'
import { verifyFile } from '../signatures/verify.ts'
import type { Press } from './issue.ts'

/** What was signed or sealed would not be let in by our own verifier, so it does not leave. */
export class NotVerified extends Error {
  override readonly name = 'NotVerified'
}

/**
 * Renders and seals with the institution's key; with a timestamp where a time-stamping authority is configured.
 * @param issuers of certificates of persons
 */
export function openPress(config: Config, keys: SealKeys, issuers: readonly Certificate[]): Press {
  const signer = localSigner(keys.keyPem, keys.certificatePem, keys.chainPem)
  const trust = trustCertificates([...parsePem(keys.chainPem || keys.certificatePem), ...issuers], 'issued')
  const sealed = (pdf: Uint8Array, fieldName?: string): Promise<Uint8Array> =>
    sealPdf({
      pdf,
      signer,
      kind: 'seal',
      reason: 'Izglītības kvalitātes valsts dienesta elektroniskais zīmogs',
      ...(fieldName ? { fieldName } : {}),
      ...(config.TSA_URL ? { tsa: config.TSA_URL } : {}),
    })
  return {
    render: (template, input, identity) => renderDocument(template as TemplateId, input, identity),
    async seal(pdf) {
      const made = await sealed(pdf)
      checked(verifyFile(made, { trust, at: new Date() }))
      return made
    },
    async sealSigned(pdf, signerCode) {
      const made = await sealed(pdf, 'seal')
      const { signatures } = checked(verifyFile(made, { trust, at: new Date() }))
      const [person, seal] = signatures
      if (signatures.length !== 2 || !isPerson(person!.signer, signerCode) || seal!.signer?.kind !== 'seal')
        throw new NotVerified('the document does not bear the signature of its signer and the seal')
      return made
    },
  }
}

/**
 * Nothing leaves the house that our own verifier would not let in. It has no network, so that the revocation of what
 * was just used is not known here says nothing against the document.
 * @throws NotVerified
 */
function checked(report: FileReport): FileReport {
  const against = [...report.reasons, ...report.signatures.flatMap((s) => s.reasons)].filter(
    (r) => r.effect !== 'note' && r.code !== 'revocation-unknown',
  )
  if (report.verdict === 'TOTAL-FAILED' || against.length > 0)
    throw new NotVerified(`the document does not verify: ${against.map((r) => r.code).join(', ')}`)
  return report
}
