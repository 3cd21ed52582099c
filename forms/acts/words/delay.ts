import { z } from 'zod'
import type { DELAY } from '../../../procedures/words/delay.ts'
import { day, line, prose } from '../../fields.ts'
import { actsOf, noFacts } from '../act.ts'
import { request, requestField, requestIn } from './inspection.ts'

/** A complaint that a term of the institution has passed, and what the higher institution orders (APL 49). */
export const delayActs = actsOf<typeof DELAY>({
  'delay.complain': {
    title: { lv: 'Sūdzēties par nokavētu termiņu', en: 'Complain about a missed term' },
    explain: {
      lv: 'Ja dienests nav ievērojis likumā noteikto termiņu, varat sūdzēties augstākā iestādē. Sūdzību nosūtīs Izglītības un zinātnes ministrijai, kas septiņu dienu laikā lemj un nosaka termiņu (APL 49. panta otrā daļa).',
      en: 'If the Service has not kept a term that the law gives it, you may complain to the higher institution. The complaint goes to the Ministry of Education and Science, which decides within seven days and sets a term (APL 49(2)).',
    },
    tone: 'secondary',
    place: 'other',
    how: {
      lv: 'Ja dienesta termiņš ir pagājis, bet vajadzīgais nav izdarīts.',
      en: 'If the term of the Service has passed and what is due is not done.',
    },
    fields: [
      {
        name: 'what',
        label: {
          lv: 'Kas nav izdarīts, un ko lūdzat?',
          en: 'What has not been done, and what do you ask for?',
        },
        widget: 'textarea',
        rows: 5,
      },
    ],
    schema: () => z.object({ what: prose(5000) }).strict(),
    facts: noFacts,
    done: { lv: 'Iesniegta sūdzība par nokavētu termiņu', en: 'Complaint about a missed term made' },
    reread: 16,
    before: true,
  },
  'delay.outcome': {
    title: { lv: 'Reģistrēt lēmumu par nokavējumu', en: 'Record the decision on the delay' },
    explain: {
      lv: 'Ja ministrija uzdod izpildīt darbību līdz noteiktai dienai, tā kļūst par lietas termiņu. Ja to nokavē, darbību uzskata par izpildītu, ja tas ir iespējams (APL 49. panta trešā daļa).',
      en: 'If the ministry orders that something be done by a day, that becomes a term of the case. If it is missed, the act counts as done where that is possible (APL 49(3)).',
    },
    tone: 'primary',
    fields: [
      requestField,
      {
        name: 'outcome',
        label: { lv: 'Ministrijas lēmums', en: "The ministry's decision" },
        widget: 'radios',
        options: [
          {
            value: 'ordered',
            label: { lv: 'Uzdots izpildīt līdz noteiktai dienai', en: 'Ordered by a day' },
          },
          { value: 'rejected', label: { lv: 'Sūdzība noraidīta', en: 'Complaint rejected' } },
        ],
      },
      { name: 'number', label: { lv: 'Lēmuma numurs', en: 'Number of the decision' }, widget: 'text' },
      { name: 'date', label: { lv: 'Lēmuma datums', en: 'Date of the decision' }, widget: 'date' },
      {
        name: 'until',
        label: {
          lv: 'Līdz kurai dienai jāizpilda (ja uzdots)',
          en: 'By which day it is to be done (if ordered)',
        },
        widget: 'date',
      },
      { name: 'summary', label: { lv: 'Būtība', en: 'Substance' }, widget: 'textarea', rows: 3 },
    ],
    schema: (context) =>
      z
        .object({
          request,
          outcome: z.enum(['ordered', 'rejected']),
          number: line(60),
          date: day.refine((d) => d <= context.today, 'date-future'),
          until: day.or(z.literal('')).optional(),
          summary: prose(3000),
        })
        .strict()
        .refine((p) => p.outcome !== 'ordered' || p.until, { path: ['until'], error: 'until-missing' })
        .refine((p) => !p.until || p.until >= p.date, { path: ['until'], error: 'before-first' }),
    facts: (p) => ({
      outcome: p.outcome as string,
      ...(p.outcome === 'ordered' ? { until: p.until as string } : {}),
      ...requestIn(p),
    }),
    done: { lv: 'Reģistrēts lēmums par nokavējumu', en: 'Decision on the delay recorded' },
    reread: 17,
  },
})
