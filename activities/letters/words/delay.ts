import { normText } from '../../../law/norm.ts'
import { dayOf } from '../../../law/time.ts'
import { dayLv } from '../../../law/words.ts'
import { type LetterContext, type LetterDraft, matterOf, toMinistry } from '../context.ts'

/** To the ministry: a party complains that a term has passed (APL 49(2)), with what the case says of that term. */
export function delayForwarding(c: LetterContext): LetterDraft {
  const { due } = c.input.facts ?? {}
  return {
    template: 'reply',
    title: {
      lv: 'Sūdzības par nokavētu termiņu nosūtīšana',
      en: 'Forwarding of a complaint about a missed term',
    },
    input: {
      ...toMinistry(c),
      heading: 'Par sūdzību par nokavētu termiņu',
      subject: `Lieta par ${matterOf(c)}`,
      submission: {
        what: `sūdzība, ko iesniedza ${c.addressee.name}`,
        receivedOn: dayOf(c.input.at),
        number: c.state.number,
      },
      answers: [
        { question: 'Sūdzība', answer: String(c.payload.what) },
        {
          question: 'Termiņš',
          answer: `Pieteikums saņemts ${dayLv(dayOf(c.state.receivedAt), 'locative')}; termiņa pēdējā diena bija ${due ? dayLv(String(due)) : 'cita'}. Lēmumu par sūdzību pieņem septiņu dienu laikā.`,
        },
      ],
      norms: [normText({ act: 'APL', article: '49(2)' }, 'lv')],
    },
  }
}
