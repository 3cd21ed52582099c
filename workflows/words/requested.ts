import type { PartyRole } from '../../law/parties.ts'
import type { RuleId } from '../../law/rules/catalogue.ts'
import { refuse } from '../kernel/ended.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { OpenTerm } from '../kernel/open-term.ts'
import { task } from '../kernel/task.ts'
import type { ActCommand } from '../types.ts'

/** What a party asked, beside whatever the procedure does. */
export interface Request {
  /** The revision that the case had by it: by that an answer names it. */
  id: string
  at: string
  asked: ActCommand
  role: PartyRole
  partyId: string
}

/** How requests of a kind are taken and answered. */
interface Requests {
  ask: string
  answers: readonly string[]
  /** The kind of work that each is, and for whom. */
  kind: string
  role: string
  /** The term within which it is to be answered, and who must keep it. */
  rule: RuleId | ((asked: ActCommand) => RuleId)
  owner: 'service' | 'ministry'
  /** What cannot be asked. @throws ApplicationFailure */
  guard?(act: ActCommand): void
  begun?(request: Request): void
  answered(request: Request, answer: ActCommand): void
}

/**
 * Takes requests of a kind at any time, also after the end of the case: each is work with a term of its own, and the case is
 * not over before it is answered. A party has one of a kind open at a time. An answer that names none is to the oldest.
 */
export function requests(c: Kernel, of: Requests): void {
  const open = new Map<string, Request>()
  const meant = ({ facts }: ActCommand): string =>
    typeof facts.request === 'string' ? facts.request : (open.keys().next().value ?? '')
  c.acts.guardWith((act) => {
    if (act.act === of.ask) {
      if ([...open.values()].some((one) => one.partyId === act.facts.partyId)) throw refuse('asked-before')
      of.guard?.(act)
    }
    if (of.answers.includes(act.act) && !open.has(meant(act))) throw refuse('not-allowed-now')
  })
  c.acts.on(of.ask, (asked) => {
    const request: Request = {
      ...{ id: String(c.revision), at: c.now(), asked },
      ...{ role: asked.role as PartyRole, partyId: String(asked.facts.partyId) },
    }
    let term: OpenTerm | undefined
    open.set(request.id, request)
    of.begun?.(request)
    const answer = task(c, {
      ...{ kind: of.kind, role: of.role, acts: of.answers },
      fits: (act) => meant(act) === request.id,
      opened: (taskId) => {
        const rule = typeof of.rule === 'function' ? of.rule(asked) : of.rule
        term = c.term(of.kind, rule, { owner: of.owner, taskId })
      },
      closed: (how) => {
        open.delete(request.id)
        term?.close(how)
      },
    })
    c.alongside(answer.then((act) => act && of.answered(request, act)))
  })
}
