import type { ActDef } from '../../forms/acts/act.ts'
import { allFields, type Field, type FormData, type FormDef, type FormError } from '../../forms/form.ts'
import type { FieldError as GivenError } from '../../platform/errors.ts'
import type { FieldError } from '../../web/ui/index.ts'
import { say, type View } from '../../web/view.ts'
import type { Body } from './render.ts'

// Between the inputs of a page and the answers of forms and acts.

/** Three boxes as one day: YYYY-MM-DD where they hold figures, else what was entered, so that it can be shown again. */
export function dayFrom(body: Body, name: string): string {
  const clean = (part: string): string =>
    (body[`${name}-${part}`] ?? '').trim().replaceAll('-', '').slice(0, 20)
  const [day, month, year] = [clean('day'), clean('month'), clean('year')]
  if (!day && !month && !year) return ''
  return `${year}-${/^\d$/.test(month) ? `0${month}` : month}-${/^\d$/.test(day) ? `0${day}` : day}`
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
    out.set(name, { field: name, text: words(v, error, field?.label, data[name], field?.widget) })
  }
  return [...out.values()]
}

/** A schema says "missing" also of what it cannot read, and "invalid" of a choice not made: told as it is. */
function words(
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

/** Inputs of an act's page by name, as they were entered. */
export function valuesOf(def: ActDef, body: Body): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [name, value] of Object.entries(body))
    if (!name.startsWith('_') && value !== undefined) values[name] = value.replaceAll('\r\n', '\n')
  for (const field of def.fields) if (field.widget === 'date') values[field.name] = dayFrom(body, field.name)
  return values
}

/** The payload of an act from the inputs of its page; see web/components/act-fields.tsx. */
export function payloadFrom(
  def: ActDef,
  form: FormDef,
  values: Record<string, string>,
): Record<string, unknown> {
  const payload: Record<string, unknown> = {}
  for (const field of def.fields) {
    const value = values[field.name] ?? ''
    switch (field.widget) {
      case 'remarks':
        payload[field.name] = filledRemarks(form, values).map((name) => ({
          field: name,
          text: values[`remarks.${name}`]!.trim(),
        }))
        break
      case 'findings':
        payload[field.name] = Object.fromEntries(
          (field.checks ?? []).map(({ id }) => {
            const result = values[`${field.name}.${id}.result`]
            const evidence = (values[`${field.name}.${id}.evidence`] ?? '').trim()
            return [id, { ...(result ? { result } : {}), ...(evidence ? { evidence } : {}) }]
          }),
        )
        break
      case 'lines':
        payload[field.name] = value
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean)
        break
      case 'checkbox':
        payload[field.name] = value === 'true'
        break
      case 'number':
      case 'radios':
        // Left empty, the schema's own default or complaint holds.
        if (value.trim() !== '') payload[field.name] = value.trim()
        break
      default:
        payload[field.name] = value.trim()
    }
  }
  return payload
}

/** The fields of the form at which something was remarked, in the order of the form. */
function filledRemarks(form: FormDef, values: Record<string, string>): string[] {
  return allFields(form)
    .map((f) => f.name)
    .filter((name) => (values[`remarks.${name}`] ?? '').trim() !== '')
}

/** Errors of an act on the inputs of its page. */
export function actErrors(
  v: View,
  def: ActDef,
  form: FormDef,
  values: Record<string, string>,
  errors: GivenError[],
): FieldError[] {
  return errors.map((error) => {
    const [top = '', part = ''] = error.field.split('.')
    const field = def.fields.find((f) => f.name === top)
    if (field?.widget === 'remarks' && /^\d+$/.test(part)) {
      const name = filledRemarks(form, values)[Number(part)] ?? ''
      const label = allFields(form).find((f) => f.name === name)?.label
      return {
        field: `remarks.${name}`,
        text: `${label ? `${say(v, label)} – ` : ''}${say(v, error.message)}`,
      }
    }
    if (field?.widget === 'findings' && part) {
      const check = field.checks?.find((c) => c.id === part)
      const title = check ? say(v, check.title) : part
      const about = error.field.endsWith('.result') ? `${top}.${part}.result` : `${top}.${part}.evidence`
      return {
        field: about,
        text:
          values[about] || !about.endsWith('result')
            ? `${title} – ${say(v, error.message)}`
            : v.t.choose(title),
      }
    }
    return { field: top, text: words(v, error, field?.label, values[top], field?.widget) }
  })
}
