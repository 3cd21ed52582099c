import { renderDocument, type TemplateId } from '../documents/render.ts'
import type { Config, SealKeys } from '../platform/config.ts'
import { parsePem } from '../signatures/certificate.ts'
import { sealPdf } from '../signatures/seal.ts'
import { localSigner } from '../signatures/signer.ts'
import { trustCertificates } from '../signatures/trust.ts'
import { verifyFile } from '../signatures/verify.ts'
import type { Press } from './issue.ts'

/** Renders and seals with the institution's key; with a timestamp where a time-stamping authority is configured. */
export function openPress(config: Config, keys: SealKeys): Press {
  const signer = localSigner(keys.keyPem, keys.certificatePem, keys.chainPem)
  const trust = trustCertificates(parsePem(keys.chainPem || keys.certificatePem), 'seal')
  return {
    render: (template, input) => renderDocument(template as TemplateId, input),
    async seal(pdf) {
      const sealed = await sealPdf({
        pdf,
        signer,
        kind: 'seal',
        reason: 'Izglītības kvalitātes valsts dienesta elektroniskais zīmogs',
        ...(config.TSA_URL ? { tsa: config.TSA_URL } : {}),
      })
      // Nothing leaves the house that our own verifier would not let in. It has no network, so that the seal's own
      // revocation is not known here says nothing against the document.
      const report = verifyFile(sealed, { trust, at: new Date() })
      const against = [...report.reasons, ...report.signatures.flatMap((s) => s.reasons)].filter(
        (r) => r.effect !== 'note' && r.code !== 'revocation-unknown',
      )
      if (report.verdict === 'TOTAL-FAILED' || against.length > 0)
        throw new Error(`the sealed document does not verify: ${against.map((r) => r.code).join(', ')}`)
      return sealed
    },
  }
}
