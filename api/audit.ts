import type { ErrorRequestHandler, Request, Response } from 'express'
import type { Actor } from '../cases/actor.ts'
import { audit, QUARTER } from '../cases/audit/write.ts'
import type { Deps } from '../cases/deps.ts'
import { type ErrorCode, LietaError } from '../platform/errors.ts'
import { faultOf } from '../platform/log.ts'

// What the doors refuse, told in the audit log: the route and the ids in the address, nothing of what was sent.

const REFUSALS: readonly ErrorCode[] = [
  'forbidden',
  'not-found',
  'step-up',
  'own-case',
  'own-work',
  'recused',
  'csrf',
]

/**
 * Notes a refusal of a signed-in person and passes the error on. Strangers are not noted here: they could fill the
 * log. The refusal stands whether or not it could be written.
 */
export function refusalsAudited(deps: Deps): ErrorRequestHandler {
  return async (thrown, req, res, next) => {
    if (thrown instanceof LietaError) await auditRefusal(deps, req, res, thrown)
    next(thrown)
  }
}

/** The same where a page catches the refusal itself. */
export async function auditRefusal(
  deps: Deps,
  req: Request,
  res: Response,
  error: LietaError,
): Promise<void> {
  const actor = res.locals.actor as Actor | undefined
  if (!actor || !REFUSALS.includes(error.code)) return
  const { route, ids } = routeOf(req)
  // An address that nobody has is a mistake in typing; a thing that is not there, or not for this person, is a try.
  if (error.code === 'not-found' && (!route || ids.length === 0)) return
  const caseId = /^(?:GET|POST) (?:\/api)?\/cases\/:id/.test(route) ? (ids[0] ?? null) : null
  await audit(deps, {
    kind: 'refused',
    personId: actor.personId,
    role: actor.roles[0]?.role ?? null,
    caseId,
    object: [route, ...ids].join(' '),
    data: { code: error.code },
    onceIn: QUARTER,
  }).catch((e: unknown) => {
    deps.log.error(
      { alarm: 'audit-failed', requestId: res.locals.requestId, ...faultOf(e) },
      'a refusal was not audited',
    )
  })
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
/** Words of our own addresses; what else stands in one may have been typed by anyone. */
const OWN = /^[a-z][a-z.-]{0,40}$/

/** The route by its pattern, and the ids in its place; empty when no route took the request. */
function routeOf(req: Request): { route: string; ids: string[] } {
  const pattern = (req.route as { path?: unknown } | undefined)?.path
  const segments = (req.originalUrl.split('?')[0] ?? '').split('/').filter(Boolean)
  const ids = segments.filter((one) => ID.test(one)).map((one) => one.toLowerCase())
  if (typeof pattern !== 'string') return { route: req.method, ids: [] }
  const tail = pattern.split('/').filter(Boolean)
  // What a router was mounted at stands before its own pattern, and is ours.
  const head = segments.slice(0, Math.max(0, segments.length - tail.length))
  const own = head.map((one) => (ID.test(one) ? ':id' : OWN.test(one) ? one : ':x'))
  return { route: `${req.method} /${[...own, ...tail].join('/')}`, ids }
}
