import { actsIn } from '../../../forms/acts/all.ts'
import { channelTo } from '../../../forms/channel.ts'
import { calendarIn } from '../../../law/clock/term.ts'
import { redact } from '../../../law/derivation/sentence.ts'
import { normShort } from '../../../law/norm.ts'
import { serveDocument } from '../../../law/service/serve.ts'
import { dayOf } from '../../../law/time.ts'
import { calendarCited } from '../../../ledger/calendars.ts'
import { contentOf } from '../content.ts'
import { applicationOf, head, type LetterContext, type LetterDraft, matterOf } from '../context.ts'
import { heardIn } from './hear.ts'

const DIRECTOR_POST = 'Departamenta direktore'

/** The administrative act: all that APL 67(2) asks for, from the signed proposal and the file. */
export async function decision(c: LetterContext): Promise<LetterDraft> {
  const { unfavourable, twin, claim, considerations, register, ...said } = contentOf(c)
  const invitation = c.state.documents.findLast((d) => d.kind === 'hearing-invitation')
  const heard = heardIn(c)
  const weighed = Object.entries(considerations).filter(([, text]) => text)
  const { signedBy, post } = c.input.facts ?? {}
  return {
    template: 'decision',
    title: { lv: 'Lēmums', en: 'Decision' },
    input: {
      ...head(c, unfavourable),
      number: c.input.number,
      subject: `Par ${matterOf(c)}`,
      unfavourable,
      kind: said.kind,
      disputed: said.disputed,
      ...(claim
        ? { claim: { text: claim, receivedOn: applicationOf(c).receivedOn, number: c.state.number } }
        : {}),
      course: course(c),
      ...(invitation
        ? {
            hearing: {
              invitedOn: dayOf(invitation.at),
              ...heard,
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
      ...(register ? { register } : {}),
      appeal: {
        authority: 'Izglītības un zinātnes ministrijā',
        authorityAddress: 'Vaļņu iela 2, Rīga, LV-1050',
        through: 'Izglītības kvalitātes valsts dienestā',
      },
      signatory: {
        post: String(post ?? DIRECTOR_POST),
        name: signedBy ? await c.nameOf(String(signedBy)) : '[parakstīs elektroniski]',
      },
      twin: { ...twin, contest: contest(c, unfavourable) },
    },
  }
}

/** The days of force and of contesting if the decision is sent on its date, with their derivation (APL 70, 79). */
function contest(c: LetterContext, unfavourable: boolean): Record<string, unknown> {
  const { derivation, inForceFrom, contestUntil } = serveDocument({
    channel: channelTo(c.addressee, unfavourable).channel,
    sentAt: c.input.at,
    to: c.addressee.legalPerson ? 'legal-person' : 'natural-person',
    unfavourable,
    calendar: calendarIn(c.state.terms, calendarCited),
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

/** The steps of the proceedings, as the acts that were done tell them. */
function course(c: LetterContext): { date: string; text: string }[] {
  return Object.values(actsIn(c.procedure))
    .flatMap(({ id, course: text }) => {
      const said = c.latestPayloads.get(id)
      return said && text ? [{ date: dayOf(said.at.toISOString()), text }] : []
    })
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
}
