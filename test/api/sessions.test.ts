import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Http } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from '../scenarios/steps.ts'

// Forged requests, and sessions: when they end, what is kept of what was typed, who must sign in anew.

let stack: Stack

beforeAll(async () => {
  stack = await startStack({ label: 'sessions', env: { STEP_UP_MINUTES: '10' } })
}, 120_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

const sql = (text: string, values: unknown[] = []) =>
  withClient(stack.database.migratorUrl, (client) => client.query(text, values))
const idOf = async (who: Http): Promise<string> =>
  (await who.get('/api/sessions')).json().sessions.find((one: { own: boolean }) => one.own).id

/** As if so many minutes had gone by since the session was last used, begun, or proven. */
async function back(
  id: string,
  column: 'seen_at' | 'signed_in_at' | 'authenticated_at',
  minutes: number,
): Promise<void> {
  await sql(`UPDATE user_session SET ${column} = ${column} - make_interval(mins => $2) WHERE id = $1`, [
    id,
    minutes,
  ])
}

const signedIn = async (who: Http): Promise<boolean> => (await who.get('/api/session')).json().user !== null

describe('forged requests', () => {
  const field = (name: string, value: string): string =>
    `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const parts = (...fields: [string, string][]): string =>
    `${fields.map(([n, v]) => field(n, v)).join('')}--x--\r\n`

  test('every changing route refuses a body in parts without the token, also from another port of this host', async () => {
    const director = await stack.signIn('dace-vitola')
    const id = randomUUID()
    const routes = [
      '/sign-out',
      '/services/licensing',
      `/drafts/${id}/check`,
      `/drafts/${id}/programme`,
      `/cases/${id}/acts/case.withdraw`,
      `/cases/${id}/notes`,
      `/cases/${id}/claim`,
      `/cases/${id}/assign`,
      `/cases/${id}/cure`,
      `/cases/${id}/files/${id}/judgement`,
      '/desk/signing',
      '/delegations',
      '/law-changes/new/holiday',
      '/sessions/end-all',
      '/session/stay',
      '/held/drop',
      '/dev/clock',
      '/api/drafts',
      '/api/signing',
      `/api/cases/${id}/acts/decision.sign`,
      `/api/drafts/${id}/files/lessonPlan`,
      '/api/sessions/end-all',
    ]
    const kinds = [
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded',
      'text/plain',
      'application/json',
    ]
    const taken: string[] = []
    for (const path of routes)
      for (const type of kinds)
        for (const extra of [{}, { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }]) {
          const headers = { 'content-type': type, 'idempotency-key': randomUUID(), ...extra }
          const reply = await director.request('POST', path, parts(['_key', randomUUID()], ['text', 'a']), {
            headers,
            followRedirects: false,
          })
          // Nothing there comes before the token for those who may not even look.
          if (reply.status !== 403 && !(reply.status === 404 && path.includes('/drafts/')))
            taken.push(`${reply.status} ${type} ${path}`)
        }
    // A director may have no drafts: refused before the body is read, and without any change.
    expect(
      taken.filter((line) => !/(400|415) (application\/json|multipart\/form-data; boundary=x) /.test(line)),
    ).toEqual([])
    expect(await signedIn(director)).toBe(true)
  })

  test('an applicant: the token in the parts counts, none or a wrong one does not', async () => {
    const head = await stack.signIn('baiba-kalnina')
    const { csrfToken } = await head.session()
    const { id } = (await head.post('/api/drafts', { form: 'licensing', data: s.answers() })).json<{
      id: string
    }>()
    const send = (...fields: [string, string][]) =>
      head.request('POST', `/drafts/${id}/programme`, parts(...fields), {
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
        followRedirects: false,
      })
    expect((await send(['programmeName', 'Viltots'])).status).toBe(403)
    expect((await send(['_csrf', 'x'.repeat(32)], ['programmeName', 'Viltots'])).status).toBe(403)
    expect((await head.get(`/api/drafts/${id}`)).json().data.programmeName).not.toBe('Viltots')
    await send(['_csrf', csrfToken], ['programmeName', 'Īsts'])
    expect((await head.get(`/api/drafts/${id}`)).json().data.programmeName).toBe('Īsts')
  })

  test('with the right token, from another place: refused by what the browser says', async () => {
    const head = await stack.signIn('baiba-kalnina')
    const { csrfToken } = await head.session()
    for (const from of [
      { origin: 'http://127.0.0.1:1' },
      { origin: 'null' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'cross-site' },
    ]) {
      const reply = await head.form(
        '/services/licensing',
        { _csrf: csrfToken },
        { headers: { ...from } as never },
      )
      expect([from, reply.status]).toEqual([from, 403])
      // What another site sends is not shown as a form of ours.
      expect(reply.text).not.toContain('name="_held"')
    }
    const own = await head.form(
      '/services/licensing',
      { _csrf: csrfToken },
      { headers: { origin: stack.urls.api, 'sec-fetch-site': 'same-origin' }, followRedirects: false },
    )
    expect(own.status).toBe(303)
  })
})

describe('sessions end', () => {
  test('after half an hour of nothing; a look at the clock of the session does not count', async () => {
    const who = await stack.signIn('inese-berzina')
    const id = await idOf(who)
    await back(id, 'seen_at', 29)
    const { idleLeft } = (await who.get('/session/left')).json()
    expect(idleLeft).toBeGreaterThan(0)
    expect(idleLeft).toBeLessThanOrEqual(60)
    await back(id, 'seen_at', 2)
    expect(await signedIn(who)).toBe(false)
    // Asking again does not bring it back.
    expect((await who.get('/session/left', { headers: { accept: 'application/json' } })).status).toBe(401)
    expect((await who.get('/api/queue')).status).toBe(401)
  })

  test('after eight hours whatever is done: neither pages, nor languages, nor staying renew it', async () => {
    const who = await stack.signIn('inese-berzina')
    const id = await idOf(who)
    await back(id, 'signed_in_at', 8 * 60 - 1)
    expect((await who.get('/desk?lang=en')).status).toBe(200)
    const { csrfToken } = await who.session()
    const stay = await who.request('POST', '/session/stay', '', {
      headers: { accept: 'application/json', 'x-csrf-token': csrfToken },
    })
    expect(stay.json().left).toBeLessThanOrEqual(60)
    await back(id, 'signed_in_at', 2)
    expect((await who.get('/desk?lang=lv', { followRedirects: false })).headers.get('location')).toContain(
      '/sign-in',
    )
    expect(await signedIn(who)).toBe(false)
  })

  test('staying renews the idle limit', async () => {
    const who = await stack.signIn('inese-berzina')
    const id = await idOf(who)
    await back(id, 'seen_at', 28)
    const { csrfToken } = await who.session()
    await back(id, 'seen_at', 1)
    const stay = await who.request('POST', '/session/stay', '', {
      headers: { accept: 'application/json', 'x-csrf-token': csrfToken },
    })
    expect(stay.json().idleLeft).toBe(30 * 60)
  })

  test('what was typed when it had ended is offered to the same person after signing in, and to nobody else', async () => {
    for (const [again, mine] of [
      ['inese-berzina', true],
      ['andris-liepa', false],
    ] as const) {
      const who = await stack.signIn('inese-berzina')
      const { csrfToken } = await who.session()
      await back(await idOf(who), 'seen_at', 31)
      const text = `Zvanīju skolai ${randomUUID()}`
      const action = `/cases/${randomUUID()}/notes`
      const sent = await who.form(action, { _csrf: csrfToken, _key: randomUUID(), text })
      expect(sent.url).toContain('/interaction/')
      const kept = await sql('SELECT sess::text AS sess FROM user_session WHERE sess::text LIKE $1', [
        '%"held"%',
      ])
      expect(kept.rows.length).toBeGreaterThan(0)
      // Encrypted where it waits.
      expect(JSON.stringify(kept.rows)).not.toContain('Zvan')
      const page = await who.request('POST', sent.url, new URLSearchParams({ person: again }))
      expect(page.text.includes(text)).toBe(mine)
      expect(page.text.includes(`action="${action}"`)).toBe(mine)
    }
  })

  test('each sign-in makes a new session, and the one before is worth nothing', async () => {
    const who = await stack.signIn('inese-berzina')
    const before = who.cookieHeader(stack.urls.api)
    const page = await who.get('/sign-in')
    await who.request('POST', page.url, new URLSearchParams({ person: 'inese-berzina' }))
    expect(who.cookieHeader(stack.urls.api)).not.toBe(before)
    const old = await fetch(`${stack.urls.api}/api/session`, { headers: { cookie: before } })
    expect(((await old.json()) as { user: unknown }).user).toBeNull()
  })

  test('own sessions are listed and ended: one, another, all; those of others are not there', async () => {
    const [one, two, other] = [
      await stack.signIn('andris-liepa'),
      await stack.signIn('andris-liepa'),
      await stack.signIn('maris-krumins'),
    ]
    const list = (await one.get('/api/sessions')).json().sessions
    expect(list.filter((l: { own: boolean }) => l.own)).toHaveLength(1)
    expect(list.length).toBeGreaterThanOrEqual(2)
    expect(JSON.stringify(list)).not.toContain(await idOf(other))
    expect((await one.post(`/api/sessions/${await idOf(other)}/end`)).status).toBe(404)
    expect((await one.post(`/api/sessions/${await idOf(two)}/end`)).status).toBe(204)
    expect([await signedIn(one), await signedIn(two), await signedIn(other)]).toEqual([true, false, true])
    const three = await stack.signIn('andris-liepa')
    const { csrfToken } = await one.session()
    const page = await one.get('/sessions')
    expect(page.text).toContain('Manas sesijas')
    await one.form('/sessions/end-all', { _csrf: csrfToken })
    expect([await signedIn(one), await signedIn(three), await signedIn(other)]).toEqual([false, false, true])
  })

  test('no token of the provider stands in an address or a row', async () => {
    const who = await stack.signIn('andris-liepa')
    const { csrfToken } = await who.session()
    const rows = JSON.stringify((await sql('SELECT * FROM user_session')).rows)
    expect(rows).not.toMatch(/eyJ[\w-]{10,}/)
    const out = await who.form('/sign-out', { _csrf: csrfToken }, { followRedirects: false })
    expect(out.headers.get('location')).not.toMatch(/id_token|eyJ/)
    expect(await signedIn(who)).toBe(false)
  })
})

describe('a fresh sign-in', () => {
  const routes: [string, string, string, unknown][] = [
    ['signing many', 'dace-vitola', '/api/signing', { cases: [{ caseId: randomUUID(), revision: 1 }] }],
    ['signing one', 'dace-vitola', `/api/cases/${randomUUID()}/acts/decision.sign`, {}],
    ['a delegation', 'dace-vitola', '/api/delegations', {}],
    ['ending a delegation', 'dace-vitola', `/api/delegations/${randomUUID()}/revoke`, {}],
    ['a change of law', 'maris-krumins', '/api/law-changes', {}],
    ['approving a change of law', 'maris-krumins', `/api/law-changes/${randomUUID()}/approve`, {}],
    [
      'rejecting a change of law',
      'maris-krumins',
      `/api/law-changes/${randomUUID()}/reject`,
      { why: 'Nav vajadzīgs' },
    ],
  ]

  test.each(routes)('%s', async (_what, person, path, body) => {
    const who = await stack.signIn(person)
    const send = () => who.post(path, body, { headers: { 'idempotency-key': randomUUID() } })
    expect((await send()).status).not.toBe(401)
    await back(await idOf(who), 'authenticated_at', 11)
    const refused = await send()
    expect([refused.status, refused.json().code]).toEqual([401, 'step-up'])
    // What needs no fresh sign-in goes on.
    expect((await who.get('/api/delegations')).status).toBe(200)
  })

  test('on a page: to the provider and back, with what was written, and it is done with one press', async () => {
    const who = await stack.signIn('maris-krumins')
    const { csrfToken } = await who.session()
    await back(await idOf(who), 'authenticated_at', 11)
    const fields = { _csrf: csrfToken, _key: randomUUID(), why: 'Kļūdaini ierakstīts' }
    const action = `/law-changes/${randomUUID()}/reject`
    const sent = await who.form(action, fields)
    expect(sent.url).toContain('/interaction/')
    const page = await who.request('POST', sent.url, new URLSearchParams({ person: 'maris-krumins' }))
    expect(new URL(page.url).pathname).toBe('/held')
    expect(page.text).toContain('Kļūdaini ierakstīts')
    who.forgetToken()
    const again = await who.form(action, { ...fields, _csrf: (await who.session()).csrfToken, _held: '1' })
    // There is no such change; but the sign-in suffices now.
    expect(again.status).toBe(404)
    expect((await who.get('/held')).url).not.toContain('/held')
  })

  test('a role is given only at its level of sign-in, and the page says what to do', async () => {
    const low = 'http://eidas.europa.eu/LoA/low'
    const who = await stack.signIn('dace-vitola')
    expect((await who.get('/desk/signing')).status).toBe(200)
    await sql('UPDATE user_session SET level = $2 WHERE id = $1', [await idOf(who), low])
    const refused = await who.get('/desk/signing')
    expect(refused.status).toBe(403)
    expect(refused.text).toContain('/sign-in?again=1')
    expect((await who.get('/api/queue')).status).toBe(403)
    await sql('UPDATE user_session SET level = NULL WHERE level = $1', [low])
    expect((await who.get('/api/queue')).status).toBe(403)
  })
})
