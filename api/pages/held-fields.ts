import { allActs } from '../../forms/acts/all.ts'
import { FORMS } from '../../forms/all.ts'
import { allFields } from '../../forms/form.ts'
import { say, type View, type Words } from '../../web/view.ts'

/** The fields of a form that was not taken, each with the words under which it was asked, where they are known. */
export function heldFields(
  v: View,
  fields: [string, string][],
): { name: string; value: string; label: string }[] {
  return fields.map(([name, value]) => ({ name, value, label: labelOf(v, name) }))
}

/** The words of an input: by its name, or by the part of its name that is a question (`remarks.scope`, `start-day`). */
export function labelOf(v: View, name: string): string {
  const parts = [name, name.replace(/-(?:day|month|year)$/, ''), name.split('.').at(-1) ?? name]
  for (const part of parts) {
    const label = LABELS.get(part)
    if (label) return say(v, label)
  }
  return name
}

const LABELS = new Map<string, Words>([
  ...allActs().flatMap(({ def }) => def.fields.map((f): [string, Words] => [f.name, f.label])),
  ...FORMS.flatMap((form) => allFields(form).map((f): [string, Words] => [f.name, f.label])),
  ['text', { lv: 'Piezīme', en: 'Note' }],
  ['reason', { lv: 'Pamatojums', en: 'Reason' }],
  ['why', { lv: 'Pamatojums', en: 'Reason' }],
  ['q', { lv: 'Meklētais', en: 'Searched for' }],
])
