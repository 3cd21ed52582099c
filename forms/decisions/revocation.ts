import {
  checkRevocation,
  type GroundFault,
  REVOCATION_GROUNDS,
  type RevocationGround,
} from '../../law/afterlife/revocation.ts'
import { CALENDAR } from '../../law/calendar/data.ts'
import type { Finding } from '../../law/decision/draft.ts'
import { normShort, normText } from '../../law/norm.ts'
import { dayLv } from '../../law/words.ts'
import { REVOCATION_CHECKS } from '../acts/revocation.ts'
import { type Composer, type DecisionSource, type Original, paragraphsOf } from './decision.ts'
import { assessed, considered, faultsOf, named, stillThere, unfit } from './words/original.ts'

const KINDS = ['revoke-benefit', 'revoke-burden', 'leave-in-force', 'refuse-revocation'] as const
type Kind = (typeof KINDS)[number]

/** The decision on revoking a decision of another case. */
export const revocationDecision: Composer = (source) => {
  const { proposal, original } = source
  const kind = KINDS.find((one) => one === proposal.kind)
  if (!kind || !original) return undefined
  const unfavourable = kind === 'revoke-benefit' || kind === 'refuse-revocation'
  const revoked = kind === 'revoke-benefit' || kind === 'revoke-burden'
  const ground = revoked ? (proposal.ground as RevocationGround | undefined) : undefined
  const rule = ground ? REVOCATION_GROUNDS[ground] : undefined
  const norms = Array.isArray(proposal.norms) ? proposal.norms.map(String) : []
  return {
    kind: revoked ? 'annul' : 'refuse',
    ...considered(source, unfavourable),
    claim: source.ownMotion ? '' : `Atcelt ${named(original, 'accusative')}.`,
    ...assessed(source, REVOCATION_CHECKS),
    reasoning: [
      ...(rule ? [`Atcelšanas pamats: ${rule.title.lv} (${normText(rule.norm, 'lv')}).`] : []),
      ...paragraphsOf(String(proposal.reasoning ?? '')),
      ...(rule?.compensated
        ? [
            `Zaudējumus, kas adresātam radušies sakarā ar lēmuma atcelšanu, atlīdzina saskaņā ar Administratīvā procesa likuma 8. nodaļu (${normText(rule.compensated, 'lv')}).`,
          ]
        : []),
    ],
    norms: rule ? [...norms, normText(rule.norm, 'lv')] : norms,
    operative: [operative(kind, original, proposal)],
    findings: [
      ...stillThere(original),
      ...fits(kind, source, original),
      ...(revoked ? onGround(source, original, ground) : []),
    ],
    twin: { original: { number: original.number, issuedOn: original.on } },
  }
}

function operative(kind: Kind, original: Original, proposal: Record<string, unknown>): string {
  const decision = named(original, 'accusative')
  if (kind === 'leave-in-force') return `Atstāt spēkā ${decision}.`
  if (kind === 'refuse-revocation') return `Atteikt atcelt ${decision}.`
  const part = String(proposal.part ?? '').trim()
  const from =
    proposal.from === 'issue'
      ? `ar tā izdošanas dienu, ${dayLv(original.on, 'accusative')}`
      : 'ar dienu, kad stājas spēkā šis lēmums'
  return part ? `Atcelt ${decision} ${from} šādā daļā: ${part}` : `Atcelt ${decision} ${from}.`
}

/** Whether such a decision can be made of this one, as it stands and as the case was begun. */
function fits(kind: Kind, { ownMotion }: DecisionSource, original: Original): Finding[] {
  if (kind === 'leave-in-force' && !ownMotion)
    return unfit('kind', 'APL 83(1)', {
      lv: 'Par adresāta iesniegumu lemj: lūgto apmierina vai atsaka.',
      en: 'What the addressee asked for is granted or refused.',
    })
  if (kind === 'refuse-revocation' && ownMotion)
    return unfit('kind', 'APL 83(1)', {
      lv: 'Atcelt neviens nav lūdzis: ja pamata nav, lēmumu atstāj spēkā.',
      en: 'Nobody asked for it: without a ground the decision is left in force.',
    })
  if ((kind === 'revoke-benefit') !== original.favourable && kind.startsWith('revoke'))
    return unfit('kind', 'APL 85, 86', {
      lv: original.favourable ? 'Lēmums adresātam ir labvēlīgs.' : 'Lēmums adresātam ir nelabvēlīgs.',
      en: original.favourable
        ? 'The decision favours its addressee.'
        : 'The decision does not favour its addressee.',
    })
  return []
}

function onGround(
  { proposal, today }: DecisionSource,
  original: Original,
  ground: RevocationGround | undefined,
): Finding[] {
  if (!ground)
    return unfit('ground', 'APL 83(1)', {
      lv: 'Izvēlieties atcelšanas pamatu.',
      en: 'Choose the ground of the revocation.',
    })
  const faults: GroundFault[] = checkRevocation(
    {
      ground,
      from: proposal.from === 'issue' ? 'issue' : 'revocation',
      learnedOn: proposal.learnedOn ? String(proposal.learnedOn) : undefined,
      on: today,
      act: { favourable: original.favourable, inForceFrom: original.inForceFrom ?? original.on },
    },
    CALENDAR,
  )
  return [...faultsOf(faults), ...unverifiedDay(ground)]
}

/** Where no norm says from which day, whoever decides is told. */
function unverifiedDay(ground: RevocationGround): Finding[] {
  const { fromUnverified, norm } = REVOCATION_GROUNDS[ground]
  if (!fromUnverified) return []
  return [
    {
      ...{ rule: 'revoked-from-unverified', severity: 'warn', field: 'from', norm: normShort(norm, 'lv') },
      message: {
        lv: 'Likums šim pamatam nenosaka, ar kuru dienu lēmums zaudē spēku; izvēli pamato lēmumā.',
        en: 'For this ground the law does not say from which day; give reasons for the choice.',
      },
    },
  ]
}
