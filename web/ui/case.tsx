import type { ComponentChildren } from 'preact'
import { names } from './names.ts'

// What only a case has: its head, its course, the acts, the verdict on a file, a decision to be signed.

/**
 * What a case is, in a line that stays in sight: number, stage, terms, and the main thing to do. On a phone the latter
 * lies at the foot of the screen, under the thumb.
 */
export function CaseHead({
  eyebrow,
  title,
  marks,
  main,
  nav,
}: {
  eyebrow: ComponentChildren
  title: string
  /** Stage and terms. */
  marks: ComponentChildren
  main?: ComponentChildren
  /** The parts of the page; absent where there are few. */
  nav?: { label: string; items: { href: string; text: string }[] }
}) {
  return (
    <div class={names('case-head', nav && 'case-head--stays')}>
      <div class="case-head__in">
        <div class="case-head__line">
          <div class="case-head__name">
            <p class="eyebrow">{eyebrow}</p>
            <h1 class="title">{title}</h1>
          </div>
          {isThere(main) ? <div class="case-head__main">{main}</div> : null}
        </div>
        <div class="case-head__marks">{marks}</div>
        {nav ? (
          <nav class="case-head__nav" aria-label={nav.label}>
            {nav.items.map((item) => (
              <a key={item.href} href={item.href}>
                {item.text}
              </a>
            ))}
          </nav>
        ) : null}
      </div>
    </div>
  )
}

/** Whether there is anything: an empty list is nothing. */
const isThere = (what: ComponentChildren): boolean =>
  Boolean(what) && !(Array.isArray(what) && what.length === 0)

/** A term with its date, as a pair. */
export function TermLine({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="term">
      <span class="term__name">{name}</span> {children}
    </div>
  )
}

export interface TrackItem {
  key: string
  name: string
  at: 'done' | 'current' | 'ahead'
  /** What of it is heard, beside its name. */
  state: string
  day?: ComponentChildren
}

/** The way of a case: where it was, is, and goes. */
export function Track({ label, items }: { label: string; items: TrackItem[] }) {
  return (
    <ol class="track" aria-label={label}>
      {items.map((item) => (
        <li
          key={item.key}
          class={`track--${item.at}`}
          {...(item.at === 'current' ? { 'aria-current': 'step' as const } : {})}
        >
          <span class="track__name">
            {item.name}
            <span class="hidden">: {item.state}</span>
          </span>
          {item.day ? <span class="track__day">{item.day}</span> : null}
        </li>
      ))}
    </ol>
  )
}

/** What happened, newest first. */
export function Course({ items }: { items: { key: number; what: string; when: string }[] }) {
  return (
    <ol class="course">
      {items.map((item) => (
        <li key={item.key}>
          <span class="course__what">{item.what}</span>
          <span class="course__when">{item.when}</span>
        </li>
      ))}
    </ol>
  )
}

/** What may be done now. */
export function ActList({ children }: { children: ComponentChildren }) {
  return <ul class="acts">{children}</ul>
}

/** Under a file: what was found on it. Failed and indeterminate never look alike. */
export function Verdict({
  state,
  children,
}: {
  state: 'unsigned' | 'passed' | 'indeterminate' | 'failed'
  children: ComponentChildren
}) {
  return <div class={`verdict verdict--${state}`}>{children}</div>
}

export function Reasons({
  label,
  reasons,
}: {
  label?: string
  reasons: { key: string; effect: string; text: string }[]
}) {
  return (
    <ul class="reasons" aria-label={label}>
      {reasons.map((r) => (
        <li key={r.key} class={`reasons--${r.effect}`}>
          {r.text}
        </li>
      ))}
    </ul>
  )
}

/** One decision that waits for a signature; ticked at its head, when the person may. */
export function ToSign({
  id,
  tick,
  title,
  tags,
  links,
  children,
}: {
  id: string
  tick: { value: string; label: string } | null
  title: ComponentChildren
  tags: ComponentChildren
  links: ComponentChildren
  children: ComponentChildren
}) {
  return (
    <article class="to-sign" aria-labelledby={`${id}-title`}>
      <div class="to-sign__head">
        {tick ? (
          <div class="choice">
            <input id={id} name={id} type="checkbox" value={tick.value} />
            <label for={id}>
              <span class="hidden">{tick.label}</span>
            </label>
          </div>
        ) : null}
        <h3 class="heading" id={`${id}-title`}>
          {title}
        </h3>
        <p class="to-sign__tags">{tags}</p>
      </div>
      {children}
      <p class="to-sign__links">{links}</p>
    </article>
  )
}

/** That something was received: the number is what the person keeps. */
export function Receipt({ title, label, number }: { title: string; label: string; number: string }) {
  return (
    <div class="receipt">
      <h1>{title}</h1>
      <p>
        {label}
        <br />
        <strong>{number}</strong>
      </p>
    </div>
  )
}
