// Mutated samples: no uncaught error, no run over two seconds, none accepted whose signed bytes changed.
// FUZZ=10000 runs the long form (10,000 mutations of each sample).

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { parsePem } from './certificate.ts'
import { developmentCa } from './dev-ca.ts'
import { sealPdf } from './seal.ts'
import { localSigner } from './signer.ts'
import { makeTestPdf } from './testing.ts'
import { type TrustStore, trustCertificates, trustFolder } from './trust.ts'
import { verifyFile } from './verify.ts'
import { readZip } from './zip.ts'

const RUNS = Number(process.env.FUZZ ?? 300)
const dir = 'test/fixtures/signatures'

/** Small deterministic generator (mulberry32): a failure can be repeated by its number. */
function random(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

function mutate(b: Buffer, r: () => number): Buffer {
  let c = Buffer.from(b)
  const at = (): number => Math.floor(r() * c.length)
  for (let n = 1 + Math.floor(r() * 4); n > 0; n--) {
    const k = Math.floor(r() * 7)
    const i = at()
    if (k === 0) c[i] = c[i]! ^ (1 << Math.floor(r() * 8))
    else if (k === 1) c[i] = Math.floor(r() * 256)
    else if (k === 2) c = Buffer.concat([c.subarray(0, i), c.subarray(i + 1 + Math.floor(r() * 20))])
    else if (k === 3)
      c = Buffer.concat([c.subarray(0, i), Buffer.from(`${Math.floor(r() * 1e9)}`), c.subarray(i)])
    else if (k === 4) c = Buffer.concat([c.subarray(0, i), c.subarray(at(), at() + 50), c.subarray(i)])
    else if (k === 5) c = c.subarray(0, Math.max(1, i))
    else c.copyWithin(i, at(), at())
    if (c.length === 0) c = Buffer.from([0])
  }
  return c
}

/** What was signed, as a fingerprint: names and contents of a container, or the covered ranges of a PDF. */
function content(b: Buffer): string {
  const h = createHash('sha256')
  if (b[0] === 0x50)
    for (const e of readZip(b)) if (!e.name.startsWith('META-INF/')) h.update(e.name).update(e.data())
  if (b[0] === 0x25)
    for (const m of b.toString('latin1').matchAll(/\/ByteRange \[0 (\d+) (\d+) (\d+)\]/g))
      h.update(b.subarray(0, Number(m[1]))).update(b.subarray(Number(m[2]), Number(m[2]) + Number(m[3])))
  return h.digest('hex')
}

async function samples(): Promise<{ name: string; bytes: Buffer; trust: TrustStore }[]> {
  const ca = developmentCa({ key: 'ec-p256' })
  const pem = ca.issue({
    use: 'person',
    name: 'T P',
    givenName: 'T',
    surname: 'P',
    serialNumber: 'PNOLV-329999-99999',
  })
  const pdf = await sealPdf({
    pdf: makeTestPdf(),
    signer: localSigner(pem.keyPem, pem.certPem),
    kind: 'signature',
  })
  const trust = trustFolder(`${dir}/trust`)
  return [
    {
      name: 'demo-lv-two-signers-lt.edoc',
      bytes: readFileSync(`${dir}/valid/demo-lv-two-signers-lt.edoc`),
      trust,
    },
    {
      name: 'demo-lv-one-signer-t.asice',
      bytes: readFileSync(`${dir}/valid/demo-lv-one-signer-t.asice`),
      trust,
    },
    { name: 'signed.pdf', bytes: Buffer.from(pdf), trust: trustCertificates(parsePem(ca.pem.certPem)) },
  ]
}

test(
  `${RUNS} mutations of each sample`,
  async () => {
    for (const s of await samples()) {
      const good = content(s.bytes)
      let slowest = 0
      for (let n = 0; n < RUNS; n++) {
        const m = mutate(s.bytes, random(n))
        const t = performance.now()
        const r = verifyFile(m, { trust: s.trust, at: new Date('2026-11-22') })
        slowest = Math.max(slowest, performance.now() - t)
        if (r.verdict === 'TOTAL-PASSED' && content(m) !== good)
          throw new Error(`${s.name}, mutation ${n}: accepted though changed`)
      }
      expect(slowest).toBeLessThan(2000)
    }
  },
  RUNS * 400 + 60_000,
)
