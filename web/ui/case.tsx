import type { ComponentChildren } from 'preact'

// What only a case has: its head, its course, the acts, the verdict on a file, a decision to be signed.

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
