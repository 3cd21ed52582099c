import { LICENSING_CHECKS } from '../../forms/acts/checks.ts'
import { dayOf } from '../../law/time.ts'
import { applicationOf, head, type LetterContext, type LetterDraft, paragraphsOf } from './context.ts'

/** The administrative act: all that APL 67(2) asks for, from the signed proposal and the file. */
export async function decision(c: LetterContext): Promise<LetterDraft> {
  const proposal = c.payload as {
    kind: 'grant' | 'refuse'
    facts: string
    reasoning: string
    norms: string[]
    noHearingReason?: string
  }
  const unfavourable = proposal.kind !== 'grant'
  const views = c.said.get('views.submit')
  const invitation = c.state.documents.findLast((d) => d.kind === 'hearing-invitation')
  const viewsTask = c.state.tasks.findLast((t) => t.kind === 'views')
  const signer = await c.nameOf(String(c.input.facts?.signedBy))
  const programme = `izglītības programmu „${String(c.application.data.programmeName)}” (kods ${String(c.application.data.programmeCode).replace(/\s/g, '')})`
  const reasoning = paragraphsOf(proposal.reasoning)
  return {
    template: 'decision',
    title: { lv: 'Lēmums', en: 'Decision' },
    input: {
      ...head(c, unfavourable),
      number: c.input.number,
      kind: proposal.kind,
      subject: `Par izglītības programmas licencēšanu: ${c.state.subject}`,
      unfavourable,
      disputed: Boolean(views),
      claim: {
        text: `Licencēt ${programme}, īstenošanas vieta: ${String(c.application.data.siteAddress)}.`,
        receivedOn: applicationOf(c).receivedOn,
        number: c.state.number,
      },
      course: course(c),
      ...(invitation
        ? {
            hearing: {
              invitedOn: dayOf(invitation.at),
              ...(viewsTask?.due ? { answerBy: viewsTask.due } : {}),
              ...(views ? { heardOn: dayOf(views.at.toISOString()) } : {}),
              form: 'rakstveidā',
            },
          }
        : {}),
      ...(unfavourable && !invitation && proposal.noHearingReason
        ? { noHearingReason: proposal.noHearingReason }
        : {}),
      ...(views
        ? {
            views: [
              {
                by: c.institution.name,
                view: String(views.payload.text),
                answer: 'Viedoklis izvērtēts; tā izvērtējums ir lēmuma pamatojumā.',
              },
            ],
          }
        : {}),
      facts: [...findings(c), ...paragraphsOf(proposal.facts).map((text) => ({ text }))],
      reasoning,
      norms: proposal.norms,
      operative: [
        unfavourable
          ? `Atteikt licencēt ${programme}.`
          : `Licencēt ${programme}, īstenošanas vieta: ${String(c.application.data.siteAddress)}.`,
      ],
      ...(unfavourable
        ? {}
        : {
            register: {
              name: 'Licencēto izglītības programmu reģistrs',
              instruction: 'Ierakstu izdarīt, lēmumam stājoties spēkā; ieraksts reģistrā ir licence.',
            },
          }),
      appeal: {
        authority: 'Izglītības un zinātnes ministrijā',
        authorityAddress: 'Vaļņu iela 2, Rīga, LV-1050',
        through: 'Izglītības kvalitātes valsts dienestā',
      },
      signatory: { post: 'Departamenta direktore', name: signer },
    },
  }
}

function course(c: LetterContext): { date: string; text: string }[] {
  const steps: { date: string; text: string }[] = []
  const add = (act: string, text: string): void => {
    const said = c.said.get(act)
    if (said) steps.push({ date: dayOf(said.at.toISOString()), text })
  }
  add('completeness.return', 'Iesniegums atstāts bez virzības.')
  add('application.cure', 'Iesniedzējs trūkumus novērsis.')
  add('term.extend', 'Termiņš pagarināts; iesniedzējam paziņots.')
  add('assessment.complete', 'Pabeigta izvērtēšana.')
  add('views.submit', 'Saņemts iesniedzēja viedoklis.')
  return steps.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
}

const RESULT_WORDS: Record<string, string> = {
  conforms: 'atbilst',
  defect: 'konstatēts trūkums',
  'not-applicable': 'nav attiecināms',
}

function findings(c: LetterContext): { text: string; evidence?: string[] }[] {
  const found = (c.said.get('assessment.complete')?.payload.findings ?? {}) as Record<
    string,
    { result: string; evidence?: string }
  >
  return LICENSING_CHECKS.filter((check) => found[check.id]).map((check) => {
    const finding = found[check.id]!
    return {
      text: `${check.title.lv}: ${RESULT_WORDS[finding.result] ?? finding.result}.`,
      ...(finding.evidence ? { evidence: [finding.evidence.slice(0, 1000)] } : {}),
    }
  })
}
