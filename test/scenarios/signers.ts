import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DevCa, developmentCa, type Pem } from '../../signatures/dev-ca.ts'
import { sealPdf } from '../../signatures/seal.ts'
import { localSigner } from '../../signatures/signer.ts'
import { containerParts, makeTestPdf, writeZip } from '../../signatures/testing.ts'

export interface Signers {
  /** Folder of the CA that the stack trusts; empty it or add to it to change the trust. */
  trustDir: string
  ca: DevCa
  /** A person's certificate by personal code, from the trusted CA or another one. */
  person(code: string, from?: DevCa): Pem
  seal: Pem
  remove(): void
}

const DAY = 86_400_000
const valid = { notBefore: new Date(Date.now() - 365 * DAY), notAfter: new Date(Date.now() + 9 * 365 * DAY) }

/** A CA of the test's own with its folder, and whoever must sign under it; names are of nobody. */
export function makeSigners(): Signers {
  const trustDir = mkdtempSync(join(tmpdir(), 'lieta-trust-'))
  const ca = developmentCa({ name: 'Lieta TEST CA A' })
  writeFileSync(join(trustDir, 'a.pem'), ca.pem.certPem)
  return {
    trustDir,
    ca,
    person: (code, from = ca) =>
      from.issue({
        use: 'person',
        name: 'TESTA PERSONA',
        givenName: 'TESTA',
        surname: 'PERSONA',
        serialNumber: `PNOLV-${code}`,
        ...valid,
      }),
    seal: ca.issue({
      use: 'seal',
      name: 'Testa iestāde',
      organization: 'Testa iestāde',
      organizationIdentifier: 'NTRLV-90000000011',
      ...valid,
    }),
    remove: () => rmSync(trustDir, { recursive: true, force: true }),
  }
}

/** An ASiC-E container with one signature over all its files. */
export function container(signer: Pem, files: { name: string; data: Buffer }[]): Buffer {
  return writeZip(containerParts(files, signer))
}

/** The same container with a byte of the signed file changed, so that nothing but the signature tells. */
export function tampered(signer: Pem, name: string, data: Buffer): Buffer {
  const changed = Buffer.from(data)
  changed[changed.length - 3] = changed[changed.length - 3]! ^ 1
  const parts = containerParts([{ name, data }], signer)
  return writeZip(parts.map((p) => (p.name === name ? { ...p, data: changed } : p)))
}

/** A PDF signed by a person or sealed. */
export function signedPdf(signer: Pem, kind: 'signature' | 'seal' = 'signature'): Promise<Buffer> {
  return signAgain(makeTestPdf(), signer, kind)
}

/** One more signature on a PDF, by incremental update. */
export async function signAgain(
  pdf: Uint8Array,
  signer: Pem,
  kind: 'signature' | 'seal' = 'signature',
): Promise<Buffer> {
  return Buffer.from(await sealPdf({ pdf, signer: localSigner(signer.keyPem, signer.certPem), kind }))
}
