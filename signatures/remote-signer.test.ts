import { createPrivateKey, type KeyObject, privateEncrypt, sign } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type Certificate, parsePem } from './certificate.ts'
import { developmentCa } from './dev-ca.ts'
import { remoteSigner } from './remote-signer.ts'
import { sealPdf } from './seal.ts'
import { makeTestPdf } from './testing.ts'
import { trustCertificates } from './trust.ts'
import { verifyPdf } from './verify-pdf.ts'

// A signing service in miniature: holds an RSA key, signs digests, and may keep the caller waiting.
const SHA256_PREFIX = Buffer.from('3031300d060960864801650304020105000420', 'hex')
let server: Server
let url: string
let key: KeyObject
let cert: Certificate
let root: Certificate
let mode: 'at-once' | 'later' | 'wrong' | 'down' | 'never' = 'at-once'
let asked = 0
const seen: Record<string, unknown>[] = []

beforeAll(async () => {
  const ca = developmentCa()
  const pem = ca.issue({
    use: 'person',
    name: 'T P',
    givenName: 'T',
    surname: 'P',
    serialNumber: 'PNOLV-329999-99999',
    key: 'rsa-2048',
  })
  key = createPrivateKey(pem.keyPem)
  cert = parsePem(pem.certPem)[0]!
  root = parsePem(ca.pem.certPem)[0]!
  server = createServer((req, res) => {
    const parts: Buffer[] = []
    req.on('data', (b: Buffer) => parts.push(b))
    req.on('end', () => {
      const body = JSON.parse(Buffer.concat(parts).toString()) as Record<string, unknown>
      seen.push({ path: req.url, auth: req.headers.authorization, ...body })
      const json = (o: unknown, status = 200): void => void res.writeHead(status).end(JSON.stringify(o))
      const value = (): string =>
        privateEncrypt(
          key,
          Buffer.concat([
            SHA256_PREFIX,
            Buffer.from((seen.find((s) => s.hashes)!.hashes as string[]).at(-1)!, 'base64'),
          ]),
        ).toString('base64')
      if (mode === 'down') return json({}, 503)
      if (req.url === '/credentials/info')
        return json({ cert: { certificates: [Buffer.from(cert.raw).toString('base64')] } })
      if (req.url === '/signatures/signHash') {
        if (mode === 'wrong')
          return json({ signatures: [sign('sha256', Buffer.from('x'), key).toString('base64')] })
        return mode === 'at-once' ? json({ signatures: [value()] }) : json({ responseID: 'r1' })
      }
      asked++
      return mode === 'later' && asked >= 3 ? json({ signatures: [value()] }) : json({}, 202)
    })
  })
  await new Promise<void>((r) => server.listen(0, '127.0.0.1', r))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}, 30_000)
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((r) => server.close(r))
})
const open = (extra: object = {}) =>
  remoteSigner({
    url,
    token: async () => 'T',
    credentialId: 'c1',
    authorise: async () => 'SAD',
    pollMs: 5,
    patienceMs: 500,
    ...extra,
  })

test.each(['at-once', 'later'] as const)('signs %s', async (m) => {
  mode = m
  asked = 0
  seen.length = 0
  const pdf = await sealPdf({ pdf: makeTestPdf(), signer: await open(), kind: 'signature' })
  expect(verifyPdf(pdf, { trust: trustCertificates([root]), at: new Date() }).verdict).toBe('TOTAL-PASSED')
  expect(seen.find((s) => s.path === '/signatures/signHash')).toMatchObject({
    auth: 'Bearer T',
    credentialID: 'c1',
    SAD: 'SAD',
    hashAlgorithmOID: '2.16.840.1.101.3.4.2.1',
    signAlgo: '1.2.840.113549.1.1.11',
  })
})

test('a value over something else never gets into the document', async () => {
  mode = 'wrong'
  await expect(sealPdf({ pdf: makeTestPdf(), signer: await open(), kind: 'signature' })).rejects.toThrow(
    'does not belong',
  )
})

test('never confirmed, down, out of reach', async () => {
  mode = 'never'
  await expect(
    sealPdf({ pdf: makeTestPdf(), signer: await open({ patienceMs: 30 }), kind: 'signature' }),
  ).rejects.toThrow('did not confirm in time')
  mode = 'down'
  await expect(open()).rejects.toThrow('answers 503')
  await expect(open({ url: 'http://127.0.0.1:1' })).rejects.toThrow('cannot be reached')
})
