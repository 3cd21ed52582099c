import { composerOf } from '../../forms/decisions/all.ts'
import type { DecisionContent } from '../../forms/decisions/decision.ts'
import { dayOf } from '../../law/time.ts'
import { applicantOf } from '../../ledger/parties.ts'
import type { LetterContext } from './context.ts'

/**
 * What the decision that the letter carries says in substance.
 * @throws Error when the command does not say what is proposed
 */
export function contentOf(c: LetterContext): DecisionContent {
  const content = composerOf(c.procedure)({
    proposal: c.payload,
    application: c.application.data,
    latestPayload: (act) => c.latestPayloads.get(act)?.payload,
    applicant: c.party.name,
    ownMotion: applicantOf(c.state) === undefined,
    original: c.original,
    today: dayOf(c.input.at),
    receivedOn: dayOf(c.state.receivedAt),
  })
  if (!content) throw new Error('nothing is proposed')
  return content
}
