import type { Text } from './text.ts'

/**
 * The one error that `law/` throws: the question cannot be answered from the law and data at hand.
 * `code` is stable and meant for programs, `reason` for people. Never thrown for a fact in a history that
 * merely has no effect: such facts are listed in `Clock.rejected`.
 */
export class LawError extends Error {
  readonly code: string
  readonly reason: Text

  constructor(code: string, reason: Text) {
    super(`${code}: ${reason.en}`)
    this.name = 'LawError'
    this.code = code
    this.reason = reason
  }
}
