import { z } from 'zod'
import type { SERVE } from '../../../procedures/words/serve.ts'
import { day, prose } from '../../fields.ts'
import { actsOf, noFacts } from '../act.ts'

/** Proof of service, and the correction of a clerical error. */
export const serveActs = actsOf<typeof SERVE>({
  'service.prove': {
    title: { lv: 'Reģistrēt faktisku saņemšanu', en: 'Record actual receipt' },
    explain: {
      lv: 'Pierādījums, ka adresāts lēmumu saņēmis citā dienā, nekā pieņemts likumā; no tās skaita apstrīdēšanas termiņu.',
      en: 'Proof that the decision was received on a day other than the law presumes; the term to contest counts from it.',
    },
    tone: 'secondary',
    fields: [
      { name: 'receivedAt', label: { lv: 'Saņemšanas diena', en: 'Day of receipt' }, widget: 'date' },
      { name: 'evidence', label: { lv: 'Pierādījums', en: 'Evidence' }, widget: 'textarea', rows: 3 },
    ],
    schema: (context) =>
      z
        .object({
          receivedAt: day.refine((d) => d <= context.today, 'date-future'),
          evidence: prose(2000),
          // Which of several recipients it was; left out, the first who has none yet.
          partyId: z.uuid().optional(),
        })
        .strict(),
    facts: (p) => ({
      receivedAt: p.receivedAt as string,
      ...(p.partyId ? { partyId: p.partyId as string } : {}),
    }),
    done: { lv: 'Reģistrēta faktiskā saņemšana', en: 'Actual receipt recorded' },
    reread: 8,
  },
  'decision.correct': {
    title: { lv: 'Labot pārrakstīšanās kļūdu', en: 'Correct a clerical error' },
    explain: {
      lv: 'Kļūdas, kas nemaina lēmuma būtību (APL 72. pants). Adresātam nosūta labojumu.',
      en: 'Errors that do not change the substance (APL 72). The addressee is sent the correction.',
    },
    tone: 'secondary',
    fields: [
      { name: 'was', label: { lv: 'Kļūdainais teksts', en: 'The wrong text' }, widget: 'textarea', rows: 2 },
      {
        name: 'becomes',
        label: { lv: 'Pareizais teksts', en: 'The right text' },
        widget: 'textarea',
        rows: 2,
      },
    ],
    schema: () => z.object({ was: prose(2000), becomes: prose(2000) }).strict(),
    facts: noFacts,
    done: { lv: 'Labota pārrakstīšanās kļūda', en: 'Clerical error corrected' },
    reread: 9,
  },
})
