import { z } from 'zod'
import type { SERVE } from '../../../procedures/words/serve.ts'
import { day, prose } from '../../fields.ts'
import { actsOf } from '../act.ts'

/** Proof of service. */
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
})
