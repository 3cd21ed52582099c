import { LICENSING_CHECKS } from '../acts/licensing.ts'
import { type Findings, factOf, standing } from '../findings.ts'
import { type Composer, paragraphsOf } from './decision.ts'

/** The decision on licensing a programme. */
export const licensingDecision: Composer = ({ proposal, application, latestPayload, applicant }) => {
  if (proposal.kind !== 'grant' && proposal.kind !== 'refuse') return undefined
  const said = (name: string): string => String(proposal[name] ?? '').trim()
  const { kind } = proposal
  const unfavourable = kind !== 'grant'
  const views = latestPayload('views.submit')
  const found = standing(
    LICENSING_CHECKS,
    latestPayload('assessment.complete')?.findings as Findings | undefined,
    proposal.findings as Findings | undefined,
  )
  const programme = {
    code: String(application.programmeCode).replace(/\s/g, ''),
    name: String(application.programmeName),
    site: String(application.siteAddress),
  }
  const named = `izglītības programmu „${programme.name}” (kods ${programme.code})`
  const norms = Array.isArray(proposal.norms) ? proposal.norms.map(String) : []
  return {
    kind,
    unfavourable,
    disputed: views !== undefined,
    claim: `Licencēt ${named}, īstenošanas vieta: ${programme.site}.`,
    facts: [...found.map(factOf), ...paragraphsOf(said('facts')).map((text) => ({ text }))],
    defects: found.filter((f) => f.result === 'defect').map((f) => f.title),
    reasoning: paragraphsOf(said('reasoning')),
    considerations: unfavourable
      ? {
          necessity: said('necessity'),
          suitability: said('suitability'),
          need: said('need'),
          proportionality: said('proportionality'),
        }
      : {},
    mandatoryAct: unfavourable && proposal.mandatoryAct === true,
    views: views ? [{ by: applicant, view: String(views.text), answer: said('viewsAnswer') }] : [],
    noHearingReason: unfavourable ? said('noHearingReason') : '',
    delayJustification: said('delayJustification'),
    norms,
    operative: [
      unfavourable
        ? `Atteikt licencēt ${named}.`
        : `Licencēt ${named}, īstenošanas vieta: ${programme.site}.`,
    ],
    ...(unfavourable
      ? {}
      : {
          register: {
            name: 'Licencēto izglītības programmu reģistrs',
            notice: 'Programma tajā tiks ierakstīta, kad lēmums stājas spēkā; ieraksts reģistrā ir licence.',
          },
        }),
    twin: { programme },
  }
}
