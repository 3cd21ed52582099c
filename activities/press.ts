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
      // Nothing leaves the house that our own verifier would not let in.
      const report = verifyFile(sealed, { trust, at: new Date() })
      if (report.verdict !== 'TOTAL-PASSED')
        throw new Error(`the sealed document does not verify: ${report.reasons.map((r) => r.code).join(', ')}`)
      return sealed
    },
  }
}
