import { z } from 'zod'
import type { COMPLETENESS } from '../../../procedures/words/completeness.ts'
import { line, prose } from '../../fields.ts'
import { actsOf, noFacts, nothing } from '../act.ts'

/** Acts about whether an application is complete. */
export const completenessActs = actsOf<typeof COMPLETENESS>({
  'completeness.confirm': {
    title: { lv: 'Pieteikums ir pilnīgs', en: 'The application is complete' },
    explain: {
      lv: 'Lieta pāriet uz izvērtēšanu. Termiņš rit no saņemšanas dienas.',
      en: 'The case goes on to assessment. The term runs from the day of receipt.',
    },
    tone: 'primary',
    fields: [],
    schema: () => nothing,
    facts: noFacts,
    done: { lv: 'Atzīts, ka pieteikums ir pilnīgs', en: 'Application found complete' },
  },
  'completeness.return': {
    title: { lv: 'Atstāt bez virzības', en: 'Leave without progress' },
    explain: {
      lv: 'Iesniedzējs saņem vēstuli ar piezīmēm un termiņu trūkumu novēršanai. Kad trūkumi novērsti, mēnesi skaita no jauna (APL 64. panta 1.¹ daļa).',
      en: 'The applicant gets a letter with the remarks and a term to cure. Once cured, the month counts anew (APL 64(1¹)).',
    },
    tone: 'secondary',
    fields: [
      {
        name: 'remarks',
        label: { lv: 'Piezīmes', en: 'Remarks' },
        hint: {
          lv: 'Pie katra lauka: kas trūkst un kas jādara.',
          en: 'For each field: what is missing and what to do.',
        },
        widget: 'remarks',
      },
      {
        name: 'days',
        label: { lv: 'Termiņš trūkumu novēršanai (darbdienas)', en: 'Term to cure (working days)' },
        widget: 'number',
        initial: 10,
      },
    ],
    schema: () =>
      z
        .object({
          remarks: z
            .array(z.object({ field: line(100), text: prose(2000) }).strict(), { error: 'remarks-missing' })
            .min(1, 'remarks-missing')
            .max(50),
          days: z.coerce.number().int().min(3).max(60).default(10),
        })
        .strict(),
    facts: (p) => ({ days: p.days as number }),
    done: {
      lv: 'Pieteikums atstāts bez virzības: lūgts novērst trūkumus',
      en: 'Left without progress: the applicant was asked to cure defects',
    },
    course: 'Iesniegums atstāts bez virzības.',
  },
  'application.cure': {
    title: { lv: 'Iesniegt labojumus', en: 'Send the corrections' },
    tone: 'primary',
    place: 'next',
    // What is sent is a draft, opened for it.
    opens: {
      path: 'cure',
      title: { lv: 'Labot pieteikumu', en: 'Correct the application' },
    },
    fields: [],
    schema: () => z.object({ draftId: z.uuid(), draftRevision: z.number().int().optional() }).strict(),
    facts: noFacts,
    done: { lv: 'Iesniegti labojumi; mēnesi skaita no jauna', en: 'Corrections sent; the month counts anew' },
    course: 'Iesniedzējs trūkumus novērsis.',
  },
})
