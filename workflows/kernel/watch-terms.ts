import { type CaseTerm, termId } from '../../law/clock/term.ts'
import { isPartyRole } from '../../law/parties.ts'
import { addDays, startOfDay } from '../../law/time.ts'
import type { Kernel } from './kernel.ts'
import type { Watched } from './waits.ts'

/** How many days before the end of a statutory term the warning comes. */
const WARN_DAYS = 5

/**
 * Watches every term of a case, however many there are, and follows whatever becomes of them. Of each term that the law, or
 * somebody above, gives an authority it warns before the end and escalates when it has passed; of any other it notes that it has. While a
 * term stands still, there is nothing to watch.
 */
export function watchTerms(c: Kernel): void {
  const warned = new Map<string, string>()
  c.waits.watch(() => {
    if (c.decided) return undefined
    let first: Watched | undefined
    for (const term of c.terms.living()) {
      const found = term.state === 'running' ? nextOf(c, term, warned) : undefined
      if (found && (!first || found.at < first.at)) first = found
    }
    return first
  })
}

function nextOf(c: Kernel, term: CaseTerm, warned: Map<string, string>): Watched | undefined {
  const { due, end, kind, owner } = term
  if (due === null || end === null) return undefined
  const id = termId(term)
  if ((kind !== 'statutory' && kind !== 'set') || isPartyRole(owner))
    return {
      at: end,
      passed: () => {
        c.terms.miss(id, due)
        c.ledger.emit({ type: 'term-passed', data: { term: id, due } })
      },
    }
  const warnAt = startOfDay(addDays(due, -WARN_DAYS))
  // A term that is shorter than the warning is long, or came to be late, is warned of at once.
  if (warned.get(id) !== due && c.now() < end)
    return {
      at: [warnAt, c.now()].sort()[1]!,
      passed: () => {
        warned.set(id, due)
        c.ledger.emit({ type: 'warned', data: { what: id, due } })
      },
    }
  return {
    at: end,
    passed: () => {
      c.terms.miss(id, due)
      c.ledger.emit({ type: 'escalated', data: { what: id, due } })
    },
  }
}
