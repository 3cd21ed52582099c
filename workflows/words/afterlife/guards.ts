import type { DecisionStage } from '../../../law/afterlife/facts.ts'
import { dayOf } from '../../../law/time.ts'
import { hasOpen } from '../../../procedures/procedure.ts'
import { refuse } from '../../kernel/ended.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { ActCommand } from '../../types.ts'

/** Questions about decisions that wait for their answer at once: more than anybody needs, fewer than would bury a desk. */
const ASKED_AT_ONCE = 3

/**
 * Acts that cannot be, though the table allows them where the case stands.
 * @throws ApplicationFailure `too-late` with the law's reason, `asked-already`, or which day is before what it follows from
 */
export function guardAfterlife(c: Kernel, act: ActCommand, asked: number): void {
  const { decisions } = c
  switch (act.act) {
    case 'contest.submit':
      notBarred(c, act)
      learned(c, act)
      break
    case 'contest.withdraw':
      decisions.of(act, ['contested'], (d) => hasOpen(d, partyIn(act)))
      break
    case 'decision.ask':
      if (asked >= ASKED_AT_ONCE) throw refuse('asked-already')
      break
    case 'contest.outcome': {
      const { contest } = decisions.standing(decisions.of(act, ['contested']))
      notBefore(act.facts.date, contest && dayOf(contest.at), 'outcome-before-contest')
      break
    }
    case 'court.file': {
      const { at } = decisions.madeAs(decisions.of(act, ['settled']))
      notBefore(act.facts.filedOn, dayOf(at), 'filed-before-decision')
      break
    }
    case 'court.outcome': {
      const { court } = decisions.standing(decisions.of(act, ['in-court']))
      notBefore(act.facts.inForceFrom, court?.filedOn, 'judged-before-filing')
      break
    }
  }
}

function notBefore(day: unknown, first: string | null | undefined, code: string): void {
  if (first && String(day) < first) throw refuse(code)
}

const CONTESTABLE: readonly DecisionStage[] = ['contest-period', 'contested']

const partyIn = ({ facts }: ActCommand): string | undefined =>
  typeof facts.partyId === 'string' ? facts.partyId : undefined

/** The decision that somebody contests: the first that they may and do not contest yet, if they name none. */
export function contestedBy(c: Kernel, act: ActCommand): string {
  return c.decisions.of(act, CONTESTABLE, (d) => !hasOpen(d, partyIn(act)))
}

/** Whoever was not invited has a month from the day on which they learned of the decision (APL 79(2)), and names it. */
function learned(c: Kernel, { role, ...act }: ActCommand): void {
  if (role !== 'concerned') return
  const { learnedOn } = act.facts
  if (typeof learnedOn !== 'string') throw refuse('learned-missing')
  const { at } = c.decisions.madeAs(contestedBy(c, { role, ...act }))
  notBefore(learnedOn, dayOf(at), 'learned-before-decision')
}

/** APL 79(3)2. */
function notBarred(c: Kernel, act: ActCommand): void {
  const { barredFrom } = c.decisions.standing(contestedBy(c, act))
  if (barredFrom === null || c.now() < barredFrom) return
  throw refuse('too-late', {
    lv: 'Kopš lēmuma stāšanās spēkā pagājuši vairāk nekā trīs gadi; to vairs nevar apstrīdēt, un šo termiņu neatjauno (APL 79. panta trešās daļas 2. punkts).',
    en: 'More than three years have passed since the decision came into force; it can be contested no more, and that term is not restored (APL 79(3)2).',
  })
}
