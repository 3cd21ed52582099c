import { addDays, startOfDay } from '../../law/time.ts'
import type { Kernel } from './kernel.ts'

/** How many days before the end of the statutory term the warning comes. */
const WARN_DAYS = 5

/**
 * Warns before the statutory term ends and escalates when it has passed; follows every change of the term.
 * While the term stands still, there is nothing to watch.
 */
export function watchTerms(c: Kernel): void {
  let warned: string | undefined
  let escalated: string | undefined
  c.watch(() => {
    const term = c.decided ? null : c.clocks.term('statutory')
    if (!term || escalated === term.due) return undefined
    const { due, end } = term
    const warnAt = startOfDay(addDays(due, -WARN_DAYS))
    // A term that is shorter than the warning is long, or came to be late, is warned of at once.
    if (warned !== due && c.now() < end)
      return {
        at: [warnAt, c.now()].sort()[1]!,
        passed: () => {
          warned = due
          c.ledger.emit({ type: 'warned', data: { what: 'statutory', due } })
        },
      }
    return {
      at: end,
      passed: () => {
        escalated = due
        c.ledger.emit({ type: 'escalated', data: { what: 'statutory', due } })
      },
    }
  })
}
