import { type RequestHandler, Router } from 'express'
import * as oidc from 'openid-client'
import type { Deps } from '../cases/deps.ts'
import { LietaError } from '../platform/errors.ts'
import { csrfToken } from './session.ts'

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
        deps.log.error({ error: String(e) }, 'the sign-in provider cannot be reached')
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
    const signIn = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier,
      back: safePath(req.query.back),
    }
    req.session.signIn = signIn
    const url = oidc.buildAuthorizationUrl(client, {
      redirect_uri: redirectUri,
      scope: 'openid profile email',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state: signIn.state,
      nonce: signIn.nonce,
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
      })
      .catch((e: unknown) => {
        deps.log.warn({ error: String(e) }, 'sign-in refused')
        throw new LietaError('not-signed-in', {
          lv: 'Pierakstīšanās neizdevās vai tika pārtraukta. Mēģiniet vēlreiz.',
          en: 'Signing in failed or was broken off. Try again.',
        })
      })
    const claims = tokens.claims()
    const { lang } = req.session
    // A new session id at sign-in: one planted before it is worth nothing.
    await new Promise<void>((resolve, reject) => req.session.regenerate((e) => (e ? reject(e) : resolve())))
    req.session.subject = claims?.sub ?? ''
    if (typeof claims?.acr === 'string') req.session.acr = claims.acr
    if (lang) req.session.lang = lang
    if (tokens.id_token) req.session.idToken = tokens.id_token
    // Made here and not when first asked for: two pages opened at once must get the same one.
    csrfToken(req)
    await new Promise<void>((resolve, reject) => req.session.save((e) => (e ? reject(e) : resolve())))
    res.redirect(asked.back)
  }

  const out: RequestHandler = async (req, res) => {
    const idToken = req.session.idToken
    await new Promise<void>((resolve, reject) => req.session.destroy((e) => (e ? reject(e) : resolve())))
    const client = await discover().catch(() => undefined)
    if (!client?.serverMetadata().end_session_endpoint) return res.redirect('/')
    const url = oidc.buildEndSessionUrl(client, {
      post_logout_redirect_uri: `${config.PUBLIC_URL}/`,
      ...(idToken ? { id_token_hint: idToken } : {}),
    })
    res.redirect(url.href)
  }

  const router = Router()
  router.get('/sign-in', start)
  router.get('/sign-in/callback', callback)
  router.post('/sign-out', out)
  return router
}

/** Only a path of our own: never another site. */
function safePath(back: unknown): string {
  return typeof back === 'string' && /^\/(?![/\\])[^\r\n]*$/.test(back) ? back : '/'
}
