/**
 * The one error type of the house. Everything that a person can mend, or that the system refuses for a reason,
 * is a `LietaError`; anything else is a fault of ours and is answered with `internal`.
 */
export type ErrorCode =
  | 'malformed'
  | 'validation'
  | 'not-signed-in'
  | 'step-up'
  | 'forbidden'
  | 'not-found'
  | 'erased'
  | 'stale'
  | 'not-allowed-now'
  | 'own-work'
  | 'own-case'
  | 'recused'
  | 'purpose-needed'
  | 'invalid-decision'
  | 'conflict'
  | 'already-answered'
  | 'too-late'
  | 'too-large'
  | 'unsupported-file'
  | 'unsupported-media'
  | 'headers-too-large'
  | 'timeout'
  | 'idempotency-mismatch'
  | 'idempotency-missing'
  | 'csrf'
  | 'rate-limited'
  | 'unavailable'
  | 'internal'

/** HTTP status of each code: an exhaustive map, so that a new code cannot be forgotten. */
export const HTTP_STATUS: Record<ErrorCode, number> = {
  malformed: 400,
  validation: 422,
  'not-signed-in': 401,
  // RFC 9470: who asks is known, and must sign in anew or at a higher level.
  'step-up': 401,
  forbidden: 403,
  'not-found': 404,
  // It was there, and went by the rules of retention.
  erased: 410,
  stale: 409,
  'not-allowed-now': 409,
  'own-work': 409,
  'own-case': 403,
  recused: 403,
  // The staff may, once they have said why.
  'purpose-needed': 403,
  'invalid-decision': 422,
  conflict: 409,
  'already-answered': 409,
  'too-late': 409,
  'too-large': 413,
  'unsupported-file': 415,
  'unsupported-media': 415,
  'headers-too-large': 431,
  timeout: 408,
  'idempotency-mismatch': 409,
  'idempotency-missing': 400,
  csrf: 403,
  'rate-limited': 429,
  unavailable: 503,
  internal: 500,
}

export interface Words {
  lv: string
  en: string
}

/** One thing wrong with one field: `field` is a path such as `programmeCode` or `remarks.0.text`. */
export interface FieldError {
  field: string
  code: string
  message: Words
}

export class LietaError extends Error {
  override readonly name = 'LietaError'
  readonly code: ErrorCode
  readonly words: Words
  readonly fields: FieldError[]
  /** The case that it is about, where the way on leads through it. */
  readonly caseId: string | undefined

  constructor(code: ErrorCode, words: Words, fields: FieldError[] = [], about: { caseId?: string } = {}) {
    super(`${code}: ${words.en}`)
    this.code = code
    this.words = words
    this.fields = fields
    this.caseId = about.caseId
  }
}
