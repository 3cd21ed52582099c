// The remote signing service of development and tests: CSC API v2 with the keys of synthetic people. An operation is
// on disk before it is answered; the same client data gives the same operation. People "confirm on their phone" at
// once, or when a test lets them.
import {
  createHash,
  createPrivateKey,
  type KeyObject,
  privateEncrypt,
  randomBytes,
  randomUUID,
  timingSafeEqual,
  X509Certificate,
} from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { z } from 'zod'
import { Faults } from './lib/faults.ts'
import { Journal } from './lib/journal.ts'
import { HttpError, page, readBody, readJson, required, sendHtml, sendJson, serve } from './lib/serve.ts'

const RSA_SHA256 = '1.2.840.113549.1.1.11'
const SHA256 = '2.16.840.1.101.3.4.2.1'
/** DigestInfo of SHA-256 (RFC 8017): node signs data only, so what an RSA key signs of a digest is put together here. */
const DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex')

interface Credential {
  id: string
  userId: string
  key: KeyObject
  chain: string[]
}

interface Operation {
  id: string
  clientData: string
  credentialId: string
  hash: string
  state: 'waiting' | 'signed' | 'refused'
  signature?: string
}

const folder = required('STORE_DIR')
const clientId = required('CSC_CLIENT_ID')
const clientSecret = required('CSC_CLIENT_SECRET')
const credentials = readCredentials(required('SIGNERS_DIR'))
// Of an operation that changed, the last line counts.
const journal = new Journal<Operation>(join(folder, 'operations.jsonl'))
const operations = new Map(journal.items.map((one) => [one.id, one]))
const faults = new Faults()
const tokens = new Set<string>()
const activations = new Map<string, { credentialId: string; hash: string }>()
/** What people do with what is asked of them: confirm at once, leave it lying, or say no. */
const People = z.object({ do: z.enum(['confirm', 'wait', 'refuse']) })
let people: z.infer<typeof People>['do'] = 'confirm'

function readCredentials(from: string): Map<string, Credential> {
  const ca = readFileSync(join(from, 'ca.cert.pem'), 'utf8')
  const found = readdirSync(from)
    .filter((name) => name.endsWith('.key.pem'))
    .map((name): Credential => {
      const id = name.replace(/\.key\.pem$/, '')
      const certificate = new X509Certificate(readFileSync(join(from, `${id}.cert.pem`)))
      const userId = /serialNumber=(\S+)/.exec(certificate.subject)?.[1] ?? ''
      const chain = [certificate, new X509Certificate(ca)].map((c) => c.raw.toString('base64'))
      return { id, userId, key: createPrivateKey(readFileSync(join(from, name))), chain }
    })
  return new Map(found.map((c) => [c.id, c]))
}

async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { pathname } = new URL(req.url ?? '/', 'http://127.0.0.1')
  if (pathname === '/') return sendHtml(res, 200, overview())
  if (req.method !== 'POST') throw new HttpError(404, 'no such page')
  if (pathname === '/_faults') return faults.handle(req, res)
  if (pathname === '/_people') return instruct(req, res)
  if (pathname === '/csc/v2/oauth2/token') return giveToken(req, res)
  const call = CALLS[pathname.replace('/csc/v2/', '')]
  if (!call) throw new HttpError(404, 'no such page')
  if (!tokens.has((req.headers.authorization ?? '').replace(/^Bearer /, '')))
    return sendJson(res, 401, { error: 'invalid_token' })
  const body = await readJson(req)
  if (await faults.strikes()) throw new HttpError(503, 'a fault that was asked for')
  const { status, answer } = answerTo(call, body)
  // Only answers about signatures: those that must not lead to a second one.
  if (pathname.includes('/signatures/') && faults.losesAnswer()) return void res.destroy()
  sendJson(res, status, answer)
}

type Said = { status: number; answer: unknown }
const ok = (answer: unknown): Said => ({ status: 200, answer })
const no = (error: string, error_description: string): Said => ({
  status: 400,
  answer: { error, error_description },
})

function answerTo(call: (body: unknown) => Said, body: unknown): Said {
  try {
    return call(body)
  } catch (e) {
    if (e instanceof z.ZodError) return no('invalid_request', e.issues.map((i) => i.message).join('; '))
    throw e
  }
}

const Hash = z.object({
  credentialID: z.string(),
  hashes: z.array(z.base64()).length(1),
  hashAlgorithmOID: z.literal(SHA256),
  clientData: z.string().max(500).optional(),
})
const Sign = Hash.extend({
  SAD: z.string(),
  operationMode: z.enum(['S', 'A']).default('S'),
  signAlgo: z.literal(RSA_SHA256),
})

const CALLS: Record<string, (body: unknown) => Said> = {
  'credentials/list': (body) => {
    const { userID } = z.object({ userID: z.string() }).parse(body)
    return ok({
      credentialIDs: [...credentials.values()].filter((c) => c.userId === userID).map((c) => c.id),
    })
  },
  'credentials/info': (body) => {
    const one = credentials.get(z.object({ credentialID: z.string() }).parse(body).credentialID)
    if (!one) return no('invalid_request', 'Invalid parameter credentialID')
    return ok({
      key: { status: 'enabled', algo: [RSA_SHA256] },
      cert: { status: 'valid', certificates: one.chain },
      // The person confirms on a device of their own: no PIN passes through whoever asks.
      auth: { mode: 'implicit' },
      SCAL: '2',
      multisign: 1,
    })
  },
  'credentials/authorize': (body) => {
    const { credentialID, hashes } = Hash.parse(body)
    if (!credentials.has(credentialID)) return no('invalid_request', 'Invalid parameter credentialID')
    const SAD = randomBytes(24).toString('base64url')
    activations.set(SAD, { credentialId: credentialID, hash: hashes[0]! })
    return ok({ SAD, expiresIn: 300 })
  },
  'signatures/signHash': (body) => {
    const asked = Sign.parse(body)
    const leave = activations.get(asked.SAD)
    // Activation data are for one credential, one digest, one use.
    activations.delete(asked.SAD)
    const hash = asked.hashes[0]!
    if (leave?.credentialId !== asked.credentialID || leave.hash !== hash)
      return no('invalid_request', 'Invalid parameter SAD')
    const known = [...operations.values()].find(
      (one) => asked.clientData && one.clientData === asked.clientData,
    )
    if (known && known.hash !== hash) return no('invalid_request', 'clientData was used for another digest')
    const one = known ?? begin(asked.credentialID, hash, asked.clientData ?? '')
    if (asked.operationMode === 'A') return ok({ responseID: one.id })
    return signed(settle(one))
  },
  'signatures/signPolling': (body) => {
    const { responseID } = z.object({ responseID: z.string() }).parse(body)
    const one = operations.get(responseID)
    return one ? signed(settle(one)) : no('invalid_request', 'Invalid parameter responseID')
  },
}

function begin(credentialId: string, hash: string, clientData: string): Operation {
  return keep({ id: randomUUID(), clientData, credentialId, hash, state: 'waiting' })
}

function keep(one: Operation): Operation {
  journal.add(one)
  operations.set(one.id, one)
  return one
}

/** Lets the person do what they do; what was done once stays done. */
function settle(one: Operation): Operation {
  if (one.state !== 'waiting' || people === 'wait') return one
  if (people === 'refuse') return keep({ ...one, state: 'refused' })
  const { key } = credentials.get(one.credentialId)!
  const value = privateEncrypt(key, Buffer.concat([DIGEST_INFO, Buffer.from(one.hash, 'base64')]))
  return keep({ ...one, state: 'signed', signature: value.toString('base64') })
}

function signed(one: Operation): Said {
  if (one.state === 'waiting') return { status: 202, answer: {} }
  if (one.state === 'refused') return no('access_denied', 'The person did not confirm')
  return ok({ signatures: [one.signature] })
}

async function giveToken(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const form = new URLSearchParams((await readBody(req)).toString('utf8'))
  const same = (a: string, b: string): boolean =>
    timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest())
  if (!same(form.get('client_id') ?? '', clientId) || !same(form.get('client_secret') ?? '', clientSecret))
    return sendJson(res, 401, { error: 'invalid_client' })
  const token = randomBytes(24).toString('base64url')
  tokens.add(token)
  sendJson(res, 200, { access_token: token, token_type: 'Bearer', expires_in: 3600 })
}

/** For tests only: what the people do, and what was asked of them so far. */
async function instruct(req: IncomingMessage, res: ServerResponse): Promise<void> {
  if (process.env.LIETA_FAULTS !== '1') throw new HttpError(404, 'faults are off')
  const wanted = People.safeParse(await readJson(req))
  if (wanted.success) people = wanted.data.do
  const all = [...operations.values()].map(({ id, clientData, state }) => ({ id, clientData, state }))
  sendJson(res, 200, { do: people, operations: all })
}

function overview(): string {
  return page(
    'Attālinātā parakstīšana izstrādei',
    `<p class="notice">Šis serveris izstrādē un testos aizstāj uzticamības pakalpojumu: tas glabā izdomātu personu atslēgas un paraksta CSC API v2 pieprasījumus. Persona apstiprina uzreiz.</p>
<p>Parakstīšanas operācijas: ${operations.size}.</p>`,
  )
}

await serve('csc', Number(required('PORT')), handle)
