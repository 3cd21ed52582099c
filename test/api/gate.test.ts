import { randomUUID } from 'node:crypto'
import net from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Http, Reply } from '../../scripts/lib/http.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from '../scenarios/steps.ts'

// The gate of everything that comes in, and the one form of everything that goes wrong.

let stack: Stack
let head: Http
let inspector: Http
let supervisor: Http

beforeAll(async () => {
  stack = await startStack({ label: 'gate' })
  head = await stack.signIn('baiba-kalnina')
  inspector = await stack.signIn('inese-berzina')
  supervisor = await stack.signIn('maris-krumins')
}, 120_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

/** Sends bytes as they are, and reads what comes until the end. */
function raw(bytes: string): Promise<string> {
  const { port } = new URL(stack.urls.api)
  return new Promise((resolve, reject) => {
    let got = ''
    const socket = net.connect(Number(port), '127.0.0.1', () => socket.write(bytes))
    socket.setTimeout(10_000, () => socket.destroy())
    socket.on('data', (chunk) => {
      got += chunk.toString('utf8')
    })
    socket.on('close', () => resolve(got))
    socket.on('error', reject)
  })
}

const line = (first: string, headers = ''): string =>
  `${first}\r\nHost: localhost\r\nConnection: close\r\n${headers}\r\n`

function isProblem(reply: Reply, status: number): void {
  expect([reply.status, reply.headers.get('content-type')]).toEqual([
    status,
    expect.stringContaining('application/problem+json'),
  ])
  const { detail, requestId, code } = reply.json()
  expect(detail.lv.length).toBeGreaterThan(10)
  expect(detail.en).not.toBe(detail.lv)
  expect(requestId).toBeTruthy()
  expect(code).not.toBe('internal')
}

/** A page for people, with a way out. */
function isPage(reply: Reply, status: number): void {
  expect([reply.status, reply.headers.get('content-type')]).toEqual([
    status,
    expect.stringContaining('text/html'),
  ])
  expect(reply.text).toContain('href="/"')
}

describe('addresses', () => {
  test.each([
    ['//', 404],
    ['//evil.example/', 404],
    ['/%00', 404],
    ['/registers/%E2%80%AE', 404],
    ['/registers/%ED%A0%80', 400],
    ['/%', 400],
    ['/registers?q=%', 400],
    ['/registers/licensed-programmes?q=%C3%28', 422],
    ['/registers/licensed-programmes?q=a%00b', 422],
    [`/verify/${'9'.repeat(3000)}`, 400],
  ])('GET %s', async (path, status) => {
    const answer = await raw(line(`GET ${path} HTTP/1.1`))
    // Bytes that are no UTF-8 become the sign for that, and nothing is found by it.
    const said = Number(answer.slice(9, 12))
    expect(path.includes('%C3%28') ? [200, 400, 422].includes(said) : said === status).toBe(true)
    expect(answer).toMatch(/content-type: text\/html/i)
  })

  test.each([
    '/api//',
    '/api/%',
    '/api/registers/%00',
    '/api/registers/x%E2%80%8Fy',
    '/api/queue?q=%E2%80%AE',
  ])('GET %s is problem+json', async (path) => {
    const answer = await raw(line(`GET ${path} HTTP/1.1`))
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d/)
    expect(answer).toMatch(/application\/problem\+json/)
  })

  test('the whole address in the first line, a star, and methods nobody knows', async () => {
    for (const first of [
      'GET http://evil.example/ HTTP/1.1',
      'OPTIONS * HTTP/1.1',
      'TRACE / HTTP/1.1',
      'PROPFIND /api/cases HTTP/1.1',
    ])
      expect(await raw(line(first))).toMatch(/^HTTP\/1\.1 4\d\d/)
  })

  test('broken HTTP and huge headers: in our words, for programs and for people', async () => {
    const huge = `X-Long: ${'a'.repeat(40_000)}\r\n`
    const api = await raw(line('GET /api/cases HTTP/1.1', huge))
    expect(api).toMatch(/^HTTP\/1\.1 431.*application\/problem\+json.*"code":"headers-too-large"/s)
    expect(await raw(line('GET /verify HTTP/1.1', huge))).toMatch(/^HTTP\/1\.1 431.*galvenes/s)
    expect(await raw('GET /api/cases HTTP/9.9\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/)
  })

  test('a link of the page never leads to another site', async () => {
    const answer = await raw(line('GET //evil.example/%2e%2e HTTP/1.1'))
    expect(answer).not.toMatch(/href="\/\/evil/)
  })
})

describe('bodies', () => {
  const json = { 'content-type': 'application/json' }
  const send = async (
    who: Http,
    path: string,
    body: string | Uint8Array,
    headers: Record<string, string>,
  ) => {
    const { csrfToken } = await who.session()
    return who.request('POST', path, body, {
      headers: { 'x-csrf-token': csrfToken, 'idempotency-key': randomUUID(), ...headers },
    })
  }

  test.each<[string, string, Record<string, string>, number]>([
    ['no JSON', '{', json, 400],
    ['a charset nobody knows', '{}', { 'content-type': 'application/json; charset=klingon' }, 415],
    ['an encoding nobody knows', '{}', { ...json, 'content-encoding': 'klingon' }, 415],
    ['gzip that is none', '{}', { ...json, 'content-encoding': 'gzip' }, 400],
    ['text', 'form=licensing', { 'content-type': 'text/plain' }, 415],
    ['a form', 'form=licensing', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['XML', '<a/>', { 'content-type': 'application/xml' }, 415],
    ['two megabytes', JSON.stringify({ form: 'x'.repeat(2_000_000) }), json, 413],
    [
      'nested thousands deep',
      `{"form":"licensing","data":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}`,
      json,
      422,
    ],
    ['__proto__', '{"form":"licensing","data":{"__proto__":{"x":1}}}', json, 422],
    ['a number without end', '{"form":"licensing","data":{"durationMonths":1e999}}', json, 422],
    ['an array', '[1]', json, 422],
    ['a string', '"a"', json, 400],
  ])('%s: problem+json', async (_what, body, headers, status) => {
    isProblem(await send(head, '/api/drafts', body, headers), status)
  })

  test.each([
    ['NUL', '\u0000', 'text-control'],
    ['a right-to-left override', '\u202E', 'text-direction'],
    ['an isolate', '\u2067', 'text-direction'],
    ['a zero-width joiner', '\u200D', 'text-invisible'],
    ['a lone surrogate', '\ud800', 'text-broken'],
  ])('%s is refused with the name of the field, wherever text is taken', async (_what, sign, code) => {
    const draft = await head.post('/api/drafts', { form: 'licensing', data: { programmeName: `A${sign}B` } })
    isProblem(draft, 422)
    expect(draft.json().errors).toMatchObject([{ field: 'data.programmeName', code }])
    const key = { headers: { 'idempotency-key': randomUUID() } }
    const note = await inspector.post(`/api/cases/${randomUUID()}/notes`, { text: `A${sign}B` }, key)
    expect(note.json().errors).toMatchObject([{ field: 'text', code }])
    const name = await head.post('/api/drafts', { form: 'licensing', data: { [`a${sign}`]: 1 } })
    expect(name.json().errors).toMatchObject([{ code: 'bad-name' }])
  })

  test('what nobody can see and nothing means is taken away, and letters in two parts become one', async () => {
    const made = await head.post('/api/drafts', {
      form: 'licensing',
      data: { programmeName: 'Pama\u0304t\u00ADprog\u200Bramma\uFEFF' },
    })
    expect(made.status).toBe(201)
    expect(made.json().data.programmeName).toBe('Pamātprogramma')
  })

  test('on a page the person gets the text back without what it was refused for, and sends it', async () => {
    const { csrfToken } = await head.session()
    const draft = (await head.post('/api/drafts', { form: 'licensing', data: s.answers() })).json<{
      id: string
    }>()
    const action = `/drafts/${draft.id}/programme`
    const fields = { _csrf: csrfToken, programmeName: 'Pamat\u202Eprogramma', scope: '5600 stundas' }
    const refused = await head.form(action, fields, { headers: { origin: stack.urls.api } })
    isPage(refused, 422)
    expect(refused.text).toContain('Jūsu ierakstītais ir saglabāts')
    expect(refused.text).toContain('>Pamatprogramma</textarea>')
    expect(refused.text).toContain('value="5600 stundas"')
    expect(refused.text).toContain(`action="${action}"`)
  })

  test('a page that is sent as something else than a form', async () => {
    const { csrfToken } = await head.session()
    const reply = await head.request('POST', '/services/licensing', '{}', {
      headers: { ...json, 'x-csrf-token': csrfToken },
    })
    isPage(reply, 415)
  })

  test('the years that nothing can count with', async () => {
    for (const plannedStart of ['9999-12-31', '2200-01-01', '0001-01-01', '1899-12-31']) {
      const made = await head.post('/api/drafts', { form: 'licensing', data: s.answers({ plannedStart }) })
      expect(made.status).toBe(201)
      expect(made.json().errors.map((e: { field: string }) => e.field)).toContain('plannedStart')
    }
    for (const to of ['9999-12-31T23:59:59Z', '2200-01-01T00:00:00Z', '0001-01-01T00:00:00Z'])
      isProblem(await supervisor.post('/api/dev/clock', { to }), 422)
    for (const day of ['9999-12-31', '0001-01-01']) {
      const holiday = {
        kind: 'holiday',
        definition: { day, name: { lv: 'a', en: 'b' }, as: 'holiday', removed: false },
      }
      const said = { reason: 'Pārbaude, vai gads ir derīgs', norm: 'Likums' }
      isProblem(
        await send(supervisor, '/api/law-changes', JSON.stringify({ ...holiday, ...said }), json),
        422,
      )
    }
  })

  test('headers that are kept: an Idempotency-Key of other signs or lengths is refused', async () => {
    for (const key of ['short', 'a'.repeat(201), 'aaaaaaaa bbbb'])
      isProblem(
        await send(inspector, `/api/cases/${randomUUID()}/notes`, '{"text":"a"}', {
          ...json,
          'idempotency-key': key,
        }),
        400,
      )
  })
})

describe('existence is not told', () => {
  test('a foreign case, draft, file and what may be done in them answer like none at all', async () => {
    const { caseId } = await s.apply(head)
    const other = await stack.signIn('janis-ozols')
    await s.untilStage(inspector, caseId, 'completeness')
    const draft = await s.completeDraft(head)
    const fileId = (await head.get(`/api/drafts/${draft}`)).json().data.lessonPlan[0].fileId
    const there = [caseId, draft, fileId]
    const routes: [string, string, unknown?][] = there.flatMap((id): [string, string, unknown?][] => [
      ['GET', `/api/cases/${id}`],
      ['GET', `/cases/${id}`],
      ['GET', `/cases/${id}/receipt`],
      ['GET', `/cases/${id}/acts/case.withdraw`],
      ['GET', `/api/cases/${id}/preview`],
      ['GET', `/api/drafts/${id}`],
      ['GET', `/api/drafts/${id}/application`],
      ['GET', `/drafts/${id}`],
      ['GET', `/api/files/${id}`],
      ['GET', `/files/${id}`],
      ['GET', `/api/files/${id}/verifications`],
      ['POST', `/api/cases/${id}/acts/case.withdraw`],
      ['POST', `/api/cases/${id}/acts/decision.sign`],
      ['POST', `/api/cases/${id}/cure`],
      ['POST', `/api/cases/${id}/draft/check`, { payload: {} }],
      ['POST', `/api/cases/${id}/notes`, { text: 'a' }],
      ['POST', `/api/cases/${id}/assign`, { to: randomUUID() }],
      ['POST', `/api/cases/${id}/tasks/x/claim`],
      ['POST', `/api/cases/${id}/signatures`, { fileId, accepted: true, reason: 'Paraksts ir pārbaudīts.' }],
      ['POST', `/api/files/${id}/verifications`],
      ['PATCH', `/api/drafts/${id}`],
      ['POST', `/api/drafts/${id}/submit`],
    ])
    const nothing = randomUUID()
    const told: string[] = []
    for (const [method, path, body] of routes) {
      const ask = async (at: string): Promise<string> => {
        const options = { headers: { 'idempotency-key': randomUUID() } }
        const reply =
          method === 'GET'
            ? await other.get(at)
            : method === 'PATCH'
              ? await other.patch(at, {})
              : await other.post(at, body ?? {}, options)
        // The number of the request differs, pages repeat their own address, and tell the minute at which the session ends.
        return `${reply.status} ${reply.text
          .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '')
          .replace(/value="[\w-]{32}"/g, '')
          .replace(/\b\d{1,2}[:.]\d{2}\b/g, '')
          .replace(/data-(?:idle-)?left="\d+"/g, '')}`
      }
      const id = there.find((one) => path.includes(one))!
      const [known, unknown] = [await ask(path), await ask(path.replace(id, nothing))]
      if (known !== unknown) told.push(`${method} ${path}: ${known.slice(0, 60)} / ${unknown.slice(0, 60)}`)
    }
    expect(told).toEqual([])
  })
})

describe('letters that look like others', () => {
  test('the staff are told which and where, on the page and in the API; the party is not', async () => {
    // A Cyrillic «о» in the name, nothing but Cyrillic twins in the scope, an ordinary approval.
    const odd = { programmeName: 'Pr\u043Egramma', scope: '\u0421\u041E\u0420\u0410 5600 stundas' }
    const { caseId } = await s.apply(head, odd)
    const file = await s.untilStage(inspector, caseId, 'completeness')
    expect(file).toMatchObject({
      oddLetters: [
        { field: 'programmeName', words: [{ letters: [{ letter: '\u043E', script: 'cyrillic' }] }] },
        { field: 'scope', words: [{ word: '\u0421\u041E\u0420\u0410' }] },
      ],
    })
    const page = (await inspector.get(`/cases/${caseId}`)).text
    expect(page).toContain('Cita alfabēta burti')
    expect(page).toContain('«Pr\u043Egramma»: \u043E (kirilica)')
    expect((await head.get(`/api/cases/${caseId}`)).json().oddLetters).toBeUndefined()
    expect((await head.get(`/cases/${caseId}`)).text).not.toContain('kirilica')
    // What a party says later as well: the act and its field.
    await head.post(
      `/api/cases/${caseId}/acts/case.withdraw`,
      { payload: { reason: 'Atsaucam, jo programm\u0430 mainās.' } },
      { headers: { 'idempotency-key': randomUUID() } },
    )
    const after = (await inspector.get(`/api/cases/${caseId}`)).json()
    expect(after.oddLetters.map((o: { field: string }) => o.field)).toContain('case.withdraw/reason')
  })
})

test('an extract is made as often as people need it, each person for themselves', async () => {
  const { caseId } = await s.apply(head)
  const ask = async (who: Http): Promise<number> => (await who.get(`/api/cases/${caseId}/extract`)).status
  const first: number[] = []
  for (let n = 0; n < 20; n++) first.push(await ask(head))
  expect(first.filter((status) => status === 200)).toHaveLength(20)
  isProblem(await head.get(`/api/cases/${caseId}/extract`), 429)
  expect(await ask(await stack.signIn('liga-egle'))).toBe(200)
  expect(await ask(stack.visitor())).toBe(401)
})
