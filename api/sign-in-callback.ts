import type { RequestHandler } from 'express'
import { findActor } from '../cases/actor.ts'
import { audit, QUARTER } from '../cases/audit/write.ts'
import type { Deps } from '../cases/deps.ts'
import { nameFromSignIn } from '../cases/parties/people.ts'
import { readText } from '../forms/text.ts'
import { csrfToken } from './csrf.ts'
import { begin } from './session-rows.ts'
import { anotherPerson, knownAs, levelName } from './sign-in-person.ts'
import { granted, type Provider } from './sign-in-provider.ts'
import { reaches } from './signed-in.ts'

/** Back from the provider: a new session begins. */
export function signInCallback(deps: Deps, { discover }: Provider): RequestHandler {
  const { config } = deps
  return async (req, res) => {
    const client = await discover()
    const asked = req.session.signIn
    if (!asked) return res.redirect('/sign-in')
    const tokens = await granted(deps, client, req, res)
    // The token itself is not kept: what it says is, and nothing else is ever asked of it.
    const claims = tokens.claims()
    const { lang, held, subject: before } = req.session
    const code = claims?.personal_code
    const subject = await knownAs(deps, claims?.sub ?? '', typeof code === 'string' ? code : undefined)
    if (subject === undefined) {
      await audit(deps, { kind: 'sign-in-failed', data: { reason: 'another-person' }, onceIn: QUARTER })
      throw anotherPerson()
    }
    await nameFromSignIn(deps, subject, { ...claims })
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
}
