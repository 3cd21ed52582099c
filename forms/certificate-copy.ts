import { z } from 'zod'
import { line, prose } from './fields.ts'
import type { FormDef } from './form.ts'
import { SIGNATURE_PAGE, withSignature } from './signed-application.ts'

/** Request for a duplicate of a licence or certificate of the own institution. */
export const certificateCopyForm: FormDef = {
  id: 'certificate-copy',
  version: 1,
  title: { lv: 'Licences vai apliecības dublikāts', en: 'Duplicate of a licence or certificate' },
  signature: 'sign-in',
  subject: (data) => String(data.entryNo ?? ''),
  schema: (context) =>
    withSignature(z.object({ entryNo: line(40), purpose: prose(1000).optional() }), context),
  pages: [
    {
      id: 'original',
      title: { lv: 'Kā dublikātu lūdzat?', en: 'Of what do you ask a duplicate?' },
      fields: [
        {
          name: 'entryNo',
          label: { lv: 'Licences vai apliecības numurs', en: 'Number of the licence or certificate' },
          hint: {
            lv: 'Numurs reģistrā, piemēram, LP-2026-0001.',
            en: 'Its number in the register, for example LP-2026-0001.',
          },
          widget: 'text',
        },
        {
          name: 'purpose',
          label: { lv: 'Kādam nolūkam (ja vēlaties)', en: 'For what purpose (if you wish)' },
          widget: 'textarea',
          rows: 3,
        },
      ],
    },
    SIGNATURE_PAGE,
  ],
}
