import { type CaseTerm, termId } from '../../law/clock/term.ts'
import { dayOf } from '../../law/time.ts'
import { dayEn, dayLv } from '../../law/words.ts'
import { refuse } from '../kernel/ended.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { letter } from '../kernel/letter.ts'
import type { OpenTerm } from '../kernel/open-term.ts'
import { requests } from './requested.ts'

/**
 * A party complains that a term of the institution has passed (APL 49(2)): the complaint goes to the ministry, which decides
 * within seven days. What it orders is a term of the case until the decision is made.
 */
export function complainable(c: Kernel): void {
  const ordered: OpenTerm[] = []
  c.decisions.whenChanged((_id, before) => {
    if (before === undefined) for (const term of ordered.splice(0)) term.close('met')
  })
  requests(c, {
    ...{ ask: 'delay.complain', answers: ['delay.outcome'] },
    ...{ kind: 'delay', role: 'supervisor', rule: 'APL49.delay-complaint', owner: 'ministry' },
    guard: () => overdue(c),
    begun({ asked, partyId }) {
      const to = { authority: 'ministry' } as const
      const late = c.terms.living().find((term) => isLate(term, c.now()))
      const facts = { due: late?.due ?? null, term: late ? termId(late) : null }
      c.beside(letter(c, 'delay-forwarding', { command: asked.key, to, of: partyId, facts }))
    },
    answered(_request, { facts }) {
      if (facts.outcome !== 'ordered') return
      const until = String(facts.until)
      const term = c.term('ordered', 'APL49.ordered', { kind: 'set', owner: 'service' })
      term.fact({ id: `ordered-${c.revision}`, type: 'term-set', at: c.now(), until })
      ordered.push(term)
    },
  })
}

/** A term of the Service, given by law, that runs and has come to its end. */
const isLate = ({ kind, owner, clock, end }: CaseTerm, now: string): boolean =>
  kind === 'statutory' && owner === 'service' && clock === 'running' && end !== null && end <= now

/** @throws ApplicationFailure `too-early` with the day until which the Service has time */
function overdue(c: Kernel): void {
  const living = c.terms.living()
  if (living.some((term) => isLate(term, c.now()))) return
  const next = living
    .filter(({ kind, owner, due }) => kind === 'statutory' && owner === 'service' && due !== null)
    .map(({ due }) => due!)
    .sort()[0]
  throw refuse(
    'too-early',
    next === undefined
      ? {
          lv: `Šobrīd (${dayLv(dayOf(c.now()))}) dienestam nerit neviens likumā noteikts termiņš, ko tas būtu nokavējis.`,
          en: `No term that the law gives the Service runs today (${dayEn(dayOf(c.now()))}), so none is missed.`,
        }
      : {
          lv: `Dienesta termiņš vēl nav beidzies: tā pēdējā diena ir ${dayLv(next)}. Sūdzēties var pēc tās (APL 49. panta otrā daļa).`,
          en: `The Service's term has not ended: its last day is ${dayEn(next)}. A complaint may be made after it (APL 49(2)).`,
        },
  )
}
