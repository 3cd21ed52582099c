import type { TurnEvent } from '../../ledger/append.ts'
import type { KernelEvent } from '../../ledger/events.ts'
import type { ActCommand } from '../types.ts'
import type { Mailbox } from './mailbox.ts'

/** What a case says to the ledger: events on their way, numbers that came back, keys of effects. */
export class LedgerWriter {
  private readonly caseId: string
  private readonly mailbox: () => Mailbox
  private buffer: TurnEvent[] = []
  private readonly steps: Record<string, number> = {}
  private run = ''

  constructor(caseId: string, mailbox: () => Mailbox) {
    this.caseId = caseId
    this.mailbox = mailbox
  }

  /** The case goes on from a place: its effects are not those that it had before. */
  begin(from: number): void {
    this.run = `${from}.`
  }

  /** Business time of what is being done (UTC). */
  now(): string {
    return this.mailbox().at
  }

  /** Puts an event on its way into the ledger; it is written with whatever else happens at this place. */
  emit(event: KernelEvent, by?: ActCommand, series?: string): void {
    const who = by ? { actorId: by.actorId, actorRole: by.role } : {}
    this.buffer.push({ ...event, at: this.mailbox().at, ...who, ...(series ? { series } : {}) })
  }

  /** What was emitted since it was last asked. */
  emitted(): TurnEvent[] {
    return this.buffer.splice(0)
  }

  /** Waits until what is being done stands in the ledger; gives the numbers given so far, by series. */
  async committed(): Promise<Record<string, string>> {
    await this.mailbox().committed()
    return this.mailbox().numbers
  }

  /** The number of a series that this case got at an earlier place. */
  numberOf(series: string): string | undefined {
    return this.mailbox().numbers[series]
  }

  /** A key for the n-th effect of this kind in this case: `<case>:<step>:<n>`, after its end `<case>:<step>:<from>.<n>`. */
  step(name: string): string {
    const n = (this.steps[name] ?? 0) + 1
    this.steps[name] = n
    return `case/${this.caseId}:${name}:${this.run}${n}`
  }
}
