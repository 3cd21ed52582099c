import { createPrivateKey, type KeyObject, privateEncrypt, sign } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { type Certificate, parsePem } from './certificate.ts'
import { developmentCa } from './dev-ca.ts'
import { embedSignature, prepareSignature } from './prepare.ts'
import { type RemoteCredential, type RemoteService, remoteService } from './remote-signer.ts'
import { makeTestPdf } from './testing.ts'
import { trustCertificates } from './trust.ts'
import { verifyPdf } from './verify-pdf.ts'

// A signing service in miniature: two keys, answers at once or later, and every way to answer badly.
const SHA256_PREFIX = Buffer.from('3031300d060960864801650304020105000420', 'hex')
type Mode = 'at-once' | 'later' | 'refused' | 'forgotten' | 'down' | 'no-access' | 'empty' | 'html'
let server: Server
let url: string
let rsa: KeyObject
const certs: Record<string, Certificate> = {}
let root: Certificate
let mode: Mode = 'at-once'
let asked = 0
let seen: Record<string, unknown>[] = []

beforeAll(async () => {
  const ca = developmentCa()
  const who = {
    use: 'person',
    name: 'T P',
    givenName: 'T',
    surname: 'P',
    serialNumber: 'PNOLV-329999-99999',
  } as const
  const pem = ca.issue({ ...who, key: 'rsa-2048' })
  rsa = createPrivateKey(pem.keyPem)
  certs.rsa = parsePem(pem.certPem)[0]!
  certs.ec = parsePem(ca.issue({ ...who, key: 'ec-p256' }).certPem)[0]!
  root = parsePem(ca.pem.certPem)[0]!
  server = createServer((req, res) => {
    const parts: Buffer[] = []
    req.on('data', (b: Buffer) => parts.push(b))
    req.on('end', () => {
      const [status, text] = answer(req.url ?? '', req.headers.authorization, Buffer.concat(parts).toString())
      res.writeHead(status).end(text)
    })
  })
  await new Promise<void>((r) => server.listen(0, '127.0.0.1', r))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}, 30_000)
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((r) => server.close(r))
})
beforeEach(() => {
  mode = 'at-once'
  asked = 0
  seen = []
})

type Reply = [status: number, text: string]
const json = (o: unknown, status = 200): Reply => [status, JSON.stringify(o)]

function answer(path: string, auth: string | undefined, text: string): Reply {
  if (path === '/oauth2/token') {
    const token = json({ access_token: 'T', expires_in: 3600 })
    return mode === 'no-access' ? json({ error: 'invalid_client' }, 401) : token
  }
  const body = JSON.parse(text) as Record<string, unknown>
  seen.push({ path, auth, ...body })
  if (mode === 'down') return json({}, 503)
  if (mode === 'html') return [200, '<html>']
  if (path === '/credentials/list') return json({ credentialIDs: ['rsa', 'ec', 'none'] })
  if (path === '/credentials/info') {
    const cert = certs[String(body.credentialID)]
    return json(cert ? { cert: { certificates: [Buffer.from(cert.raw).toString('base64')] } } : { cert: {} })
  }
  if (path === '/credentials/authorize') return json({ SAD: 'once' })
  if (path === '/signatures/signHash') {
    if (mode === 'empty') return json({ signatures: [] })
    return mode === 'at-once' ? json({ signatures: [value()] }) : json({ responseID: 'r1' })
  }
  asked++
  if (mode === 'refused') return json({ error: 'access_denied' }, 400)
  if (mode === 'forgotten') return json({ error: 'invalid_request' }, 400)
  return asked >= 3 ? json({ signatures: [value()] }) : json({}, 202)
}

function value(): string {
  const hash = (seen.find((s) => s.hashes)!.hashes as string[])[0]!
  return privateEncrypt(rsa, Buffer.concat([SHA256_PREFIX, Buffer.from(hash, 'base64')])).toString('base64')
}

const open = (at = url): RemoteService => remoteService({ url: at, clientId: 'lieta', clientSecret: 's' })

async function prepared(service: RemoteService) {
  const [credential] = (await service.credentials('PNOLV-329999-99999')) as [RemoteCredential]
  const p = prepareSignature({ pdf: makeTestPdf(), kind: 'signature', ...credential })
  const { algorithm } = credential
  return { p, what: { credential: credential.id, algorithm, digest: p.toSign, reference: 'case/1' } }
}

test('lists the credentials of a person; one without a certificate is none', async () => {
  const found = await open().credentials('PNOLV-329999-99999')
  expect(found.map((c) => [c.id, c.algorithm])).toEqual([
    ['rsa', 'RSA-SHA256'],
    ['ec', 'ECDSA-SHA256'],
  ])
  expect(seen[0]).toMatchObject({ userID: 'PNOLV-329999-99999', auth: 'Bearer T' })
})

test('a signature that comes at once, and one that is asked for until it is there', async () => {
  const service = open()
  const { p, what } = await prepared(service)
  const first = await service.begin(what)
  expect(first.state).toBe('signed')
  const pdf = embedSignature(p, (first as { signature: Uint8Array }).signature)
  expect(verifyPdf(pdf, { trust: trustCertificates([root]), at: new Date() }).verdict).toBe('TOTAL-PASSED')
  expect(seen.find((s) => s.path === '/signatures/signHash')).toMatchObject({
    credentialID: 'rsa',
    SAD: 'once',
    operationMode: 'A',
    clientData: 'case/1',
    hashAlgorithmOID: '2.16.840.1.101.3.4.2.1',
    signAlgo: '1.2.840.113549.1.1.11',
  })
  mode = 'later'
  expect(await service.begin(what)).toEqual({ state: 'waiting', operation: 'r1' })
  expect(await service.poll('r1', 'RSA-SHA256')).toEqual({ state: 'waiting', operation: 'r1' })
  await service.poll('r1', 'RSA-SHA256')
  expect((await service.poll('r1', 'RSA-SHA256')).state).toBe('signed')
})

test('refused, forgotten, and values of ECDSA as r and s side by side', async () => {
  const service = open()
  mode = 'refused'
  expect(await service.poll('r1', 'RSA-SHA256')).toEqual({ state: 'refused' })
  mode = 'forgotten'
  expect(await service.poll('r1', 'RSA-SHA256')).toEqual({ state: 'expired' })
  mode = 'at-once'
  const { what } = await prepared(service)
  const ec = await service.begin({ ...what, algorithm: 'ECDSA-SHA256' })
  expect(Buffer.from((ec as { signature: Uint8Array }).signature)[0]).toBe(0x30)
})

test('a value over something else never gets into the document', async () => {
  const { p } = await prepared(open())
  expect(() => embedSignature(p, sign('sha256', Buffer.from('x'), rsa))).toThrow('does not belong')
})

test('down, no access, out of reach, not the protocol: told as such, to be asked again', async () => {
  const service = open()
  const { what } = await prepared(service)
  mode = 'down'
  await expect(service.begin(what)).rejects.toThrow('answers 503')
  mode = 'empty'
  await expect(service.begin(what)).rejects.toThrow('not exactly one signature')
  mode = 'html'
  await expect(service.begin(what)).rejects.toThrow('something else than JSON')
  mode = 'no-access'
  await expect(open().credentials('x')).rejects.toThrow('gives no access')
  await expect(open('http://127.0.0.1:1').credentials('x')).rejects.toThrow('cannot be reached')
})
