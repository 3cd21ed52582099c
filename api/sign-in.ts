import { type RequestHandler, Router } from 'express'
import * as oidc from 'openid-client'
import { type Actor, findActor } from '../cases/actor.ts'
import { audit, QUARTER } from '../cases/audit/write.ts'
import type { Deps } from '../cases/deps.ts'
import { readText } from '../forms/text.ts'
import { LietaError } from '../platform/errors.ts'
import { faultOf } from '../platform/log.ts'
import { keysOf } from '../platform/personal-code.ts'
import { codeIndexes } from '../platform/personal-data.ts'
import { csrfToken } from './csrf.ts'
import { ownPath } from './own-path.ts'
import { reaches, sessionCookie } from './session.ts'
import { begin } from './session-rows.ts'

/**
 * Sign-in with the configured OpenID provider (code flow with PKCE): the state's in production, a local one in
 * development. The provider is asked for its addresses at the first sign-in and again after a failure.
 */
export function signInRoutes(deps: Deps): Router {
  const { config } = deps
  const redirectUri = config.OIDC_REDIRECT_URI ?? `${config.PUBLIC_URL}/sign-in/callback`
  let provider: Promise<oidc.Configuration> | undefined
  const discover = (): Promise<oidc.Configuration> => {
    provider ??= oidc
      .discovery(
        new URL(config.OIDC_ISSUER),
        config.OIDC_CLIENT_ID,
        config.OIDC_CLIENT_SECRET,
        undefined,
        config.OIDC_ISSUER.startsWith('http://') ? { execute: [oidc.allowInsecureRequests] } : {},
      )
      .catch((e: unknown) => {
        provider = undefined
        deps.log.error(faultOf(e), 'the sign-in provider cannot be reached')
        throw new LietaError('unavailable', {
          lv: 'Pierakstīšanās pakalpojums šobrīd nav sasniedzams. Mēģiniet pēc brīža vēlreiz.',
          en: 'The sign-in service cannot be reached now. Try again in a moment.',
        })
      })
    return provider
  }

  const start: RequestHandler = async (req, res) => {
    const client = await discover()
    const verifier = oidc.randomPKCECodeVerifier()
    // Again: whoever is known already proves anew who they are, at the level that signing demands.
    const again = req.query.again !== undefined
    const maxAge = again ? config.STEP_UP_MINUTES * 60 : config.SESSION_HOURS * 3600
    const signIn = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier,
      back: ownPath(req.query.back, '/'),
      maxAge,
      again,
    }
    req.session.signIn = signIn
    const url = oidc.buildAuthorizationUrl(client, {
      redirect_uri: redirectUri,
      scope: config.OIDC_SCOPE,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state: signIn.state,
      nonce: signIn.nonce,
      // With it the provider must say when the person signed in there.
      max_age: String(Math.ceil(maxAge)),
      ...(again ? { prompt: 'login', acr_values: config.STEP_UP_LEVEL } : {}),
    })
    res.redirect(url.href)
  }

  const callback: RequestHandler = async (req, res) => {
    const client = await discover()
    const asked = req.session.signIn
    if (!asked) return res.redirect('/sign-in')
    const tokens = await oidc
      .authorizationCodeGrant(client, new URL(req.originalUrl, config.PUBLIC_URL), {
        pkceCodeVerifier: asked.verifier,
        expectedState: asked.state,
        expectedNonce: asked.nonce,
        idTokenExpected: true,
        maxAge: Math.ceil(asked.maxAge),
      })
      .catch(async (e: unknown) => {
        const { code } = e as { code?: unknown }
        // Of what the provider says, its code alone: the rest may quote what came in.
        const reason = typeof code === 'string' && /^[A-Za-z0-9_-]{1,60}$/.test(code) ? code : 'unknown'
        deps.log.warn({ reason }, 'sign-in refused')
        const known = res.locals.actor as Actor | undefined
        await audit(deps, {
          kind: asked.again ? 'step-up-failed' : 'sign-in-failed',
          personId: known?.personId ?? null,
          data: { reason },
          onceIn: QUARTER,
        })
        throw new LietaError('not-signed-in', {
          lv: 'Pierakstīšanās neizdevās vai tika pārtraukta. Mēģiniet vēlreiz.',
          en: 'Signing in failed or was broken off. Try again.',
        })
      })
    // The token itself is not kept: what it says is, and nothing else is ever asked of it.
    const claims = tokens.claims()
    const { lang, held, subject: before } = req.session
    const code = claims?.personal_code
    const subject = await knownAs(deps, claims?.sub ?? '', typeof code === 'string' ? code : undefined)
    if (subject === undefined) {
      await audit(deps, { kind: 'sign-in-failed', data: { reason: 'another-person' }, onceIn: QUARTER })
      throw anotherPerson()
    }
    const level = typeof claims?.acr === 'string' ? claims.acr : null
    // A new session id at each sign-in: one planted before it is worth nothing.
    await new Promise<void>((resolve, reject) => req.session.regenerate((e) => (e ? reject(e) : resolve())))
    req.session.subject = subject
    if (lang) req.session.lang = lang
    // What somebody typed is offered back to them and to nobody else.
    if (held && before === subject) req.session.held = held
    // Made here and not when first asked for: two pages opened at once must get the same one.
    csrfToken(req)
    await new Promise<void>((resolve, reject) => req.session.save((e) => (e ? reject(e) : resolve())))
    const actor = await findActor(deps, subject, level ?? undefined)
    // Before the session holds: who cannot be written down is not let in.
    const young = Date.now() - (claims?.auth_time ?? 0) * 1000 <= config.STEP_UP_MINUTES * 60_000
    const stepped = asked.again && young && reaches(config, level, config.STEP_UP_LEVEL)
    await audit(deps, {
      kind: asked.again ? (stepped ? 'step-up' : 'step-up-failed') : 'sign-in',
      personId: actor?.personId ?? null,
      data: { level: levelName(level), known: actor !== undefined },
    })
    const agent = readText(req.get('user-agent') ?? '', { max: 300, lines: false })
    await begin(deps, req.sessionID, {
      personId: actor?.personId ?? null,
      level,
      authenticatedAt: claims?.auth_time ? new Date(claims.auth_time * 1000) : new Date(0),
      agent: 'text' in agent ? agent.text : '',
    })
    const lost = asked.back === '/held' && !req.session.held
    res.redirect(lost ? '/' : asked.back)
  }

  const out: RequestHandler = async (req, res) => {
    const actor = res.locals.actor as Actor | undefined
    if (actor) await audit(deps, { kind: 'sign-out', personId: actor.personId })
    await new Promise<void>((resolve, reject) => req.session.destroy((e) => (e ? reject(e) : resolve())))
    const { name, options } = sessionCookie(config)
    res.clearCookie(name, options)
    const client = await discover().catch(() => undefined)
    if (!client?.serverMetadata().end_session_endpoint) return res.redirect('/')
    // Without the token of the person as a hint: it would stand in addresses and logs. The provider asks instead.
    res.redirect(oidc.buildEndSessionUrl(client, { post_logout_redirect_uri: `${config.PUBLIC_URL}/` }).href)
  }

  const router = Router()
  router.get('/sign-in', start)
  router.get('/sign-in/callback', callback)
  router.post('/sign-out', out)
  return router
}

/** A level of sign-in as it may stand in the log: the provider's own word for it, if it looks like one. */
function levelName(level: string | null): string | null {
  const name = level?.split('/').at(-1) ?? ''
  return /^[a-z]{1,30}$/.test(name) ? name : null
}

/**
 * As whom the provider's person is known here: by the personal code where it tells one (found by its blind index),
 * else by the provider's own name for them.
 * @returns undefined when the two are different people, or the code is not the one of the person of that name
 */
async function knownAs(deps: Deps, sub: string, code: string | undefined): Promise<string | undefined> {
  if (code === undefined) return sub
  const indexes = codeIndexes(keysOf(deps.config), code)
  const { rows } = await deps.pool.query<{ subject: string; byCode: boolean; hasCode: boolean }>({
    name: 'sign-in-person',
    text: `SELECT subject, personal_code_index IS NOT NULL AS "hasCode",
        COALESCE(personal_code_index = ANY($2), false) AS "byCode"
      FROM person WHERE subject = $1 OR personal_code_index = ANY($2)`,
    values: [sub, indexes],
  })
  const bySubject = rows.find((r) => r.subject === sub)
  const byCode = rows.find((r) => r.byCode)
  if (byCode) return bySubject && bySubject !== byCode ? undefined : byCode.subject
  return bySubject?.hasCode ? undefined : sub
}

function anotherPerson(): LietaError {
  return new LietaError('not-signed-in', {
    lv: 'Pieteikšanās pakalpojuma ziņas par jums neatbilst tām, kas ir dienestam. Sazinieties ar dienestu, lai tās salabotu.',
    en: 'What the sign-in service says of you does not match what the service has. Contact the service to have it mended.',
  })
}
