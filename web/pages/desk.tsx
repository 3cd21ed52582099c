import type { Queue, QueueItem } from '../../cases/queries/lists.ts'
import { Pagination, PostForm, SearchForm, Tag } from '../components/parts.tsx'
import { dayOfShort, dayShort, fromToday } from '../format.ts'
import { Layout } from '../layout.tsx'
import type { NewKey, View } from '../view.ts'
import { taskWords } from '../words.ts'

export interface DeskProps {
  v: View
  queue: Queue
  view: 'all' | 'mine' | 'unclaimed'
  q: string
  newKey: NewKey
  /** May claim a task for this role. */
  mayClaim: (role: string) => boolean
}

/** The queue: what is due sooner stands higher, and every line says why it stands where it stands. */
export function DeskPage({ v, queue, view, q, newKey, mayClaim }: DeskProps) {
  const t = v.t.case.desk
  const href = (to: { view?: string; page?: number }): string => {
    const query = new URLSearchParams({ view: to.view ?? view, ...(q ? { q } : {}) })
    if (to.page && to.page > 1) query.set('page', String(to.page))
    return `/desk?${query}`
  }
  return (
    <Layout v={v} title={t.title}>
      <h1 class="govuk-heading-xl">{t.title}</h1>
      <nav aria-label={t.tabs}>
        <ul class="lieta-tabs">
          {(['all', 'mine', 'unclaimed'] as const).map((one) => (
            <li key={one}>
              <a href={href({ view: one })} {...(one === view ? { 'aria-current': 'page' } : {})}>
                {t.views[one]} ({queue.counts[one]})
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <SearchForm v={v} action="/desk" label={t.searchLabel} q={q} keep={{ view }} />
      {queue.items.length === 0 ? (
        <p class="govuk-body">{t.empty}</p>
      ) : (
        <>
          <p class="govuk-body-s lieta-muted">
            {t.found(queue.total)}. {t.order}
          </p>
          <Rows
            v={v}
            items={queue.items}
            newKey={newKey}
            mayClaim={mayClaim}
            back={href({ page: queue.page })}
          />
          <Pagination v={v} page={queue.page} pages={queue.pages} href={(page) => href({ page })} />
        </>
      )}
    </Layout>
  )
}

const WHY = { overdue: 'red', 'due-soon': 'orange', waiting: 'yellow', new: 'teal' } as const

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
    <table class="govuk-table lieta-table">
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          {[c.number, c.subject, c.task, c.why, c.due, c.who].map((title) => (
            <th scope="col" class="govuk-table__header" key={title}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {items.map((item) => (
          <tr
            class={`govuk-table__row${item.overdue ? ' lieta-row--urgent' : ''}`}
            key={`${item.caseId}${item.taskId}`}
          >
            <th scope="row" class="govuk-table__header">
              <a class="govuk-link" href={`/cases/${item.caseId}`}>
                {item.number}
              </a>
            </th>
            <td class="govuk-table__cell" data-label={c.subject}>
              {item.subject}
              <br />
              <span class="lieta-muted">{item.institutionName}</span>
            </td>
            <td class="govuk-table__cell" data-label={c.task}>
              {taskWords(v, item.procedure, item.kind)}
              <br />
              <span class="lieta-muted">
                {v.t.roles[item.role] ?? item.role}, {dayOfShort(v, item.openedAt)}
              </span>
            </td>
            <td class="govuk-table__cell" data-label={c.why}>
              <Tag colour={WHY[item.why]}>{t.why[item.why]}</Tag>
            </td>
            <td class="govuk-table__cell" data-label={c.due}>
              {item.due ? (
                <>
                  {dayShort(v, item.due)}
                  <br />
                  <span class="lieta-muted">{fromToday(v, item.due)}</span>
                </>
              ) : (
                '–'
              )}
            </td>
            <td class="govuk-table__cell" data-label={c.who}>
              <Claim v={v} item={item} newKey={newKey} may={mayClaim(item.role)} back={back} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
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
  if (item.claimedBy) return <>{item.claimedBy === v.person?.id ? t.you : item.claimedByName}</>
  if (!may) return <span class="lieta-muted">{t.nobody}</span>
  return (
    <PostForm v={v} action={`/cases/${item.caseId}/claim`} keyed={newKey()}>
      <input type="hidden" name="task" value={item.taskId} />
      <input type="hidden" name="back" value={back} />
      <button
        type="submit"
        class="govuk-button govuk-button--secondary"
        aria-label={`${t.claim}: ${item.number}`}
      >
        {t.claim}
      </button>
    </PostForm>
  )
}
