import type { ComponentChildren } from 'preact'
import type { View } from '../view.ts'
import { names } from './names.ts'

/** A form that changes something, with the session's token and the key under which it is done once. */
export function PostForm({
  v,
  action,
  keyed,
  enctype,
  children,
}: {
  v: View
  action: string
  keyed?: string
  enctype?: 'multipart/form-data'
  children: ComponentChildren
}) {
  return (
    <form method="post" action={action} novalidate enctype={enctype}>
      <input type="hidden" name="_csrf" value={v.csrf} />
      {keyed ? <input type="hidden" name="_key" value={keyed} /> : null}
      {children}
    </form>
  )
}

/** Search box that works by GET: the address of what was found can be kept. */
export function SearchForm({
  v,
  action,
  label,
  q,
  keep,
}: {
  v: View
  action: string
  label: string
  q: string
  keep?: Record<string, string>
}) {
  const others = Object.entries(keep ?? {})
  return (
    <search>
      <form method="get" action={action} class="search">
        {others.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div>
          <label class="label" for="q">
            {label}
          </label>
          <input class="input" id="q" name="q" type="search" value={q} maxlength={200} />
        </div>
        <button type="submit" class="button button--secondary">
          {v.t.search}
        </button>
        {q ? (
          <a class="link" href={`${action}${others.length ? `?${new URLSearchParams(keep)}` : ''}`}>
            {v.t.clear}
          </a>
        ) : null}
      </form>
    </search>
  )
}

/** Conditions of a list, beside one another where there is room. */
export function FilterForm({
  action,
  go,
  children,
}: {
  action: string
  go: ComponentChildren
  children: ComponentChildren
}) {
  return (
    <search>
      <form method="get" action={action} class="filter">
        {children}
        <div class="filter__go">{go}</div>
      </form>
    </search>
  )
}

export interface TabItem {
  href: string
  text: string
  count?: number
  current: boolean
}

/** Views of one list: chips above it, or a rail at its left. */
export function Tabs({ label, rail, items }: { label: string; rail?: boolean; items: TabItem[] }) {
  return (
    <nav aria-label={label}>
      <ul class={names(rail ? 'rail' : 'tabs')}>
        {items.map((item) => (
          <li key={item.href}>
            <a href={item.href} {...(item.current ? { 'aria-current': 'page' as const } : {})}>
              {item.text} {item.count === undefined ? null : <span class="count">{item.count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

export function Turns({
  v,
  label,
  next,
  previous,
  href,
}: {
  v: View
  /** Of which list, where a page has several. */
  label?: string
  next: string | null
  previous: string | null
  href: (to: { after?: string; before?: string }) => string
}) {
  if (!next && !previous) return null
  return (
    <nav class="pagination" aria-label={label ? `${v.t.pagination}: ${label}` : v.t.pagination}>
      {previous ? (
        <a class="link" href={href({ before: previous })} rel="prev">
          <span aria-hidden="true">‹ </span>
          {v.t.previous}
        </a>
      ) : null}
      {next ? (
        <a class="link" href={href({ after: next })} rel="next">
          {v.t.next}
          <span aria-hidden="true"> ›</span>
        </a>
      ) : null}
    </nav>
  )
}
