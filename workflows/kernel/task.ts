import type { TermEnd } from '../../law/clock/term.ts'
import type { ActCommand } from '../types.ts'
import type { Kernel } from './kernel.ts'

/**
 * A piece of work for a role: it appears in a queue, and is done by one of `acts`, each a typed outcome.
 * @param options.deadline instant after which nobody need act any more; asked again when terms move
 * @returns the act, or undefined when the deadline passed
 * @throws CaseEnded
 */
export async function task(
  c: Kernel,
  options: {
    /** Where the case stands meanwhile; absent: where it stood. */
    stage?: string
    kind: string
    role: string
    acts: readonly string[]
    deadline?: () => string | undefined
    /** Called with the task's id as soon as it is open, to tell its term when that is known. */
    opened?: (taskId: string) => void
    /** The decision that it is about: only acts about that one do it. */
    of?: string
    /** Which acts do it, where that is not said by their name alone. */
    fits?: (act: ActCommand) => boolean
    /** Called when it is closed, with what becomes of its term by that. */
    closed?: (how: TermEnd) => void
  },
): Promise<ActCommand | undefined> {
  const taskId = [options.kind, ...(options.of ? [options.of] : []), c.revision + 1].join('-')
  if (options.stage !== undefined) c.enterStage(options.stage)
  c.ledger.emit({ type: 'task-opened', data: { taskId, kind: options.kind, role: options.role } })
  options.opened?.(taskId)
  try {
    const act = await c.act(options.acts, options.deadline, options.fits ? { fits: options.fits } : {})
    options.closed?.(act ? 'met' : 'passed')
    c.ledger.emit({
      type: 'task-closed',
      data: { taskId, outcome: act?.act ?? 'term-passed', ...(act ? { by: act.actorId } : {}) },
    })
    return act
  } catch (interrupted) {
    options.closed?.('interrupted')
    c.ledger.emit({ type: 'task-closed', data: { taskId, outcome: 'interrupted' } })
    throw interrupted
  }
}
