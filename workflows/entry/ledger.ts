import {
  type EntryLife,
  type Moment,
  nextMoment,
  ordered,
  passed,
  type Standing,
} from '../../law/entry/life.ts'
import { addMonths, dayOf, startOfDay } from '../../law/time.ts'
import type { TurnEvent } from '../../ledger/append.ts'
import type { EntryEvent } from '../../ledger/events.ts'
import type { Place } from '../../ledger/inbox.ts'
import type { PlacedOrder } from '../../ledger/orders.ts'
import type { StreamRef } from '../../ledger/streams.ts'
import { refuse } from '../kernel/ended.ts'
import type { Taker } from '../kernel/taker.ts'
import type { EntryHead, EntryStart, Reminder } from '../types.ts'

/** Where an entry stands, and what is said of it to the ledger: what a case orders and what time brings. */
export class EntryLedger implements Taker {
  readonly stream: StreamRef
  standing: Standing | undefined
  /** The institution whose entry it is. */
  holder: string | null
  /** The run has gone on for a year: whoever begins anew goes by the law and the code of then. */
  isYearOver = false
  private readonly entry: Pick<EntryStart, 'register' | 'entryNo'>
  private readonly life: EntryLife
  private readonly year: string
  private buffer: TurnEvent[] = []
  private now: () => string = () => ''
  private tell: (notice: string, what: Reminder) => void = () => {}

  constructor({ register, entryNo }: EntryStart, head: EntryHead) {
    this.stream = head.stream
    this.life = head.life
    this.standing = head.standing
    this.holder = head.holder ?? null
    this.entry = { register, entryNo }
    this.year = startOfDay(addMonths(dayOf(head.at), 12))
  }

  /** @param tell has the holder told, beside whatever else happens */
  begin(now: () => string, tell: (notice: string, what: Reminder) => void): void {
    this.now = now
    this.tell = tell
  }

  /** What comes next by itself. */
  next(): { at: string; pass(): void } | undefined {
    const { standing } = this
    const moment = standing && nextMoment(this.life, standing)
    if (moment && (this.isYearOver || moment.at < this.year))
      return { at: moment.at, pass: () => this.pass(standing, moment) }
    if (this.isYearOver) return undefined
    return {
      at: this.year,
      pass: () => {
        this.isYearOver = true
      },
    }
  }

  due(at: string): { at: string; pass(): void } | undefined {
    const next = this.next()
    return next && next.at <= at ? next : undefined
  }

  /** @throws ApplicationFailure when it cannot be ordered where the entry stands */
  take({ kind, data }: Place): void {
    if (kind !== 'order') return
    const { register: _r, entryNo: _n, ...order } = data as PlacedOrder
    const standing = ordered(this.life, this.standing, order.order, this.now(), order.until)
    if (!standing) {
      this.emit({ type: 'entry-order-refused', data: order })
      throw refuse('not-allowed-now')
    }
    const first = this.standing === undefined
    this.holder = order.holder
    this.standing = standing
    if (first) this.emit({ type: 'entry-made', data: { ...this.entry, ...order, standing } })
    else this.emit({ type: 'entry-changed', data: { ...order, standing } })
  }

  emitted(): TurnEvent[] {
    return this.buffer.splice(0)
  }

  emit(event: EntryEvent): void {
    this.buffer.push({ ...event, at: this.now() })
  }

  private pass(before: Standing, moment: Moment): void {
    const standing = passed(before, moment)
    this.standing = standing
    if (moment.what === 'resumes') {
      this.emit({ type: 'entry-resumed', data: { standing } })
      return
    }
    const { term, last, useful, what } = moment
    if (typeof what === 'string') {
      const type = what === 'expires' ? 'entry-expired' : 'entry-term-passed'
      this.emit({ type, data: { term, last, standing } })
      return
    }
    const notice = `notice/${term}/${last}/${what.remind}`
    this.emit({ type: 'entry-reminded', data: { term, days: what.remind, last, useful, notice, standing } })
    this.tell(notice, { term, last, useful })
  }
}
