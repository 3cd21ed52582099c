import type { ComponentChildren } from 'preact'
import { citation } from '../format.ts'
import { say, type View, type Words } from '../view.ts'

type Colour = 'grey' | 'green' | 'red' | 'orange' | 'teal' | 'purple' | 'yellow'

export function Tag({ colour, children }: { colour?: Colour; children: ComponentChildren }) {
  return <strong class={`govuk-tag${colour ? ` govuk-tag--${colour}` : ''}`}>{children}</strong>
}

export function Details({
  summary,
  open,
  children,
}: {
  summary: string
  open?: boolean
  children: ComponentChildren
}) {
  return (
    <details class="govuk-details" open={open ?? false}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{summary}</span>
      </summary>
      <div class="govuk-details__text">{children}</div>
    </details>
  )
}

/** The provision, short, with its full citation for those who ask. */
export function Norm({ v, norm }: { v: View; norm: { act: string; article: string } }) {
  const { short, full } = citation(v, norm)
  return (
    <abbr class="lieta-norm" title={full}>
      {short}
    </abbr>
  )
}

export interface StepView {
  text: Words
  norm?: { act: string; article: string }
}

/** Why a date is that date, step by step with the provisions. */
export function Steps({ v, steps }: { v: View; steps: StepView[] }) {
  return (
    <ol class="lieta-steps">
      {steps.map((step, n) => (
        <li key={n}>
          {say(v, step.text)} {step.norm ? <Norm v={v} norm={step.norm} /> : null}
        </li>
      ))}
    </ol>
  )
}

/** A form that changes something, with the session's token and the key under which it is done once. */
export function PostForm({
  v,
  action,
  keyed,
  children,
  ...rest
}: {
  v: View
  action: string
  keyed?: string
  enctype?: string
  class?: string
  children: ComponentChildren
}) {
  return (
    <form method="post" action={action} novalidate {...rest}>
      <input type="hidden" name="_csrf" value={v.csrf} />
      {keyed ? <input type="hidden" name="_key" value={keyed} /> : null}
      {children}
    </form>
  )
}

export function Button({
  children,
  kind,
  name,
  value,
}: {
  children: ComponentChildren
  kind?: 'secondary' | 'warning' | undefined
  name?: string
  value?: string
}) {
  return (
    <button
      type="submit"
      class={`govuk-button${kind ? ` govuk-button--${kind}` : ''}`}
      {...(name ? { name, value } : {})}
    >
      {children}
    </button>
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
      <form method="get" action={action} class="lieta-search">
        {others.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div class="govuk-form-group">
          <label class="govuk-label" for="q">
            {label}
          </label>
          <input class="govuk-input" id="q" name="q" type="search" value={q} maxlength={200} />
        </div>
        <button type="submit" class="govuk-button govuk-button--secondary">
          {v.t.search}
        </button>
        {q ? (
          <a class="govuk-link" href={`${action}${others.length ? `?${new URLSearchParams(keep)}` : ''}`}>
            {v.t.clear}
          </a>
        ) : null}
      </form>
    </search>
  )
}

export function Pagination({
  v,
  page,
  pages,
  href,
}: {
  v: View
  page: number
  pages: number
  href: (page: number) => string
}) {
  if (pages <= 1) return null
  return (
    <nav class="govuk-pagination" aria-label={v.t.pagination}>
      {page > 1 ? (
        <div class="govuk-pagination__prev">
          <a class="govuk-link govuk-pagination__link" href={href(page - 1)} rel="prev">
            <span class="govuk-pagination__link-title">{v.t.previous}</span>
          </a>
        </div>
      ) : null}
      <p class="govuk-body govuk-!-margin-0 govuk-!-padding-2">{v.t.page(page, pages)}</p>
      {page < pages ? (
        <div class="govuk-pagination__next">
          <a class="govuk-link govuk-pagination__link" href={href(page + 1)} rel="next">
            <span class="govuk-pagination__link-title">{v.t.next}</span>
          </a>
        </div>
      ) : null}
    </nav>
  )
}

/** Rows of a list of facts; what is empty is left out. */
export function Facts({ rows }: { rows: [string, ComponentChildren][] }) {
  return (
    <dl class="lieta-facts">
      {rows
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([key, value]) => (
          <>
            <dt>{key}</dt>
            <dd>{value}</dd>
          </>
        ))}
    </dl>
  )
}

export function SummaryRow({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="govuk-summary-list__row">
      <dt class="govuk-summary-list__key">{title}</dt>
      <dd class="govuk-summary-list__value">{children}</dd>
    </div>
  )
}
