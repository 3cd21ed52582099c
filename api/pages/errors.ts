import type { ErrorRequestHandler, Request, Response } from 'express'
import { h } from 'preact'
import type { Deps } from '../../cases/deps.ts'
import { HTTP_STATUS, type LietaError } from '../../platform/errors.ts'
import { faultOf } from '../../platform/log.ts'
import { ProblemPage } from '../../web/pages/problem.tsx'
import { say } from '../../web/view.ts'
import { asLietaError } from '../errors.ts'
import { hold } from '../held.ts'
import { offeredBack } from './offer-back.ts'
import { purposeAsked } from './purpose.ts'
import { show, viewOf } from './render.ts'
import { waysOut } from './ways-out.ts'

/**
 * The last handler of the pages: what went wrong in words, with a way out. Those not signed in are led there, and what
 * somebody typed is kept and offered back.
 */
export function pageErrors(deps: Deps): ErrorRequestHandler {
  return async (thrown, req, res, next) => {
    if (res.headersSent) return next(thrown)
    const { requestId } = res.locals as { requestId: string }
    const error = asLietaError(thrown, deps.log, requestId)
    try {
      if (ledToSignIn(deps, req, res, error)) return
      if (error.code === 'purpose-needed' && error.caseId) {
        const back = req.method === 'GET' ? req.originalUrl : `/cases/${error.caseId}`
        const v = await viewOf(deps, req, res)
        const asked = await purposeAsked(deps, v, { caseId: error.caseId, back, values: {} })
        return show(res, asked.page, asked.status)
      }
      const v = await viewOf(deps, req, res)
      const held = offeredBack(v, req, res, error)
      if (held) return show(res, held, HTTP_STATUS[error.code])
      const withheld = error.code === 'forbidden' ? ((res.locals.withheld ?? []) as string[]) : []
      const details = error.fields
        .map((f) => say(v, f.message))
        .filter((text) => text !== say(v, error.words))
      if (withheld.length > 0)
        details.push(v.t.session.withheld(withheld.map((r) => v.t.roles[r] ?? r).join(', ')))
      const ways = waysOut(v, req)
      if (withheld.length > 0)
        ways.unshift({ href: `/sign-in?again=1&back=${encodeURIComponent(v.path)}`, text: v.t.session.again })
      const page = h(ProblemPage, {
        v,
        code: error.code,
        text: say(v, error.words),
        details,
        requestId,
        ways,
      })
      show(res, page, HTTP_STATUS[error.code])
    } catch (again) {
      // The page needs the database for the time; without it a plain sentence must do.
      deps.log.error({ requestId, ...faultOf(again) }, 'the error page failed')
      res.status(500).type('text').send(`${error.words.lv}\n${error.words.en}\n${requestId}`)
    }
  }
}

/** Not signed in, or not freshly enough: to the provider, and back to where they were, with what they typed. */
function ledToSignIn(deps: Deps, req: Request, res: Response, error: LietaError): boolean {
  if (req.path.startsWith('/sign-in')) return false
  if (error.code !== 'not-signed-in' && error.code !== 'step-up') return false
  if (req.accepts(['html', 'json']) === 'json' && req.path.startsWith('/session/')) return false
  leadToSignIn(deps, req, res, error.code === 'step-up')
  return true
}

/** Leads to the sign-in and back; a form is kept meanwhile, if whoever sent it was signed in here before. */
function leadToSignIn(deps: Deps, req: Request, res: Response, again: boolean): void {
  const kept = (again || res.locals.ended) && hold(deps.config, req, again ? 'step-up' : 'session')
  const back = kept ? '/held' : req.method === 'GET' ? req.originalUrl : '/'
  res.redirect(303, `/sign-in?${again ? 'again=1&' : ''}back=${encodeURIComponent(back)}`)
}
