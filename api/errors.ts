import type { ErrorRequestHandler, Response } from 'express'
import { HTTP_STATUS, LietaError, type Words } from '../platform/errors.ts'
import { faultOf, type Log } from '../platform/log.ts'
import { refusalOf } from './refusals.ts'

/** RFC 9457: what went wrong, for programs and for people, in both languages. */
export interface Problem {
  type: string
  title: string
  status: number
  code: string
  detail: Words
  errors: { field: string; code: string; message: Words }[]
  requestId: string
  /** The case that it is about, where the way on leads through it. */
  caseId?: string
}

export function problemOf(error: LietaError, requestId: string): Problem {
  return {
    type: `/problems/${error.code}`,
    title: error.code,
    status: HTTP_STATUS[error.code],
    code: error.code,
    detail: error.words,
    errors: error.fields,
    requestId,
    ...(error.caseId ? { caseId: error.caseId } : {}),
  }
}

/** Whatever was thrown, as our one error type; faults of ours are logged with the request's id and told as such. */
export function asLietaError(thrown: unknown, log: Log, requestId: string): LietaError {
  if (thrown instanceof LietaError) return thrown
  // A status on an error says that a part of Express refused; nothing of ours puts one there.
  const refused = refusalOf((thrown as { status?: number } | undefined)?.status)
  if (refused) return refused
  log.error({ requestId, ...faultOf(thrown) }, 'fault')
  return new LietaError('internal', {
    lv: `Mūsu kļūda: darbība neizdevās. Mēģiniet vēlreiz; ja tas atkārtojas, nosauciet atbalstam numuru ${requestId}.`,
    en: `Our fault: this did not work. Try again; if it happens again, tell support the number ${requestId}.`,
  })
}

/** The last handler of the JSON API. */
export function problemHandler(log: Log): ErrorRequestHandler {
  return (thrown, _req, res, next) => {
    if (res.headersSent) return next(thrown)
    sendProblem(res, asLietaError(thrown, log, res.locals.requestId))
  }
}

function sendProblem(res: Response, error: LietaError): void {
  res.status(HTTP_STATUS[error.code]).type('application/problem+json')
  res.send(JSON.stringify(problemOf(error, res.locals.requestId)))
}
