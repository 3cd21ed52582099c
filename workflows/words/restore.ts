import { type CaseTerm, termId } from '../../law/clock/term.ts'
import { refuse } from '../kernel/ended.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { letter } from '../kernel/letter.ts'
import type { ActCommand } from '../types.ts'
import { type Request, requests } from './requested.ts'

/** How a procedure goes on where a term that was missed is restored, by the name of the term. */
export type Restores = Record<string, (c: Kernel, until: string) => void>

/**
 * Requests to prolong a term that the institution set, made before its end, and to restore one that was missed (APL 46–48). While
 * a request that came in time is not decided, the term is not missed (47(2), 48(2)). Either is decided by an official within a
 * month, and the party is told; a refusal may be contested (48(3)).
 */
export function restorable(c: Kernel, restores: Restores): void {
  const late = new Map<string, boolean>()
  const held = new Map<string, string>()
  const freed = ({ id }: Request): void => {
    c.terms.asked.delete(held.get(id) ?? '')
  }
  requests(c, {
    ...{
      ask: 'term.ask',
      answers: ['term.grant', 'term.refuse'],
      kind: 'term',
      role: 'inspector',
      owner: 'service',
    },
    rule: (asked) => (isMissed(termOf(c, asked)) ? 'APL48.restore' : 'APL48.extend'),
    guard: (act) => {
      const term = termOf(c, act)
      if (!term || !(isMissed(term) ? canRestore(c, restores, term) : term.state === 'running'))
        throw refuse('nothing-missed')
    },
    begun(request) {
      const term = termOf(c, request.asked)!
      late.set(request.id, isMissed(term))
      if (isMissed(term)) return
      held.set(request.id, termId(term))
      c.terms.asked.add(termId(term))
    },
    answered(request, answer) {
      const { id, at, asked, partyId } = request
      const granted = answer.act === 'term.grant'
      const restored = late.get(id) === true
      const until = String(answer.facts.until)
      if (granted && restored) restores[String(asked.facts.term)]!(c, until)
      else if (granted)
        c.terms.fact([held.get(id)!], {
          ...{
            id: `prolonged-${c.revision}`,
            type: 'extended',
            at: c.now(),
            ground: 'request',
            by: 'institution',
          },
          ...{ rule: 'APL47', until, requestedAt: at },
        })
      freed(request)
      const facts = { askedAt: at, restored, term: String(asked.facts.term), until: granted ? until : null }
      // A refusal may end the case at once; the party is told of it all the same.
      const of = { to: { partyId }, regardless: true }
      const options = { command: answer.key, facts, unfavourable: !granted, ...of }
      c.beside(letter(c, granted ? 'term-granted' : 'term-refused', options))
    },
  })
}

const termOf = (c: Kernel, { facts }: ActCommand): CaseTerm | undefined => c.terms.newest(String(facts.term))

const isMissed = (term: CaseTerm | undefined): boolean => term?.state === 'passed'

/** What was missed is of use to restore: the case ended by it, or is not decided. */
function canRestore(c: Kernel, restores: Restores, { name }: CaseTerm): boolean {
  if (!restores[name]) return false
  const lapsed = c.terms.main('statutory').clock === 'lapsed'
  return name === 'cure' ? lapsed : c.decisions.list().length === 0 && !lapsed
}
