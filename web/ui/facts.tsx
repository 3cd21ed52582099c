import type { ComponentChildren } from 'preact'

// What is known, by name: short rows beside a text, rows with a way to change them, answers of a form.

/** Rows of a list of facts; what is empty is left out. */
export function Facts({ rows }: { rows: [string, ComponentChildren][] }) {
  return (
    <dl class="facts">
      {rows
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([key, value], n) => (
          <div key={n}>
            <dt>{key}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

export function Summary({ children }: { children: ComponentChildren }) {
  return <dl class="summary">{children}</dl>
}

export function SummaryRow({
  title,
  action,
  children,
}: {
  title: ComponentChildren
  action?: ComponentChildren
  children: ComponentChildren
}) {
  return (
    <div class="summary__row">
      <dt>{title}</dt>
      <dd>{children}</dd>
      {action ? <dd class="summary__action">{action}</dd> : null}
    </div>
  )
}

export interface Answer {
  key: string
  question: ComponentChildren
  answer: ComponentChildren
}

/** Questions with what was answered. */
export function Answers({ title, quiet, rows }: { title: string; quiet?: boolean; rows: Answer[] }) {
  return (
    <table class="answers">
      <caption class={quiet ? 'hidden' : ''}>{title}</caption>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row">{row.question}</th>
            <td>{row.answer}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
