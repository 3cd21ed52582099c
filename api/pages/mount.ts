import { type Request, type Response, Router } from 'express'
import type { Deps } from '../../cases/deps.ts'
import { type ErrorCode, HTTP_STATUS, LietaError } from '../../platform/errors.ts'
import { en } from '../../web/texts/en.ts'
import { lv } from '../../web/texts/lv.ts'
import type { View } from '../../web/view.ts'
import { auditRefusal } from '../audit.ts'
import { admit, mounted } from '../who.ts'
import { bodyOf, idOf, keyOf, queryOf } from './input.ts'
import { show, tell, viewOf } from './render.ts'
import type { Answer, PageCall, PageRoute } from './route.ts'

/** Mounts the table of pages. What every page does alike stands here once; what goes wrong is told by errors.ts. */
export function mountPages(deps: Deps, routes: readonly PageRoute[]): Router {
  const router = Router()
  for (const route of mounted(deps, routes))
    router[route.method](route.path, (req, res) => serve(deps, route, req, res))
  router.use(() => {
    throw new LietaError('not-found', { lv: lv.errors.noPage, en: en.errors.noPage })
  })
  return router
}

/** These lead elsewhere, whatever the page. */
const LEADS_ON: readonly ErrorCode[] = ['not-signed-in', 'step-up', 'purpose-needed', 'csrf']

async function serve(deps: Deps, route: PageRoute, req: Request, res: Response): Promise<void> {
  const actor = admit(deps, route, res)
  const call = callOf(deps, req, res, actor)
  try {
    await send(call, await route.handle(call))
  } catch (e) {
    if (!(e instanceof LietaError) || LEADS_ON.includes(e.code)) throw e
    const answer = await route.refused?.(call, e)
    if (answer === undefined) throw e
    await auditRefusal(deps, req, res, e)
    await send(
      call,
      typeof answer === 'object' && 'page' in answer ? { status: HTTP_STATUS[e.code], ...answer } : answer,
    )
  }
}

function callOf(deps: Deps, req: Request, res: Response, actor: unknown): PageCall {
  const body = bodyOf(req)
  let view: Promise<View> | undefined
  return {
    ...{ deps, req, res, body, actor: actor as PageCall['actor'] },
    key: keyOf(body),
    id: (name) => idOf(req, name),
    param: (name) => String(req.params[name] ?? ''),
    query: (name, max) => queryOf(req, name, max),
    view: () => (view ??= viewOf(deps, req, res)),
  }
}

async function send(call: PageCall, answer: Answer): Promise<void> {
  if (answer === 'sent') return
  if ('page' in answer) return show(call.res, answer.page, answer.status)
  if (answer.told) tell(call.req, answer.told(await call.view()))
  call.res.redirect(303, answer.to)
}
