import type { ComponentChildren } from 'preact'
import { names } from './names.ts'

// Lists of things that are alike. On a phone a row becomes a block, with the column's name before each value.

export type HeadCell = string | { title: string; number?: boolean; hidden?: boolean }

export function Table({
  head,
  label,
  dense,
  narrow,
  children,
}: {
  head: HeadCell[]
  label?: string | undefined
  /** One line a row, however narrow its columns: for lists that are gone through. */
  dense?: boolean
  /** Few short columns: no wider than they need. */
  narrow?: boolean
  children: ComponentChildren
}) {
  return (
    <table class={names('table', dense && 'table--dense', narrow && 'table--narrow')} aria-label={label}>
      <thead>
        <tr>
          {head.map((h) => {
            const { title, number, hidden } = typeof h === 'string' ? { title: h } : h
            return (
              <th scope="col" key={title} class={names(number && 'number')}>
                {hidden ? <span class="hidden">{title}</span> : title}
              </th>
            )
          })}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}

export function TableRow({ children }: { children: ComponentChildren }) {
  return <tr>{children}</tr>
}

/** The cell that names its row. */
export function RowHead({ children }: { children: ComponentChildren }) {
  return <th scope="row">{children}</th>
}

export function Cell({
  label,
  number,
  clipped,
  children,
}: {
  /** The name of the column. */
  label: string
  number?: boolean
  /** It may be cut where there is no room; the whole, for whoever points at it. */
  clipped?: string
  children?: ComponentChildren
}) {
  return (
    <td
      data-label={label}
      class={names(number && 'number', clipped !== undefined && 'clipped')}
      title={clipped}
    >
      {children}
    </td>
  )
}
