import { cursorOf, keysOf, type Paged, type Turn } from './keyset.ts'

/** What one page of the course of a case holds at most. */
const PAGE = 100

/**
 * A page of the course of a case, the newest first; what is no place in it begins at its beginning.
 * @param items in the order in which they happened
 */
export function courseOf<T extends { seq: number }>(items: readonly T[], turn: Turn): Paged<T> {
  const newest = items.toReversed()
  const after = seqIn(turn.after)
  const before = after === undefined ? seqIn(turn.before) : undefined
  const behind = (seq: number): number => newest.filter((i) => i.seq >= seq).length
  const end = before === undefined ? undefined : newest.filter((i) => i.seq > before).length
  const from = after === undefined ? Math.max(0, (end ?? 0) - PAGE) : behind(after)
  const rows = newest.slice(from, end === undefined ? from + PAGE : end)
  if (rows.length === 0 && newest.length > 0) return courseOf(items, {})
  const at = (i: T | undefined): string | null => (i ? cursorOf(String(i.seq)) : null)
  return {
    rows,
    next: from + rows.length < newest.length ? at(rows.at(-1)) : null,
    previous: from > 0 ? at(rows[0]) : null,
  }
}

function seqIn(cursor: string | undefined): number | undefined {
  const [key] = keysOf(cursor, 1) ?? []
  return key && /^\d{1,9}$/.test(key) ? Number(key) : undefined
}
