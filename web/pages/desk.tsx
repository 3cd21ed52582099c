import type { Queue, QueueItem } from '../../cases/queries/queue.ts'
import { Due } from '../components/due.tsx'
import { workTexts } from '../components/work-words.ts'
import { definitionOf } from '../definition.ts'
import { Layout } from '../layout.tsx'
import {
  Button,
  Cell,
  Link,
  Muted,
  PostForm,
  RowHead,
  SearchForm,
  Table,
  TableRow,
  Tabs,
  Tag,
  Text,
  Title,
  Turns,
} from '../ui/index.ts'
import type { NewKey, View } from '../view.ts'
import { taskWords } from '../words.ts'

export interface DeskProps {
  v: View
  queue: Queue
  view: 'all' | 'mine' | 'unclaimed'
  q: string
  /** The address of this page, to come back to. */
  here: string
  newKey: NewKey
  /** May claim a task for this role. */
  mayClaim: (role: string) => boolean
}

/** The queue: what is due sooner stands higher, and every line says why it stands where it stands. */
export function DeskPage({ v, queue, view, q, here, newKey, mayClaim }: DeskProps) {
  const t = v.t.case.desk
  const href = (to: { view?: string; after?: string; before?: string }): string =>
    `/desk?${new URLSearchParams({ view, ...(q ? { q } : {}), ...to })}`
  return (
    <Layout
      v={v}
      title={t.title}
      rail={
        <Tabs
          label={t.tabs}
          rail
          items={(['all', 'mine', 'unclaimed'] as const).map((one) => ({
            href: href({ view: one }),
            text: t.views[one],
            // How many there are, not how many were found.
            ...(q ? {} : { count: queue.counts[one] }),
            current: one === view,
          }))}
        />
      }
    >
      <Title>{t.title}</Title>
      {queue.standsFor.length > 0 ? (
        <Text>
          {workTexts(v).absences.youStandFor(queue.standsFor.join(', '))}{' '}
          <Link href="/absences">{workTexts(v).absences.title}</Link>
        </Text>
      ) : null}
      <SearchForm v={v} action="/desk" label={t.searchLabel} q={q} keep={{ view }} />
      {queue.items.length === 0 ? (
        <Text>{q ? v.t.pub.registers.none : t.empty}</Text>
      ) : (
        <>
          <Text small muted>
            {queue.total === null ? t.foundMany : t.found(queue.total)}. {t.order}
            {queue.next || queue.previous ? ` ${v.t.part(queue.items.length)}` : ''}
          </Text>
          <Rows v={v} items={queue.items} newKey={newKey} mayClaim={mayClaim} back={here} />
          <Turns v={v} next={queue.next} previous={queue.previous} href={href} />
        </>
      )}
      <Text small>
        <Link href="/absences">{workTexts(v).absences.title}</Link> ·{' '}
        <Link href="/ties">{workTexts(v).ties.title}</Link> ·{' '}
        <Link href="/terms">{workTexts(v).terms.title}</Link>
      </Text>
    </Layout>
  )
}

const WHY = { overdue: 'now', 'due-soon': 'soon', waiting: 'plain', new: 'plain' } as const

function Rows({
  v,
  items,
  newKey,
  mayClaim,
  back,
}: {
  v: View
  items: QueueItem[]
  newKey: NewKey
  mayClaim: (role: string) => boolean
  back: string
}) {
  const t = v.t.case
  const c = t.columns
  return (
    <Table dense head={[c.number, c.subject, c.task, c.why, c.due, c.who]}>
      {items.map((item) => (
        <TableRow key={`${item.caseId}${item.taskId}`}>
          <RowHead>
            <Link href={`/cases/${item.caseId}`}>{item.number}</Link>
          </RowHead>
          <Cell label={c.subject} clipped={`${item.subject} – ${item.partyName}`}>
            {item.subject} <Muted>– {item.partyName}</Muted>
          </Cell>
          <Cell label={c.task}>{taskWords(v, definitionOf(item.procedure), item.kind)}</Cell>
          <Cell label={c.why}>
            <Tag tone={WHY[item.why]}>{t.why[item.why]}</Tag>
          </Cell>
          <Cell label={c.due}>
            {item.due ? <Due v={v} day={item.due} href={`/cases/${item.caseId}#terms`} /> : '–'}
          </Cell>
          <Cell label={c.who}>
            <Claim v={v} item={item} newKey={newKey} may={mayClaim(item.role)} back={back} />
          </Cell>
        </TableRow>
      ))}
    </Table>
  )
}

function Claim({
  v,
  item,
  newKey,
  may,
  back,
}: {
  v: View
  item: QueueItem
  newKey: NewKey
  may: boolean
  back: string
}) {
  const t = v.t.case.desk
  if (item.claimedBy && !(item.left && may))
    return <>{item.claimedBy === v.person?.id ? t.you : item.claimedByName}</>
  if (!may) return <Muted>{t.nobody}</Muted>
  return (
    <PostForm v={v} action={`/cases/${item.caseId}/claim`} keyed={newKey()}>
      <input type="hidden" name="task" value={item.taskId} />
      <input type="hidden" name="back" value={back} />
      <Button kind="secondary" small label={`${t.claim}: ${item.number}`}>
        {t.claim}
      </Button>
    </PostForm>
  )
}
