import { type RequestHandler, Router } from 'express'
import * as oidc from 'openid-client'
import type { Actor } from '../cases/actor.ts'
import { audit } from '../cases/audit/write.ts'
import type { Deps } from '../cases/deps.ts'
import { ownPath } from './own-path.ts'
import { sessionCookie } from './session.ts'
import { signInCallback } from './sign-in-callback.ts'
import { openProvider } from './sign-in-provider.ts'

/**
 * Sign-in with the configured OpenID provider (code flow with PKCE): the state's in production, a local one in
 * development. The provider is asked for its addresses at the first sign-in and again after a failure.
 */
export function signInRoutes(deps: Deps): Router {
  const { config } = deps
  const provider = openProvider(deps)
  const { redirectUri, discover } = provider

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
  router.get('/sign-in/callback', signInCallback(deps, provider))
  router.post('/sign-out', out)
  return router
}
