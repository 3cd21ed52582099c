import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Deps } from '../../cases/deps.ts'
import { notFound } from '../../cases/permissions.ts'
import { LietaError } from '../../platform/errors.ts'
import { seldomEach } from '../seldom.ts'
import { admit, mounted } from '../who.ts'
import { idempotencyKey, parse, revisionRead } from './request.ts'
import { type Media, namesIn, type Route } from './route.ts'

/** Mounts the table. What every route does alike stands here once. */
export function mountRoutes(deps: Deps, routes: readonly Route[]): Router {
  const router = Router()
  for (const route of mounted(deps, routes)) {
    const path = route.path.replace(/\{(\w+)\}/g, ':$1')
    router[route.method](path, ...(route.perMinute ? [seldomEach(route.perMinute)] : []), (req, res) =>
      answer(deps, route, req, res),
    )
  }
  router.use(() => {
    throw new LietaError('not-found', { lv: 'Tādas adreses API nav.', en: 'The API has no such address.' })
  })
  return router
}

/** Who asks is looked at first, then where, then what: whoever may not ask learns nothing of what would be wrong. */
async function answer(deps: Deps, route: Route, req: Request, res: Response): Promise<void> {
  const actor = admit(deps, route, res)
  const params = paramsOf(route).safeParse(req.params)
  if (!params.success) throw notFound()
  const call = {
    ...{ actor, params: params.data, req, res },
    query: route.query ? parse(route.query, req.query) : {},
    body: route.body ? parse(route.body, req.body) : undefined,
    given: req.body as unknown,
    key: route.keyed ? idempotencyKey(req) : undefined,
    revision: route.ifMatch ? revisionRead(req) : undefined,
  }
  const reply = await route.handle(deps, call as Parameters<Route['handle']>[1])
  if (isMedia(route.reply)) return
  res.status(route.status ?? 200)
  if (!route.reply) return void res.end()
  if (route.location) res.location(route.location(reply as never))
  if (route.fileName) res.attachment(route.fileName(reply as never))
  if (deps.config.LIETA_ENV === 'test') holds(route, reply)
  res.json(reply)
}

/** Each test that asks a route tries its reply as well: what the document promises is what goes out. */
function holds(route: Route, reply: unknown): void {
  const found = (route.reply as z.ZodType).safeParse(JSON.parse(JSON.stringify(reply)))
  if (found.success) return
  const where = found.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ')
  throw new Error(`the reply of ${route.method} ${route.path} is not what its schema says: ${where}`)
}

export const isMedia = (reply: Route['reply']): reply is Media => reply !== undefined && 'media' in reply

/** What stands in the path: an id, unless the route says otherwise. */
export function paramsOf(route: Pick<Route, 'path' | 'params'>): z.ZodObject {
  return route.params ?? z.object(Object.fromEntries(namesIn(route.path).map((name) => [name, z.uuid()])))
}
