import type { ActDef } from '../../forms/acts/act.ts'
import { allFields, type FormDef } from '../../forms/form.ts'
import type { FieldError as GivenError } from '../../platform/errors.ts'
import type { FieldError } from '../../web/ui/index.ts'
import { say, type View } from '../../web/view.ts'
import { filledRemarks } from './act-values.ts'
import { errorWords } from './answers.ts'

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
    return { field: top, text: errorWords(v, error, field?.label, values[top], field?.widget) }
  })
}
