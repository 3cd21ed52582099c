import { MINISTRY } from '../../../forms/authority.ts'
import { normText } from '../../../law/norm.ts'
import { dayOf } from '../../../law/time.ts'
import { dayLv } from '../../../law/words.ts'
import { head, type LetterContext, type LetterDraft, matterOf, termAfterService } from '../context.ts'

/** How many days the law gives to contest a refusal (APL 37(2)). */
const DAYS = 7

/** What was decided on a request to replace an official, and how a refusal may be contested (APL 37(2)). */
export async function replacementReply(c: LetterContext): Promise<LetterDraft> {
  const { outcome, official, reason } = c.payload
  const refused = outcome === 'refused'
  const until = refused ? termAfterService(c, 'APL37.contest', DAYS, true) : undefined
  const norm = normText({ act: 'APL', article: '37(2)' }, 'lv')
  const operative = refused
    ? 'Lūgums ir noraidīts.'
    : `Lūgums ir apmierināts: ${await c.nameOf(String(official))} šajā lietā vairs nerīkojas, un darbu dara cita amatpersona.`
  return {
    template: 'reply',
    title: {
      lv: 'Lēmums par lūgumu nomainīt amatpersonu',
      en: 'Decision on the request to replace an official',
    },
    ...(until ? { until } : {}),
    input: {
      ...head(c, refused),
      heading: 'Par lūgumu nomainīt amatpersonu',
      subject: `Par ${matterOf(c)}`,
      submission: {
        what: 'lūgums nomainīt amatpersonu',
        receivedOn: dayOf(String(c.input.facts?.askedAt)),
        number: c.state.number,
      },
      answers: [{ question: 'Lēmums', answer: `${operative}\n\n${String(reason)}` }],
      norms: [...(refused ? [] : [normText({ act: 'APL', article: '37(1)' }, 'lv')]), norm],
      ...(until
        ? {
            contest: `Šo lēmumu septiņu dienu laikā pēc tam, kad tas jums paziņots vai citādi kļuvis zināms, tas ir, līdz ${dayLv(until, 'dative')} (ieskaitot), var apstrīdēt augstākā iestādē – ${MINISTRY.name} (${MINISTRY.address}). Tās lēmumu septiņu dienu laikā var pārsūdzēt tiesā (${norm}).`,
          }
        : {}),
    },
  }
}
