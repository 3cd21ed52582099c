// Our signatures before other people's eyes: `openssl cms -cades`, `openssl ts`, `pdfsig`. Each is skipped where the
// tool is missing; the timestamp authority is a real one, `openssl ts -reply` behind HTTP.

import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parsePem } from './certificate.ts'
import { parseDerPadded } from './der.ts'
import { developmentCa } from './dev-ca.ts'
import { sealPdf } from './seal.ts'
import { localSigner, type Signer } from './signer.ts'
import { makeTestPdf } from './testing.ts'
import { requestTimestamp } from './timestamp-request.ts'
import { type TrustStore, trustCertificates } from './trust.ts'
import { verifyPdf } from './verify-pdf.ts'

const has = (tool: string, flag: string): boolean => spawnSync(tool, [flag]).error === undefined
const openssl = has('openssl', 'version')
const pdfsig = has('pdfsig', '-v')
let dir: string
let server: Server
let tsa: string
let answer: 'good' | 'garbage' | 'refuse' | 'slow' = 'good'
let trust: TrustStore
let signers: Signer[]
let ca: ReturnType<typeof developmentCa>

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'lieta-signatures-'))
  ca = developmentCa()
  const stamp = ca.issue({ use: 'timestamp', name: 'TEST TSA', key: 'rsa-2048' })
  const keys = [
    ca.issue({
      use: 'person',
      name: 'A P',
      givenName: 'A',
      surname: 'P',
      serialNumber: 'PNOLV-329999-99999',
      key: 'rsa-2048',
    }),
    ca.issue({
      use: 'person',
      name: 'Ē Š',
      givenName: 'Ē',
      surname: 'Š',
      serialNumber: 'PNOLV-328888-88888',
      key: 'ec-p384',
    }),
    ca.issue({ use: 'seal', name: 'ZĪMOGS', organizationIdentifier: 'NTRLV-90001259032', key: 'rsa-4096' }),
  ]
  signers = keys.map((k) => localSigner(k.keyPem, k.certPem, ca.pem.certPem))
  trust = trustCertificates(parsePem(ca.pem.certPem))
  writeFileSync(join(dir, 'ca.pem'), ca.pem.certPem)
  writeFileSync(join(dir, 'tsa.pem'), stamp.certPem)
  writeFileSync(join(dir, 'tsa.key'), stamp.keyPem)
  writeFileSync(join(dir, 'serial'), '01\n')
  writeFileSync(
    join(dir, 'tsa.cnf'),
    `[tsa]\ndefault_tsa=t\n[t]\nserial=${dir}/serial\nsigner_cert=${dir}/tsa.pem\nsigner_key=${dir}/tsa.key\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\ndigests=sha256,sha384,sha512\naccuracy=secs:1\nordering=no\ntsa_name=no\ness_cert_id_chain=no\ness_cert_id_alg=sha256\n`,
  )
  server = createServer((req, res) => {
    const parts: Buffer[] = []
    req.on('data', (b: Buffer) => parts.push(b))
    req.on('end', () => {
      if (answer === 'slow') return
      if (answer === 'refuse') return void res.writeHead(503).end()
      if (answer === 'garbage') return void res.end('hello')
      writeFileSync(join(dir, 'q.tsq'), Buffer.concat(parts))
      execFileSync(
        'openssl',
        [
          'ts',
          '-reply',
          '-config',
          join(dir, 'tsa.cnf'),
          '-queryfile',
          join(dir, 'q.tsq'),
          '-out',
          join(dir, 'a.tsr'),
        ],
        { stdio: 'ignore' },
      )
      res.setHeader('content-type', 'application/timestamp-reply')
      res.end(readFileSync(join(dir, 'a.tsr')))
    })
  })
  await new Promise<void>((r) => server.listen(0, '127.0.0.1', r))
  tsa = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}, 60_000)
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((r) => server.close(r))
  rmSync(dir, { recursive: true })
})

const sealAll = async (o: { tsa?: string }): Promise<Buffer> => {
  let pdf: Uint8Array = makeTestPdf()
  for (const [i, signer] of signers.entries())
    pdf = await sealPdf({
      pdf,
      signer,
      kind: i === 2 ? 'seal' : 'signature',
      reason: 'Lēmuma parakstīšana',
      location: 'Rīga',
      at: new Date(),
      ...o,
    })
  return Buffer.from(pdf)
}

;(openssl ? describe : describe.skip)('openssl', () => {
  test('cms -verify -cades agrees on RSA-2048, EC P-384 and an RSA-4096 seal in one file', async () => {
    const pdf = await sealAll({})
    const ranges = [...pdf.toString('latin1').matchAll(/\/ByteRange \[0 (\d+) (\d+) (\d+)\]/g)].map((m) =>
      m.slice(1).map(Number),
    )
    expect(ranges).toHaveLength(3)
    for (const [i, r] of ranges.entries()) {
      const [b, c, d] = r as [number, number, number]
      writeFileSync(join(dir, 'data'), Buffer.concat([pdf.subarray(0, b), pdf.subarray(c, c + d)]))
      const padded = Buffer.from(pdf.subarray(b + 1, c - 1).toString('latin1'), 'hex')
      writeFileSync(join(dir, 'cms'), parseDerPadded(padded).raw)
      const run = spawnSync(
        'openssl',
        [
          'cms',
          '-verify',
          '-cades',
          '-binary',
          '-inform',
          'DER',
          '-in',
          join(dir, 'cms'),
          '-content',
          join(dir, 'data'),
          '-CAfile',
          join(dir, 'ca.pem'),
          '-purpose',
          'any',
          '-out',
          join(dir, 'out'),
        ],
        { encoding: 'utf8' },
      )
      expect(`${i}: ${run.stderr.trim()}`).toBe(`${i}: CAdES Verification successful`)
    }
    expect(verifyPdf(pdf, { trust, at: new Date() }).verdict).toBe('TOTAL-PASSED')
  }, 60_000)

  test('with a timestamp authority: B-T, trusted time, still valid years later; B-B is then indeterminate', async () => {
    const stamped = await sealAll({ tsa })
    const bare = await sealAll({})
    const now = verifyPdf(stamped, { trust, at: new Date() })
    expect(now.verdict).toBe('TOTAL-PASSED')
    expect(
      now.signatures.map((s) => [
        s.level,
        s.time.timestampAuthority,
        s.reasons.some((r) => r.code === 'no-trusted-time'),
      ]),
    ).toEqual(Array.from({ length: 3 }, () => ['B-T', 'TEST TSA', false]))
    const later = new Date(Date.now() + 5 * 365 * 86_400_000)
    expect(verifyPdf(stamped, { trust, at: later }).verdict).toBe('TOTAL-PASSED')
    const old = verifyPdf(bare, { trust, at: later })
    expect(old.verdict).toBe('INDETERMINATE')
    expect(old.signatures[0]!.reasons.map((r) => r.code)).toContain('expired-without-time')
  }, 60_000)

  test('a token for another signature, pasted in, is broken; an authority that is not trusted gives no trusted time', async () => {
    const token = await requestTimestamp(tsa, Buffer.from('something else'), 'sha256')
    const { embedSignature, prepareSignature } = await import('./prepare.ts')
    const signer = signers[0]!
    const p = prepareSignature({
      pdf: makeTestPdf(),
      kind: 'signature',
      certificateChain: signer.certificateChain,
      algorithm: signer.algorithm,
    })
    const signature = await signer.sign({
      data: p.signedAttributes,
      digest: p.toSign,
      algorithm: p.algorithm,
    })
    const r = verifyPdf(embedSignature(p, signature, token), { trust, at: new Date() })
    expect(r.verdict).toBe('INDETERMINATE')
    expect(r.signatures[0]!.reasons.map((x) => x.code)).toContain('timestamp-broken')
    const stamped = await sealPdf({ pdf: makeTestPdf(), signer, kind: 'signature', tsa })
    const unknown = verifyPdf(stamped, { trust: { version: 'none', anchors: [] }, at: new Date() })
    expect(unknown.signatures[0]!.time.trusted).toBeUndefined()
    expect(unknown.signatures[0]!.reasons.map((x) => x.code)).toContain('timestamp-untrusted')
  })

  test('an authority that fails: a clear error, nothing signed', async () => {
    for (const [a, message] of [
      ['garbage', /./],
      ['refuse', /answers 503/],
    ] as const) {
      answer = a
      await expect(requestTimestamp(tsa, Buffer.from('x'), 'sha256')).rejects.toThrow(message)
    }
    answer = 'slow'
    await expect(requestTimestamp(tsa, Buffer.from('x'), 'sha256', 200)).rejects.toThrow(/cannot be reached/)
    answer = 'good'
    await expect(requestTimestamp('http://127.0.0.1:1', Buffer.from('x'), 'sha256')).rejects.toThrow(
      /cannot be reached/,
    )
  })
})

;(pdfsig && openssl ? test : test.skip)(
  'pdfsig calls all three signatures valid',
  async () => {
    writeFileSync(join(dir, 'all.pdf'), await sealAll({ tsa }))
    const out = spawnSync('pdfsig', ['-nocert', join(dir, 'all.pdf')], { encoding: 'utf8' }).stdout
    expect(out.match(/Signature is Valid/g)).toHaveLength(3)
    expect(out).toContain('ETSI.CAdES.detached')
    expect(out.match(/Total document signed/g)).toHaveLength(1)
  },
  60_000,
)
