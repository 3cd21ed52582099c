import type { CaseRow, Supervision } from '../../cases/queries/supervision.ts'
import { Due } from '../components/due.tsx'
import { retentionTexts } from '../components/retention-parts.tsx'
import { signingTexts } from '../components/signing-words.ts'
import { workTexts } from '../components/work-words.ts'
import { definitionOf } from '../definition.ts'
import { dayShort, dayWords } from '../format.ts'
import { Layout } from '../layout.tsx'
import {
  Button,
  Cell,
  DateInput,
  ErrorSummary,
  Figures,
  Heading,
  Lead,
  Link,
  Muted,
  PostForm,
  RowHead,
  RowSelect,
  Table,
  TableRow,
  Text,
  Title,
  Turns,
} from '../ui/index.ts'
import { type NewKey, say, type View } from '../view.ts'
import { stageWords } from '../words.ts'
import { lawTexts, YearAsked } from './law-changes.tsx'

export interface SuperviseProps {
  v: View
  data: Supervision
  newKey: NewKey
  /** Only supervisors hand cases over. */
  mayAssign: boolean
  /** The year whose moved working days wait to be entered, and whether this person enters them. */
  asked: number | null
  mayEnterLaw: boolean
  /** The day that was asked for is none. */
  error?: string | undefined
}

/** Where the open cases stand against the statutory term; every figure opens its cases. */
export function SupervisePage({ v, data, newKey, mayAssign, asked, mayEnterLaw, error }: SuperviseProps) {
  const t = v.t.case.supervise
  const { list } = data
  const count = data.cells.find((c) => c.key === list.key)!.count
  const past = data.asOf !== data.today
  const href = (to: { cell?: string; after?: string; before?: string }): string =>
    `/supervise?${new URLSearchParams({ cell: list.key, ...(data.unit ? { unit: data.unit } : {}), ...(past ? { asOf: data.asOf } : {}), ...to })}#list`
  return (
    <Layout v={v} title={t.title} wrong={error !== undefined}>
      <ErrorSummary v={v} errors={error ? [{ field: 'asOf', text: error }] : []} />
      <Title>{t.title}</Title>
      <Lead>
        {past ? t.atEnd(dayWords(v, data.asOf, 'genitive')) : t.today(dayWords(v, data.today, 'locative'))}{' '}
        {past ? <Link href="/supervise">{t.now}</Link> : null}
      </Lead>
      <YearAsked v={v} year={asked} mayEnter={mayEnterLaw} />
      <Text>
        <Link href="/law-changes">{lawTexts(v).title}</Link>
        {' · '}
        <Link href="/delegations">{signingTexts(v).delegations.title}</Link>
        {' · '}
        <Link href="/absences">{workTexts(v).absences.title}</Link>
        {' · '}
        <Link href="/terms">{workTexts(v).terms.title}</Link>
        {' · '}
        <Link href="/bodies">{workTexts(v).bodies.title}</Link>
        {' · '}
        <Link href="/ties">{workTexts(v).ties.title}</Link>
        {' · '}
        <Link href="/retention">{retentionTexts(v).title}</Link>
      </Text>
      <Text>
        {workTexts(v).units.label}:{' '}
        {data.unit ? <Link href="/supervise">{workTexts(v).units.all}</Link> : workTexts(v).units.all}
        {data.units.map((u) => (
          <>
            {' · '}
            {u.unit === data.unit ? (
              say(v, u.title)
            ) : (
              <Link href={`/supervise?unit=${u.unit}`}>{say(v, u.title)}</Link>
            )}{' '}
            ({u.open})
          </>
        ))}
      </Text>
      {data.troubles > 0 ? (
        <section>
          <Heading>
            {v.t.case.file.troubles} ({data.troubles})
          </Heading>
          <Cases v={v} rows={data.firstTroubles.cases} people={data.people} />
        </section>
      ) : null}
      <Heading>{t.counts}</Heading>
      <Figures
        figures={data.cells.map((c) => ({
          href: href({ cell: c.key }),
          count: c.count,
          text: t.cells[c.key],
          current: c.key === list.key,
          bad: c.key === 'overdue',
        }))}
      />
      <section id="list">
        <Heading>
          {t.cells[list.key]} ({count})
        </Heading>
        {count === 0 ? (
          <Text>{t.empty}</Text>
        ) : (
          <>
            <Cases v={v} rows={list.cases} people={data.people} />
            <Turns v={v} label={t.cells[list.key]} next={list.next} previous={list.previous} href={href} />
          </>
        )}
      </section>
      <section>
        <Heading>
          {t.unowned} ({data.unowned})
        </Heading>
        {data.unowned === 0 ? (
          <Text>{t.unownedNone}</Text>
        ) : (
          <>
            <Cases
              v={v}
              rows={data.firstUnowned.cases}
              people={data.people}
              {...(mayAssign && !past ? { assign: newKey } : {})}
            />
            {data.firstUnowned.next ? <Text>{past ? t.firstOfMany : t.firstOnly}</Text> : null}
          </>
        )}
      </section>
      <section>
        <Heading>{t.people}</Heading>
        <People v={v} people={data.people} />
      </section>
      <search>
        <form method="get" action="/supervise">
          <input type="hidden" name="cell" value={list.key} />
          {data.unit ? <input type="hidden" name="unit" value={data.unit} /> : null}
          <DateInput
            v={v}
            name="asOf"
            label={t.asOf}
            hint={t.asOfHint}
            value={past ? data.asOf : ''}
            error={error}
          />
          <Button kind="secondary">{t.show}</Button>
        </form>
      </search>
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
  const last = assign ? c.action : c.inspector
  const titles = [c.number, c.subject, c.stage, c.due, last]
  return (
    <Table dense head={titles}>
      {rows.map((row) => (
        <TableRow key={row.caseId}>
          <RowHead>
            <Link href={`/cases/${row.caseId}`}>{row.number}</Link>
          </RowHead>
          <Cell label={c.subject} clipped={`${row.subject} – ${row.partyName}`}>
            {row.subject} <Muted>– {row.partyName}</Muted>
          </Cell>
          <Cell label={c.stage}>{stageWords(v, definitionOf(row.procedure), row.stage)}</Cell>
          <Cell label={c.due}>
            {row.due ? <Due v={v} day={row.due} href={`/cases/${row.caseId}#terms`} /> : '–'}
          </Cell>
          <Cell label={last}>
            {assign ? (
              <PostForm v={v} action={`/cases/${row.caseId}/assign`} keyed={assign()}>
                <input type="hidden" name="back" value="/supervise" />
                <RowSelect
                  id={`to-${row.caseId}`}
                  name="to"
                  label={`${t.file.assign}: ${row.number}`}
                  empty={t.supervise.choose}
                  choices={people.map((p) => ({ value: p.personId, label: `${nameOf(v, p)} (${p.open})` }))}
                />{' '}
                <Button kind="secondary" small label={`${t.file.assign}: ${row.number}`}>
                  {v.t.save}
                </Button>
              </PostForm>
            ) : (
              (people.find((p) => p.personId === row.assigneeId)?.name ?? t.file.nobody)
            )}
          </Cell>
        </TableRow>
      ))}
    </Table>
  )
}

/** With who stands in, where the person is away. */
export function nameOf(
  v: View,
  { name, away }: Pick<Supervision['people'][number], 'name' | 'away'>,
): string {
  return away ? `${name} – ${workTexts(v).absences.away(away.substitute, dayShort(v, away.lastDay))}` : name
}

function People({ v, people }: { v: View; people: Supervision['people'] }) {
  const c = v.t.case.columns
  return (
    <Table narrow head={[c.inspector, { title: c.open, number: true }, { title: c.overdue, number: true }]}>
      {people.map((p) => (
        <TableRow key={p.personId}>
          <RowHead>{nameOf(v, p)}</RowHead>
          <Cell number label={c.open}>
            {p.open}
          </Cell>
          <Cell number label={c.overdue}>
            {p.overdue}
          </Cell>
        </TableRow>
      ))}
    </Table>
  )
}
