import {
  checkReopening,
  isReopeningGround,
  REOPENING_GROUNDS,
  type ReopeningGround,
} from '../../law/afterlife/reopening.ts'
import { CALENDAR } from '../../law/calendar/data.ts'
import type { Finding } from '../../law/decision/draft.ts'
import { normText } from '../../law/norm.ts'
import { REOPENING_CHECKS } from '../acts/reopening.ts'
import { type Composer, type DecisionSource, paragraphsOf } from './decision.ts'
import { assessed, considered, faultsOf, named, stillThere, unfit } from './words/original.ts'

/** The decision on beginning proceedings anew: another one in place of the first, or a refusal. */
export const reopeningDecision: Composer = (source) => {
  const { proposal, application, original, ownMotion } = source
  const kind =
    proposal.kind === 'decide-anew' || proposal.kind === 'refuse-reopening' ? proposal.kind : undefined
  if (!kind || !original) return undefined
  const anew = kind === 'decide-anew'
  const ground = isReopeningGround(application.ground) ? application.ground : undefined
  const norms = Array.isArray(proposal.norms) ? proposal.norms.map(String) : []
  const instead = String(proposal.newDecision ?? '').trim()
  return {
    kind: anew ? 'amend' : 'refuse',
    ...considered(source, !anew),
    claim: ownMotion ? '' : `Sākt procesu no jauna un pārskatīt ${named(original, 'accusative')}.`,
    ...assessed(source, REOPENING_CHECKS),
    reasoning: [...(ground ? [groundText(ground)] : []), ...paragraphsOf(String(proposal.reasoning ?? ''))],
    norms: ground ? [...norms, normText(REOPENING_GROUNDS[ground].norm, 'lv')] : norms,
    operative: anew
      ? [
          'Sākt administratīvo procesu no jauna.',
          `Atcelt ${named(original, 'accusative')} ar dienu, kad stājas spēkā šis lēmums, un tā vietā ${instead}`,
        ]
      : [`Atteikt sākt administratīvo procesu no jauna par ${named(original, 'accusative')}.`],
    findings: [
      ...stillThere(original),
      ...(anew && !instead
        ? unfit('newDecision', 'APL 83(2)', {
            lv: 'Uzrakstiet, ko nolemj iepriekšējā lēmuma vietā.',
            en: 'Say what is decided in place of the former decision.',
          })
        : []),
      ...(anew && ground ? onGround(source, ground) : []),
      ...(!anew && ownMotion
        ? unfit('kind', 'APL 88', {
            lv: 'Procesu sākt no jauna ir iestādes pienākums; atteikt var tikai adresātam, kas to lūdz.',
            en: 'To begin anew is a duty of the institution; only an addressee who asks can be refused.',
          })
        : []),
    ],
    twin: { original: { number: original.number, issuedOn: original.on } },
  }
}

const groundText = (ground: ReopeningGround): string => {
  const { title, norm } = REOPENING_GROUNDS[ground]
  return `Pamats: ${title.lv} (${normText(norm, 'lv')}).`
}

/** What is against it stands on what is proposed: what was asked for cannot be mended here. A restored term is told. */
function onGround(
  { application, ownMotion, proposal, receivedOn }: DecisionSource,
  ground: ReopeningGround,
): Finding[] {
  const faults = checkReopening(
    {
      ...{ ground, by: ownMotion ? ('own-motion' as const) : ('application' as const), on: receivedOn },
      learnedOn: application.learnedOn ? String(application.learnedOn) : undefined,
    },
    CALENDAR,
  )
  return faultsOf(faults).map((fault) => ({
    ...fault,
    ...{
      field: 'kind',
      severity: proposal.restored === true && fault.field === 'learnedOn' ? 'warn' : 'block',
    },
  }))
}
