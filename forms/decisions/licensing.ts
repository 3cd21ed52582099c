import { LICENSING_CHECKS } from '../acts/licensing.ts'
import { type Composer, type DecisionContent, paragraphsOf } from './decision.ts'

const RESULT_WORDS: Record<string, string> = {
  conforms: 'atbilst',
  defect: 'konstatēts trūkums',
  'not-applicable': 'nav attiecināms',
}

/** The decision on licensing a programme. */
export const licensingDecision: Composer = ({ proposal, application, said: saidIn, applicant }) => {
  if (proposal.kind !== 'grant' && proposal.kind !== 'refuse') return undefined
  const said = (name: string): string => String(proposal[name] ?? '').trim()
  const { kind } = proposal
  const unfavourable = kind !== 'grant'
  const views = saidIn('views.submit')
  const findings = (saidIn('assessment.complete')?.findings ?? {}) as Findings
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
    facts: [...assessed(findings), ...paragraphsOf(said('facts')).map((text) => ({ text }))],
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

type Findings = Record<string, { result: string; evidence?: string }>

function assessed(found: Findings): DecisionContent['facts'] {
  return LICENSING_CHECKS.filter((check) => found[check.id]).map((check) => {
    const { result, evidence } = found[check.id]!
    return {
      text: `${check.title.lv}: ${RESULT_WORDS[result] ?? result}.`,
      ...(evidence ? { evidence: [evidence.slice(0, 1000)] } : {}),
    }
  })
}
