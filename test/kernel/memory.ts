import type { DecisionFact } from '../../law/afterlife/facts.ts'
import type { Place, PlacedAct } from '../../ledger/inbox.ts'
import type { CaseActivities, LedgerActivities } from '../../workflows/types.ts'

const BEGINS = new Date('2026-10-05T08:00:00Z').getTime()

/** The inbox and ledger of one case, kept in memory: what the kernel needs of the world to be tried alone. */
export class MemoryCase {
  readonly places: Place[] = []
  readonly settled = new Map<
    number,
    { events: { type: string; data: unknown; at: string }[]; refused?: string }
  >()
  /** How often each place was recorded: once, however often Temporal asks. */
  readonly asked: number[] = []
  /** From the machine's clock to the case's: it begins on the same Monday whenever the test is run. */
  offsetMs = BEGINS - Date.now()
  receivedAt = ''

  now(): string {
    const last = this.places.at(-1)?.at ?? ''
    const now = new Date(Date.now() + this.offsetMs).toISOString()
    return [now, last].sort()[1]!
  }

  /** Notes an act, as the transaction of a command does. @returns its place */
  note(act: Partial<PlacedAct> & { act: string }): number {
    const whole = {
      key: `key-${this.places.length}`,
      actorId: 'ieva',
      role: 'inspector',
      facts: {},
      entitled: true,
      tied: false,
      ...act,
    }
    return this.add({ kind: 'act', key: `act/${whole.key}`, act: whole })
  }

  add(what: Pick<Place, 'kind' | 'key'> & Partial<Place>): number {
    const found = this.places.find((p) => p.key === what.key)
    if (found) return found.n
    const n = this.places.length + 1
    this.places.push({ at: this.now(), failed: false, ...what, n })
    return n
  }

  /** Everything that was recorded, in the order of the places. */
  events(): { type: string; data: unknown; at: string }[] {
    return [...this.settled.keys()].sort((a, b) => a - b).flatMap((n) => this.settled.get(n)!.events)
  }
}

/** Activities over cases in memory, by id. */
export function memoryActivities(cases: Map<string, MemoryCase>): LedgerActivities & CaseActivities {
  const of = (caseId: string): MemoryCase => cases.get(caseId)!
  return {
    record: async ({ stream, n, events, refused }) => {
      const c = of(stream.id)
      c.asked.push(n)
      if (!c.settled.has(n)) c.settled.set(n, { events, ...(refused ? { refused: refused.code } : {}) })
      return { numbers: {}, failed: false }
    },
    inbox: async ({ stream, from }) => of(stream.id).places.filter((p) => p.n >= from),
    place: async ({ stream, from, kind, key, notBefore }) => {
      const c = of(stream.id)
      const n = c.add({ kind, key, ...(notBefore && notBefore > c.now() ? { at: notBefore } : {}) })
      return { n, places: c.places.filter((p) => p.n >= from) }
    },
    caseHead: async ({ caseId, upTo }) => {
      const c = of(caseId)
      const events = c.events()
      const said = <T>(type: string): T[] => events.flatMap((e) => (e.type === type ? [e.data as T] : []))
      const facts = said<{ decisionId: string; fact: DecisionFact }>('decision-fact')
      const ids = [...new Set(facts.map((f) => f.decisionId))]
      return {
        ...{ n: upTo?.n ?? c.places.length, seq: events.length, at: c.places.at(-2)?.at ?? c.receivedAt },
        stage: said<{ stage: string }>('stage-entered').at(-1)!.stage,
        revision: (events.findLast((e) => 'revision' in (e.data as object))!.data as { revision: number })
          .revision,
        outcome: said<{ outcome: string }>('closed').at(-1)!.outcome,
        ...{ doneBy: {}, terms: [], calendars: [], numbers: {} },
        decisions: ids.map((decisionId) => ({
          decisionId,
          facts: facts.filter((f) => f.decisionId === decisionId).map((f) => f.fact),
        })),
      }
    },
    passOver: async ({ stream, n }) => {
      const c = of(stream.id)
      const place = c.places.find((p) => p.n === n)
      if (!place || c.settled.has(n)) return { anew: false }
      place.failed = true
      return { anew: true }
    },
  }
}
