import { workEn } from '../texts/work-en.ts'
import { workLv } from '../texts/work-lv.ts'
import type { View } from '../view.ts'

/** Words on who does the work: conflicts of interest, ties, absence. */
export function workTexts(v: View) {
  return v.lang === 'en' ? workEn : workLv
}
