import type { ComponentChildren } from 'preact'
import { names } from './names.ts'

// What can be done: teal. A form has one main button; the rest is outlined; what cannot be taken back says so.

export type ButtonKind = 'secondary' | 'warning' | undefined

interface Face {
  kind?: ButtonKind
  /** In a row of a table, or beside a line. */
  small?: boolean
  children: ComponentChildren
}

const face = ({ kind, small }: Face): string | undefined =>
  names('button', kind && `button--${kind}`, small && 'button--small')

export function Button({
  name,
  value,
  label,
  ...rest
}: Face & { name?: string; value?: string; label?: string }) {
  return (
    <button type="submit" class={face(rest)} aria-label={label} {...(name ? { name, value } : {})}>
      {rest.children}
    </button>
  )
}

/** A way on that looks like what it is: the next thing to do. */
export function ButtonLink({ href, ...rest }: Face & { href: string }) {
  return (
    <a class={face(rest)} href={href}>
      {rest.children}
    </a>
  )
}

/** A button of little weight, as a link in a line. */
export function PlainButton({
  name,
  value,
  label,
  children,
}: {
  name?: string
  value?: string
  label?: string
  children: ComponentChildren
}) {
  return (
    <button type="submit" class="plain-button" aria-label={label} {...(name ? { name, value } : {})}>
      {children}
    </button>
  )
}

export function ButtonGroup({ children }: { children: ComponentChildren }) {
  return <div class="button-group">{children}</div>
}
