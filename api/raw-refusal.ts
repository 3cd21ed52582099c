import { STATUS_CODES } from 'node:http'
import { problemOf } from './errors.ts'
import { refusalOf } from './refusals.ts'

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
