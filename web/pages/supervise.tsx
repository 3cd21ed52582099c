import type { CaseRow, Supervision } from '../../cases/queries/supervision.ts'
import { PostForm } from '../components/parts.tsx'
import { retentionTexts } from '../components/retention-parts.tsx'
import { signingTexts } from '../components/signing-words.ts'
import { dayShort, dayWords, fromToday } from '../format.ts'
import { Layout } from '../layout.tsx'
import type { NewKey, View } from '../view.ts'
import { stageWords } from '../words.ts'
import { lawTexts } from './law-changes.tsx'

export interface SuperviseProps {
  v: View
  data: Supervision
  newKey: NewKey
  /** Only supervisors hand cases over. */
  mayAssign: boolean
}

/** Where the open cases stand against the statutory term; every figure opens its cases. */
export function SupervisePage({ v, data, newKey, mayAssign }: SuperviseProps) {
  const t = v.t.case.supervise
  const { list } = data
  const count = data.cells.find((c) => c.key === list.key)!.count
  return (
    <Layout v={v} title={t.title}>
      <h1 class="govuk-heading-xl govuk-!-margin-bottom-2">{t.title}</h1>
      <p class="govuk-body-l">{t.today(dayWords(v, data.today, 'locative'))}</p>
      <p class="govuk-body">
        <a class="govuk-link" href="/law-changes">
          {lawTexts(v).title}
        </a>
        {' · '}
        <a class="govuk-link" href="/delegations">
          {signingTexts(v).delegations.title}
        </a>
        {' · '}
        <a class="govuk-link" href="/retention">
          {retentionTexts(v).title}
        </a>
      </p>
      {data.troubles > 0 ? (
        <section>
          <h2 class="govuk-heading-m">
            {v.t.case.file.troubles} ({data.troubles})
          </h2>
          <Cases v={v} rows={data.firstTroubles.cases} people={data.people} />
        </section>
      ) : null}
      <h2 class="govuk-heading-m">{t.counts}</h2>
      <ul class="lieta-counts">
        {data.cells.map((c) => (
          <li key={c.key} class={c.key === 'overdue' && c.count > 0 ? 'lieta-counts__bad' : ''}>
            <a
              href={`/supervise?cell=${c.key}#list`}
              {...(c.key === list.key ? { 'aria-current': 'true' } : {})}
            >
              <strong>{c.count}</strong>
              {t.cells[c.key]}
            </a>
          </li>
        ))}
      </ul>
      <section id="list">
        <h2 class="govuk-heading-m">
          {t.cells[list.key]} ({count})
        </h2>
        {count === 0 ? (
          <p class="govuk-body">{t.empty}</p>
        ) : (
          <>
            <Cases v={v} rows={list.cases} people={data.people} />
            {list.next ? (
              <p class="govuk-body">
                <a class="govuk-link" href={`/supervise?cell=${list.key}&after=${list.next}#list`}>
                  {t.more}
                </a>
              </p>
            ) : null}
          </>
        )}
      </section>
      <section>
        <h2 class="govuk-heading-m">
          {t.unowned} ({data.unowned})
        </h2>
        {data.unowned === 0 ? (
          <p class="govuk-body">{t.unownedNone}</p>
        ) : (
          <>
            <Cases
              v={v}
              rows={data.firstUnowned.cases}
              people={data.people}
              {...(mayAssign ? { assign: newKey } : {})}
            />
            {data.firstUnowned.next ? <p class="govuk-body">{t.firstOnly}</p> : null}
          </>
        )}
      </section>
      <section>
        <h2 class="govuk-heading-m">{t.people}</h2>
        <People v={v} people={data.people} />
      </section>
    </Layout>
  )
}

function Cases({
  v,
  rows,
  people,
  assign,
}: {
  v: View
  rows: CaseRow[]
  people: Supervision['people']
  assign?: NewKey
}) {
  const t = v.t.case
  const c = t.columns
  const titles = [c.number, c.subject, c.stage, c.due, assign ? c.action : c.inspector]
  return (
    <table class="govuk-table lieta-table">
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          {titles.map((title) => (
            <th scope="col" class="govuk-table__header" key={title}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {rows.map((row) => (
          <tr class="govuk-table__row" key={row.caseId}>
            <th scope="row" class="govuk-table__header">
              <a class="govuk-link" href={`/cases/${row.caseId}`}>
                {row.number}
              </a>
            </th>
            <td class="govuk-table__cell" data-label={c.subject}>
              {row.subject}
              <br />
              <span class="lieta-muted">{row.institutionName}</span>
            </td>
            <td class="govuk-table__cell" data-label={c.stage}>
              {stageWords(v, row.procedure, row.stage)}
            </td>
            <td class="govuk-table__cell" data-label={c.due}>
              {row.due ? (
                <>
                  {dayShort(v, row.due)} <span class="lieta-muted">({fromToday(v, row.due)})</span>
                </>
              ) : (
                '–'
              )}
            </td>
            <td class="govuk-table__cell" data-label={titles[4]}>
              {assign ? (
                <PostForm v={v} action={`/cases/${row.caseId}/assign`} keyed={assign()}>
                  <input type="hidden" name="back" value="/supervise" />
                  <label class="govuk-visually-hidden" for={`to-${row.caseId}`}>
                    {t.file.assign}: {row.number}
                  </label>
                  <select class="govuk-select" id={`to-${row.caseId}`} name="to">
                    <option value="">{t.supervise.choose}</option>
                    {people.map((p) => (
                      <option key={p.personId} value={p.personId}>
                        {p.name} ({p.open})
                      </option>
                    ))}
                  </select>{' '}
                  <button
                    type="submit"
                    class="govuk-button govuk-button--secondary"
                    aria-label={`${t.file.assign}: ${row.number}`}
                  >
                    {v.t.save}
                  </button>
                </PostForm>
              ) : (
                (people.find((p) => p.personId === row.assigneeId)?.name ?? t.file.nobody)
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function People({ v, people }: { v: View; people: Supervision['people'] }) {
  const c = v.t.case.columns
  return (
    <table class="govuk-table lieta-table">
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          <th scope="col" class="govuk-table__header">
            {c.inspector}
          </th>
          <th scope="col" class="govuk-table__header govuk-table__header--numeric">
            {c.open}
          </th>
          <th scope="col" class="govuk-table__header govuk-table__header--numeric">
            {c.overdue}
          </th>
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {people.map((p) => (
          <tr class="govuk-table__row" key={p.personId}>
            <th scope="row" class="govuk-table__header">
              {p.name}
            </th>
            <td class="govuk-table__cell govuk-table__cell--numeric" data-label={c.open}>
              {p.open}
            </td>
            <td class="govuk-table__cell govuk-table__cell--numeric" data-label={c.overdue}>
              {p.overdue}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
