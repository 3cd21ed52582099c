import { createHash } from 'node:crypto'

/**
 * A caller's idempotency key as it is kept: what somebody chose (it may hold a name or a code) goes no further than
 * this, and into no workflow, log or document.
 */
export function keptKey(given: string): string {
  return `idem.${createHash('sha256').update(given).digest('hex')}`
}
