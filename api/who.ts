import type { Response } from 'express'
import type { Actor } from '../cases/actor.ts'
import type { Deps } from '../cases/deps.ts'
import { forbidden, may, type Permission } from '../cases/permissions.ts'
import { actorOf, requireFreshSignIn } from './signed-in.ts'

/**
 * For whom a route is: anyone; whoever is signed in (what the person may see of it, the use case asks); or those who
 * have the permission, or one of several. It is asked at the door, before anything that was sent is looked at; the use
 * case asks it again.
 */
export type Who = 'anyone' | 'signed-in' | Permission | readonly Permission[]

export interface Door {
  who: Who
  /** What signs or administers: the sign-in must be fresh, and at the demanded level. */
  fresh?: true | undefined
  /** There is no such address in production. */
  developmentOnly?: true | undefined
}

/** Who a handler gets: somebody, unless anyone may ask. */
export type ActorFor<W extends Who> = W extends 'anyone' ? Actor | undefined : Actor

/**
 * Lets in whom the route is for.
 * @throws LietaError `not-signed-in`, `forbidden`, `step-up`
 */
export function admit(deps: Deps, { who, fresh }: Door, res: Response): Actor | undefined {
  if (who === 'anyone') return res.locals.actor as Actor | undefined
  const actor = actorOf(res)
  if (who !== 'signed-in' && !permissionsOf(who).some((one) => may(actor, one))) throw forbidden()
  if (fresh) requireFreshSignIn(deps, res)
  return actor
}

/** The permissions of which one is needed; none for who needs none. */
export function permissionsOf(who: Who): readonly Permission[] {
  if (who === 'anyone' || who === 'signed-in') return []
  return typeof who === 'string' ? [who] : who
}

/** The routes that there are in this environment. */
export function mounted<R extends Door>(deps: Deps, routes: readonly R[]): R[] {
  return routes.filter((one) => !one.developmentOnly || deps.config.LIETA_ENV !== 'production')
}
