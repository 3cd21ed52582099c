import type { CaseLine } from '../../cases/queries/lists.ts'
import { PostForm, Tag } from '../components/parts.tsx'
import { dayOfShort, dayShort, momentWords } from '../format.ts'
import { Layout } from '../layout.tsx'
import type { View } from '../view.ts'
import { standsAt } from '../words.ts'

export interface PortalProps {
  v: View
  cases: CaseLine[]
  drafts: { id: string; title: string; updatedAt: string; goesAt: string | null; cure: boolean }[]
}

/** What waits for me first; then the drafts and the rest. */
export function PortalPage({ v, cases, drafts }: PortalProps) {
  const t = v.t.case.portal
  const waiting = cases.filter((c) => c.waitingOn === 'applicant')
  const others = cases.filter((c) => c.waitingOn !== 'applicant')
  return (
    <Layout v={v} title={t.title}>
      <h1 class="govuk-heading-xl">{t.title}</h1>
      <section>
        <h2 class="govuk-heading-m">{t.waiting}</h2>
        {waiting.length === 0 ? <p class="govuk-body">{t.waitingNone}</p> : <Cases v={v} cases={waiting} />}
      </section>
      {drafts.length > 0 ? (
        <section>
          <h2 class="govuk-heading-m">{t.drafts}</h2>
          <ul class="lieta-files">
            {drafts.map((d) => (
              <li key={d.id}>
                <span class="govuk-body govuk-!-margin-0">
                  <a class="govuk-link" href={`/drafts/${d.id}`}>
                    {d.title || t.untitled}
                  </a>{' '}
                  {d.cure ? <Tag colour="orange">{t.cure}</Tag> : null}
                </span>
                <span class="lieta-muted govuk-body-s govuk-!-margin-0">
                  {t.saved} {momentWords(v, d.updatedAt)}
                </span>
                {d.goesAt ? (
                  <div class="lieta-quote lieta-quote--warn">
                    <p class="govuk-body govuk-!-margin-bottom-1">{t.goes(dayOfShort(v, d.goesAt))}</p>
                    <PostForm v={v} action={`/portal/drafts/${d.id}/keep`}>
                      <button
                        type="submit"
                        class="lieta-linkish"
                        aria-label={t.keepWhich(d.title || t.untitled)}
                      >
                        {t.keep}
                      </button>
                    </PostForm>
                  </div>
                ) : null}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <p>
        <a href="/services" class="govuk-button govuk-button--secondary">
          {t.start}
        </a>
      </p>
      <section>
        <h2 class="govuk-heading-m">{t.others}</h2>
        {others.length === 0 ? <p class="govuk-body">{t.none}</p> : <Cases v={v} cases={others} />}
      </section>
    </Layout>
  )
}

function Cases({ v, cases }: { v: View; cases: CaseLine[] }) {
  const t = v.t.case
  return (
    <table class="govuk-table lieta-table">
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          <th scope="col" class="govuk-table__header">
            {t.columns.number}
          </th>
          <th scope="col" class="govuk-table__header">
            {t.columns.subject}
          </th>
          <th scope="col" class="govuk-table__header">
            {t.columns.stage}
          </th>
          <th scope="col" class="govuk-table__header">
            {t.columns.received}
          </th>
          <th scope="col" class="govuk-table__header">
            {t.columns.due}
          </th>
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {cases.map((c) => (
          <tr class="govuk-table__row" key={c.caseId}>
            <th scope="row" class="govuk-table__header">
              <a class="govuk-link" href={`/cases/${c.caseId}`}>
                {c.number}
              </a>
            </th>
            <td class="govuk-table__cell" data-label={t.columns.subject}>
              {c.subject}
            </td>
            <td class="govuk-table__cell" data-label={t.columns.stage}>
              <Tag colour={c.waitingOn === 'applicant' ? 'red' : c.closedAt ? 'grey' : 'teal'}>
                {standsAt(v, c.procedure, c)}
              </Tag>
            </td>
            <td class="govuk-table__cell" data-label={t.columns.received}>
              {dayOfShort(v, c.receivedAt)}
            </td>
            <td class="govuk-table__cell" data-label={t.columns.due}>
              {c.due && !c.closedAt ? dayShort(v, c.due) : '–'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
