import type { EntryLife, EntryOrder } from '../../law/entry/life.ts'
import { type EntryState, foldEntry } from '../../ledger/entry.ts'
import type { EntryLedgerEvent } from '../../ledger/events.ts'
import type { Place } from '../../ledger/inbox.ts'
import type { PlacedOrder } from '../../ledger/orders.ts'
import { entryStream } from '../../ledger/streams.ts'
import type { EntryActivities, EntryHead, LedgerActivities } from '../../workflows/types.ts'

/** Inbox and ledger of one entry, kept in memory and folded as the ledger folds them. */
export class MemoryEntry {
  readonly places: Place[] = []
  readonly events: EntryLedgerEvent[] = []
  /** What became of each place, by its number; each is settled once and in its order. */
  readonly settled: ('taken' | 'refused')[] = []
  state: EntryState | undefined
  offsetMs: number
  private readonly name: { register: string; entryNo: string }
  private readonly life: EntryLife

  /** @param from business instant at which the story begins */
  constructor(name: { register: string; entryNo: string }, life: EntryLife, from: string) {
    this.name = name
    this.life = life
    this.offsetMs = new Date(from).getTime() - Date.now()
  }

  now(): string {
    const now = new Date(Date.now() + this.offsetMs).toISOString()
    return [now, this.places.at(-1)?.at ?? ''].sort()[1]!
  }

  /** A case orders something, as the transaction that records it there does. @returns its place */
  order(order: EntryOrder, caseId = 'c1'): number {
    const event = `order/${this.places.length}`
    const data: PlacedOrder = { ...this.name, order, reason: order, caseId, event, holder: 'school' }
    return this.add({ kind: 'order', key: `${caseId}/${event}`, data })
  }

  add(what: Pick<Place, 'kind' | 'key'> & Partial<Place>): number {
    const found = this.places.find((p) => p.key === what.key)
    if (found) return found.n
    const n = this.places.length
    this.places.push({ at: this.now(), failed: false, ...what, n })
    return n
  }

  record({ n, events, refused }: Parameters<LedgerActivities['record']>[0]): void {
    if (n < this.settled.length) return
    if (n !== this.settled.length) throw new Error(`place ${n} is not the next one`)
    this.settled.push(refused ? 'refused' : 'taken')
    for (const [i, event] of events.entries()) {
      const { at, type, data } = event
      const seq = this.events.length + 1
      const whole = { seq, key: `${n}/${i}`, at, recordedAt: at, actorId: null, actorRole: null, type, data }
      const told = whole as unknown as EntryLedgerEvent
      this.events.push(told)
      this.state = foldEntry(this.state, told, String(seq))
    }
  }

  head(): EntryHead {
    const { state, settled } = this
    return {
      stream: entryStream(this.name.register, this.name.entryNo),
      life: this.life,
      next: settled.length,
      at: this.places[Math.max(0, settled.length - 1)]!.at,
      ...(state ? { standing: state.standing, holder: state.holder, untold: state.untold } : {}),
    }
  }

  /** What happened, in short: the day in Riga, and what. */
  told(): string[] {
    return this.events.map(({ at, type, data }) => {
      const what = 'order' in data ? data.order : 'days' in data ? `${data.days} days` : ''
      const day = new Date(new Date(at).getTime() + 3 * 3_600_000).toISOString().slice(0, 10)
      return `${day} ${type.replace('entry-', '')} ${what}`.trim()
    })
  }
}

/** Activities over entries in memory, by the id of their streams. */
export function memoryActivities(entries: Map<string, MemoryEntry>): LedgerActivities & EntryActivities {
  const of = ({ id }: { id: string }): MemoryEntry => entries.get(id)!
  return {
    entryHead: async ({ register, entryNo }) => of(entryStream(register, entryNo)).head(),
    record: async (turn) => {
      of(turn.stream).record(turn)
      return { numbers: {}, failed: false }
    },
    inbox: async ({ stream, from }) => of(stream).places.filter((p) => p.n >= from),
    place: async ({ stream, from, kind, key, notBefore }) => {
      const e = of(stream)
      const n = e.add({ kind, key, ...(notBefore && notBefore > e.now() ? { at: notBefore } : {}) })
      return { n, places: e.places.filter((p) => p.n >= from) }
    },
    passOver: async () => ({ anew: false }),
  }
}
