import type { Kernel } from '../kernel/kernel.ts'
import { letter } from '../kernel/letter.ts'
import { requests } from './requested.ts'

/**
 * A party asks to look into the file (APL 61). An official opens to it what he names, until a day, or refuses; either way the
 * party is told by letter. What was opened is filled in where it is recorded.
 */
export function inspectable(c: Kernel): void {
  requests(c, {
    ...{ ask: 'inspection.ask', answers: ['inspection.give', 'inspection.refuse'] },
    ...{ kind: 'inspection', role: 'inspector', rule: 'APL61.inspect', owner: 'service' },
    answered({ id, at, partyId }, answer) {
      const given = answer.act === 'inspection.give'
      if (given) {
        const until = String(answer.facts.until)
        const opened = { id, partyId, until, documents: [], files: [] }
        c.ledger.emit({ type: 'records-opened', data: opened }, answer)
      }
      const options = { command: answer.key, to: { partyId }, facts: { askedAt: at }, unfavourable: !given }
      c.beside(letter(c, given ? 'inspection-reply' : 'inspection-refusal', options))
    },
  })
}
