import { z } from 'zod'
import { type Beginning, REOPENING_GROUNDS } from '../law/afterlife/reopening.ts'
import { day, files, line, prose } from './fields.ts'
import type { Field, FormContext, FormDef } from './form.ts'
import { DECISION_FIELD, optionsOf } from './original.ts'
import { SIGNATURE_PAGE, withSignature } from './signed-application.ts'

const grounds = (by: Beginning) =>
  Object.fromEntries(Object.entries(REOPENING_GROUNDS).filter(([, ground]) => ground.by === by))

const GROUND: Field = {
  name: 'ground',
  label: { lv: 'Kāpēc process jāsāk no jauna?', en: 'Why are proceedings to be begun anew?' },
  norm: { act: 'APL', article: '87(1)' },
  widget: 'radios',
  options: optionsOf(grounds('application')),
}

const REASONS: Field = {
  name: 'reasons',
  label: { lv: 'Apstākļi un pamatojums', en: 'Circumstances and reasons' },
  hint: {
    lv: 'Kas mainījies vai kļuvis zināms un kāds lēmums jāpieņem.',
    en: 'What has changed or become known, and what should be decided.',
  },
  widget: 'textarea',
  rows: 8,
}

/** Its addressee asks that proceedings be begun anew (APL 87). */
export const reopeningForm: FormDef = {
  id: 'reopening',
  version: 1,
  title: { lv: 'Procesa uzsākšana no jauna', en: 'Beginning proceedings anew' },
  signature: 'sign-in',
  about: 'decision',
  subject: (data) => String(data.decision ?? ''),
  schema: (context) =>
    withSignature(
      z.object({
        decision: line(60),
        ground: z.enum(Object.keys(grounds('application'))),
        learnedOn: day.refine((d) => d <= context.today, 'date-future'),
        reasons: prose(10_000),
        evidence: files.optional(),
      }),
      context,
    ),
  pages: [
    {
      id: 'request',
      title: { lv: 'Par kuru lēmumu un kāpēc?', en: 'About which decision, and why?' },
      fields: [
        DECISION_FIELD,
        GROUND,
        {
          name: 'learnedOn',
          label: { lv: 'Kad par to uzzinājāt?', en: 'When did you learn of it?' },
          hint: {
            lv: 'Iesniegumu var iesniegt sešu mēnešu laikā no šīs dienas.',
            en: 'It may be asked for within six months from that day.',
          },
          norm: { act: 'APL', article: '87(3)2' },
          widget: 'date',
        },
        REASONS,
        { name: 'evidence', label: { lv: 'Pierādījumi (ja ir)', en: 'Evidence (if any)' }, widget: 'file' },
      ],
    },
    SIGNATURE_PAGE,
  ],
}

/** The institution begins anew what it must (APL 88). */
export const reopeningMotion: FormDef = {
  ...reopeningForm,
  schema: (_context: FormContext) =>
    z
      .object({
        ground: z.enum(Object.keys(grounds('own-motion'))),
        ruling: line(200),
        reasons: prose(10_000),
      })
      .strict(),
  pages: [
    {
      id: 'motion',
      title: { lv: 'Sākt procesu no jauna', en: 'Begin proceedings anew' },
      fields: [
        {
          ...GROUND,
          norm: { act: 'APL', article: '88' },
          options: optionsOf(grounds('own-motion')),
        },
        {
          name: 'ruling',
          label: { lv: 'Nolēmuma diena un numurs', en: 'Day and number of the ruling' },
          widget: 'text',
        },
        {
          ...REASONS,
          hint: { lv: 'To redzēs lēmuma adresāts.', en: 'The addressee of the decision will see it.' },
        },
      ],
    },
  ],
}
