import { signingEn } from '../texts/signing-en.ts'
import { type SigningTexts, signingLv } from '../texts/signing-lv.ts'
import type { View } from '../view.ts'

/** The words of signing in the language of the page. */
export function signingTexts(v: View): SigningTexts {
  return v.lang === 'en' ? signingEn : signingLv
}
