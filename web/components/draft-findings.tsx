import type { Finding } from '../../law/decision/draft.ts'
import { say, type View } from '../view.ts'
import { Tag } from './parts.tsx'

/** What the law says of a draft today: what cannot be issued, and what is to be known before it is. */
export function DraftFindings({ v, findings }: { v: View; findings: Finding[] }) {
  const t = v.t.case.draftCheck
  return (
    <section class="lieta-quote govuk-!-margin-bottom-6" id="draft-check" aria-labelledby="draft-check-title">
      <h2 class="govuk-heading-s govuk-!-margin-bottom-2" id="draft-check-title">
        {t.title}
      </h2>
      {findings.length === 0 ? <p class="govuk-body govuk-!-margin-bottom-0">{t.nothing}</p> : null}
      <ul class="govuk-list govuk-!-margin-bottom-0">
        {findings.map((f) => (
          <li key={`${f.rule} ${f.field}`}>
            <Tag colour={f.severity === 'block' ? 'red' : 'yellow'}>{t.severity[f.severity]}</Tag>{' '}
            {say(v, f.message)} <span class="lieta-norm">{f.norm}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
