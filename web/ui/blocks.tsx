import type { ComponentChildren } from 'preact'
import { names } from './names.ts'

// What stands together on a page.

/** `now`: you act; `force`: done and in force; `soon`: to be known. */
export type Tone = 'plain' | 'act' | 'now' | 'soon' | 'force'

interface Block {
  tone?: Tone
  id?: string | undefined
  /** The id of the heading that names it. */
  labelledby?: string
  role?: 'status' | 'alert'
  children: ComponentChildren
}

/** A card that says one thing of weight: what is next, what was found, what came out. */
export function Panel({ tone = 'act', id, labelledby, role, children }: Block) {
  const Tag = labelledby ? 'section' : 'div'
  return (
    <Tag class={names('panel', `panel--${tone}`)} id={id} aria-labelledby={labelledby} role={role}>
      {children}
    </Tag>
  )
}

/** What somebody wrote, or what belongs closely together within a page. */
export function Note({ tone = 'plain', id, labelledby, children }: Block) {
  const Tag = labelledby ? 'section' : 'div'
  return (
    <Tag class={names('note', `note--${tone}`)} id={id} aria-labelledby={labelledby}>
      {children}
    </Tag>
  )
}

/** Text at the width that can be read. */
export function Column({ children }: { children: ComponentChildren }) {
  return <div class="column">{children}</div>
}

/** The main thing, and beside it what is needed for it. */
export function Columns({ children }: { children: ComponentChildren }) {
  return <div class="columns">{children}</div>
}

export function Side({ stays, children }: { stays?: boolean; children: ComponentChildren }) {
  return <div class={names('side', stays && 'side--stays')}>{children}</div>
}

/** A part of a page, with its heading inside. */
export function Section({
  id,
  labelledby,
  label,
  lined,
  children,
}: {
  id?: string
  labelledby?: string
  label?: string
  /** A rule above: the part before is another matter. */
  lined?: boolean
  children: ComponentChildren
}) {
  return (
    <section
      class={names('section', lined && 'section--lined')}
      id={id}
      aria-labelledby={labelledby}
      aria-label={label}
    >
      {children}
    </section>
  )
}

export function Cards({ children }: { children: ComponentChildren }) {
  return <ul class="cards">{children}</ul>
}

export function Card({ children }: { children: ComponentChildren }) {
  return <li class="card">{children}</li>
}

export interface Figure {
  href: string
  count: number
  text: string
  current: boolean
  /** It should be nought. */
  bad: boolean
}

/** Figures that open what they count. */
export function Figures({ figures }: { figures: Figure[] }) {
  return (
    <ul class="figures">
      {figures.map((f) => (
        <li key={f.href} class={names(f.bad && f.count > 0 && 'figures__bad')}>
          <a href={f.href} {...(f.current ? { 'aria-current': 'true' as const } : {})}>
            <strong>{f.count}</strong>
            {f.text}
          </a>
        </li>
      ))}
    </ul>
  )
}

/** Files, drafts, letters: a line each, with what is known of it beside. */
export function Entries({
  label,
  stacked,
  children,
}: {
  label?: string
  stacked?: boolean
  children: ComponentChildren
}) {
  return (
    <ul class={names('entries', stacked && 'entries--stacked')} aria-label={label}>
      {children}
    </ul>
  )
}

/** Within an entry: over its whole width. */
export function Wide({ children }: { children: ComponentChildren }) {
  return <div class="wide">{children}</div>
}

/** That something was done, and what follows: one line. */
export function Notice({ text }: { text: string }) {
  return (
    <p class="notice" role="alert" tabindex={-1} data-notice>
      {text}
    </p>
  )
}

export function Details({
  summary,
  open,
  children,
}: {
  summary: ComponentChildren
  open?: boolean
  children: ComponentChildren
}) {
  return (
    <details class="details" open={open ?? false}>
      <summary>{summary}</summary>
      <div class="details__body">{children}</div>
    </details>
  )
}

/** The words before and after a change. */
export function Removed({ children }: { children: ComponentChildren }) {
  return <del class="removed">{children}</del>
}

export function Added({ children }: { children: ComponentChildren }) {
  return <ins class="added">{children}</ins>
}
