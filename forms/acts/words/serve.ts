import { z } from 'zod'
import type { SERVE } from '../../../procedures/words/serve.ts'
import { day, prose } from '../../fields.ts'
import { actsOf } from '../act.ts'
import { about, decisionId } from './about.ts'

/** Proof of service. */
export const serveActs = actsOf<typeof SERVE>({
  'service.prove': {
    title: { lv: 'Reģistrēt vēlāku saņemšanu', en: 'Record later receipt' },
    explain: {
      lv: 'Adresāts pierādījis, ka objektīvu apstākļu dēļ lēmumu saņēmis vēlāk, nekā likums pieņem (Paziņošanas likuma 8. panta ceturtā daļa, 9. panta ceturtā daļa); apstrīdēšanas termiņu skaita no šīs dienas.',
      en: 'The addressee has shown that, for objective reasons, the decision was received later than the law presumes (Law on Notification 8(4), 9(4)); the term to contest counts from that day.',
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
          decisionId,
        })
        .strict(),
    facts: (p) => ({
      receivedAt: p.receivedAt as string,
      ...(p.partyId ? { partyId: p.partyId as string } : {}),
      ...about(p),
    }),
    done: { lv: 'Reģistrēta vēlāka saņemšana', en: 'Later receipt recorded' },
    reread: 8,
  },
})
