import { allHandlersFinished, condition, setHandler } from '@temporalio/workflow'
import type { Place } from '../../ledger/inbox.ts'
import type { CaseHead } from '../types.ts'
import type { Kernel } from './kernel.ts'
import { Mailbox } from './mailbox.ts'
import { clockMovedSignal, wakeSignal, wakeUpdate } from './signals.ts'
import { take } from './taker.ts'
import { BusinessClock } from './time.ts'

/** What comes to a case from outside: that something was noted, that business time moved, that a moment has come. */
export class Post {
  private readonly c: Kernel
  private readonly clock: BusinessClock
  private box: Mailbox | undefined

  constructor(c: Kernel) {
    this.c = c
    this.clock = new BusinessClock(c.start.offsetMs)
  }

  /** From now on it is heard what comes. */
  listen(): void {
    setHandler(clockMovedSignal, (offsetMs) => this.clock.move(offsetMs))
    setHandler(wakeUpdate, async (n, told) => {
      // A case that is woken after its end first looks where it stands.
      await condition(() => this.box !== undefined)
      await this.mailbox.places.heard(n, told)
    })
    // What was noted before the mailbox is there, it finds in the inbox.
    setHandler(wakeSignal, (n) => {
      void this.box?.places.heard(n)
    })
  }

  /** @throws Error before it was begun: a fault of the kernel */
  get mailbox(): Mailbox {
    if (!this.box) throw new Error('the mailbox is not open yet')
    return this.box
  }

  /** @param head absent: the case begins */
  begin(head?: CaseHead): void {
    const { c } = this
    const { caseId, receivedAt, again = 0 } = c.start
    const due = (at: string): ReturnType<typeof c.waits.earliest> => {
      const first = c.waits.earliest()
      return first && first.at <= at ? first : undefined
    }
    const stream = { kind: 'case', id: caseId } as const
    const taker = { stream, due, take: (p: Place) => take(c, p), emitted: () => c.ledger.emitted() }
    this.box = new Mailbox(taker, head?.at ?? receivedAt, {
      again: again > 0 || head !== undefined,
      ...(head ? { from: head.n } : {}),
      // What somebody did, or another case told, when the case had closed is left to the run that takes it up.
      enough: ({ kind }) => c.closed && (kind === 'act' || kind === 'order'),
    })
    if (head) this.box.numbers = head.numbers
  }

  /** The mailbox and the clock, for as long as the case runs. */
  running(): Promise<never>[] {
    const ticking = this.clock.run(
      () => this.c.waits.earliest()?.at,
      () => this.mailbox.idle,
      (instant) => this.mailbox.places.reached(instant),
    )
    return [this.mailbox.run(), ticking]
  }

  /** Waits until all is settled, and answered. */
  async end(): Promise<void> {
    for (;;) {
      await condition(() => this.mailbox.idle)
      const { next } = this.mailbox.places
      await this.mailbox.places.look()
      if (this.mailbox.idle && this.mailbox.places.next === next) break
    }
    await condition(allHandlersFinished)
  }
}
