import { z } from 'zod'
import type { CONTEST } from '../../../procedures/words/contest.ts'
import { day, line, prose } from '../../fields.ts'
import type { Words } from '../../form.ts'
import { actsOf, noFacts } from '../act.ts'

/** Contestation, and its outcome at the ministry (APL 76–81).
 * @param otherAct what the ministry does when it issues a different act */
export const contestActs = (otherAct: Words) =>
  actsOf<typeof CONTEST>({
    'contest.submit': {
      title: { lv: 'Apstrīdēt lēmumu', en: 'Contest the decision' },
      explain: {
        lv: 'Iesniegumu nosūtīs Izglītības un zinātnes ministrijai. No saņemšanas dienas lēmuma darbība ir apturēta (APL 80. pants).',
        en: 'The submission goes to the Ministry of Education and Science. From its receipt the decision is suspended (APL 80).',
      },
      tone: 'warning',
      place: 'other',
      how: {
        lv: 'Apstrīdēšanas iesniegumu iesniedz šeit; dienests to nosūta Izglītības un zinātnes ministrijai.',
        en: 'Contest it here; the Service forwards the submission to the Ministry of Education and Science.',
      },
      fields: [
        {
          name: 'extent',
          label: { lv: 'Kādā apjomā lēmumu apstrīdat?', en: 'To what extent do you contest it?' },
          widget: 'textarea',
          rows: 3,
        },
        {
          name: 'request',
          label: { lv: 'Ko lūdzat un kāpēc?', en: 'What do you ask for, and why?' },
          widget: 'textarea',
          rows: 8,
        },
      ],
      schema: () => z.object({ extent: prose(3000), request: prose(20_000) }).strict(),
      facts: noFacts,
      done: { lv: 'Lēmums apstrīdēts', en: 'Decision contested' },
      reread: 5,
      before: true,
    },
    'contest.outcome': {
      title: { lv: 'Reģistrēt ministrijas lēmumu', en: "Record the ministry's decision" },
      tone: 'primary',
      fields: [
        {
          name: 'outcome',
          label: { lv: 'Ministrijas lēmums (APL 81. pants)', en: "The ministry's decision (APL 81)" },
          widget: 'radios',
          options: [
            { value: 'unchanged', label: { lv: 'Atstāt negrozītu', en: 'Leave unchanged' } },
            { value: 'revoked', label: { lv: 'Atcelt', en: 'Revoke' } },
            { value: 'revoked-partly', label: { lv: 'Atcelt daļā', en: 'Revoke in part' } },
            {
              value: 'other-act',
              label: {
                lv: `Izdot satura ziņā citādu aktu (${otherAct.lv})`,
                en: `Issue a different act (${otherAct.en})`,
              },
            },
          ],
        },
        { name: 'number', label: { lv: 'Lēmuma numurs', en: 'Number of the decision' }, widget: 'text' },
        { name: 'date', label: { lv: 'Lēmuma datums', en: 'Date of the decision' }, widget: 'date' },
        { name: 'summary', label: { lv: 'Būtība', en: 'Substance' }, widget: 'textarea', rows: 4 },
      ],
      schema: (context) =>
        z
          .object({
            outcome: z.enum(['unchanged', 'revoked', 'revoked-partly', 'other-act']),
            number: line(60),
            date: day.refine((d) => d <= context.today, 'date-future'),
            summary: prose(5000),
          })
          .strict(),
      facts: (p) => ({ outcome: p.outcome as string }),
      done: { lv: 'Reģistrēts ministrijas lēmums', en: "Ministry's decision recorded" },
      reread: 6,
    },
  })
