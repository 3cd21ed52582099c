import { uuid4 } from '@temporalio/workflow'
import type { ConflictGround } from '../../law/conflicts.ts'
import type { PartyRole } from '../../law/parties.ts'
import { startOfDay } from '../../law/time.ts'
import { refuse } from '../kernel/ended.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { letter } from '../kernel/letter.ts'
import type { OpenTerm } from '../kernel/open-term.ts'
import { task } from '../kernel/task.ts'
import type { ActCommand } from '../types.ts'

/** Requests that wait for their decision at once: more than anybody needs, fewer than would bury a desk. */
const ASKED_AT_ONCE = 3

/**
 * A party asks that an official be replaced, at any time while the case is open: a supervisor decides within seven days, and
 * whoever asked is told (APL 37(2)). Whoever is replaced takes no part from then on: that stands in the ledger as a conflict
 * that was found, and the guard reads it for whatever comes after.
 */
export function replaceable(c: Kernel): void {
  /** Those that are open, by the revision that the case had by them. */
  const open = new Set<string>()
  c.acts.guardWith((act) => {
    if (act.act === 'replacement.ask' && open.size >= ASKED_AT_ONCE) throw refuse('requests-waiting')
    if (act.act !== 'replacement.decide') return
    if (!open.has(String(act.facts.request))) throw refuse('not-allowed-now')
    // Nobody decides whether he himself is to be replaced.
    if (act.facts.official === act.actorId) throw refuse('own-work')
  })
  c.acts.on('replacement.ask', (asked) => {
    const request = String(c.revision)
    const askedAt = c.now()
    let term: OpenTerm | undefined
    open.add(request)
    const decided = task(c, {
      kind: 'replacement',
      role: 'supervisor',
      acts: ['replacement.decide'],
      fits: ({ facts }) => facts.request === request,
      opened: (taskId) => {
        term = c.term('replacement', 'APL37.replace', { owner: 'service', taskId })
      },
      closed: (how) => {
        open.delete(request)
        term?.close(how)
      },
    })
    c.alongside(decided.then((act) => act && answered(c, asked.role as PartyRole, askedAt, act)))
  })
}

/** What was decided stands, and the party in whose role it was asked is told. */
function answered(c: Kernel, owner: PartyRole, askedAt: string, decided: ActCommand): void {
  const { outcome, official, ground } = decided.facts
  const refused = outcome === 'refused'
  if (!refused) {
    // Its place and what was said are filled in when it is recorded (activities/replaced.ts).
    const found = { id: uuid4(), personId: String(official), ground: ground as ConflictGround }
    c.ledger.emit({ type: 'conflict-found', data: { ...found, reason: '', place: 0 } }, decided)
  }
  const told = letter(c, 'replacement-reply', {
    command: decided.key,
    facts: { askedAt },
    unfavourable: refused,
    to: owner,
  })
  c.beside(
    told.then(({ servedOn, until }) => {
      if (refused)
        c.term('replacement-contest', 'APL37.contest', {
          ...{ owner, from: startOfDay(servedOn) },
          ...(until ? { told: until } : {}),
        })
    }),
  )
}
