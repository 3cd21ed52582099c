import type { CaseFile } from '../../cases/queries/case-file.ts'
import { findAct } from '../../forms/acts/licensing.ts'
import { momentWords } from '../format.ts'
import { say, type View } from '../view.ts'
import { OddLetters } from './odd-letters.tsx'

/** Acts whose words are read again later, in the order in which a reader needs them. */
const TEXTS = [
  'proposal.submit',
  'views.submit',
  'review.return',
  'decision.return',
  'contest.submit',
  'contest.outcome',
  'term.extend',
  'service.prove',
  'decision.correct',
  'case.withdraw',
]

/** What people said in the case: draft, views, comments, submissions; newest version of each. */
export function Said({ v, file, only }: { v: View; file: CaseFile; only?: string[] }) {
  const acts = TEXTS.filter((act) => file.said[act] && (!only || only.includes(act)))
  if (acts.length === 0) return null
  return (
    <section>
      <h2 class="govuk-heading-m">{v.t.case.file.said}</h2>
      {acts.map((act) => (
        <Text key={act} v={v} file={file} act={act} said={file.said[act]!} />
      ))}
    </section>
  )
}

function Text({
  v,
  file,
  act,
  said,
}: {
  v: View
  file: CaseFile
  act: string
  said: CaseFile['said'][string]
}) {
  const def = findAct(act)
  if (!def) return null
  const rows = def.fields
    .map((field) => ({ field, value: said.payload[field.name] }))
    .filter(({ value }) => value !== undefined && value !== null && value !== '' && value !== false)
  return (
    <div class="lieta-quote">
      <h3 class="govuk-heading-s govuk-!-margin-bottom-1">{v.t.case.done[act] ?? say(v, def.title)}</h3>
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
            <OddLetters v={v} file={file} field={`${act}/${field.name}`} />
          </div>
        )
      })}
    </div>
  )
}
