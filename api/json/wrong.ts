import { type ErrorCode, HTTP_STATUS } from '../../platform/errors.ts'
import { permissionsOf } from '../who.ts'
import { namesIn, needsToken, type Route } from './route.ts'

/** What each code means to a caller, as the OpenAPI document tells it. */
const MEANING: Record<ErrorCode, string> = {
  malformed: 'it cannot be read',
  validation: '`errors` names each field and what is wrong with it',
  'not-signed-in': 'nobody is signed in, or the session has ended',
  'step-up': 'sign in anew, at a high level',
  forbidden: 'not for you',
  'not-found': 'not there, or not open to you',
  erased: 'it went by the rules of retention',
  stale: 'the case has changed since you read it',
  'not-allowed-now': 'not as things stand',
  'own-work': 'a second person must do it',
  'own-case': 'you are tied to the case',
  recused: 'you have a conflict of interest in the case',
  'purpose-needed': 'say first why you read a case that is not yours; `caseId` names it',
  'invalid-decision': 'the law would call the decision invalid; `errors` says why',
  conflict: 'somebody else changed it meanwhile; nothing was saved',
  'already-answered': 'it was answered before',
  'too-late': 'the term has ended',
  'too-large': 'more than is taken',
  'unsupported-file': 'no kind of file that is taken',
  'unsupported-media': 'no kind of content that is taken',
  'headers-too-large': 'the headers are too large',
  timeout: 'it did not come in time',
  'idempotency-mismatch': 'the key stands for another request',
  'idempotency-missing': 'the header `Idempotency-Key` is missing or will not do',
  csrf: 'the header `x-csrf-token` is missing or not of this session',
  'rate-limited': 'too often, or too many at once: try again in a minute',
  unavailable: 'a service that it needs cannot be reached: noted, or try again',
  internal: 'a fault of ours',
}

/** What any request may be answered with, whatever its route: by the gate in front of all, and by faults of ours. */
export const ANYWHERE: readonly ErrorCode[] = [
  ...(['malformed', 'validation', 'unsupported-media', 'too-large', 'headers-too-large'] as const),
  ...(['timeout', 'not-found', 'unavailable', 'internal'] as const),
]

/** What may go wrong in a route: what follows from what it asks, and what it names itself. */
export function errorsOf(route: Route): ErrorCode[] {
  const codes: ErrorCode[] = []
  if (route.who !== 'anyone') codes.push('not-signed-in')
  if (route.fresh) codes.push('step-up')
  if (permissionsOf(route.who).length > 0) codes.push('forbidden')
  if (needsToken(route)) codes.push('csrf')
  if (namesIn(route.path).length > 0) codes.push('not-found')
  const body = route.body ?? route.bodyOfUseCase
  if (route.query || body) codes.push('validation')
  if (body || route.ifMatch) codes.push('malformed')
  if (route.keyed) codes.push('idempotency-missing', 'idempotency-mismatch')
  if (route.takesFile) codes.push('validation', 'too-large', 'rate-limited', 'unsupported-media')
  if (route.perMinute) codes.push('rate-limited')
  return [...new Set([...codes, ...(route.errors ?? [])])]
}

/** The same by status: `409` with what it may mean. */
export function errorsByStatus(route: Route): Map<number, string> {
  const told = new Map<number, string[]>()
  for (const code of errorsOf(route)) {
    const status = HTTP_STATUS[code]
    told.set(status, [...(told.get(status) ?? []), `\`${code}\`: ${MEANING[code]}`])
  }
  return new Map([...told].sort(([a], [b]) => a - b).map(([status, lines]) => [status, lines.join('; ')]))
}
