import type { CaseFile } from '../../cases/queries/case-file.ts'
import type { ActDef } from '../../forms/acts/act.ts'
import { actsIn } from '../../forms/acts/all.ts'
import { momentWords } from '../format.ts'
import { say, type View } from '../view.ts'
import { OddLetters } from './odd-letters.tsx'

/**
 * What people said in the case: draft, views, comments, submissions; newest version of each.
 * @param before only what must have been read before a person writes or signs
 */
export function Said({ v, file, before }: { v: View; file: CaseFile; before?: boolean }) {
  const acts = Object.values(actsIn(file.procedure))
    .filter((def) => def.reread && file.said[def.id] && (!before || def.before))
    .sort((a, b) => a.reread! - b.reread!)
  if (acts.length === 0) return null
  return (
    <section>
      <h2 class="govuk-heading-m">{v.t.case.file.said}</h2>
      {acts.map((def) => (
        <Text key={def.id} v={v} file={file} def={def} said={file.said[def.id]!} />
      ))}
    </section>
  )
}

function Text({
  v,
  file,
  def,
  said,
}: {
  v: View
  file: CaseFile
  def: ActDef
  said: CaseFile['said'][string]
}) {
  const rows = def.fields
    .map((field) => ({ field, value: said.payload[field.name] }))
    .filter(({ value }) => value !== undefined && value !== null && value !== '' && value !== false)
  return (
    <div class="lieta-quote">
      <h3 class="govuk-heading-s govuk-!-margin-bottom-1">{say(v, def.done)}</h3>
      <p class="govuk-body-s lieta-muted govuk-!-margin-bottom-2">
        {momentWords(v, said.at)}
        {said.by ? ` · ${said.by}` : ''}
      </p>
      {rows.map(({ field, value }) => {
        const option = field.options?.find((o) => o.value === value)
        return (
          <div key={field.name}>
            <p class="govuk-body-s govuk-!-font-weight-bold govuk-!-margin-bottom-0">{say(v, field.label)}</p>
            <p class="govuk-body lieta-prose govuk-!-margin-bottom-2">
              {option
                ? say(v, option.label)
                : Array.isArray(value)
                  ? value.join('\n')
                  : value === true
                    ? v.t.yes
                    : String(value)}
            </p>
            <OddLetters v={v} file={file} field={`${def.id}/${field.name}`} />
          </div>
        )
      })}
    </div>
  )
}
