import type { ActDef } from '../../forms/acts/act.ts'
import { allFields, type FormDef } from '../../forms/form.ts'
import { dayFrom } from './days.ts'
import type { Body } from './input.ts'

// Between the inputs of the page of an act and its payload.

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
      case 'records':
        payload.documents = marked(values, 'documents')
        payload.files = marked(values, 'files')
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

/** The ids that were marked under a name. */
function marked(values: Record<string, string>, under: string): string[] {
  return Object.keys(values)
    .filter((name) => name.startsWith(`${under}.`) && values[name] === 'true')
    .map((name) => name.slice(under.length + 1))
}

/** The fields of the form at which something was remarked, in the order of the form. */
export function filledRemarks(form: FormDef, values: Record<string, string>): string[] {
  return allFields(form)
    .map((f) => f.name)
    .filter((name) => (values[`remarks.${name}`] ?? '').trim() !== '')
}
