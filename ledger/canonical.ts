import { createHash } from 'node:crypto'

/**
 * JSON with sorted keys and without spaces: the same value gives the same text, whoever writes it
 * (the scheme of RFC 8785 for the values that occur here: strings, safe integers, booleans, null).
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map((v) => canonicalJson(v ?? null)).join(',')}]`
  const entries = Object.entries(value as Record<string, unknown>)
    .filter(([, v]) => v !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`).join(',')}}`
}

/** SHA-256 of a text or of bytes, lower-case hexadecimal. */
export function sha256(input: string | Uint8Array): string {
  return createHash('sha256').update(input).digest('hex')
}

/** What the first event of a case names as its predecessor. */
export const GENESIS = '0'.repeat(64)

/**
 * The hash that chains an event to the one before it in the same case.
 * Everything that the row says is in it, so that no column can be changed unseen.
 */
export function eventHash(prevHash: string, row: Record<string, unknown>): string {
  return sha256(`${prevHash}\n${canonicalJson(row)}`)
}
