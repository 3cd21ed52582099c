import type { GroundFault } from '../../../law/afterlife/revocation.ts'
import type { Finding } from '../../../law/decision/draft.ts'
import { normShort } from '../../../law/norm.ts'
import { type Case, dayLv } from '../../../law/words.ts'
import type { Check } from '../../acts/act.ts'
import { type Findings, factOf, standing } from '../../findings.ts'
import type { Words } from '../../form.ts'
import { type DecisionContent, type DecisionSource, type Original, paragraphsOf } from '../decision.ts'

// What decisions about a decision of another case have in common (APL 83–88).

/** "lēmumu Nr. 4-7/2026/1 (2026. gada 3. marts, „Programma”)". */
export function named(
  { number, on, subject }: Original,
  inCase: Extract<Case, 'accusative' | 'genitive'>,
): string {
  return `${inCase === 'accusative' ? 'lēmumu' : 'lēmuma'} Nr. ${number} (${dayLv(on)}, „${subject}”)`
}

/** What stands against the decision, so that it is not issued; on the field in which it is mended. */
export function unfit(field: string, norm: string, message: Words): Finding[] {
  return [{ rule: `${field}-fits`, severity: 'block', field, norm, message }]
}

export function faultsOf(faults: readonly GroundFault[]): Finding[] {
  return faults.map(({ rule, of, norm, message }) => ({
    ...{ rule, severity: 'block', field: of, norm: normShort(norm, 'lv'), message },
  }))
}

/** The original as it stands now: what became contestable again or lost its force meanwhile is not decided upon. */
export function stillThere({ notNow }: Original): Finding[] {
  if (!notNow) return []
  return unfit('kind', 'APL 83', {
    lv:
      notNow === 'not-in-force'
        ? 'Lēmums vairs nav spēkā: par to nav ko lemt.'
        : 'Lēmums nav neapstrīdams: to apstrīd vai pārsūdz.',
    en:
      notNow === 'not-in-force'
        ? 'The decision is not in force any more: there is nothing to decide.'
        : 'The decision is not incontestable: it is being contested.',
  })
}

/** What was found, check by check, and what the official adds. */
export function assessed(
  { proposal, latestPayload }: DecisionSource,
  checks: readonly Check[],
): Pick<DecisionContent, 'facts' | 'defects'> {
  const found = standing(
    checks,
    latestPayload('assessment.complete')?.findings as Findings | undefined,
    proposal.findings as Findings | undefined,
  )
  // What did not conform in the original is the reason to decide upon it, and no defect of what was applied for.
  return {
    facts: [...found.map(factOf), ...paragraphsOf(String(proposal.facts ?? '')).map((text) => ({ text }))],
    defects: [],
  }
}

/** The hearing and the weighing of interests. */
export function considered(
  { proposal, latestPayload, applicant }: DecisionSource,
  unfavourable: boolean,
): Pick<
  DecisionContent,
  | 'unfavourable'
  | 'disputed'
  | 'considerations'
  | 'mandatoryAct'
  | 'views'
  | 'noHearingReason'
  | 'delayJustification'
> {
  const said = (name: string): string => String(proposal[name] ?? '').trim()
  const views = latestPayload('views.submit')
  return {
    unfavourable,
    disputed: views !== undefined,
    considerations: unfavourable
      ? {
          ...{ necessity: said('necessity'), suitability: said('suitability') },
          ...{ need: said('need'), proportionality: said('proportionality') },
        }
      : {},
    mandatoryAct: unfavourable && proposal.mandatoryAct === true,
    views: views ? [{ by: applicant, view: String(views.text), answer: said('viewsAnswer') }] : [],
    noHearingReason: unfavourable ? said('noHearingReason') : '',
    delayJustification: said('delayJustification'),
  }
}
