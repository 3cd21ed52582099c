import { allFields, type Field, type FormData, type FormDef, type FormError } from '../../forms/form.ts'
import type { FieldError as GivenError } from '../../platform/errors.ts'
import type { FieldError } from '../../web/ui/index.ts'
import { say, type View } from '../../web/view.ts'
import { dayFrom } from './days.ts'
import type { Body } from './input.ts'

// Between the inputs of a page and the answers of forms.

/** Inputs of a page that is no form of a procedure: all of one kind. */
export function inputs(widget: 'text' | 'date', names: readonly string[]): Field[] {
  return names.map((name) => ({ name, label: { lv: '', en: '' }, widget }))
}

/** What was answered on a page of a form; files come by another way. */
export function answersFrom(fields: Field[], body: Body): FormData {
  const answers: FormData = {}
  for (const field of fields) {
    if (field.widget === 'file') continue
    if (field.widget === 'date') answers[field.name] = dayFrom(body, field.name)
    else if (field.widget === 'checkbox') answers[field.name] = body[field.name] === 'true'
    // Browsers send line breaks as CR LF.
    else answers[field.name] = (body[field.name] ?? '').replaceAll('\r\n', '\n')
  }
  return answers
}

/** What was typed on a page, without the blanks around it. */
export function typed(fields: Field[], body: Body): Record<string, string> {
  const answers = Object.entries(answersFrom(fields, body))
  return Object.fromEntries(answers.map(([name, value]) => [name, String(value ?? '').trim()]))
}

/** What was said of it; what was left empty was not said. */
export function said(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
}

/** The words of errors on the inputs of a form. */
export function formErrors(
  v: View,
  form: FormDef,
  data: FormData,
  errors: (FormError | GivenError)[],
): FieldError[] {
  const fields = allFields(form)
  const out = new Map<string, FieldError>()
  for (const error of errors) {
    const name = error.field.split('.')[0] ?? ''
    if (out.has(name)) continue
    const field = fields.find((f) => f.name === name)
    out.set(name, { field: name, text: errorWords(v, error, field?.label, data[name], field?.widget) })
  }
  return [...out.values()]
}

/** A schema says "missing" also of what it cannot read, and "invalid" of a choice not made: told as it is. */
export function errorWords(
  v: View,
  error: FormError | GivenError,
  label: { lv: string; en: string } | undefined,
  value: unknown,
  widget: string | undefined,
): string {
  const empty = value === undefined || value === null || value === ''
  if (label && empty && (widget === 'radios' || widget === 'select')) return v.t.choose(say(v, label))
  if (label && !empty && error.code === 'missing') return v.t.invalid(say(v, label))
  return say(v, error.message)
}
