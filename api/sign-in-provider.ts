import type { Request, Response } from 'express'
import * as oidc from 'openid-client'
import type { Actor } from '../cases/actor.ts'
import { audit, QUARTER } from '../cases/audit/write.ts'
import type { Deps } from '../cases/deps.ts'
import { LietaError } from '../platform/errors.ts'
import { faultOf } from '../platform/log.ts'

export interface Provider {
  /** Where it sends people back to. */
  redirectUri: string
  /** It is asked for its addresses at the first sign-in and again after a failure. @throws LietaError `unavailable` */
  discover(): Promise<oidc.Configuration>
}

export function openProvider(deps: Deps): Provider {
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
  return { redirectUri, discover }
}

/**
 * What the provider says of who came back from it.
 * @throws LietaError `not-signed-in`; the try stands in the audit log
 */
export function granted(
  deps: Deps,
  client: oidc.Configuration,
  req: Request,
  res: Response,
): Promise<oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers> {
  const asked = req.session.signIn!
  return oidc
    .authorizationCodeGrant(client, new URL(req.originalUrl, deps.config.PUBLIC_URL), {
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
}
