import { z } from 'zod'
import type { INSPECTION } from '../../../procedures/words/inspection.ts'
import { day, line, prose } from '../../fields.ts'
import { type ActField, actsOf, noFacts } from '../act.ts'

/** Which of several requests is answered; left out, the oldest. */
export const request = z
  .string()
  .regex(/^\d{1,6}$/, 'request-missing')
  .optional()
export const requestField: ActField = {
  name: 'request',
  label: { lv: 'Lūgums', en: 'Request' },
  widget: 'radios',
  from: 'asked',
}
export const requestIn = (p: Record<string, unknown>): Record<string, string> =>
  p.request ? { request: p.request as string } : {}

/** What law keeps something of a file from a party (APL 61, second sentence). */
export const WITHHELD = {
  informant: {
    lv: 'Informācija atklāj personu, kas ziņojusi par tiesībpārkāpumu (APL 54. panta otrā daļa)',
    en: 'It would tell who reported a breach of law (APL 54(2))',
  },
  'other-law': {
    lv: 'Informāciju nedrīkst izpaust saskaņā ar citu likumu (APL 61. pants)',
    en: 'Another law forbids disclosing it (APL 61)',
  },
} as const

const RECORDS = z.array(z.uuid()).max(200)

/** A party looks into the file (APL 61). */
export const inspectionActs = actsOf<typeof INSPECTION>({
  'inspection.ask': {
    title: { lv: 'Iepazīties ar lietas materiāliem', en: 'Look into the file' },
    explain: {
      lv: 'Ar lietu varat iepazīties jebkurā stadijā un arī tad, kad tā ir pabeigta (APL 61. pants). Uzrakstiet, kuri materiāli vajadzīgi; tos Jums atvērs šeit vai norādīs, kad tos var lasīt klātienē.',
      en: 'You may look into the file at any stage, and when the case is over (APL 61). Say which records you need; they are opened to you here, or you are told when they can be read on the spot.',
    },
    tone: 'secondary',
    place: 'other',
    how: {
      lv: 'Lūdziet tos lietas materiālus, kuru šeit nav.',
      en: 'Ask for those records of the case that are not here.',
    },
    fields: [
      {
        name: 'what',
        label: { lv: 'Ar kuriem materiāliem vēlaties iepazīties?', en: 'Which records do you want to see?' },
        widget: 'textarea',
        rows: 4,
      },
    ],
    schema: () => z.object({ what: prose(2000) }).strict(),
    facts: noFacts,
    done: { lv: 'Lūgts iepazīties ar lietas materiāliem', en: 'Inspection of the file asked for' },
    reread: 14,
    before: true,
  },
  'inspection.give': {
    title: { lv: 'Atvērt lietas materiālus', en: 'Open records of the file' },
    explain: {
      lv: 'Lūdzējs redzēs tieši to, ko atzīmēsiet, un neko citu. Katru atvēršanu un lasījumu pieraksta. Neatveriet to, ko likums liedz izpaust (APL 54. panta otrā daļa, 61. pants).',
      en: 'The party sees exactly what you mark, and nothing else. The access and each reading are written down. Do not open what the law forbids disclosing (APL 54(2), 61).',
    },
    tone: 'primary',
    fields: [
      requestField,
      {
        name: 'documents',
        label: { lv: 'Kurus materiālus atver?', en: 'Which records are opened?' },
        widget: 'records',
      },
      {
        name: 'until',
        label: { lv: 'Līdz kurai dienai?', en: 'Until which day?' },
        widget: 'date',
      },
      {
        name: 'onSpot',
        label: {
          lv: 'Ja lasāms klātienē: kad, kur un kas (nav obligāti)',
          en: 'If read on the spot: when, where and what (optional)',
        },
        widget: 'textarea',
        rows: 2,
      },
      {
        name: 'withheld',
        label: {
          lv: 'Ko neatver un kurš likums to liedz (nav obligāti)',
          en: 'What is not opened, and which law forbids it (optional)',
        },
        widget: 'textarea',
        rows: 2,
      },
    ],
    schema: (context) =>
      z
        .object({
          request,
          documents: RECORDS.default([]),
          files: RECORDS.default([]),
          until: day.refine((d) => d >= context.today, 'day-over'),
          onSpot: prose(1000).or(z.literal('')).optional(),
          withheld: prose(2000).or(z.literal('')).optional(),
        })
        .strict()
        .refine((p) => p.documents.length + p.files.length > 0 || p.onSpot, {
          path: ['documents'],
          error: 'records-missing',
        }),
    facts: (p) => ({ until: p.until as string, ...requestIn(p) }),
    done: { lv: 'Atvērti lietas materiāli', en: 'Records of the file opened' },
    reread: 15,
  },
  'inspection.refuse': {
    title: { lv: 'Atteikt iepazīšanos ar lietu', en: 'Refuse inspection of the file' },
    explain: {
      lv: 'Atteikt var tikai to, ko likums liedz izpaust (APL 61. panta otrais teikums). Ja daļu var atvērt, atveriet to.',
      en: 'Only what a law forbids disclosing may be refused (APL 61, second sentence). What can be opened in part, is.',
    },
    tone: 'warning',
    fields: [
      requestField,
      {
        name: 'ground',
        label: { lv: 'Pamats', en: 'Ground' },
        widget: 'radios',
        options: Object.entries(WITHHELD).map(([value, label]) => ({ value, label })),
      },
      {
        name: 'law',
        label: { lv: 'Likuma norma', en: 'Provision of the law' },
        hint: {
          lv: 'Piemēram, Informācijas atklātības likuma 5. panta otrās daļas 2. punkts.',
          en: 'For example Freedom of Information Law 5(2)2.',
        },
        widget: 'text',
      },
      { name: 'reason', label: { lv: 'Pamatojums', en: 'Reasons' }, widget: 'textarea', rows: 5 },
    ],
    schema: () =>
      z
        .object({
          request,
          ground: z.enum(Object.keys(WITHHELD) as [keyof typeof WITHHELD]),
          law: line(300).or(z.literal('')).optional(),
          reason: prose(3000),
        })
        .strict()
        .refine((p) => p.ground !== 'other-law' || p.law, { path: ['law'], error: 'law-missing' }),
    facts: requestIn,
    done: { lv: 'Atteikta iepazīšanās ar lietu', en: 'Inspection of the file refused' },
    reread: 15,
  },
})
