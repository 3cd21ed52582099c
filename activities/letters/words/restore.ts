import { SET_TERMS } from '../../../forms/acts/words/restore.ts'
import { MINISTRY } from '../../../forms/authority.ts'
import { normText } from '../../../law/norm.ts'
import { dayOf } from '../../../law/time.ts'
import { dayLv } from '../../../law/words.ts'
import { head, type LetterContext, type LetterDraft, matterOf } from '../context.ts'

/** What was decided on a request to prolong or restore a term (APL 46–48). */
export function termDecision(c: LetterContext): LetterDraft {
  const { askedAt, restored, term, until } = c.input.facts ?? {}
  const granted = typeof until === 'string'
  const norm = (article: string): string => normText({ act: 'APL', article }, 'lv')
  const what = restored ? 'atjaunot' : 'pagarināt'
  const name = SET_TERMS[term as keyof typeof SET_TERMS].lv
  return {
    template: 'reply',
    title: { lv: `Lēmums par lūgumu ${what} termiņu`, en: 'Decision on a request about a term' },
    ...(granted ? { until } : {}),
    input: {
      ...head(c, !granted),
      heading: `Par lūgumu ${what} termiņu`,
      subject: `Par ${matterOf(c)}`,
      submission: {
        what: `lūgums ${what} termiņu (${name})`,
        receivedOn: dayOf(String(askedAt)),
        number: c.state.number,
      },
      answers: [
        {
          question: 'Lēmums',
          answer: granted
            ? `Termiņš ir ${restored ? 'atjaunots' : 'pagarināts'} līdz ${dayLv(until, 'dative')} (ieskaitot).`
            : 'Lūgums ir noraidīts.',
        },
        { question: 'Pamatojums', answer: String(c.payload.reason) },
      ],
      norms: [norm(restored ? '46' : '47(1)'), norm('48(2)')],
      ...(granted
        ? {}
        : {
            contest: `Šo lēmumu viena mēneša laikā no tā spēkā stāšanās dienas var apstrīdēt augstākā iestādē – ${MINISTRY.name} (${MINISTRY.address}) (${norm('48(3)')}).`,
          }),
    },
  }
}
