import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, jest, test } from '@jest/globals'
import type { NextFunction, Request, Response } from 'express'
import type { Deps } from '../cases/deps.ts'
import { readConfig } from '../platform/config.ts'
import { keptBeforeRedirect } from './keep-session.ts'
import { sessionCookie, sessions, whoAsks } from './session.ts'
import { actorOf, reaches, requireFreshSignIn } from './signed-in.ts'

const LOA = 'http://eidas.europa.eu/LoA/'
const config = (more: Record<string, string> = {}) =>
  readConfig({ DATABASE_URL: 'postgres://x', LIETA_ENV: 'test', ...more })

const NOW = Date.now()
const live = (more: Record<string, unknown> = {}) => ({
  id: '1',
  personId: 'p',
  level: `${LOA}high`,
  signedInAt: new Date(NOW),
  authenticatedAt: new Date(NOW),
  idleLeft: 1800,
  left: 28_800,
  ...more,
})
const role = (name: string) => ({ role: name, institutionId: null, unit: null, delegationId: null })
const person = { personId: 'p', subject: 's', givenName: 'A', familyName: 'B' }

/** A database that knows one session and one person; tells what it was asked. */
function deps(session: unknown, actor: unknown, more: Record<string, string> = {}) {
  const asked: { name: string; values: unknown[] }[] = []
  const query = async (q: { name: string; values: unknown[] }) => {
    asked.push(q)
    const row = q.name === 'session-look' ? session : actor
    return { rows: row ? [row] : [] }
  }
  const made = { pool: { query }, config: config(more), clock: { now: async () => new Date(NOW) } }
  return { deps: made as unknown as Deps, asked }
}

async function ask(from: ReturnType<typeof deps>, request: Record<string, unknown> = {}) {
  const res = { locals: {} as Record<string, unknown> }
  const req = { session: { subject: 's' }, sessionID: 'sid', path: '/desk', query: {}, ...request }
  const next = jest.fn()
  await whoAsks(from.deps)(req as unknown as Request, res as unknown as Response, next as NextFunction)
  expect(next).toHaveBeenCalledTimes(1)
  expect(next).toHaveBeenCalledWith()
  return { locals: res.locals, req }
}

describe('the cookie', () => {
  test('is bound to host and TLS where there is TLS', () => {
    expect(sessionCookie(config({ PUBLIC_URL: 'https://lieta.example' }))).toEqual({
      name: '__Host-lieta',
      options: { httpOnly: true, sameSite: 'lax', secure: true, path: '/' },
    })
    expect(sessionCookie(config({ PUBLIC_URL: 'http://127.0.0.1:3000/https://' }))).toEqual({
      name: 'lieta',
      options: { httpOnly: true, sameSite: 'lax', secure: false, path: '/' },
    })
  })
})

describe('who asks', () => {
  test('a visitor is nobody, and the database is not asked', async () => {
    const from = deps(live(), { ...person, roles: [role('inspector')] })
    const { locals } = await ask(from, { session: {} })
    expect(locals).toEqual({ lang: 'lv' })
    expect(from.asked).toEqual([])
  })

  test('an ended session is told as ended, and gives nobody', async () => {
    const { locals } = await ask(deps(undefined, { ...person, roles: [role('inspector')] }))
    expect(locals).toEqual({ lang: 'lv', ended: true })
  })

  test('somebody who is no longer known is nobody', async () => {
    expect((await ask(deps(live(), undefined))).locals).toEqual({ lang: 'lv' })
  })

  test('a person comes with the roles that the level of the sign-in reaches; the rest is named', async () => {
    const roles = ['applicant', 'inspector', 'director', 'director', 'supervisor'].map(role)
    const of = async (level: string | null) => {
      const { locals } = await ask(deps(live({ level }), { ...person, roles }))
      const actor = locals.actor as { roles: { role: string }[]; signs: boolean }
      expect(locals.signIn).toMatchObject({ level })
      return { roles: actor.roles.map((r) => r.role), withheld: locals.withheld, signs: actor.signs }
    }
    expect(await of(`${LOA}high`)).toEqual({ roles: roles.map((r) => r.role), withheld: [], signs: true })
    expect(await of(`${LOA}substantial`)).toEqual({
      roles: ['applicant', 'inspector'],
      withheld: ['director', 'supervisor'],
      signs: false,
    })
    for (const level of [`${LOA}low`, 'unknown', null])
      expect(await of(level)).toEqual({
        roles: ['applicant'],
        withheld: ['inspector', 'director', 'supervisor'],
        signs: false,
      })
  })

  test('asking how long is left is no sign of life, anything else is', async () => {
    const touched = async (path: string) => {
      const from = deps(live(), undefined)
      await ask(from, { path })
      return from.asked[0]!.values
    }
    expect(await touched('/session/left')).toEqual(['sid', 1800, 28_800, false])
    expect(await touched('/desk')).toEqual(['sid', 1800, 28_800, true])
  })

  test('the language: as chosen in the address, then as chosen before, else Latvian', async () => {
    const lang = async (query: unknown, session: Record<string, unknown> = {}) => {
      const { locals, req } = await ask(deps(undefined, undefined), { query, session })
      return [locals.lang, (req.session as { lang?: string }).lang]
    }
    expect(await lang({})).toEqual(['lv', undefined])
    expect(await lang({ lang: 'en' })).toEqual(['en', 'en'])
    expect(await lang({ lang: 'lv' }, { lang: 'en' })).toEqual(['lv', 'lv'])
    expect(await lang({ lang: 'de' }, { lang: 'en' })).toEqual(['en', 'en'])
  })
})

describe('levels', () => {
  test('in the order of the configuration; an unknown one is none', () => {
    const c = config({
      SIGN_IN_LEVELS: 'a,b,c',
      SIGN_IN_LEVEL_OF_ROLES: 'inspector=b',
      STEP_UP_LEVEL: 'c',
      SIGN_IN_FOR_SIGNATURE: 'c',
    })
    expect(reaches(c, 'a', 'b')).toBe(false)
    expect(reaches(c, 'b', 'b')).toBe(true)
    expect(reaches(c, 'c', 'b')).toBe(true)
    expect(reaches(c, 'x', 'a')).toBe(false)
    expect(reaches(c, null, 'a')).toBe(false)
    expect(reaches(c, null, undefined)).toBe(true)
  })
})

describe('a fresh sign-in', () => {
  const res = (locals: Record<string, unknown>) => ({ locals }) as unknown as Response
  const wanted = (session: Record<string, unknown>) => () =>
    requireFreshSignIn(
      deps(undefined, undefined, { STEP_UP_MINUTES: '15' }).deps,
      res({ actor: { ...person, roles: [] }, signIn: live(session) }),
    )
  const ago = (ms: number) => ({ authenticatedAt: new Date(Date.now() - ms) })

  test('is young and of the level that is demanded', () => {
    expect(wanted(ago(0))).not.toThrow()
    expect(wanted(ago(14 * 60_000 + 50_000))).not.toThrow()
    expect(wanted(ago(15 * 60_000 + 1000))).toThrow(
      expect.objectContaining({
        code: 'step-up',
        words: { lv: expect.stringContaining('15 minūtēm'), en: expect.stringContaining('15 minutes') },
      }),
    )
    expect(wanted({ ...ago(0), level: `${LOA}substantial` })).toThrow()
    expect(wanted({ ...ago(0), level: null })).toThrow()
  })

  test('is asked of those who are signed in; others are told to sign in', () => {
    expect(() => actorOf(res({}))).toThrow(
      expect.objectContaining({
        code: 'not-signed-in',
        words: { lv: expect.stringContaining('pierakstieties'), en: expect.stringContaining('Sign in') },
      }),
    )
    expect(() => requireFreshSignIn(deps(undefined, undefined).deps, res({}))).toThrow(
      expect.objectContaining({ code: 'not-signed-in' }),
    )
    expect(actorOf(res({ actor: person }))).toBe(person)
  })
})

describe('what was told before a redirect', () => {
  function redirected(session: Record<string, unknown> | undefined, failure?: Error) {
    const sent: unknown[] = []
    const save = jest.fn((done: (e?: Error) => void) => done(failure))
    const own = session && Object.assign(Object.create({ save }) as Record<string, unknown>, session)
    const res = { redirect: (...args: unknown[]) => sent.push(args) } as unknown as Response
    const next = jest.fn()
    keptBeforeRedirect({ session: own } as unknown as Request, res, next as NextFunction)
    expect(next).toHaveBeenCalledWith()
    res.redirect(303, '/desk')
    return { sent, saved: save.mock.calls.length, next: next.mock.calls.slice(1) }
  }

  test('is kept first', () => {
    expect(redirected({ cookie: {}, told: 'x' })).toEqual({ sent: [[303, '/desk']], saved: 1, next: [] })
  })

  test('nothing told, nothing kept', () => {
    expect(redirected({ cookie: {} })).toEqual({ sent: [[303, '/desk']], saved: 0, next: [] })
    expect(redirected(undefined)).toEqual({ sent: [[303, '/desk']], saved: 0, next: [] })
  })

  test('what cannot be kept is a fault, and nobody is sent on', () => {
    const failure = new Error('away')
    expect(redirected({ cookie: {}, told: 'x' }, failure)).toEqual({ sent: [], saved: 1, next: [[failure]] })
  })
})

describe('the session itself', () => {
  const SECRET = { SESSION_SECRET: 'a secret of the test, as long as it must be' }

  /** One request through the middleware, without a network; what was asked of the database is told. */
  async function request(
    use: (session: Record<string, unknown>) => void,
    from: { cookie?: string; row?: unknown } = {},
  ) {
    const asked: { sql: string; values: unknown[] }[] = []
    const pool = {
      query: async (sql: string, values: unknown[]) => {
        asked.push({ sql, values })
        return { rows: from.row ? [{ sess: from.row }] : [] }
      },
    }
    const deps = { pool, config: config(SECRET) }
    const req = new IncomingMessage(new Socket()) as unknown as Request
    req.url = '/desk'
    req.originalUrl = '/desk'
    if (from.cookie) req.headers.cookie = from.cookie
    const res = new ServerResponse(req)
    await new Promise<void>((done, failed) => {
      sessions(deps as unknown as Deps)(req, res as unknown as Response, (e) => (e ? failed(e) : done()))
    })
    use(req.session as unknown as Record<string, unknown>)
    // It ends when the session is kept.
    res.end()
    while (!res.writableEnded) await new Promise((turn) => setImmediate(turn))
    return { asked, cookie: res.getHeader('set-cookie')?.toString(), id: req.sessionID }
  }

  test('a visitor gets no cookie and leaves no row', async () => {
    const { asked, cookie } = await request(() => {})
    expect({ asked, cookie }).toEqual({ asked: [], cookie: undefined })
  })

  test('who signs in gets a cookie that goes with the browser, and a row that outlives the session by an hour', async () => {
    const before = Math.floor(Date.now() / 1000)
    const { asked, cookie, id } = await request((session) => {
      session.subject = 's'
    })
    expect(cookie).toMatch(/^lieta=s%3A[^;]+; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(asked).toHaveLength(1)
    expect(asked[0]!.sql).toMatch(/^INSERT INTO "user_session"/)
    const [said, until, sid] = asked[0]!.values as [unknown, number, string]
    expect(said).toMatchObject({ subject: 's' })
    expect(sid).toBe(id)
    expect(until - before - 9 * 3600).toBeGreaterThanOrEqual(0)
    expect(until - before - 9 * 3600).toBeLessThan(60)
  })

  test('a session that only looks is neither written nor prolonged, and its cookie is not given again', async () => {
    const first = await request((session) => {
      session.subject = 's'
    })
    const row = first.asked[0]!.values[0]
    let found: unknown
    const again = await request(
      (session) => {
        found = session.subject
      },
      { cookie: first.cookie!.split(';')[0]!, row },
    )
    expect(found).toBe('s')
    expect(again.id).toBe(first.id)
    expect(again.cookie).toBeUndefined()
    expect(again.asked.map((q) => q.sql.split(' ')[0])).toEqual(['SELECT'])
  })

  test('a cookie that we did not sign is nobody’s', async () => {
    const { asked, id } = await request(() => {}, { cookie: 'lieta=s%3Amine.forged', row: { subject: 's' } })
    expect(asked).toEqual([])
    expect(id).not.toBe('mine')
  })
})
