import type { NormRef } from '../law/norm.ts'
import { normShort } from '../law/norm.ts'
import type { Field, Option, Words } from './form.ts'

// What forms about a decision of another case have in common.

/** The number of the decision: filled in where one begins from its page. */
export const DECISION_FIELD: Field = {
  name: 'decision',
  label: { lv: 'Lēmuma numurs', en: 'Number of the decision' },
  hint: { lv: 'Tas ir lēmuma pirmajā lappusē.', en: 'It stands on the first page of the decision.' },
  widget: 'text',
}

/** Grounds as they are chosen: in words, each with its norm. */
export function optionsOf(grounds: Readonly<Record<string, { title: Words; norm: NormRef }>>): Option[] {
  return Object.entries(grounds).map(([value, { title, norm }]) => ({
    value,
    label: { lv: capital(title.lv), en: capital(title.en) },
    hint: { lv: normShort(norm, 'lv'), en: normShort(norm, 'en') },
  }))
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
