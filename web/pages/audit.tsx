import type { AuditLine, AuditPage as Page } from '../../cases/audit/log.ts'
import { DateInput, ErrorSummary, type FieldError, Select, TextInput } from '../components/inputs.tsx'
import { dayShort, momentWords } from '../format.ts'
import { Layout } from '../layout.tsx'
import type { View } from '../view.ts'

export interface AuditPageProps {
  v: View
  values: Record<string, string>
  page: Page
  /** Where this page begins; empty at the newest. */
  before: string
  errors: FieldError[]
}

/** The access log: who did, tried and read what. */
export function AuditPage({ v, values, page, before, errors }: AuditPageProps) {
  const t = v.t.audit
  const href = (more: Record<string, string>): string => {
    const query = new URLSearchParams(Object.entries({ ...values, ...more }).filter(([, value]) => value))
    return query.size > 0 ? `?${query}` : ''
  }
  return (
    <Layout v={v} title={t.title} wrong={errors.length > 0}>
      <ErrorSummary v={v} errors={errors} />
      <h1 class="govuk-heading-xl">{t.title}</h1>
      <p class="govuk-body-l">{t.lead}</p>
      <Filter v={v} values={values} errors={errors} />
      {page.entries.length === 0 ? <p class="govuk-body">{t.none}</p> : <Lines v={v} lines={page.entries} />}
      <p class="govuk-body lieta-ways">
        {before ? (
          <a class="govuk-link" href={`/audit${href({})}`}>
            {t.newest}
          </a>
        ) : null}{' '}
        {page.next ? (
          <a class="govuk-link" href={`/audit${href({ before: page.next })}`} rel="next">
            {t.older}
          </a>
        ) : null}
      </p>
      {page.entries.length > 0 ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`/audit/export${href({})}`} download>
            {t.export}
          </a>{' '}
          <span class="lieta-muted">{t.exportHint}</span>
        </p>
      ) : null}
    </Layout>
  )
}

function Filter({ v, values, errors }: { v: View; values: Record<string, string>; errors: FieldError[] }) {
  const t = v.t.audit
  const field = (name: string) => ({
    v,
    name,
    value: values[name] ?? '',
    error: errors.find((e) => e.field === name)?.text,
  })
  return (
    <search>
      <form method="get" action="/audit" class="lieta-audit-filter">
        <TextInput {...field('person')} label={t.person} hint={t.personHint} />
        <TextInput {...field('case')} label={t.case} hint={t.caseHint} />
        <TextInput {...field('institution')} label={t.institution} hint={t.institutionHint} />
        <Select
          {...field('kind')}
          label={t.kind}
          choices={Object.entries(t.kinds).map(([value, label]) => ({ value, label }))}
          empty={t.anyKind}
        />
        <DateInput {...field('from')} label={t.from} />
        <DateInput {...field('to')} label={t.to} />
        <div class="lieta-audit-filter__go">
          <button type="submit" class="govuk-button govuk-button--secondary">
            {t.filter}
          </button>{' '}
          <a class="govuk-link" href="/audit">
            {t.clear}
          </a>
        </div>
      </form>
    </search>
  )
}

function Lines({ v, lines }: { v: View; lines: AuditLine[] }) {
  const t = v.t.audit
  return (
    <table class="govuk-table lieta-table">
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          {[t.when, t.person, t.what, t.about].map((head) => (
            <th class="govuk-table__header" scope="col" key={head}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {lines.map((line) => (
          <tr class="govuk-table__row" key={line.position}>
            <th scope="row" class="govuk-table__header">
              {momentWords(v, line.at)}
            </th>
            <td class="govuk-table__cell" data-label={t.person}>
              {who(v, line)}
            </td>
            <td class="govuk-table__cell" data-label={t.what}>
              {t.kinds[line.kind] ?? line.kind}
              {line.times > 1 ? <span class="lieta-muted"> ({t.times(line.times)})</span> : null}
              {line.purpose ? <div>{t.purposes[line.purpose] ?? line.purpose}</div> : null}
              {line.reason ? <div class="lieta-prose">„{line.reason}”</div> : null}
            </td>
            <td class="govuk-table__cell" data-label={t.about}>
              <About v={v} line={line} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function who(v: View, line: AuditLine): string {
  const t = v.t.audit
  if (!line.person) return line.data.by === 'sql' ? t.bySql : t.nobody
  const role = line.role ? (v.t.roles[line.role] ?? line.role) : ''
  return [line.person.name, [role, line.unit].filter(Boolean).join(', ')].filter(Boolean).join(' – ')
}

function About({ v, line }: { v: View; line: AuditLine }) {
  const t = v.t.audit
  const data = detailsOf(v, line)
  return (
    <>
      {line.case ? <div>{line.case.number}</div> : null}
      {line.institution ? <div>{line.institution.name}</div> : null}
      {line.about ? <div>{t.aboutPerson(line.about.name)}</div> : null}
      {data ? <div>{data}</div> : null}
      {line.object ? <div class="lieta-mono lieta-muted">{line.object}</div> : null}
    </>
  )
}

/** What the log says beyond its columns, in words where there are some. */
function detailsOf(v: View, { kind, data }: AuditLine): string {
  if (kind === 'rights') {
    const side = (data.new ?? data.old ?? {}) as Record<string, string>
    const role = side.role ? (v.t.roles[side.role] ?? side.role) : ''
    return [role, v.t.audit.changes[String(data.change)] ?? data.change].filter(Boolean).join(': ')
  }
  if (kind === 'refused') return v.t.errors.titles[String(data.code)] ?? String(data.code)
  const t = v.t.audit
  return Object.entries(data)
    .flatMap(([name, value]) => {
      // What a statement is called inside; a person who is known, or a filter that was not used, is no news.
      if (name === 'statement' || value === null || (name === 'known' && value === true)) return []
      const word = t.values[name]?.[String(value)]
      if (name === 'kind') return [`${t.details.kind}: ${t.kinds[String(value)] ?? String(value)}`]
      if (word !== undefined) return [word]
      if (name === 'from' || name === 'to') return [`${t.details[name]} ${dayShort(v, String(value))}`]
      const label = t.details[name] ?? name
      return [value === true ? label : `${label}: ${String(value)}`]
    })
    .join(', ')
}
