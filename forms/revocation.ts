import { z } from 'zod'
import { REVOCATION_GROUNDS } from '../law/afterlife/revocation.ts'
import { day, files, line, prose } from './fields.ts'
import type { Field, FormContext, FormDef } from './form.ts'
import { DECISION_FIELD, optionsOf } from './original.ts'
import { SIGNATURE_PAGE, withSignature } from './signed-application.ts'

const GROUNDS = optionsOf(REVOCATION_GROUNDS)

const REASONS: Field = {
  name: 'reasons',
  label: { lv: 'Apstākļi un pamatojums', en: 'Circumstances and reasons' },
  hint: {
    lv: 'Kas ir zināms, kopš kura laika un kāpēc lēmums būtu jāatceļ.',
    en: 'What is known, since when, and why the decision should be revoked.',
  },
  widget: 'textarea',
  rows: 8,
}

/** Request of its addressee that a decision be revoked (APL 83(1)). */
export const revocationForm: FormDef = {
  id: 'revocation',
  version: 1,
  title: { lv: 'Lēmuma atcelšana', en: 'Revocation of a decision' },
  signature: 'sign-in',
  about: 'decision',
  subject: (data) => String(data.decision ?? ''),
  schema: (context) =>
    withSignature(
      z.object({ decision: line(60), reasons: prose(10_000), evidence: files.optional() }),
      context,
    ),
  pages: [
    {
      id: 'request',
      title: { lv: 'Kuru lēmumu lūdzat atcelt?', en: 'Which decision do you ask to be revoked?' },
      fields: [
        DECISION_FIELD,
        REASONS,
        {
          name: 'evidence',
          label: { lv: 'Pierādījumi (ja ir)', en: 'Evidence (if any)' },
          widget: 'file',
        },
      ],
    },
    SIGNATURE_PAGE,
  ],
}

/** What an official says who begins of the institution's own motion: on which ground, and when that became known. */
export const revocationMotion: FormDef = {
  ...revocationForm,
  schema: (context: FormContext) =>
    z
      .object({
        ground: z.enum(Object.keys(REVOCATION_GROUNDS)),
        learnedOn: day.refine((d) => d <= context.today, 'date-future'),
        reasons: prose(10_000),
      })
      .strict(),
  pages: [
    {
      id: 'motion',
      title: { lv: 'Ierosināt lēmuma atcelšanu', en: 'Begin the revocation of a decision' },
      fields: [
        {
          name: 'ground',
          label: { lv: 'Iespējamais atcelšanas pamats', en: 'Possible ground of revocation' },
          norm: { act: 'APL', article: '83(1)' },
          widget: 'radios',
          options: GROUNDS,
        },
        {
          name: 'learnedOn',
          label: { lv: 'Kad iestāde par to uzzināja', en: 'When the institution learned of it' },
          norm: { act: 'APL', article: '86(3)' },
          widget: 'date',
        },
        {
          ...REASONS,
          hint: { lv: 'To redzēs lēmuma adresāts.', en: 'The addressee of the decision will see it.' },
        },
      ],
    },
  ],
}
