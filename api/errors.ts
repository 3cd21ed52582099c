import { STATUS_CODES } from 'node:http'
import type { ErrorRequestHandler, Response } from 'express'
import { type ErrorCode, HTTP_STATUS, LietaError, type Words } from '../platform/errors.ts'
import { faultOf, type Log } from '../platform/log.ts'

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

/** What Express and its parsers refuse, by the status that they give it. */
const REFUSED: Record<number, { code: ErrorCode; words: Words }> = {
  400: {
    code: 'malformed',
    words: {
      lv: 'Pieprasījumu nevar izlasīt: tas ir bojāts vai nav pilnīgs.',
      en: 'The request cannot be read: it is broken or not complete.',
    },
  },
  404: { code: 'not-found', words: { lv: 'Tādas adreses nav.', en: 'There is no such address.' } },
  408: {
    code: 'timeout',
    words: {
      lv: 'Pieprasījums netika saņemts laikā. Mēģiniet vēlreiz.',
      en: 'The request did not arrive in time. Try again.',
    },
  },
  413: { code: 'too-large', words: { lv: 'Pieprasījums ir par lielu.', en: 'The request is too large.' } },
  415: {
    code: 'unsupported-media',
    words: {
      lv: 'Pieprasījuma kodējumu vai satura veidu nepieņem. Sūtiet UTF-8.',
      en: 'The encoding or kind of content of the request is not taken. Send UTF-8.',
    },
  },
  429: {
    code: 'rate-limited',
    words: {
      lv: 'Pārāk daudz pieprasījumu. Mēģiniet pēc minūtes vēlreiz.',
      en: 'Too many requests. Try again in a minute.',
    },
  },
  431: {
    code: 'headers-too-large',
    words: {
      lv: 'Pieprasījuma galvenes ir par lielām.',
      en: 'The headers of the request are too large.',
    },
  },
}

/** The refusal for a status that a library or the HTTP parser gave; undefined for what would be a fault of ours. */
export function refusalOf(status: number | undefined): LietaError | undefined {
  if (status === undefined || status < 400 || status > 499) return undefined
  const { code, words } = REFUSED[status] ?? REFUSED[400]!
  return new LietaError(code, words)
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

/**
 * The answer to what is no HTTP that Node reads (headers too large, broken lines): it reaches no route, so it is
 * written as it stands. Problem+json for the API, plain words for people.
 * @param head the beginning of what came
 */
export function rawRefusal(code: string | undefined, head: string, requestId: string): string {
  const status = code === 'HPE_HEADER_OVERFLOW' ? 431 : code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
  const error = refusalOf(status)!
  const api = /^[A-Z]+ \/api(?:[/?\s]|$)/i.test(head)
  const body = api
    ? JSON.stringify(problemOf(error, requestId))
    : `${error.words.lv}\n${error.words.en}\n${requestId}\n`
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `content-type: ${api ? 'application/problem+json' : 'text/plain'}; charset=utf-8`,
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${requestId}`,
    'x-content-type-options: nosniff',
    'cache-control: no-store',
    "content-security-policy: default-src 'none'; frame-ancestors 'none'",
    'connection: close',
    '',
    body,
  ].join('\r\n')
}
