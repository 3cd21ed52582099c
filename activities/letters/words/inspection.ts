import { WITHHELD } from '../../../forms/acts/words/inspection.ts'
import { documentName } from '../../../forms/texts/all.ts'
import { normText } from '../../../law/norm.ts'
import { dayOf } from '../../../law/time.ts'
import { dayLv } from '../../../law/words.ts'
import { head, type LetterContext, type LetterDraft, matterOf } from '../context.ts'

function reply(c: LetterContext, heading: string, refused: boolean): Record<string, unknown> {
  return {
    ...head(c, refused),
    heading,
    subject: `Par ${matterOf(c)}`,
    submission: {
      what: 'lūgums iepazīties ar lietu',
      receivedOn: dayOf(String(c.input.facts?.askedAt)),
      number: c.state.number,
    },
  }
}

/** What was opened, until when and where it is read (APL 61). */
export function inspectionReply(c: LetterContext): LetterDraft {
  const {
    documents = [],
    files = [],
    until,
    onSpot,
    withheld,
  } = c.payload as Record<string, string> & {
    documents?: string[]
    files?: string[]
  }
  const named = c.state.documents
    .filter((d) => documents.includes(d.documentId))
    .map((d) => `${documentName(d.kind).lv}${d.number ? ` Nr. ${d.number}` : ''}`)
  const given = files.length > 0 ? [`pieteikuma pielikumi: ${files.length}`] : []
  const opened = [...named, ...given]
  const until_ = dayLv(String(until), 'dative')
  return {
    template: 'reply',
    title: { lv: 'Atbilde par iepazīšanos ar lietu', en: 'Answer on inspection of the file' },
    input: {
      ...reply(c, 'Par iepazīšanos ar lietu', false),
      answers: [
        ...(opened.length > 0
          ? [
              {
                question: `Sistēmā Lieta Jums līdz ${until_} (ieskaitot) ir atvērti`,
                answer: opened.join('\n\n'),
              },
            ]
          : []),
        ...(onSpot ? [{ question: 'Klātienē', answer: onSpot }] : []),
        ...(withheld ? [{ question: 'Netiek atvērts', answer: withheld }] : []),
      ],
      norms: [normText({ act: 'APL', article: '61' }, 'lv')],
    },
  }
}

/** Why it is refused: by which law (APL 61, second sentence). */
export function inspectionRefusal(c: LetterContext): LetterDraft {
  const { ground, law, reason } = c.payload
  const why = WITHHELD[ground as keyof typeof WITHHELD].lv
  return {
    template: 'reply',
    title: { lv: 'Atteikums iepazīties ar lietu', en: 'Refusal of inspection of the file' },
    input: {
      ...reply(c, 'Par iepazīšanos ar lietu', true),
      answers: [
        { question: 'Lēmums', answer: `Lūgums ir noraidīts. ${why}${law ? `: ${String(law)}` : ''}.` },
        { question: 'Pamatojums', answer: String(reason) },
      ],
      norms: [
        normText({ act: 'APL', article: '61' }, 'lv'),
        ...(ground === 'informant' ? [normText({ act: 'APL', article: '54(2)' }, 'lv')] : []),
      ],
    },
  }
}
