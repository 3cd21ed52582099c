import type { EntryHistory, PublicEntry } from '../../cases/queries/public.ts'
import type { RegisterDef } from '../../registers/register.ts'
import { Pagination, SearchForm, SummaryRow, Tag } from '../components/parts.tsx'
import { dayOfShort } from '../format.ts'
import { Layout } from '../layout.tsx'
import { say, type View } from '../view.ts'

/** The public registers. */
export function RegistersPage({ v, registers }: { v: View; registers: readonly RegisterDef[] }) {
  const t = v.t.pub.registers
  return (
    <Layout v={v} title={t.title}>
      <h1 class="govuk-heading-xl">{t.title}</h1>
      <ul class="lieta-cards">
        {registers.map((r) => (
          <li class="lieta-card" key={r.id}>
            <h2 class="govuk-heading-m">
              <a class="govuk-link" href={`/registers/${r.id}`}>
                {say(v, r.title)}
              </a>
            </h2>
          </li>
        ))}
      </ul>
    </Layout>
  )
}

export interface RegisterPageProps {
  v: View
  register: RegisterDef
  entries: PublicEntry[]
  total: number
  page: number
  pages: number
  q: string
}

/** One register: search, table, pages. */
export function RegisterPage({ v, register, entries, total, page, pages, q }: RegisterPageProps) {
  const t = v.t.pub.registers
  const base = `/registers/${register.id}`
  const href = (to: number): string =>
    `${base}?${new URLSearchParams({ ...(q ? { q } : {}), ...(to > 1 ? { page: String(to) } : {}) })}`
  return (
    <Layout v={v} title={say(v, register.title)} back={{ href: '/registers', text: t.title }}>
      <h1 class="govuk-heading-l">{say(v, register.title)}</h1>
      <SearchForm v={v} action={base} label={t.searchLabel} q={q} />
      {total === 0 ? (
        <p class="govuk-body">{q ? t.none : t.empty}</p>
      ) : (
        <>
          <p class="govuk-body-s lieta-muted" role="status">
            {t.found(total)}
          </p>
          <table class="govuk-table lieta-table">
            <thead class="govuk-table__head">
              <tr class="govuk-table__row">
                {[t.number, ...register.columns.map((c) => say(v, c.title)), t.state].map((title) => (
                  <th scope="col" class="govuk-table__header" key={title}>
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody class="govuk-table__body">
              {entries.map((entry) => (
                <tr class="govuk-table__row" key={entry.entryNo}>
                  <th scope="row" class="govuk-table__header">
                    <a class="govuk-link" href={`${base}/${encodeURIComponent(entry.entryNo)}`}>
                      {entry.entryNo}
                    </a>
                  </th>
                  {register.columns.map((c) => (
                    <td class="govuk-table__cell" key={c.path} data-label={say(v, c.title)}>
                      {String(entry.data[c.path] ?? '')}
                    </td>
                  ))}
                  <td class="govuk-table__cell" data-label={t.state}>
                    <State v={v} register={register} state={entry.state} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <Pagination v={v} page={page} pages={pages} href={href} />
        </>
      )}
      <p class="govuk-body-s">
        <a class="govuk-link" href={`/api${href(page)}`}>
          {t.openData}
        </a>
      </p>
    </Layout>
  )
}

function State({ v, register, state }: { v: View; register: RegisterDef; state: string }) {
  const words = register.states[state]
  const colour = state === 'active' ? 'green' : state === 'suspended' ? 'orange' : 'red'
  return <Tag colour={colour}>{words ? say(v, words) : state}</Tag>
}

/** The database keeps no order of keys: the public page has one. */
function inOrder(data: Record<string, unknown>, order: string[]): [string, unknown][] {
  const at = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length)
  return Object.entries(data).sort(([a], [b]) => at(a) - at(b))
}

/** One entry as it stands now, with every version that it had. */
export function EntryPage({ v, register, entry }: { v: View; register: RegisterDef; entry: EntryHistory }) {
  const t = v.t.pub.registers
  return (
    <Layout
      v={v}
      title={`${entry.entryNo} – ${say(v, register.title)}`}
      back={{ href: `/registers/${register.id}`, text: say(v, register.title) }}
    >
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <p class="lieta-progress">
            {t.entry} {entry.entryNo}
          </p>
          <h1 class="govuk-heading-l">{String(entry.data.programmeName ?? entry.entryNo)}</h1>
          <dl class="govuk-summary-list">
            <SummaryRow title={t.state}>
              <State v={v} register={register} state={entry.state} /> {t.since.toLowerCase()}{' '}
              {dayOfShort(v, entry.since)}
            </SummaryRow>
            {inOrder(entry.data, Object.keys(t.fields))
              .filter(([, value]) => value !== null && value !== '')
              .map(([key, value]) => (
                <SummaryRow key={key} title={t.fields[key] ?? key}>
                  {t.values[String(value)] ?? String(value)}
                </SummaryRow>
              ))}
          </dl>
          <h2 class="govuk-heading-m">{t.history}</h2>
          <table class="govuk-table lieta-table">
            <thead class="govuk-table__head">
              <tr class="govuk-table__row">
                {[t.version, t.date, t.state, t.reason, t.decision].map((title) => (
                  <th scope="col" class="govuk-table__header" key={title}>
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody class="govuk-table__body">
              {entry.history.map((h) => (
                <tr class="govuk-table__row" key={h.version}>
                  <th scope="row" class="govuk-table__header">
                    {h.version}
                  </th>
                  <td class="govuk-table__cell" data-label={t.date}>
                    {dayOfShort(v, h.at)}
                  </td>
                  <td class="govuk-table__cell" data-label={t.state}>
                    {register.states[h.state] ? say(v, register.states[h.state]!) : h.state}
                  </td>
                  <td class="govuk-table__cell" data-label={t.reason}>
                    {t.reasons[h.reason] ?? h.reason}
                  </td>
                  <td class="govuk-table__cell" data-label={t.decision}>
                    {h.decision && h.decisionDate ? (
                      <a class="govuk-link" href={`/verify/${h.decision}?date=${h.decisionDate}`}>
                        {h.decision}
                      </a>
                    ) : (
                      (h.decision ?? '–')
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </Layout>
  )
}
