import type { EntryOrder } from '../../law/entry/life.ts'
import type { Kernel } from './kernel.ts'

/**
 * Orders that an entry of a public register is made or changed. What becomes of it, the entry's own workflow does: the order
 * has its place in the inbox of the entry when this is recorded. The entry's public data are composed where the event is
 * recorded, from the application as it stands and the institution; the workflow carries none of it.
 * @param entry.entryNo absent for a new entry, which gets its number in the same transaction
 */
export function enter(
  c: Kernel,
  entry: {
    register: string
    series: string
    order: EntryOrder
    reason: string
    decision: string
    entryNo?: string
    /** Of a suspension: the first day on which it is over. */
    until?: string
  },
): void {
  const { series, entryNo, ...data } = entry
  c.ledger.emit(
    { type: 'register-entered', data: { ...data, ...(entryNo ? { entryNo } : {}) } },
    undefined,
    entryNo ? undefined : series,
  )
}
