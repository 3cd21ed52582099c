import { addDays, startOfDay } from '../../law/time.ts'
import { CaseInterrupted, type Kernel } from './kernel.ts'

/** How many days before the end of the statutory term the warning comes. */
const WARN_DAYS = 5

/**
 * Warns before the statutory term ends and escalates when it has passed; follows every change of the term.
 * Runs beside the procedure for as long as the term runs; while it stands still, there is nothing to watch.
 */
export async function watchTerms<Stage extends string>(c: Kernel<Stage>): Promise<void> {
  let warned: string | undefined
  let escalated: string | undefined
  while (!c.decided) {
    const term = c.term('statutory')
    try {
      if (!term || escalated === term.due) await c.untilOrChanged()
      else if (warned !== term.due && c.now() < startOfDay(addDays(term.due, -WARN_DAYS)))
        await c.untilOrChanged(startOfDay(addDays(term.due, -WARN_DAYS)))
      else if (warned !== term.due && c.now() < term.end) {
        warned = term.due
        c.emit({ type: 'warned', data: { what: 'statutory', due: term.due } })
      } else if (c.now() < term.end) await c.untilOrChanged(term.end)
      else {
        escalated = term.due
        c.emit({ type: 'escalated', data: { what: 'statutory', due: term.due } })
      }
    } catch (e) {
      if (e instanceof CaseInterrupted) return
      throw e
    }
  }
}
