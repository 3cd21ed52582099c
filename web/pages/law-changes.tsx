import type { Effect, LawChangeFile, LawChangeLine } from '../../cases/law-changes/queries.ts'
import { TextArea } from '../components/inputs.tsx'
import { Button, Details, Facts, Pagination, PostForm, Tag } from '../components/parts.tsx'
import { dayShort, momentWords } from '../format.ts'
import { Layout } from '../layout.tsx'
import { lawChangesEn } from '../texts/law-changes-en.ts'
import { type LawChangeTexts, lawChangesLv } from '../texts/law-changes-lv.ts'
import { say, type View, type Words } from '../view.ts'

/** The words of these pages in the language of the page. */
export function lawTexts(v: View): LawChangeTexts {
  return v.lang === 'en' ? lawChangesEn : lawChangesLv
}

const COLOURS = {
  previewed: 'yellow',
  approved: 'teal',
  applying: 'teal',
  applied: 'green',
  rejected: 'grey',
} as const

/** All changes, the newest first, and the ways to enter one. */
export function LawChangesPage({
  v,
  changes,
  mayEnter,
}: {
  v: View
  changes: LawChangeLine[]
  mayEnter: boolean
}) {
  const t = lawTexts(v)
  return (
    <Layout v={v} title={t.title} back={{ href: '/supervise', text: v.t.nav.supervise }}>
      <h1 class="govuk-heading-xl">{t.title}</h1>
      <p class="govuk-body-l">{t.lead}</p>
      {mayEnter ? (
        <section>
          <h2 class="govuk-heading-m">{t.enterTitle}</h2>
          <ul class="govuk-list">
            {(Object.keys(t.kinds) as (keyof typeof t.kinds)[]).map((kind) => (
              <li key={kind}>
                <a class="govuk-link" href={`/law-changes/new/${kind}`}>
                  {t.kinds[kind]}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {changes.length === 0 ? (
        <p class="govuk-body">{t.none}</p>
      ) : (
        <table class="govuk-table lieta-table">
          <thead class="govuk-table__head">
            <tr class="govuk-table__row">
              {[t.what, t.entered, t.state].map((title) => (
                <th scope="col" class="govuk-table__header" key={title}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody class="govuk-table__body">
            {changes.map((change) => (
              <tr class="govuk-table__row" key={change.id}>
                <th scope="row" class="govuk-table__header">
                  <a class="govuk-link" href={`/law-changes/${change.id}`}>
                    {titleOf(v, change)}
                  </a>
                </th>
                <td class="govuk-table__cell" data-label={t.entered}>
                  {change.enteredBy}, {momentWords(v, change.enteredAt)}
                </td>
                <td class="govuk-table__cell" data-label={t.state}>
                  <Tag colour={COLOURS[change.state]}>{t.states[change.state]}</Tag>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Layout>
  )
}

/** What the change is, in a line. */
function titleOf(v: View, change: LawChangeLine): string {
  const t = lawTexts(v)
  const d = change.definition as {
    day?: string
    name?: Words
    removed?: boolean
    moves?: { off: string; worked: string }[]
    rule?: string
    change?: { amount?: number; unit?: keyof LawChangeTexts['units'] }
  }
  if (d.day)
    return `${dayShort(v, d.day)} ${d.name ? say(v, d.name) : ''}${d.removed ? ` (${t.asChoices.removed})` : ''}`
  if (d.moves) return d.moves.map((m) => `${dayShort(v, m.off)} → ${dayShort(v, m.worked)}`).join('; ')
  const unit = d.change?.unit ? t.units[d.change.unit] : ''
  return `${d.rule ?? ''}: ${d.change?.amount ?? ''} ${unit}`
}

export interface LawChangePageProps {
  v: View
  change: LawChangeFile
  effect: Effect | undefined
  mayEnter: boolean
  mayReject: boolean
  error?: string
}

/** One change: what it does to each case, who decided, how far it is. */
export function LawChangePage({ v, change, effect, mayEnter, mayReject, error }: LawChangePageProps) {
  const t = lawTexts(v)
  const open = change.state === 'previewed'
  const working = change.state === 'approved' || change.state === 'applying'
  const title = titleOf(v, change)
  const by = (who: string | null, at: string | null): string | null =>
    who ? `${who}${at ? `, ${momentWords(v, at)}` : ''}` : null
  return (
    <Layout
      v={v}
      title={title}
      wrong={Boolean(error)}
      refresh={working ? 3 : undefined}
      back={{ href: '/law-changes', text: t.title }}
    >
      {error ? (
        <div class="govuk-error-summary" role="alert">
          <p class="govuk-body govuk-!-margin-bottom-0">{error}</p>
        </div>
      ) : null}
      <span class="govuk-caption-xl">{t.kinds[change.kind]}</span>
      <h1 class="govuk-heading-xl">{title}</h1>
      <p>
        <Tag colour={COLOURS[change.state]}>{t.states[change.state]}</Tag>
      </p>
      <Facts
        rows={[
          [t.norm, change.norm],
          [t.reason, change.reason],
          [t.entered, by(change.enteredBy, change.enteredAt)],
          [t.approved, by(change.approvedBy, change.approvedAt)],
          [t.rejected, change.rejectedBy ? `${change.rejectedBy}: ${change.rejection ?? ''}` : null],
        ]}
      />
      {working ? (
        <p class="govuk-body-l" role="status">
          {t.progress(change.progress.done, change.progress.cases)}
        </p>
      ) : null}
      <section>
        <h2 class="govuk-heading-l">{change.state === 'applied' ? t.appliedTitle : t.previewTitle}</h2>
        <Totals v={v} change={change} />
        <Rows v={v} change={change} effect={effect} />
      </section>
      {open ? <Decision v={v} change={change} mayEnter={mayEnter} mayReject={mayReject} /> : null}
    </Layout>
  )
}

function Totals({ v, change }: { v: View; change: LawChangeFile }) {
  const t = lawTexts(v)
  const report = change.report as { results?: Record<keyof LawChangeTexts['results'], number> } | null
  const results = report?.results
  return (
    <>
      <Facts
        rows={[
          [t.cases, String(change.preview?.cases ?? change.progress.cases)],
          ...(results
            ? (Object.keys(t.results) as (keyof typeof t.results)[]).map((r): [string, string] => [
                t.results[r],
                String(results[r] ?? 0),
              ])
            : []),
          [t.letters, String(change.preview?.letters ?? 0)],
        ]}
      />
      <p class="govuk-body lieta-muted">{t.lettersHint}</p>
    </>
  )
}

function Rows({ v, change, effect }: { v: View; change: LawChangeFile; effect: Effect | undefined }) {
  const t = lawTexts(v)
  const c = t.columns
  const href = (e: string, page = 1): string => `/law-changes/${change.id}?effect=${e}&page=${page}#rows`
  return (
    <div id="rows">
      <ul class="govuk-list">
        {['', ...(Object.keys(t.effects) as Effect[])].map((e) => (
          <li key={e} class="govuk-!-display-inline-block govuk-!-margin-right-3">
            <a
              class="govuk-link"
              href={href(e)}
              {...((effect ?? '') === e ? { 'aria-current': 'true' as const } : {})}
            >
              {e === '' ? t.all : t.effects[e as Effect]}
            </a>
          </li>
        ))}
      </ul>
      {change.rows.length === 0 ? (
        <p class="govuk-body">{t.noRows}</p>
      ) : (
        <table class="govuk-table lieta-table">
          <thead class="govuk-table__head">
            <tr class="govuk-table__row">
              {Object.values(c).map((title) => (
                <th scope="col" class="govuk-table__header" key={title}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody class="govuk-table__body">
            {change.rows.map((row) => (
              <tr class="govuk-table__row" key={`${row.caseId}/${row.clock}`}>
                <th scope="row" class="govuk-table__header">
                  <a class="govuk-link" href={`/cases/${row.caseId}`}>
                    {row.number}
                  </a>
                </th>
                <td class="govuk-table__cell" data-label={c.clock}>
                  {t.clocks[row.clock as keyof typeof t.clocks] ?? row.clock}
                </td>
                <td class="govuk-table__cell" data-label={c.before}>
                  {row.oldDue ? dayShort(v, row.oldDue) : '–'}
                </td>
                <td class="govuk-table__cell" data-label={c.after}>
                  {row.newDue ? dayShort(v, row.newDue) : '–'}
                </td>
                <td class="govuk-table__cell" data-label={c.effect}>
                  {t.effects[row.effect]}
                  {row.why ? <span class="lieta-muted"> {say(v, row.why)}</span> : null}
                  {row.result && row.result !== 'applied' ? ` – ${t.results[row.result]}` : null}
                </td>
                <td class="govuk-table__cell" data-label={c.letter}>
                  {row.letter ? t.yes : '–'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Pagination v={v} page={change.page} pages={change.pages} href={(page) => href(effect ?? '', page)} />
    </div>
  )
}

function Decision({
  v,
  change,
  mayEnter,
  mayReject,
}: Pick<LawChangePageProps, 'v' | 'change' | 'mayEnter' | 'mayReject'>) {
  const t = lawTexts(v)
  const at = `/law-changes/${change.id}`
  return (
    <section>
      {change.mayApprove ? (
        <PostForm v={v} action={`${at}/approve`}>
          <p class="govuk-body">{t.approveHint}</p>
          <Button>{t.approve}</Button>
        </PostForm>
      ) : (
        <p class="govuk-inset-text">{t.secondPerson}</p>
      )}
      {mayEnter ? (
        <PostForm v={v} action={`${at}/preview`}>
          <Button kind="secondary">{t.again}</Button>
        </PostForm>
      ) : null}
      {mayReject ? (
        <Details summary={t.reject}>
          <PostForm v={v} action={`${at}/reject`}>
            <TextArea v={v} name="why" label={t.why} rows={3} />
            <Button kind="warning">{t.reject}</Button>
          </PostForm>
        </Details>
      ) : null}
    </section>
  )
}
