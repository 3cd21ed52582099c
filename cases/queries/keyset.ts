/**
 * Where a page of a list begins: after the row with these sort keys. Opaque to whoever turns pages; whoever makes one up
 * begins elsewhere in the same list and sees nothing else.
 */
export function cursorOf(...keys: string[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url')
}

/** @returns the sort keys, or undefined for what is no cursor: the list begins at its beginning then */
export function keysOf(cursor: string | undefined, count: number): string[] | undefined {
  if (!cursor || cursor.length > 500) return undefined
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    const good = Array.isArray(keys) && keys.length === count && keys.every((k) => typeof k === 'string')
    return good && !keys.some((k) => k.includes('\0')) ? (keys as string[]) : undefined
  } catch {
    return undefined
  }
}
