import {
  ActivityFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow'
import { lives } from '../../law/entry/life.ts'
import { BeginAnew } from '../kernel/ended.ts'
import { Mailbox } from '../kernel/mailbox.ts'
import { clockMovedSignal, wakeSignal } from '../kernel/signals.ts'
import { Strands } from '../kernel/strands.ts'
import { BusinessClock } from '../kernel/time.ts'
import type { EntryActivities, EntryNotices, EntryStart, Reminder } from '../types.ts'
import { EntryLedger } from './ledger.ts'

const { entryHead } = proxyLocalActivities<EntryActivities>({
  startToCloseTimeout: '15 seconds',
  retry: { initialInterval: '100 milliseconds', maximumInterval: '5 seconds', backoffCoefficient: 2 },
})

/** So many things happen to an entry in one run: a history stays small however long the entry lives. */
const MOST = 50

/**
 * An entry of a register: it takes what cases order of it, expires, and has its holder reminded, for as long as it lives.
 * What happens to it has one order, its inbox; where it stands, each run reads from the ledger and goes on from there. It
 * continues as new after a number of events and each year, and ends when the entry is in force no more: a later order, such
 * as its restoration, wakes it again.
 * @returns where the entry stands
 */
export async function entry(start: EntryStart): Promise<string> {
  const clock = new BusinessClock(start.offsetMs)
  let mailbox: Mailbox | undefined
  setHandler(clockMovedSignal, (offsetMs) => clock.move(offsetMs))
  // What was noted before the run reads its inbox, it finds there.
  setHandler(wakeSignal, (n) => {
    void mailbox?.places.heard(n)
  })
  const head = await entryHead({ register: start.register, entryNo: start.entryNo })
  const ledger = new EntryLedger(start, head)
  const strands = new Strands()
  const box = new Mailbox(ledger, head.at, {
    again: true,
    from: head.next,
    // What is on its way to the holder is waited for, so that nobody is reminded twice.
    enough: ({ n }) => n - head.next >= MOST && strands.idle,
  })
  mailbox = box
  const tell = (notice: string, what: Reminder): void =>
    strands.beside(told(box, ledger, start, { notice, ...what }))
  ledger.begin(() => box.at, tell)
  for (const [notice, what] of Object.entries(head.untold ?? {})) tell(notice, what)
  const ticking = clock.run(
    () => ledger.next()?.at,
    () => box.idle,
    (instant) => box.places.reached(instant),
  )
  const isDone = (): boolean => ledger.standing !== undefined && !lives(ledger.standing)
  const enough = condition(
    () => box.idle && strands.idle && (ledger.isYearOver || box.places.next - head.next >= MOST || isDone()),
  )
  try {
    await Promise.race([enough, strands.broken, box.run(), ticking])
  } catch (e) {
    if (!(e instanceof BeginAnew)) throw e
  }
  await condition(allHandlersFinished)
  if (isDone() && box.idle) return ledger.standing!.state
  return continueAsNew<typeof entry>({ ...start, offsetMs: clock.offset })
}

/** Tells the holder. What fails again and again is told in the ledger of the entry, and an alarm is given. */
async function told(
  box: Mailbox,
  ledger: EntryLedger,
  { register, entryNo }: EntryStart,
  what: Reminder & { notice: string },
): Promise<void> {
  await box.committed()
  const { remindHolder } = proxyActivities<EntryNotices>({
    taskQueue: workflowInfo().taskQueue.replace(/-cases$/, '-documents'),
    startToCloseTimeout: '1 minute',
    retry: {
      initialInterval: '1 second',
      maximumInterval: '1 hour',
      backoffCoefficient: 2,
      maximumAttempts: 40,
    },
  })
  const { notice } = what
  try {
    const { channel } = await remindHolder({ register, entryNo, holder: ledger.holder, ...what })
    await box.inTurn(notice)
    ledger.emit({ type: 'entry-told', data: { notice, channel } })
  } catch (e) {
    if (!(e instanceof ActivityFailure)) throw e
    await box.inTurn(`${notice}!`)
    ledger.emit({ type: 'entry-trouble', data: { what: notice, code: e.cause?.name ?? 'error' } })
    ledger.emit({ type: 'entry-told', data: { notice, channel: null } })
  }
}
