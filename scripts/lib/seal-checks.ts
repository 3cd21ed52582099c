import { createHash } from 'node:crypto'
import type { SealChecks } from '../../ledger/seals/verify.ts'
import { parsePem } from '../../signatures/certificate.ts'
import { verifyDetached } from '../../signatures/detached.ts'
import { trustCertificates } from '../../signatures/trust.ts'
import { verifyFile } from '../../signatures/verify.ts'

/**
 * What `npm run ledger:verify` holds seals against: the certificate of the institution's seal, or another one that leads to
 * the same chain and has the same name.
 */
export function sealChecks(certificatePem: string, chainPem: string): Required<SealChecks> {
  const [own] = parsePem(certificatePem)
  const trust = trustCertificates([own!, ...(chainPem.trim() === '' ? [] : parsePem(chainPem))], 'seal')
  const print = createHash('sha256').update(own!.raw).digest('hex')
  return {
    signature(text, cms, at) {
      const found = verifyDetached(Buffer.from(text), cms, trust, at)
      if (!found.holds) return found.why
      return Buffer.compare(found.certificate.subject, own!.subject) === 0
        ? undefined
        : 'it is by somebody else'
    },
    bearsOurSeal: (pdf) =>
      verifyFile(pdf, { trust, at: new Date() }).signatures.some(
        (s) => s.verdict !== 'TOTAL-FAILED' && s.certificate?.sha256 === print,
      ),
  }
}
