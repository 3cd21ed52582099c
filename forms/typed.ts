import { allFields, type Field, type FormData, type FormDef, type FormError } from './form.ts'

/** Longer than any answer may be: what is too long for its question is told when the form is checked. */
const LONGEST = 20_000

/**
 * What of a given body are answers to this form, each of the type that its question takes: text, a number as it was
 * written, yes or no. Right or wrong otherwise does not matter here; what no question asks for is left out, and so are
 * files: they are attached by uploading them, never by naming them.
 * @returns the answers that may be kept, and one error for each that cannot be an answer at all
 */
export function typedAnswers(def: FormDef, given: FormData): { answers: FormData; errors: FormError[] } {
  const answers: FormData = {}
  const errors: FormError[] = []
  for (const field of allFields(def)) {
    if (field.widget === 'file' || !Object.hasOwn(given, field.name)) continue
    const value = given[field.name] ?? ''
    if (fits(field, value)) answers[field.name] = value
    else errors.push({ field: field.name, code: 'wrong-type', message: notAnAnswer(field) })
  }
  return { answers, errors }
}

function fits(field: Field, value: unknown): boolean {
  // Nothing entered.
  if (value === '') return true
  if (field.widget === 'checkbox') return typeof value === 'boolean'
  if (field.widget === 'number' && typeof value === 'number') return Number.isFinite(value)
  return typeof value === 'string' && value.length <= LONGEST
}

function notAnAnswer(field: Field): FormError['message'] {
  return {
    lv: `${field.label.lv}: šādu vērtību nevar saglabāt. Ierakstiet tekstu, ne garāku par ${LONGEST} zīmēm.`,
    en: `${field.label.en}: such a value cannot be kept. Enter text of at most ${LONGEST} characters.`,
  }
}
