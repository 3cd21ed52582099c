import { channelTo } from '../../forms/channel.ts'
import { licensingDecision } from '../../forms/decisions/licensing.ts'
import { calendarOf } from '../../law/clock/calendar-of.ts'
import { redact } from '../../law/derivation/sentence.ts'
import { normShort } from '../../law/norm.ts'
import { serveDocument } from '../../law/service/serve.ts'
import { dayOf } from '../../law/time.ts'
import { applicationOf, head, type LetterContext, type LetterDraft } from './context.ts'

const DIRECTOR_POST = 'Departamenta direktore'

/** The administrative act: all that APL 67(2) asks for, from the signed proposal and the file. */
export async function decision(c: LetterContext): Promise<LetterDraft> {
  const views = c.said.get('views.submit')
  const content = licensingDecision({
    proposal: c.payload,
    application: c.application.data,
    findings: (c.said.get('assessment.complete')?.payload.findings ?? {}) as Record<
      string,
      { result: string; evidence?: string }
    >,
    views: views ? { by: c.institution.name, text: String(views.payload.text) } : null,
  })
  const { unfavourable, programme, claim, considerations, ...said } = content
  const invitation = c.state.documents.findLast((d) => d.kind === 'hearing-invitation')
  const viewsTask = c.state.tasks.findLast((t) => t.kind === 'views')
  const weighed = Object.entries(considerations).filter(([, text]) => text)
  const { signedBy, post } = c.input.facts ?? {}
  return {
    template: 'decision',
    title: { lv: 'Lēmums', en: 'Decision' },
    input: {
      ...head(c, unfavourable),
      number: c.input.number,
      subject: `Par izglītības programmas licencēšanu: ${c.state.subject}`,
      unfavourable,
      kind: said.kind,
      disputed: said.disputed,
      claim: { text: claim, receivedOn: applicationOf(c).receivedOn, number: c.state.number },
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
        : said.noHearingReason
          ? { noHearingReason: said.noHearingReason }
          : {}),
      ...(said.views.length > 0
        ? {
            views: said.views.map((view) => ({
              ...view,
              answer: view.answer || 'Viedoklis izvērtēts; tā izvērtējums ir lēmuma pamatojumā.',
            })),
          }
        : {}),
      facts: said.facts,
      reasoning: said.reasoning,
      ...(weighed.length > 0 ? { considerations: Object.fromEntries(weighed) } : {}),
      ...(said.mandatoryAct ? { mandatoryAct: true } : {}),
      ...(said.delayJustification ? { delayJustification: said.delayJustification } : {}),
      norms: said.norms,
      operative: said.operative,
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
      signatory: {
        post: String(post ?? DIRECTOR_POST),
        name: signedBy ? await c.nameOf(String(signedBy)) : '[parakstīs elektroniski]',
      },
      twin: { programme, contest: contest(c, unfavourable) },
    },
  }
}

/** The days of force and of contesting if the decision is sent on its date, with their derivation (APL 70, 79). */
function contest(c: LetterContext, unfavourable: boolean): Record<string, unknown> {
  const { derivation, inForceFrom, contestUntil } = serveDocument({
    channel: channelTo(c.institution, unfavourable).channel,
    sentAt: c.input.at,
    to: 'legal-person',
    unfavourable,
    calendar: calendarOf(c.state.clocks.statutory?.facts ?? []),
  })
  return {
    term: 'P1M',
    steps: redact([...derivation.served, ...derivation.inForce, ...derivation.contest]).map((s) => ({
      text: s.text.lv,
      ...(s.norm ? { norm: normShort(s.norm, 'lv') } : {}),
    })),
    ifSentOn: dayOf(c.input.at),
    inForceFrom,
    lastDay: contestUntil,
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
