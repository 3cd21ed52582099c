import type { AuditLine, AuditPage as Page } from '../../cases/audit/log.ts'
import { unitTitle } from '../../cases/units.ts'
import { dayShort, momentWords } from '../format.ts'
import { Layout } from '../layout.tsx'
import {
  Button,
  Cell,
  DateInput,
  ErrorSummary,
  type FieldError,
  FilterForm,
  Lead,
  Link,
  Mono,
  Muted,
  Prose,
  RowHead,
  Select,
  Table,
  TableRow,
  Text,
  TextInput,
  Title,
} from '../ui/index.ts'
import { say, type View } from '../view.ts'

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
      <Title>{t.title}</Title>
      <Lead>{t.lead}</Lead>
      <Filter v={v} values={values} errors={errors} />
      {page.entries.length === 0 ? <Text>{t.none}</Text> : <Lines v={v} lines={page.entries} />}
      <Text>
        {before ? <Link href={`/audit${href({})}`}>{t.newest}</Link> : null}{' '}
        {page.next ? (
          <Link href={`/audit${href({ before: page.next })}`} rel="next">
            {t.older}
          </Link>
        ) : null}
      </Text>
      {page.entries.length > 0 ? (
        <Text>
          <Link href={`/audit/export${href({})}`} download>
            {t.export}
          </Link>{' '}
          <Muted>{t.exportHint}</Muted>
        </Text>
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
    <FilterForm
      action="/audit"
      go={
        <>
          <Button kind="secondary">{t.filter}</Button> <Link href="/audit">{t.clear}</Link>
        </>
      }
    >
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
    </FilterForm>
  )
}

function Lines({ v, lines }: { v: View; lines: AuditLine[] }) {
  const t = v.t.audit
  return (
    <Table head={[t.when, t.person, t.what, t.about]}>
      {lines.map((line) => (
        <TableRow key={line.position}>
          <RowHead>{momentWords(v, line.at)}</RowHead>
          <Cell label={t.person}>{who(v, line)}</Cell>
          <Cell label={t.what}>
            {t.kinds[line.kind] ?? line.kind}
            {line.times > 1 ? <Muted> ({t.times(line.times)})</Muted> : null}
            {line.purpose ? <div>{t.purposes[line.purpose] ?? line.purpose}</div> : null}
            {line.reason ? <Prose block>„{line.reason}”</Prose> : null}
          </Cell>
          <Cell label={t.about}>
            <About v={v} line={line} />
          </Cell>
        </TableRow>
      ))}
    </Table>
  )
}

function who(v: View, line: AuditLine): string {
  const t = v.t.audit
  if (!line.person) return line.data.by === 'sql' ? t.bySql : t.nobody
  const role = line.role ? (v.t.roles[line.role] ?? line.role) : ''
  return [line.person.name, [role, line.unit ? say(v, unitTitle(line.unit)) : ''].filter(Boolean).join(', ')]
    .filter(Boolean)
    .join(' – ')
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
      {line.object ? (
        <div>
          <Mono>{line.object}</Mono>
        </div>
      ) : null}
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
