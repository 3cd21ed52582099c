import type { ErrorRequestHandler, Request } from 'express'
import { h } from 'preact'
import type { Deps } from '../../cases/deps.ts'
import { HTTP_STATUS } from '../../platform/errors.ts'
import { ProblemPage } from '../../web/pages/problem.tsx'
import { say, type View } from '../../web/view.ts'
import { asLietaError } from '../errors.ts'
import { show, viewOf } from './render.ts'

/** The last handler of the pages: what went wrong in words, with a way out; those not signed in are led there. */
export function pageErrors(deps: Deps): ErrorRequestHandler {
  return async (thrown, req, res, next) => {
    if (res.headersSent) return next(thrown)
    const { requestId } = res.locals as { requestId: string }
    const error = asLietaError(thrown, deps.log, requestId)
    if (error.code === 'not-signed-in' && !req.path.startsWith('/sign-in'))
      return res.redirect(`/sign-in?back=${encodeURIComponent(req.method === 'GET' ? req.originalUrl : '/')}`)
    try {
      const v = await viewOf(deps, req, res)
      const page = h(ProblemPage, {
        v,
        code: error.code,
        text: say(v, error.words),
        details: error.fields.map((f) => say(v, f.message)).filter((text) => text !== say(v, error.words)),
        requestId,
        ways: waysOut(v, req),
      })
      show(res, page, HTTP_STATUS[error.code])
    } catch (again) {
      // The page needs the database for the time; without it a plain sentence must do.
      deps.log.error({ requestId, error: String(again) }, 'the error page failed')
      res.status(500).type('text').send(`${error.words.lv}\n${error.words.en}\n${requestId}`)
    }
  }
}

function waysOut(v: View, req: Request): { href: string; text: string }[] {
  const t = v.t.errors
  const [, room, id] = req.path.split('/')
  const ways: { href: string; text: string }[] = []
  if (req.method !== 'GET' && !req.path.startsWith('/sign-out'))
    ways.push({ href: refererOf(req) ?? req.path, text: t.reload })
  if (room === 'cases' && id && req.path !== `/cases/${id}`)
    ways.push({ href: `/cases/${id}`, text: t.toCase })
  if (v.person?.applies) ways.push({ href: '/portal', text: v.t.nav.portal })
  if (v.person?.staff) ways.push({ href: '/desk', text: v.t.nav.desk })
  if (!v.person) ways.push({ href: '/sign-in', text: v.t.signIn })
  ways.push({ href: '/', text: t.home })
  return ways.filter((way, n) => ways.findIndex((w) => w.href === way.href) === n)
}

/** Where the form was, if it was here. */
function refererOf(req: Request): string | undefined {
  try {
    const url = new URL(req.get('referer') ?? '')
    return url.host === req.get('host') ? `${url.pathname}${url.search}` : undefined
  } catch {
    return undefined
  }
}
