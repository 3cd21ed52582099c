import { z } from 'zod'
import type { RESTORE } from '../../../procedures/words/restore.ts'
import { day, prose } from '../../fields.ts'
import { actsOf } from '../act.ts'
import { request, requestField, requestIn } from './inspection.ts'

/** The terms that the institution sets for a party. */
export const SET_TERMS = {
  cure: { lv: 'Trūkumu novēršana', en: 'Curing the defects' },
  views: { lv: 'Viedokļa sniegšana', en: 'Giving views' },
} as const

/** Prolonging and restoring terms (APL 46–48). */
export const restoreActs = actsOf<typeof RESTORE>({
  'term.ask': {
    title: { lv: 'Lūgt pagarināt vai atjaunot termiņu', en: 'Ask for a term to be prolonged or restored' },
    explain: {
      lv: 'Termiņu, ko noteicis dienests, var pagarināt, ja to lūdz pirms tā beigām; nokavētu termiņu var atjaunot, ja iemesls ir attaisnojošs (APL 46., 47. pants). Lēmumu pieņem mēneša laikā (48. pants).',
      en: 'A term that the Service has set may be prolonged if that is asked for before its end; a missed one may be restored if the reason excuses it (APL 46, 47). It is decided within a month (48).',
    },
    tone: 'secondary',
    place: 'other',
    how: {
      lv: 'Ja dienesta noteiktais termiņš ir par īsu vai ir nokavēts attaisnojoša iemesla dēļ.',
      en: 'If a term that the Service has set is too short, or was missed for a reason that excuses it.',
    },
    fields: [
      {
        name: 'term',
        label: { lv: 'Kuru termiņu?', en: 'Which term?' },
        widget: 'radios',
        options: Object.entries(SET_TERMS).map(([value, label]) => ({ value, label })),
      },
      {
        name: 'reason',
        label: { lv: 'Iemesls un pierādījumi', en: 'Reason and evidence' },
        hint: {
          lv: 'Nokavējuma iemesls jāpierāda (APL 48. panta pirmā daļa).',
          en: 'That a delay is excused must be shown (APL 48(1)).',
        },
        widget: 'textarea',
        rows: 5,
      },
    ],
    schema: () =>
      z
        .object({ term: z.enum(Object.keys(SET_TERMS) as [keyof typeof SET_TERMS]), reason: prose(3000) })
        .strict(),
    facts: (p) => ({ term: p.term as string }),
    done: { lv: 'Lūgts pagarināt vai atjaunot termiņu', en: 'Prolonging or restoring of a term asked for' },
    reread: 18,
    before: true,
  },
  'term.grant': {
    title: { lv: 'Pagarināt vai atjaunot termiņu', en: 'Prolong or restore the term' },
    explain: {
      lv: 'Atjaunojot termiņu, vienlaikus atļauj nokavēto darbību (APL 46. panta otrā daļa). Ja pieteikums atzīts par neiesniegtu, lieta turpinās no trūkumu novēršanas.',
      en: 'Restoring a term permits what was missed (APL 46(2)). Where the application counted as not submitted, the case goes on with its cure.',
    },
    tone: 'primary',
    fields: [
      requestField,
      { name: 'until', label: { lv: 'Jaunā pēdējā diena', en: 'The new last day' }, widget: 'date' },
      { name: 'reason', label: { lv: 'Pamatojums', en: 'Reasons' }, widget: 'textarea', rows: 4 },
    ],
    schema: (context) =>
      z
        .object({ request, until: day.refine((d) => d > context.today, 'day-over'), reason: prose(3000) })
        .strict(),
    facts: (p) => ({ until: p.until as string, ...requestIn(p) }),
    done: { lv: 'Termiņš pagarināts vai atjaunots', en: 'Term prolonged or restored' },
    reread: 19,
  },
  'term.refuse': {
    title: { lv: 'Atteikt pagarināt vai atjaunot termiņu', en: 'Refuse to prolong or restore the term' },
    explain: {
      lv: 'Atteikumu var apstrīdēt un pārsūdzēt (APL 48. panta trešā daļa).',
      en: 'The refusal may be contested and appealed (APL 48(3)).',
    },
    tone: 'warning',
    fields: [
      requestField,
      { name: 'reason', label: { lv: 'Pamatojums', en: 'Reasons' }, widget: 'textarea', rows: 5 },
    ],
    schema: () => z.object({ request, reason: prose(3000) }).strict(),
    facts: requestIn,
    done: { lv: 'Atteikts pagarināt vai atjaunot termiņu', en: 'Prolonging or restoring of a term refused' },
    reread: 19,
  },
})
