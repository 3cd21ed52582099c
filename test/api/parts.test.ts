import net from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Http, Reply } from '../../scripts/lib/http.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from '../scenarios/steps.ts'

// Bodies in parts (files with fields beside them) are held to the same gate as every other body, and nothing that one
// holds or leaves out ends the process that reads it.

let stack: Stack
let head: Http
let token: string
let draft: string

beforeAll(async () => {
  stack = await startStack({ label: 'parts', only: ['sign-in', 'api'] })
  head = await stack.signIn('baiba-kalnina')
  token = (await head.session()).csrfToken
  const made = await head.post('/api/drafts', { form: 'licensing', data: s.answers() })
  draft = made.json<{ id: string }>().id
}, 180_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

let from = 0
beforeEach(() => {
  from += 1
})
/** Each test comes from another address: the bounds for one are none for all. */
const address = (): Record<string, string> => ({ 'x-forwarded-for': `203.0.113.${from}` })

const part = (disposition: string, body: string | Buffer, more = ''): Buffer =>
  Buffer.concat([
    Buffer.from(`--x\r\nContent-Disposition: form-data; ${disposition}\r\n${more}\r\n`, 'utf8'),
    Buffer.from(body),
    Buffer.from('\r\n'),
  ])
const END = Buffer.from('--x--\r\n')
const FILE = part('name="file"; filename="a.pdf"', s.PDF)
const field = (name: string, value: string): Buffer => part(`name="${name}"`, value)

/** Whoever gets no answer at all is worse off than whoever is refused. */
const answered = (reply: Promise<Reply>, what: string): Promise<Reply> =>
  Promise.race([
    reply,
    new Promise<never>((_, failed) => {
      setTimeout(() => failed(new Error(`${what} got no answer in 15 s`)), 15_000).unref()
    }),
  ])

const send = (who: Http, path: string, parts: Buffer[]): Promise<Reply> =>
  answered(
    who.request('POST', path, new Uint8Array(Buffer.concat(parts)), {
      headers: { 'content-type': 'multipart/form-data; boundary=x', origin: stack.urls.api, ...address() },
      followRedirects: false,
    }),
    path,
  )

describe('nothing ends the process', () => {
  const alive = async (): Promise<void> => {
    const api = stack.processes.get('api')!
    await new Promise((done) => setTimeout(done, 300))
    expect([api.exited(), (await stack.visitor().get('/health')).status]).toEqual([false, 200])
  }

  test.each<[string, Buffer[]]>([
    ['a field without a name', [FILE, part('filename*', 'a'), part('x="y"', 'a'), END]],
    ['a field with an empty name', [FILE, part('name=""', 'a'), END]],
    ['a file without a name of its field', [part('filename="a.pdf"', s.PDF), END]],
    ['a file with an empty name', [part('name="file"; filename=""', s.PDF), END]],
    ['a part without a disposition', [Buffer.from('--x\r\n\r\na\r\n'), END]],
    ['a control in a name', [field('no\u0007te', 'a'), FILE, END]],
    ['a head that is no head', [Buffer.from('--x\r\n\u0000\u0001\r\n'), END]],
    [
      'a charset nobody knows',
      [FILE, part('name="a"', 'a', 'Content-Type: text/plain; charset=klingon\r\n'), END],
    ],
    ['no end', [FILE]],
    ['nothing', []],
    ['another boundary', [Buffer.from('--y\r\n')]],
  ])('%s', async (_what, parts) => {
    for (const path of ['/api/verify', '/verify']) {
      const reply = await send(stack.visitor(), path, parts)
      expect([200, 400, 413, 415, 422]).toContain(reply.status)
    }
    for (const path of [`/api/drafts/${draft}/files/lessonPlan`, `/drafts/${draft}/attachments`])
      expect((await send(head, path, [field('_csrf', token), ...parts])).status).toBeLessThan(500)
    await alive()
  })

  test.each<[string, Buffer]>([
    ['in the head of a part', Buffer.from('--x\r\nContent-Disposition: form')],
    ['after the head of a file', FILE.subarray(0, FILE.indexOf('%PDF'))],
    ['in a file', FILE.subarray(0, FILE.length - 10)],
    ['in a file with an empty name', part('name="file"; filename=""', s.PDF).subarray(0, 80)],
    ['in a field', field('a', 'b'.repeat(100)).subarray(0, 90)],
    ['between two parts', FILE],
  ])('one that breaks off %s', async (_what, bytes) => {
    const { port } = new URL(stack.urls.api)
    for (const gap of [0, 5, 30]) {
      const socket = net.connect(Number(port), '127.0.0.1')
      socket.on('error', () => {})
      await new Promise((done) => socket.once('connect', done).once('close', done))
      const lines = { host: 'x', 'content-type': 'multipart/form-data; boundary=x', ...address() }
      const said = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`)
      socket.write(`POST /api/verify HTTP/1.1\r\n${said.join('')}content-length: 100000\r\n\r\n`)
      socket.write(bytes)
      await new Promise((done) => setTimeout(done, gap))
      socket.destroy()
    }
    await alive()
  })
})

describe('the gate', () => {
  beforeAll(async () => {
    const made = await head.post('/api/drafts', { form: 'licensing', data: s.answers() })
    draft = made.json<{ id: string }>().id
  })

  const utf16 = (text: string): Buffer =>
    part('name="note"', Buffer.from(text, 'utf16le'), 'Content-Type: text/plain; charset=utf-16le\r\n')

  test.each<[string, Buffer, string]>([
    ['NUL', field('note', 'A\u0000B'), 'text-control'],
    ['a right-to-left override', field('note', 'A\u202EB'), 'text-direction'],
    ['an isolate', field('note', 'A\u2067B'), 'text-direction'],
    ['a zero-width joiner', field('note', 'A\u200DB'), 'text-invisible'],
    ['a lone surrogate, in another charset', utf16('A\ud800B'), 'text-broken'],
    ['an override in another charset', utf16('A\u202EB'), 'text-direction'],
    ['more than a text may hold', field('note', 'ā'.repeat(200_001)), 'text-too-long'],
    ['a name with an override', field('no\u202Ete', 'a'), 'bad-name'],
    ['a name too long', field('n'.repeat(900), 'a'), 'bad-name'],
    ['__proto__', field('__proto__', 'a'), 'bad-name'],
    ['a file called so', part('name="file"; filename="a\u202Efdp.exe"', s.PDF), 'text-direction'],
  ])('%s is refused with its field, on all doors, and nothing is kept', async (_what, bytes, code) => {
    const own = [field('_csrf', token)]
    const api = await send(head, `/api/drafts/${draft}/files/lessonPlan`, [...own, bytes, FILE, END])
    expect([api.status, api.json().errors]).toEqual([422, [expect.objectContaining({ code })]])
    const stranger = await send(stack.visitor(), '/api/verify', [bytes, END])
    expect([stranger.status, stranger.json().errors]).toEqual([422, [expect.objectContaining({ code })]])
    const page = await send(head, `/drafts/${draft}/attachments`, [...own, bytes, FILE, END])
    expect([page.status, page.headers.get('content-type')]).toEqual([
      422,
      expect.stringContaining('text/html'),
    ])
    expect((await head.get(`/api/drafts/${draft}`)).json().data.lessonPlan ?? []).toEqual([])
  })

  test('what nobody can see and nothing means is taken away, as elsewhere', async () => {
    const name = 'Pama\u0304t\u00ADplāns\uFEFF.pdf'
    const reply = await send(head, `/api/drafts/${draft}/files/lessonPlan`, [
      field('_csrf', token),
      part(`name="file"; filename="${name}"`, s.PDF),
      END,
    ])
    expect(reply.status).toBe(201)
    const [file] = reply.json().data.lessonPlan
    expect(file.name).toBe('Pamātplāns.pdf')
  })

  test('too many fields or files, or too much text, are told; nothing is left out without a word', async () => {
    const own = field('_csrf', token)
    const many: [string, Buffer[]][] = [
      ['fields', Array.from({ length: 120 }, (_, n) => field(`f${n}`, 'a'))],
      ['files', Array.from({ length: 11 }, (_, n) => part(`name="lessonPlan"; filename="${n}.pdf"`, s.PDF))],
      ['text', Array.from({ length: 8 }, (_, n) => field(`f${n}`, 'a'.repeat(190_000)))],
    ]
    const before = (await head.get(`/api/drafts/${draft}`)).json().data.lessonPlan.length
    for (const [what, parts] of many) {
      const reply = await send(head, `/api/drafts/${draft}/files/lessonPlan`, [own, ...parts, END])
      expect([what, reply.status, reply.json().code]).toEqual([what, 413, 'too-large'])
    }
    const two = await send(stack.visitor(), '/api/verify', [FILE, FILE, END])
    expect(two.status).toBe(413)
    expect((await head.get(`/api/drafts/${draft}`)).json().data.lessonPlan).toHaveLength(before)
  })
})
