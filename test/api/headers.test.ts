import { randomUUID } from 'node:crypto'
import net from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Http, type Reply, signIn } from '../../scripts/lib/http.ts'
import { anyPorts } from '../../scripts/lib/ports.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import { type TlsFront, tlsInFront } from '../harness/tls.ts'
import * as s from '../scenarios/steps.ts'

// What every answer bears: the headers that tell a browser what it may do, and that no cache keeps what it shows. Asked
// through TLS in front of the API, as in production: there the cookie is held to this host and to TLS.

let stack: Stack
let front: TlsFront
let head: Http
let inspector: Http
let visitor: Http
let ids: { case: string; draft: string; file: string }

beforeAll(async () => {
  const [port = 0] = await anyPorts(1)
  const url = `https://127.0.0.1:${port}`
  stack = await startStack({
    label: 'headers',
    only: ['sign-in', 'api'],
    env: { PUBLIC_URL: url, OIDC_REDIRECT_URI: `${url}/sign-in/callback` },
  })
  front = await tlsInFront(port, stack.plan.ports.api)
  visitor = new Http(front.url, front.fetch)
  head = await signIn(front.url, 'baiba-kalnina', '/sign-in', front.fetch)
  inspector = await signIn(front.url, 'inese-berzina', '/sign-in', front.fetch)
  const sent = await s.completeDraft(head)
  const receipt = await head.post(`/api/drafts/${sent}/submit`)
  expect(receipt.status).toBe(201)
  const draft = await s.completeDraft(head)
  const file = (await head.get(`/api/drafts/${draft}`)).json().data.lessonPlan[0].fileId
  ids = { case: receipt.json().caseId, draft, file }
}, 180_000)

afterAll(async () => {
  await front?.stop()
  await stack?.stop()
}, 180_000)

/** The address of the stylesheet, as pages name it. */
async function stylesheet(): Promise<string> {
  const page = await visitor.get('/')
  return /href="(\/assets\/main-[^"]+\.css)"/.exec(page.text)?.[1] ?? 'none'
}

const YEAR = 31_536_000

/** What is missing or wrong in the headers of an answer; each has a word for what it is. */
function faults(reply: Reply, what: string): string[] {
  const of = (name: string): string => reply.headers.get(name) ?? ''
  const csp = new Map(
    of('content-security-policy')
      .split(';')
      .map((part) => part.trim().split(/\s+/))
      .map(([name = '', ...values]) => [name, values.join(' ')]),
  )
  const right: [string, boolean][] = [
    ['CSP default', csp.get('default-src') === "'self'"],
    ['CSP scripts', /^'self' 'nonce-[0-9a-f-]{36}'$/.test(csp.get('script-src') ?? '')],
    ['CSP styles', csp.get('style-src') === "'self'"],
    ['CSP objects', csp.get('object-src') === "'none'"],
    ['CSP frames', csp.get('frame-ancestors') === "'none'"],
    ['CSP base', csp.get('base-uri') === "'self'"],
    ['CSP forms', csp.get('form-action') === `'self' ${new URL(stack.urls.signIn).origin}`],
    ['CSP https', csp.has('upgrade-insecure-requests')],
    ['no sniffing', of('x-content-type-options') === 'nosniff'],
    ['frames', of('x-frame-options') === 'DENY'],
    ['referrer', of('referrer-policy') === 'same-origin'],
    ['HSTS', of('strict-transport-security') === `max-age=${YEAR}; includeSubDomains`],
    ['opener', of('cross-origin-opener-policy') === 'same-origin'],
    ['resource', of('cross-origin-resource-policy') === 'same-origin'],
    ['no CORS', !reply.headers.has('access-control-allow-origin')],
    ['no versions', !reply.headers.has('x-powered-by') && !reply.headers.has('server')],
    ['request', /^[0-9a-f-]{36}$/.test(of('x-request-id'))],
    ['type', reply.bytes.length === 0 || /^[\w+-]+\/[\w.+-]+/.test(of('content-type'))],
    ['charset', !/^text\/|xml/.test(of('content-type')) || /charset=utf-8/i.test(of('content-type'))],
  ]
  return right.filter(([, good]) => !good).map(([name]) => `${what} (${reply.status}): ${name}`)
}

const uncached = (reply: Reply, what: string): string[] =>
  reply.headers.get('cache-control') === 'no-store'
    ? []
    : [`${what} (${reply.status}): ${reply.headers.get('cache-control')}`]

const still = { followRedirects: false }

describe('each header', () => {
  test.each<[string, () => Promise<Reply>, number]>([
    ['the first page', () => visitor.get('/'), 200],
    ['a page of a person', () => head.get('/portal'), 200],
    ['the page of a case', () => head.get(`/cases/${ids.case}`), 200],
    ['an answer of the API', () => head.get(`/api/cases/${ids.case}`), 200],
    ['the session', () => visitor.get('/api/session'), 200],
    ['a download', () => head.get(`/files/${ids.file}`), 200],
    ['a download of the API', () => head.get(`/api/files/${ids.file}`), 200],
    ['the extract of a case', () => head.get(`/api/cases/${ids.case}/extract`), 200],
    ['the application as text', () => head.get(`/api/drafts/${ids.draft}/application`), 200],
    ['a redirect to the sign-in', () => visitor.get('/portal', still), 303],
    ['a redirect to the provider', () => visitor.get('/sign-in', still), 302],
    ['an address that is not there', () => visitor.get('/nowhere'), 404],
    ['the same in the API', () => visitor.get('/api/nowhere'), 404],
    ['an address that cannot be read', () => visitor.get('/%'), 400],
    ['a refused body', () => head.post('/api/drafts', { form: 'a\u0000' }), 422],
    ['without the token', () => head.request('POST', '/api/drafts', '{}'), 403],
    ['too large', () => head.post('/api/drafts', { form: 'a'.repeat(1_100_000) }), 413],
    ['a kind that is not taken', () => head.request('PUT', '/api/drafts', '<a/>'), 403],
    ['a stylesheet', async () => visitor.get(await stylesheet()), 200],
    ['an asset that is not there', () => visitor.get('/assets/none.css'), 404],
    ['health', () => visitor.get('/health'), 200],
    ['metrics', () => visitor.get('/metrics'), 200],
  ])('%s', async (what, ask, status) => {
    const reply = await ask()
    expect(reply.status).toBe(status)
    expect(faults(reply, what)).toEqual([])
  })

  test('what is no HTTP gets an answer that is neither kept nor shown as something else', async () => {
    const answer = await new Promise<string>((done, failed) => {
      let got = ''
      const socket = net.connect(stack.plan.ports.api, '127.0.0.1', () =>
        socket.write('GET / HTTP/9.9\r\n\r\n'),
      )
      socket.on('data', (chunk) => {
        got += chunk
      })
      socket.on('close', () => done(got))
      socket.on('error', failed)
    })
    for (const line of ['x-content-type-options: nosniff', 'cache-control: no-store', "default-src 'none'"])
      expect(answer).toContain(line)
  })

  test('what programs get is a download by its name, pages are not', async () => {
    const of = async (path: string): Promise<string | null> =>
      (await head.get(path)).headers.get('content-disposition')
    expect(await of(`/api/cases/${ids.case}`)).toBe('attachment; filename="api.json"')
    expect(await of('/api/nowhere')).toBe('attachment; filename="api.json"')
    expect(await of(`/api/cases/${ids.case}/extract`)).toMatch(/^attachment; filename="?[\w-]+\.json"?$/)
    expect(await of(`/api/files/${ids.file}`)).toMatch(/^inline; filename\*=UTF-8''/)
    expect(await of(`/cases/${ids.case}`)).toBeNull()
  })
})

describe('no cache keeps', () => {
  test('any answer of a route that reads, to whoever asks', async () => {
    // biome-ignore lint/suspicious/noExplicitAny: the document as it comes
    const doc = (await visitor.get('/api/openapi.json')).json<any>()
    const paths = Object.entries<object>(doc.paths).flatMap(([path, methods]) =>
      'get' in methods ? [path] : [],
    )
    expect(paths.length).toBeGreaterThan(20)
    const kept: string[] = []
    for (const path of paths) {
      const id = path.startsWith('/api/drafts')
        ? ids.draft
        : path.startsWith('/api/files')
          ? ids.file
          : ids.case
      const at = path
        .replace('{id}', id)
        .replace('{register}', 'licensed-programmes')
        .replace(/\{\w+\}/g, 'x')
      for (const who of [visitor, head, inspector]) kept.push(...uncached(await who.get(at, still), at))
    }
    expect(kept).toEqual([])
  })

  test('any page that a link leads to, and what is refused', async () => {
    const kept: string[] = []
    for (const who of [visitor, head, inspector]) {
      const waiting = [
        '/',
        '/portal',
        '/desk',
        '/sessions',
        `/cases/${ids.case}`,
        `/drafts/${ids.draft}`,
        '/verify',
      ]
      const seen = new Set(waiting)
      for (let path = waiting.shift(); path && seen.size < 80; path = waiting.shift()) {
        const reply = await who.get(path, still)
        kept.push(...uncached(reply, path))
        for (const [, link = ''] of reply.text.matchAll(/<a\s[^>]*href="(\/[^"#]*)"/g))
          if (!seen.has(link) && !link.startsWith('/assets')) {
            seen.add(link)
            waiting.push(link)
          }
      }
      const refused = await who.form(
        '/services/licensing',
        { _csrf: 'x' },
        { headers: { 'x-csrf-token': 'x' } },
      )
      kept.push(...uncached(refused, 'refused'))
    }
    expect(kept).toEqual([])
  })

  test('assets are the same for everybody, and may be kept; an error about one may not', async () => {
    const css = await visitor.get(await stylesheet())
    expect(css.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    // Not named by its content: it may be another one tomorrow.
    const icon = await visitor.get('/assets/icon.svg')
    expect(icon.headers.get('cache-control')).toBe('public, max-age=3600')
    expect((await visitor.get(`/assets/${randomUUID()}.css`)).headers.get('cache-control')).toBe('no-store')
  })
})

describe('behind TLS', () => {
  test('the cookie of a session: this host only, TLS only, no script, no other site, gone with the browser', async () => {
    const reply = await new Http(front.url, front.fetch).get('/sign-in', still)
    const [cookie = ''] = reply.headers.getSetCookie()
    const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim())
    expect(pair).toMatch(/^__Host-lieta=/)
    expect(attributes.sort()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure'])
    expect(reply.headers.getSetCookie()).toHaveLength(1)
  })

  test('each sign-in through it makes another one, and signing out takes it away with the same attributes', async () => {
    const who = await signIn(front.url, 'liga-egle', '/sign-in', front.fetch)
    const before = who.cookieHeader(front.url)
    expect(before).toMatch(/^__Host-lieta=/)
    const { csrfToken } = await who.session()
    const out = await who.form('/sign-out', { _csrf: csrfToken }, still)
    const [cleared = ''] = out.headers.getSetCookie()
    expect(cleared).toMatch(/^__Host-lieta=;.*Path=\/.*Secure/)
    const replayed = await front.fetch(`${front.url}/api/session`, { headers: { cookie: before } })
    expect(((await replayed.json()) as { user: unknown }).user).toBeNull()
  })

  test('a proxy that does not say that it spoke TLS gets no session to hand over in the open', async () => {
    const plain = await new Http(stack.urls.api).get('/sign-in', still)
    expect(plain.headers.getSetCookie()).toEqual([])
    expect(plain.headers.get('strict-transport-security')).toContain(String(YEAR))
  })

  test('the address of an open page counts as the own one, its http twin does not', async () => {
    const { csrfToken } = await head.session()
    const send = (origin: string): Promise<Reply> =>
      head.form('/services/licensing', { _csrf: csrfToken }, { ...still, headers: { origin } })
    expect((await send(front.url)).status).toBe(303)
    expect((await send(front.url.replace('https', 'http'))).status).toBe(403)
  })
})
