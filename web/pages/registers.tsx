import type { EntryPage as Entries, EntryHistory } from '../../cases/queries/public.ts'
import { addDays } from '../../law/time.ts'
import type { RegisterDef } from '../../registers/register.ts'
import { Basis } from '../components/retention-parts.tsx'
import { dayOfShort, dayShort } from '../format.ts'
import { Layout } from '../layout.tsx'
import {
  Card,
  Cards,
  Cell,
  Column,
  Eyebrow,
  Heading,
  Link,
  RowHead,
  SearchForm,
  Summary,
  SummaryRow,
  Table,
  TableRow,
  Tag,
  Text,
  Title,
  Turns,
} from '../ui/index.ts'
import { say, type View } from '../view.ts'

/** The public registers. */
export function RegistersPage({ v, registers }: { v: View; registers: readonly RegisterDef[] }) {
  const t = v.t.pub.registers
  return (
    <Layout v={v} title={t.title}>
      <Title>{t.title}</Title>
      <Cards>
        {registers.map((r) => (
          <Card key={r.id}>
            <Heading>
              <Link href={`/registers/${r.id}`}>{say(v, r.title)}</Link>
            </Heading>
          </Card>
        ))}
      </Cards>
    </Layout>
  )
}

export interface RegisterPageProps extends Omit<Entries, 'register'> {
  v: View
  register: RegisterDef
  q: string
}

/** One register: search, table, pages. */
export function RegisterPage({ v, register, entries, total, next, previous, q }: RegisterPageProps) {
  const t = v.t.pub.registers
  const base = `/registers/${register.id}`
  const href = (to: { after?: string; before?: string }): string =>
    `${base}?${new URLSearchParams({ ...(q ? { q } : {}), ...to })}`
  return (
    <Layout v={v} title={say(v, register.title)} back={{ href: '/registers', text: t.title }}>
      <Title>{say(v, register.title)}</Title>
      <SearchForm v={v} action={base} label={t.searchLabel} q={q} />
      {entries.length === 0 ? (
        <Text>{q ? t.none : t.empty}</Text>
      ) : (
        <>
          <Text small muted role="status">
            {total === null ? t.foundMany : t.found(total)}.{' '}
            {next || previous ? v.t.part(entries.length) : ''}
          </Text>
          <Table head={[t.number, ...register.columns.map((c) => say(v, c.title)), t.state]}>
            {entries.map((entry) => (
              <TableRow key={entry.entryNo}>
                <RowHead>
                  <Link href={`${base}/${encodeURIComponent(entry.entryNo)}`}>{entry.entryNo}</Link>
                </RowHead>
                {register.columns.map((c) => (
                  <Cell key={c.path} label={say(v, c.title)}>
                    {String(entry.data[c.path] ?? '')}
                  </Cell>
                ))}
                <Cell label={t.state}>
                  <State v={v} register={register} state={entry.state} />
                </Cell>
              </TableRow>
            ))}
          </Table>
          <Turns v={v} next={next} previous={previous} href={href} />
        </>
      )}
      <Text small>
        <Link href={`/api${v.path}`}>{t.openData}</Link>
      </Text>
    </Layout>
  )
}

function State({ v, register, state }: { v: View; register: RegisterDef; state: string }) {
  const words = register.states[state]
  const colour = state === 'active' ? 'force' : state === 'suspended' ? 'soon' : 'now'
  return <Tag tone={colour}>{words ? say(v, words) : state}</Tag>
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
      <Column>
        <Eyebrow>
          {t.entry} {entry.entryNo}
        </Eyebrow>
        <Title>{String(entry.data.programmeName ?? entry.entryNo)}</Title>
        <Summary>
          <SummaryRow title={t.state}>
            <State v={v} register={register} state={entry.state} /> {t.since.toLowerCase()}{' '}
            {dayOfShort(v, entry.since)}
            {entry.suspendedUntil ? t.until(dayShort(v, addDays(entry.suspendedUntil, -1))) : ''}
          </SummaryRow>
          {inOrder(entry.data, Object.keys(t.fields))
            .filter(([, value]) => value !== null && value !== '')
            .map(([key, value]) => (
              <SummaryRow key={key} title={t.fields[key] ?? key}>
                {t.values[String(value)] ?? String(value)}
              </SummaryRow>
            ))}
          {entry.terms.map(({ term, title, last, useful, passed, norm, unverified }) => (
            <SummaryRow key={term} title={say(v, title)}>
              {dayShort(v, last)}
              {useful === last ? '' : ` (${t.useful} ${dayShort(v, useful)})`}{' '}
              {passed ? <Tag tone="now">{t.passed}</Tag> : null}{' '}
              <Basis v={v} norm={norm} unverified={unverified} />
            </SummaryRow>
          ))}
        </Summary>
        <Heading>{t.history}</Heading>
        <Table head={[t.version, t.date, t.state, t.reason, t.decision]}>
          {entry.history.map((h) => (
            <TableRow key={h.version}>
              <RowHead>{h.version}</RowHead>
              <Cell label={t.date}>{dayOfShort(v, h.at)}</Cell>
              <Cell label={t.state}>
                {register.states[h.state] ? say(v, register.states[h.state]!) : h.state}
              </Cell>
              <Cell label={t.reason}>{t.reasons[h.reason] ?? h.reason}</Cell>
              <Cell label={t.decision}>
                {h.decision && h.decisionDate ? (
                  <Link href={`/verify/${h.decision}?date=${h.decisionDate}`}>{h.decision}</Link>
                ) : (
                  (h.decision ?? '–')
                )}
              </Cell>
            </TableRow>
          ))}
        </Table>
      </Column>
    </Layout>
  )
}
