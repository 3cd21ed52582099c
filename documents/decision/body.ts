// The body of a decision: each of the nine parts of APL 67(2) under its own heading, in the order of the law.
import { type Block, bold, dashed, h, italic, numbered, p, paragraphs, type Rich } from '../blocks.ts'
import { appealText, normsBlocks } from '../head.ts'
import { dateName, ended, listed, ofDate, onDate, untilDate } from '../text.ts'
import type { DecisionInput } from './input.ts'

const CONDITION = {
  term: 'Termiņš',
  precondition: 'Nosacījums',
  task: 'Uzdevums',
  reservation: 'Atruna',
} as const
const FORCE =
  'Lēmums stājas spēkā ar brīdi, kad tas paziņots adresātam (Administratīvā procesa likuma 70. panta pirmā daļa).'

/** In: a decision. Out: its blocks between title and signature. */
export function decisionBody(i: DecisionInput): Block[] {
  const out: Block[] = []
  if (i.claim) {
    out.push(h(2, 'Iesniedzēja prasījums'), ...paragraphs(i.claim.text))
    const src = [
      i.claim.receivedOn && `Iesniegums saņemts ${onDate(i.claim.receivedOn)}`,
      i.claim.number && `reģistrēts ar Nr.\u00a0${i.claim.number}`,
    ].filter(Boolean)
    if (src.length > 0) out.push(p(`${src.join(', ')}.`, { size: 9.5, muted: true }))
  }
  out.push(...courseBlocks(i))
  if (i.views?.length) {
    out.push(h(2, 'Viedokļi un argumenti, un atbildes uz tiem'))
    out.push(
      numbered(
        i.views.map((v) => ({
          text: [bold(`${v.by}: `), v.view] as Rich,
          sub: paragraphs(v.answer).map((q, n) =>
            n === 0 ? { ...q, text: [italic('Vērtējums: '), q.text as string] } : q,
          ),
        })),
      ),
    )
  }
  if (i.facts.length > 0) {
    out.push(h(2, 'Konstatētie fakti un pierādījumi'))
    out.push(
      numbered(
        i.facts.map((f) => ({
          text: f.text,
          sub: f.evidence?.length
            ? [p(`Pierādījumi: ${listed(f.evidence)}`, { size: 9.5, muted: true, after: 3 })]
            : [],
        })),
      ),
    )
  }
  if (i.rejectedEvidence?.length) {
    out.push(h(3, 'Pierādījumi, kas nav ņemti vērā'))
    out.push(dashed(i.rejectedEvidence.map((r) => `${ended(r.evidence)} ${r.why}`)))
  }
  out.push(...reasoningBlocks(i))
  out.push(...normsBlocks(i.norms))
  out.push(...operativeBlocks(i))
  out.push(h(2, 'Spēkā stāšanās un apstrīdēšana'), p(i.entryIntoForce ?? FORCE))
  if (i.appeal) out.push(p(appealText(i.appeal)))
  return out
}

function courseBlocks(i: DecisionInput): Block[] {
  const items: Rich[] = (i.course ?? []).map((s) => [bold(`${dateName(s.date)}: `), s.text])
  if (i.hearing) {
    const hr = i.hearing
    items.push(
      `Viedokļa noskaidrošana (Administratīvā procesa likuma 62. panta pirmā daļa): uzaicinājums nosūtīts ${onDate(hr.invitedOn)}${hr.answerBy ? `, termiņš līdz ${untilDate(hr.answerBy)}` : ''}; ${hr.heardOn ? `viedoklis saņemts ${onDate(hr.heardOn)}${hr.form ? `, ${hr.form}` : ''}` : 'viedoklis nav saņemts'}.`,
    )
  } else if (i.noHearingReason)
    items.push(
      `Viedoklis nav noskaidrots (Administratīvā procesa likuma 62. panta otrā daļa). ${i.noHearingReason}`,
    )
  if (i.delayJustification) items.push(`Lēmums pieņemts pēc termiņa beigām. ${i.delayJustification}`)
  return items.length === 0 ? [] : [h(2, 'Lietas gaita'), dashed(items)]
}

function reasoningBlocks(i: DecisionInput): Block[] {
  if (i.reasoning.length === 0 && !i.considerations && !i.mandatoryAct) return []
  const out: Block[] = [h(2, 'Pamatojums'), ...i.reasoning.flatMap((r) => paragraphs(r))]
  if (i.mandatoryAct)
    out.push(
      p(
        'Šis ir obligātais administratīvais akts; lietderības apsvērumi nav jāizdara (Administratīvā procesa likuma 65. panta pirmā daļa).',
      ),
    )
  const c = i.considerations
  if (c)
    out.push(h(3, 'Lietderības apsvērumi'), {
      k: 'facts',
      labelWidth: 0.24,
      rows: (
        [
          ['Nepieciešamība', c.necessity],
          ['Piemērotība', c.suitability],
          ['Vajadzība', c.need],
          ['Atbilstība', c.proportionality],
        ] as const
      ).flatMap(([step, text]) => (text ? [[step, text] as const] : [])),
    })
  return out
}

function operativeBlocks(i: DecisionInput): Block[] {
  const out: Block[] = [
    h(2, 'Lemjošā daļa'),
    p(`${i.issuer.name} nolemj:`, { keepNext: true }),
    numbered(i.operative),
  ]
  const v = i.validity
  if (v?.from || v?.until)
    out.push(
      p([
        'Darbības laiks: ',
        [v.from && `no ${ofDate(v.from)}`, v.until && `līdz ${untilDate(v.until)}`].filter(Boolean).join(' '),
        '.',
      ]),
    )
  if (i.conditions?.length)
    out.push(h(3, 'Nosacījumi un uzdevumi'), {
      k: 'table',
      columns: [
        { head: 'Veids', share: 17 },
        { head: 'Saturs', share: 56 },
        { head: 'Izpildes termiņš', share: 27 },
      ],
      rows: i.conditions.map((c) => [CONDITION[c.type], c.text, c.due ? dateName(c.due) : '–']),
    })
  if (i.register) out.push(p([bold('Reģistrs: '), `${i.register.name}. ${i.register.notice}`]))
  if (i.costs) out.push(p([bold('Izmaksas: '), i.costs]))
  return out
}
