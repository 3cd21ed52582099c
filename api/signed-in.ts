import type { Response } from 'express'
import type { Actor } from '../cases/actor.ts'
import type { Deps } from '../cases/deps.ts'
import type { Config } from '../platform/config.ts'
import { LietaError } from '../platform/errors.ts'
import type { LiveSession } from './session-rows.ts'

/** @throws LietaError `not-signed-in` */
export function actorOf(res: Response): Actor {
  const actor = res.locals.actor as Actor | undefined
  if (!actor)
    throw new LietaError('not-signed-in', {
      lv: 'Lai turpinātu, pierakstieties.',
      en: 'Sign in to go on.',
    })
  return actor
}

/**
 * For what signs or administers: the sign-in must be at the demanded level and not older than the configured
 * minutes. Only for those who are signed in at all; who may do it is asked elsewhere.
 * @throws LietaError `not-signed-in`, `step-up`
 */
export function requireFreshSignIn(deps: Deps, res: Response): void {
  actorOf(res)
  const { config } = deps
  const live = res.locals.signIn as LiveSession
  const young = Date.now() - live.authenticatedAt.getTime() <= config.STEP_UP_MINUTES * 60_000
  if (young && reaches(config, live.level, config.STEP_UP_LEVEL)) return
  throw new LietaError('step-up', {
    lv: `Šai darbībai vajadzīga pieteikšanās augstā līmenī, ne senāka par ${config.STEP_UP_MINUTES} minūtēm. Piesakieties vēlreiz; ierakstītais ir saglabāts.`,
    en: `This needs a sign-in at a high level that is not older than ${config.STEP_UP_MINUTES} minutes. Sign in again; what you wrote is kept.`,
  })
}

/** Whether a level of sign-in is as high as another one, in the order of the configuration; unknown ones are none. */
export function reaches(config: Config, level: string | null, wanted: string | undefined): boolean {
  if (wanted === undefined) return true
  const order = config.SIGN_IN_LEVELS.split(',')
  return level !== null && order.includes(level) && order.indexOf(level) >= order.indexOf(wanted)
}
