import { findForm } from '../../../forms/all.ts'
import { allFields } from '../../../forms/form.ts'
import { normText } from '../../../law/norm.ts'
import { applicationOf, head, type LetterContext, type LetterDraft, termAfterService } from '../context.ts'

export function withoutProgress(c: LetterContext): LetterDraft {
  const form = findForm(c.application.form)!
  const labels = new Map(allFields(form).map((f) => [f.name, f]))
  const remarks = c.payload.remarks as { field: string; text: string }[]
  const until = termAfterService(c, 'cure.term', Number(c.input.facts?.days ?? 10), true)
  return {
    template: 'notice-without-progress',
    title: { lv: 'Paziņojums par iesnieguma atstāšanu bez virzības', en: 'Notice: left without progress' },
    until,
    input: {
      ...head(c, true),
      application: applicationOf(c),
      remarks: remarks.map((r) => {
        const field = labels.get(r.field)
        return {
          field: field?.label.lv ?? r.field,
          remark: r.text,
          ...(field?.norm ? { norm: normText(field.norm, 'lv') } : {}),
        }
      }),
      cureBy: until,
      norms: [
        normText({ act: 'APL', article: '56(1¹)' }, 'lv'),
        normText({ act: 'APL', article: '64(1¹)' }, 'lv'),
      ],
    },
  }
}
