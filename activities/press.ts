import { renderDocument, type TemplateId } from '../documents/render.ts'
import type { Config, SealKeys } from '../platform/config.ts'
import { sealPdf } from '../signatures/seal.ts'
import { localSigner } from '../signatures/signer.ts'
import type { Press } from './issue.ts'

/** Renders and seals with the institution's key; with a timestamp where a time-stamping authority is configured. */
export function openPress(config: Config, keys: SealKeys): Press {
  const signer = localSigner(keys.keyPem, keys.certificatePem, keys.chainPem)
  return {
    render: (template, input) => renderDocument(template as TemplateId, input),
    seal: (pdf) =>
      sealPdf({
        pdf,
        signer,
        kind: 'seal',
        reason: 'Izglītības kvalitātes valsts dienesta elektroniskais zīmogs',
        ...(config.TSA_URL ? { tsa: config.TSA_URL } : {}),
      }),
  }
}
