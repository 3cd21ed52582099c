import type { z } from 'zod'
import { files } from './fields.ts'
import type { FormContext, Page } from './form.ts'

/** Asked of whoever signs in by means that do not stand for a signature (APL 56(1)); each form ends with it. */
export const SIGNATURE_PAGE: Page = {
  id: 'signature',
  title: { lv: 'Paraksts', en: 'Signature' },
  intro: {
    lv: 'Jūsu pieteikšanās veids neaizstāj parakstu, tāpēc iesniegums jāparaksta ar drošu elektronisko parakstu.',
    en: 'Your way of signing in does not stand for a signature: the application must be signed with a secure electronic signature.',
  },
  fields: [
    {
      name: 'signedApplication',
      label: { lv: 'Parakstītais iesniegums', en: 'The signed application' },
      hint: {
        lv: 'EDOC vai ASICE datne ar jūsu paša parakstu un laika zīmogu.',
        en: 'An EDOC or ASICE file with your own signature and a timestamp.',
      },
      norm: { act: 'APL', article: '56(1)' },
      widget: 'file',
      signed: { by: 'applicant', what: 'application', norm: { act: 'APL', article: '56(1)' } },
      when: (data, who) => who.signature === 'own-signature' || Array.isArray(data.signedApplication),
    },
  ],
}

/** The answers of a form with the signed application, which is missing only where the sign-in stands for it. */
export function withSignature<S extends z.ZodRawShape>(answers: z.ZodObject<S>, context: FormContext) {
  return answers
    .extend({ signedApplication: files.optional() })
    .refine(
      (d) =>
        context.signature !== 'own-signature' ||
        Boolean((d as { signedApplication?: unknown }).signedApplication),
      {
        path: ['signedApplication'],
        error: 'signature-missing',
        when: () => true,
      },
    )
}
