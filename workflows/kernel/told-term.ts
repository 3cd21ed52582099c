import type { TermEnd, TermOwner } from '../../law/clock/term.ts'
import type { RuleId } from '../../law/rules/catalogue.ts'
import { startOfDay } from '../../law/time.ts'
import type { Kernel } from './kernel.ts'
import type { OpenTerm } from './open-term.ts'

/**
 * A term that the institution sets in a letter (APL 41), counted from when the letter is served: it is opened then, since
 * nobody knows its day before. It follows the calendar while it runs: a new day off may prolong what was told, nothing
 * shortens it, and a letter that went out later than planned gives no less than it names.
 * @param letter the letter on its way
 */
export function toldTerm(
  c: Kernel,
  letter: Promise<{ servedOn: string; until: string | null }>,
  term: { name: string; rule: RuleId; owner: TermOwner; taskId: string; amount: number },
): { end(): string | undefined; close(how: TermEnd): void } {
  let opened: OpenTerm | undefined
  let closed = false
  const { name, rule, ...spec } = term
  c.beside(
    letter.then(({ servedOn, until }) => {
      // Whoever answered before the letter was out has no term any more.
      if (closed) return
      const told = until ? { told: until } : {}
      opened = c.term(name, rule, { kind: 'set', from: startOfDay(servedOn), ...told, ...spec })
    }),
  )
  return {
    end: () => opened?.end(),
    close: (how) => {
      closed = true
      opened?.close(how)
    },
  }
}
