import type { ActFile, ActLine, HoldLine, Retention, RuleLine } from '../../cases/retention/queries.ts'
import { Basis, retentionTexts } from '../components/retention-parts.tsx'
import { dayOfShort, dayShort, momentWords } from '../format.ts'
import { Layout } from '../layout.tsx'
import {
  Button,
  Cell,
  Details,
  ErrorSummary,
  Eyebrow,
  Facts,
  type FieldError,
  Heading,
  Hint,
  Lead,
  Link,
  Panel,
  PostForm,
  RowHead,
  Table,
  TableRow,
  Tag,
  Text,
  TextArea,
  TextInput,
  Title,
  Turns,
} from '../ui/index.ts'
import { say, type View } from '../view.ts'

const COLOURS = { planned: 'soon', approved: 'act', applied: 'force', rejected: 'plain' } as const

/** What is due, the acts of destruction, the holds, and how long each kind of record is kept. */
export function RetentionPage({ v, data, keyed }: { v: View; data: Retention; keyed: string }) {
  const t = retentionTexts(v)
  const href = (list: string) => (to: { after?: string; before?: string }) =>
    `/retention?${new URLSearchParams({ list, ...to })}`
  return (
    <Layout v={v} title={t.title} back={{ href: '/supervise', text: v.t.nav.supervise }}>
      <Title>{t.title}</Title>
      <Lead>{t.lead}</Lead>
      <Due v={v} data={data} keyed={keyed} />
      <section>
        <Heading size="l">{t.actsTitle}</Heading>
        {data.acts.rows.length === 0 ? <Text>{t.actsNone}</Text> : <Acts v={v} acts={data.acts.rows} />}
        <Turns
          v={v}
          next={data.acts.next}
          previous={data.acts.previous}
          label={t.actsTitle}
          href={href('acts')}
        />
      </section>
      <section>
        <Heading size="l">{t.holdsTitle}</Heading>
        {data.holds.rows.length === 0 ? <Text>{t.holdsNone}</Text> : <Holds v={v} holds={data.holds.rows} />}
        <Turns
          v={v}
          next={data.holds.next}
          previous={data.holds.previous}
          label={t.holdsTitle}
          href={href('holds')}
        />
      </section>
      <section>
        <Heading size="l">{t.rulesTitle}</Heading>
        <Rules v={v} rules={data.rules} />
      </section>
    </Layout>
  )
}

function Due({ v, data, keyed }: { v: View; data: Retention; keyed: string }) {
  const t = retentionTexts(v)
  const due = data.rules.filter((r) => r.due > 0 || r.held > 0)
  const any = data.rules.some((r) => r.due > 0)
  return (
    <Panel labelledby="due">
      <Heading id="due">{t.dueTitle(dayShort(v, data.today))}</Heading>
      {due.length === 0 ? <Text>{t.dueNone}</Text> : null}
      {due.length > 0 ? (
        <Facts
          rows={due.map((r) => [
            say(v, r.title),
            [
              ...(r.due > 0 ? [t.dueLine(r.due, r.records)] : []),
              ...(r.held > 0 ? [t.heldLine(r.held)] : []),
            ].join('; '),
          ])}
        />
      ) : null}
      {any && data.mayPlan ? (
        <PostForm v={v} action="/retention/acts" keyed={keyed}>
          <Button>{t.plan}</Button>
          <Hint>{t.planHint}</Hint>
        </PostForm>
      ) : null}
    </Panel>
  )
}

function Acts({ v, acts }: { v: View; acts: ActLine[] }) {
  const t = retentionTexts(v)
  const c = t.columns
  return (
    <Table head={[c.act, c.size, c.entered, c.state]}>
      {acts.map((act) => (
        <TableRow key={act.id}>
          <RowHead>
            <Link href={`/retention/acts/${act.id}`}>{t.act(act.number)}</Link>
          </RowHead>
          <Cell label={c.size}>{t.progress(act.done, act.items)}</Cell>
          <Cell label={c.entered}>
            {act.plannedBy}, {momentWords(v, act.plannedAt)}
          </Cell>
          <Cell label={c.state}>
            <Tag tone={COLOURS[act.state]}>{t.states[act.state]}</Tag>
          </Cell>
        </TableRow>
      ))}
    </Table>
  )
}

function Holds({ v, holds }: { v: View; holds: HoldLine[] }) {
  const t = retentionTexts(v)
  const c = t.columns
  return (
    <Table head={[c.case, c.since, c.by, c.review]}>
      {holds.map((hold) => (
        <TableRow key={hold.caseId}>
          <RowHead>
            <Link href={`/cases/${hold.caseId}`}>{hold.number}</Link>
          </RowHead>
          <Cell label={c.since}>{dayOfShort(v, hold.since)}</Cell>
          <Cell label={c.by}>{hold.by ?? '–'}</Cell>
          <Cell label={c.review}>
            {dayShort(v, hold.review)} {hold.toReview ? <Tag tone="now">{t.toReview}</Tag> : null}
          </Cell>
        </TableRow>
      ))}
    </Table>
  )
}

function Rules({ v, rules }: { v: View; rules: RuleLine[] }) {
  const t = retentionTexts(v)
  const c = t.columns
  return (
    <Table head={[c.what, c.period, c.afterwards, c.norm]}>
      {rules.map((r) => (
        <TableRow key={r.id}>
          <RowHead>{say(v, r.title)}</RowHead>
          <Cell label={c.period}>
            {r.period ? `${t.units[r.period.unit](r.period.amount)} ${t.from[r.from]}` : t.stays}
          </Cell>
          <Cell label={c.afterwards}>
            {r.does === 'keep' ? t.does.keep : `${t.does[r.does]} (${t.by[r.by]})`}
          </Cell>
          <Cell label={c.norm}>
            <Basis
              v={v}
              norm={r.norm}
              unverified={r.unverified}
              {...(r.missing ? { missing: r.missing } : {})}
            />
          </Cell>
        </TableRow>
      ))}
    </Table>
  )
}

export interface DestructionPageProps {
  v: View
  act: ActFile
  errors: FieldError[]
  /** Refused for another reason than a field. */
  refused?: string
  values: { agreement?: string | undefined; why?: string | undefined }
}

/** One act of destruction: what it lists, who decided, how far it is. */
export function DestructionPage({ v, act, errors, refused, values }: DestructionPageProps) {
  const t = retentionTexts(v)
  const title = t.act(act.number)
  const by = (who: string | null, at: string | null): string | null =>
    who ? `${who}${at ? `, ${momentWords(v, at)}` : ''}` : null
  return (
    <Layout
      v={v}
      title={title}
      wrong={errors.length > 0 || Boolean(refused)}
      refresh={act.state === 'approved' ? 3 : undefined}
      back={{ href: '/retention', text: t.title }}
    >
      <ErrorSummary v={v} errors={errors} {...(refused ? { note: refused } : {})} />
      <Eyebrow>{t.actFor(dayShort(v, act.day))}</Eyebrow>
      <Title>{title}</Title>
      <p>
        <Tag tone={COLOURS[act.state]}>{t.states[act.state]}</Tag>
      </p>
      <Facts
        rows={[
          [t.columns.entered, by(act.plannedBy, act.plannedAt)],
          [act.state === 'rejected' ? t.rejectedBy : t.approvedBy, by(act.decidedBy, act.decidedAt)],
          [t.agreement, act.agreement],
          [t.why, act.why],
          [t.appliedAt, act.appliedAt ? momentWords(v, act.appliedAt) : null],
        ]}
      />
      {act.state === 'approved' ? <Lead role="status">{t.progress(act.done, act.items)}</Lead> : null}
      {act.state === 'planned' ? <Decision v={v} act={act} errors={errors} values={values} /> : null}
      <section>
        <Heading size="l">{t.list(act.items)}</Heading>
        <Items v={v} act={act} />
      </section>
    </Layout>
  )
}

function Items({ v, act }: { v: View; act: ActFile }) {
  const t = retentionTexts(v)
  const c = t.columns
  return (
    <Table head={[c.case, c.what, c.records, c.due, c.result]}>
      {act.rows.map((row) => (
        <TableRow key={row.n}>
          <RowHead>
            {row.caseId ? (
              <Link href={`/cases/${row.caseId}`}>{row.number}</Link>
            ) : (
              t.upTo(dayShort(v, row.upTo ?? row.dueOn))
            )}
          </RowHead>
          <Cell label={c.what}>
            {say(v, row.title)} <Basis v={v} norm={row.norm} unverified={row.unverified} />
          </Cell>
          <Cell label={c.records}>{row.records}</Cell>
          <Cell label={c.due}>{dayShort(v, row.dueOn)}</Cell>
          <Cell label={c.result}>{row.result ? t.results[row.result] : '–'}</Cell>
        </TableRow>
      ))}
    </Table>
  )
}

function Decision({ v, act, errors, values }: Omit<DestructionPageProps, 'refused'>) {
  const t = retentionTexts(v)
  const errorOf = (name: string) => errors.find((e) => e.field === name)?.text
  return (
    <section>
      <Heading size="l">{t.decide}</Heading>
      {act.own ? <Text>{t.own}</Text> : null}
      {act.mayApprove ? (
        <PostForm v={v} action={`/retention/acts/${act.id}/approve`}>
          {act.agreed ? (
            <TextInput
              v={v}
              name="agreement"
              label={t.agreementLabel}
              hint={t.agreementHint}
              value={values.agreement ?? ''}
              error={errorOf('agreement')}
              width={20}
            />
          ) : null}
          <Text>{t.approveHint}</Text>
          <Button kind="warning">{t.approve}</Button>
        </PostForm>
      ) : null}
      {act.mayReject ? (
        <Details summary={act.own ? t.rejectOwn : t.reject} open={errorOf('why') !== undefined}>
          <PostForm v={v} action={`/retention/acts/${act.id}/reject`}>
            <TextArea
              v={v}
              name="why"
              label={t.why}
              rows={2}
              value={values.why ?? ''}
              error={errorOf('why')}
            />
            <Button kind="secondary">{act.own ? t.rejectOwn : t.reject}</Button>
          </PostForm>
        </Details>
      ) : null}
    </section>
  )
}
