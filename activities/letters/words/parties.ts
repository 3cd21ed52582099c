import { normText } from '../../../law/norm.ts'
import { PARTY_ROLES } from '../../../law/parties.ts'
import { dayOf } from '../../../law/time.ts'
import { head, type LetterContext, type LetterDraft, matterOf } from '../context.ts'

/** Somebody stands in the case from now on: in which role, on which ground, and what they may do there (APL 28, 76). */
export function admission(c: LetterContext): LetterDraft {
  const { role, ground } = c.payload
  const third = role === 'third'
  return {
    template: 'reply',
    title: { lv: 'Lēmums par pieaicināšanu lietā', en: 'Decision on admission to the case' },
    input: {
      ...head(c, false),
      heading: 'Par dalību administratīvajā lietā',
      subject: `Lieta par ${matterOf(c)}`,
      submission: {
        what: 'administratīvā lieta',
        receivedOn: dayOf(c.state.receivedAt),
        number: c.state.number,
      },
      answers: [
        {
          question: `Statuss lietā: ${PARTY_ROLES[third ? 'third' : 'concerned'].title.lv}`,
          answer: String(ground),
        },
      ],
      conclusion: third
        ? 'Jums ir iesniedzēja procesuālās tiesības ar likumā noteiktajiem izņēmumiem: izteikt viedokli, iepazīties ar lietu un apstrīdēt administratīvo aktu, ko Jums paziņos.'
        : 'Administratīvo aktu, kas ierobežo Jūsu tiesības vai tiesiskās intereses, varat apstrīdēt viena mēneša laikā no dienas, kad par to uzzinājāt, bet ne vēlāk kā gada laikā no tā spēkā stāšanās.',
      norms: third
        ? [normText({ act: 'APL', article: '28(3)' }, 'lv'), normText({ act: 'APL', article: '28(4)' }, 'lv')]
        : [
            normText({ act: 'APL', article: '76(1)' }, 'lv'),
            normText({ act: 'APL', article: '79(2)' }, 'lv'),
          ],
    },
  }
}
