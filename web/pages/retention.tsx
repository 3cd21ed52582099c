import type { ComponentChildren } from 'preact'
import type { ActFile, ActLine, HoldLine, Retention, RuleLine } from '../../cases/retention/queries.ts'
import { ErrorSummary, type FieldError, TextArea, TextInput } from '../components/inputs.tsx'
import { Button, Details, Facts, PostForm, Tag } from '../components/parts.tsx'
import { Basis, retentionTexts } from '../components/retention-parts.tsx'
import { dayOfShort, dayShort, momentWords } from '../format.ts'
import { Layout } from '../layout.tsx'
import { say, type View } from '../view.ts'

const COLOURS = { planned: 'yellow', approved: 'teal', applied: 'green', rejected: 'grey' } as const

/** What is due, the acts of destruction, the holds, and how long each kind of record is kept. */
export function RetentionPage({ v, data, keyed }: { v: View; data: Retention; keyed: string }) {
  const t = retentionTexts(v)
  return (
    <Layout v={v} title={t.title} back={{ href: '/supervise', text: v.t.nav.supervise }}>
      <h1 class="govuk-heading-xl">{t.title}</h1>
      <p class="govuk-body-l">{t.lead}</p>
      <Due v={v} data={data} keyed={keyed} />
      <section>
        <h2 class="govuk-heading-l">{t.actsTitle}</h2>
        {data.acts.length === 0 ? <p class="govuk-body">{t.actsNone}</p> : <Acts v={v} acts={data.acts} />}
      </section>
      <section>
        <h2 class="govuk-heading-l">{t.holdsTitle}</h2>
        {data.holds.length === 0 ? (
          <p class="govuk-body">{t.holdsNone}</p>
        ) : (
          <Holds v={v} holds={data.holds} />
        )}
      </section>
      <section>
        <h2 class="govuk-heading-l">{t.rulesTitle}</h2>
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
    <section class="lieta-next" aria-labelledby="due">
      <h2 class="govuk-heading-m" id="due">
        {t.dueTitle(dayShort(v, data.today))}
      </h2>
      {due.length === 0 ? <p class="govuk-body">{t.dueNone}</p> : null}
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
          <p class="govuk-hint">{t.planHint}</p>
        </PostForm>
      ) : null}
    </section>
  )
}

function Table({ titles, children }: { titles: string[]; children: ComponentChildren }) {
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
      <tbody class="govuk-table__body">{children}</tbody>
    </table>
  )
}

function Acts({ v, acts }: { v: View; acts: ActLine[] }) {
  const t = retentionTexts(v)
  const c = t.columns
  return (
    <Table titles={[c.act, c.size, c.entered, c.state]}>
      {acts.map((act) => (
        <tr class="govuk-table__row" key={act.id}>
          <th scope="row" class="govuk-table__header">
            <a class="govuk-link" href={`/retention/acts/${act.id}`}>
              {t.act(act.number)}
            </a>
          </th>
          <td class="govuk-table__cell" data-label={c.size}>
            {t.progress(act.done, act.items)}
          </td>
          <td class="govuk-table__cell" data-label={c.entered}>
            {act.plannedBy}, {momentWords(v, act.plannedAt)}
          </td>
          <td class="govuk-table__cell" data-label={c.state}>
            <Tag colour={COLOURS[act.state]}>{t.states[act.state]}</Tag>
          </td>
        </tr>
      ))}
    </Table>
  )
}

function Holds({ v, holds }: { v: View; holds: HoldLine[] }) {
  const t = retentionTexts(v)
  const c = t.columns
  return (
    <Table titles={[c.case, c.since, c.by, c.review]}>
      {holds.map((hold) => (
        <tr class="govuk-table__row" key={hold.caseId}>
          <th scope="row" class="govuk-table__header">
            <a class="govuk-link" href={`/cases/${hold.caseId}`}>
              {hold.number}
            </a>
          </th>
          <td class="govuk-table__cell" data-label={c.since}>
            {dayOfShort(v, hold.since)}
          </td>
          <td class="govuk-table__cell" data-label={c.by}>
            {hold.by ?? '–'}
          </td>
          <td class="govuk-table__cell" data-label={c.review}>
            {dayShort(v, hold.review)} {hold.toReview ? <Tag colour="red">{t.toReview}</Tag> : null}
          </td>
        </tr>
      ))}
    </Table>
  )
}

function Rules({ v, rules }: { v: View; rules: RuleLine[] }) {
  const t = retentionTexts(v)
  const c = t.columns
  return (
    <Table titles={[c.what, c.period, c.afterwards, c.norm]}>
      {rules.map((r) => (
        <tr class="govuk-table__row" key={r.id}>
          <th scope="row" class="govuk-table__header">
            {say(v, r.title)}
          </th>
          <td class="govuk-table__cell" data-label={c.period}>
            {r.period ? `${t.units[r.period.unit](r.period.amount)} ${t.from[r.from]}` : t.stays}
          </td>
          <td class="govuk-table__cell" data-label={c.afterwards}>
            {r.does === 'keep' ? t.does.keep : `${t.does[r.does]} (${t.by[r.by]})`}
          </td>
          <td class="govuk-table__cell" data-label={c.norm}>
            <Basis
              v={v}
              norm={r.norm}
              unverified={r.unverified}
              {...(r.missing ? { missing: r.missing } : {})}
            />
          </td>
        </tr>
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
      <span class="govuk-caption-xl">{t.actFor(dayShort(v, act.day))}</span>
      <h1 class="govuk-heading-xl">{title}</h1>
      <p>
        <Tag colour={COLOURS[act.state]}>{t.states[act.state]}</Tag>
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
      {act.state === 'approved' ? (
        <p class="govuk-body-l" role="status">
          {t.progress(act.done, act.items)}
        </p>
      ) : null}
      {act.state === 'planned' ? <Decision v={v} act={act} errors={errors} values={values} /> : null}
      <section>
        <h2 class="govuk-heading-l">{t.list(act.items)}</h2>
        <Items v={v} act={act} />
      </section>
    </Layout>
  )
}

function Items({ v, act }: { v: View; act: ActFile }) {
  const t = retentionTexts(v)
  const c = t.columns
  return (
    <Table titles={[c.case, c.what, c.records, c.due, c.result]}>
      {act.rows.map((row) => (
        <tr class="govuk-table__row" key={row.n}>
          <th scope="row" class="govuk-table__header">
            {row.caseId ? (
              <a class="govuk-link" href={`/cases/${row.caseId}`}>
                {row.number}
              </a>
            ) : (
              t.upTo(dayShort(v, row.upTo ?? row.dueOn))
            )}
          </th>
          <td class="govuk-table__cell" data-label={c.what}>
            {say(v, row.title)} <Basis v={v} norm={row.norm} unverified={row.unverified} />
          </td>
          <td class="govuk-table__cell" data-label={c.records}>
            {row.records}
          </td>
          <td class="govuk-table__cell" data-label={c.due}>
            {dayShort(v, row.dueOn)}
          </td>
          <td class="govuk-table__cell" data-label={c.result}>
            {row.result ? t.results[row.result] : '–'}
          </td>
        </tr>
      ))}
    </Table>
  )
}

function Decision({ v, act, errors, values }: Omit<DestructionPageProps, 'refused'>) {
  const t = retentionTexts(v)
  const errorOf = (name: string) => errors.find((e) => e.field === name)?.text
  return (
    <section>
      <h2 class="govuk-heading-l">{t.decide}</h2>
      {act.own ? <p class="govuk-body">{t.own}</p> : null}
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
          <p class="govuk-body">{t.approveHint}</p>
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
