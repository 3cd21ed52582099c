import type { ErrorRequestHandler } from 'express'
import { HTTP_STATUS, LietaError } from '../platform/errors.ts'
import type { Log } from '../platform/log.ts'

/** RFC 9457: what went wrong, for programs and for people, in both languages. */
export interface Problem {
  type: string
  title: string
  status: number
  code: string
  detail: { lv: string; en: string }
  errors: { field: string; code: string; message: { lv: string; en: string } }[]
  requestId: string
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
  }
}

/** Whatever was thrown, as our one error type; faults of ours are logged with the request's id and told as such. */
export function asLietaError(thrown: unknown, log: Log, requestId: string): LietaError {
  if (thrown instanceof LietaError) return thrown
  const status = (thrown as { status?: number; type?: string } | undefined)?.status
  if (status === 400 || status === 413) {
    const large = status === 413
    return new LietaError(large ? 'too-large' : 'validation', {
      lv: large ? 'Pieprasījums ir par lielu.' : 'Pieprasījumu nevar izlasīt: tas nav derīgs JSON.',
      en: large ? 'The request is too large.' : 'The request cannot be read: it is not valid JSON.',
    })
  }
  log.error({ requestId, error: thrown instanceof Error ? thrown.stack : String(thrown) }, 'fault')
  return new LietaError('internal', {
    lv: `Mūsu kļūda: darbība neizdevās. Mēģiniet vēlreiz; ja tas atkārtojas, nosauciet atbalstam numuru ${requestId}.`,
    en: `Our fault: this did not work. Try again; if it happens again, tell support the number ${requestId}.`,
  })
}

/** The last handler of the JSON API. */
export function problemHandler(log: Log): ErrorRequestHandler {
  return (thrown, _req, res, next) => {
    if (res.headersSent) return next(thrown)
    const error = asLietaError(thrown, log, res.locals.requestId)
    res.status(HTTP_STATUS[error.code]).type('application/problem+json')
    res.send(JSON.stringify(problemOf(error, res.locals.requestId)))
  }
}
