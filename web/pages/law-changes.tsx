import type { Effect, LawChangeFile, LawChangeLine } from '../../cases/law-changes/queries.ts'
import type { Paged } from '../../cases/queries/keyset.ts'
import { dayShort, momentWords } from '../format.ts'
import { Layout } from '../layout.tsx'
import { lawChangesEn } from '../texts/law-changes-en.ts'
import { type LawChangeTexts, lawChangesLv } from '../texts/law-changes-lv.ts'
import {
  Alert,
  Button,
  Cell,
  Details,
  Eyebrow,
  Facts,
  Heading,
  Inset,
  Lead,
  Link,
  List,
  Muted,
  PostForm,
  RowHead,
  Table,
  TableRow,
  Tag,
  Text,
  TextArea,
  Title,
  Turns,
} from '../ui/index.ts'
import { say, type View, type Words } from '../view.ts'

/** The words of these pages in the language of the page. */
export function lawTexts(v: View): LawChangeTexts {
  return v.lang === 'en' ? lawChangesEn : lawChangesLv
}

const COLOURS = {
  previewed: 'soon',
  approved: 'act',
  applying: 'act',
  applied: 'force',
  rejected: 'plain',
} as const

/** That the moved days of a year are not entered yet, for as long as it is so. */
export function YearAsked({ v, year, mayEnter }: { v: View; year: number | null; mayEnter: boolean }) {
  const t = lawTexts(v)
  if (year === null) return null
  return (
    <Inset>
      {t.askedYear(year)} {mayEnter ? <Link href="/law-changes/new/moved-day">{t.askedEnter}</Link> : null}
    </Inset>
  )
}

/** All changes, the newest first, and the ways to enter one. */
export function LawChangesPage({
  v,
  changes,
  mayEnter,
  asked,
}: {
  v: View
  changes: Paged<LawChangeLine>
  mayEnter: boolean
  asked: number | null
}) {
  const t = lawTexts(v)
  return (
    <Layout v={v} title={t.title} back={{ href: '/supervise', text: v.t.nav.supervise }}>
      <Title>{t.title}</Title>
      <Lead>{t.lead}</Lead>
      <YearAsked v={v} year={asked} mayEnter={mayEnter} />
      {mayEnter ? (
        <section>
          <Heading>{t.enterTitle}</Heading>
          <List>
            {(Object.keys(t.kinds) as (keyof typeof t.kinds)[]).map((kind) => (
              <li key={kind}>
                <Link href={`/law-changes/new/${kind}`}>{t.kinds[kind]}</Link>
              </li>
            ))}
          </List>
        </section>
      ) : null}
      {changes.rows.length === 0 ? (
        <Text>{t.none}</Text>
      ) : (
        <Table head={[t.what, t.entered, t.state]}>
          {changes.rows.map((change) => (
            <TableRow key={change.id}>
              <RowHead>
                <Link href={`/law-changes/${change.id}`}>{titleOf(v, change)}</Link>
              </RowHead>
              <Cell label={t.entered}>
                {change.enteredBy}, {momentWords(v, change.enteredAt)}
              </Cell>
              <Cell label={t.state}>
                <Tag tone={COLOURS[change.state]}>{t.states[change.state]}</Tag>
              </Cell>
            </TableRow>
          ))}
        </Table>
      )}
      <Turns
        v={v}
        next={changes.next}
        previous={changes.previous}
        href={(to) => `/law-changes?${new URLSearchParams(to)}`}
      />
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
    knownUntil?: string
    rule?: string
    change?: { amount?: number; unit?: keyof LawChangeTexts['units'] }
  }
  if (d.day)
    return `${dayShort(v, d.day)} ${d.name ? say(v, d.name) : ''}${d.removed ? ` (${t.asChoices.removed})` : ''}`
  if (d.moves?.length === 0) return t.noMoves(dayShort(v, d.knownUntil!))
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
        <Alert>
          <p>{error}</p>
        </Alert>
      ) : null}
      <Eyebrow>{t.kinds[change.kind]}</Eyebrow>
      <Title>{title}</Title>
      <p>
        <Tag tone={COLOURS[change.state]}>{t.states[change.state]}</Tag>
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
      {working ? <Lead role="status">{t.progress(change.progress.done, change.progress.cases)}</Lead> : null}
      <section>
        <Heading size="l">{change.state === 'applied' ? t.appliedTitle : t.previewTitle}</Heading>
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
      <Text muted>{t.lettersHint}</Text>
    </>
  )
}

function Rows({ v, change, effect }: { v: View; change: LawChangeFile; effect: Effect | undefined }) {
  const t = lawTexts(v)
  const c = t.columns
  const href = (e: string, to: { after?: string; before?: string } = {}): string =>
    `/law-changes/${change.id}?${new URLSearchParams({ effect: e, ...to })}#rows`
  return (
    <div id="rows">
      <List kind="line">
        {['', ...(Object.keys(t.effects) as Effect[])].map((e) => (
          <li key={e}>
            <Link href={href(e)} current={(effect ?? '') === e}>
              {e === '' ? t.all : t.effects[e as Effect]}
            </Link>
          </li>
        ))}
      </List>
      {change.rows.length === 0 ? (
        <Text>{t.noRows}</Text>
      ) : (
        <Table head={Object.values(c)}>
          {change.rows.map((row) => (
            <TableRow key={`${row.caseId}/${row.clock}`}>
              <RowHead>
                <Link href={`/cases/${row.caseId}`}>{row.number}</Link>
              </RowHead>
              <Cell label={c.clock}>
                {t.clocks[row.clock as keyof typeof t.clocks] ?? (row.title ? say(v, row.title) : row.clock)}
              </Cell>
              <Cell label={c.before}>{row.oldDue ? dayShort(v, row.oldDue) : '–'}</Cell>
              <Cell label={c.after}>{row.newDue ? dayShort(v, row.newDue) : '–'}</Cell>
              <Cell label={c.effect}>
                {t.effects[row.effect]}
                {row.why ? <Muted> {say(v, row.why)}</Muted> : null}
                {row.result && row.result !== 'applied' ? ` – ${t.results[row.result]}` : null}
              </Cell>
              <Cell label={c.letter}>{row.letter ? t.yes : '–'}</Cell>
            </TableRow>
          ))}
        </Table>
      )}
      <Turns v={v} next={change.next} previous={change.previous} href={(to) => href(effect ?? '', to)} />
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
          <Text>{t.approveHint}</Text>
          <Button>{t.approve}</Button>
        </PostForm>
      ) : (
        <Inset>{t.secondPerson}</Inset>
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
