import type { ErrorRequestHandler, Request, Response } from 'express'
import { h } from 'preact'
import type { Deps } from '../../cases/deps.ts'
import { withoutFaults } from '../../forms/text.ts'
import { HTTP_STATUS, type LietaError } from '../../platform/errors.ts'
import { faultOf } from '../../platform/log.ts'
import { HeldPage } from '../../web/pages/held.tsx'
import { ProblemPage } from '../../web/pages/problem.tsx'
import { say, type View } from '../../web/view.ts'
import { asLietaError } from '../errors.ts'
import { fieldsOf, hold } from '../held.ts'
import { showPurpose } from './audit.ts'
import { heldFields, labelOf } from './held-fields.ts'
import { show, viewOf } from './render.ts'

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
        return await showPurpose(deps, req, res, { caseId: error.caseId, back, values: {} })
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

/**
 * A form that the gate of texts refused, or that bears the token of the session before: shown again, to be looked at
 * and sent. Only of our own pages; what another site sends is not made one of ours.
 */
function offeredBack(
  v: View,
  req: Request,
  res: Response,
  error: LietaError,
): ReturnType<typeof h> | undefined {
  if (!v.person || req.method !== 'POST' || !res.locals.fromOwnPage) return undefined
  const text = error.code === 'validation' && error.fields.some((f) => f.code.startsWith('text-'))
  if (!text && error.code !== 'csrf') return undefined
  const given = fieldsOf(res.locals.given ?? req.body)
  if (given.length === 0) return undefined
  const errors = text
    ? error.fields.map((f) => ({
        field: f.field,
        text: say(v, f.message).replace(/^(?:Lauks|Field)/, labelOf(v, f.field)),
      }))
    : []
  const fields = heldFields(
    v,
    given.map(([name, value]) => [withoutFaults(name), withoutFaults(value)]),
  )
  const why = text ? v.t.session.heldText : v.t.session.heldToken
  return h(HeldPage, { v, why, action: req.originalUrl, fields, errors }) as ReturnType<typeof h>
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
