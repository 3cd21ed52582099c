import type { ComponentChildren } from 'preact'
import { names } from './names.ts'

// What is read: headings, paragraphs, lists, links.

interface Words {
  id?: string | undefined
  lang?: string
  children: ComponentChildren
}

/** The heading of the page. */
export function Title({ id, children }: Words) {
  return (
    <h1 class="title" id={id}>
      {children}
    </h1>
  )
}

export function Heading({
  level = 2,
  size = 'm',
  id,
  children,
}: Words & { level?: 2 | 3; size?: 'l' | 'm' | 's' }) {
  const Tag = `h${level}` as const
  return (
    <Tag class={names('heading', size !== 'm' && `heading--${size}`)} id={id}>
      {children}
    </Tag>
  )
}

/** Above a title: to what it belongs. */
export function Eyebrow({ children }: Words) {
  return <p class="eyebrow">{children}</p>
}

/** The sentence under a title. */
export function Lead({ role, children }: Words & { role?: 'status' }) {
  return (
    <p class="lead" role={role}>
      {children}
    </p>
  )
}

interface TextProps extends Words {
  small?: boolean
  muted?: boolean
  strong?: boolean
  /** As somebody wrote it, with their line breaks. */
  prose?: boolean
  /** What follows belongs to it. */
  tight?: boolean
  role?: 'status' | 'alert'
}

export function Text({ id, lang, small, muted, strong, prose, tight, role, children }: TextProps) {
  return (
    <p
      class={names(
        'text',
        small && 'text--small',
        muted && 'muted',
        strong && 'text--strong',
        prose && 'prose',
        tight && 'text--tight',
      )}
      id={id}
      lang={lang}
      role={role}
    >
      {children}
    </p>
  )
}

/** Beside an input or a button: how, not what. */
export function Hint({ id, children }: Words) {
  return (
    <p class="hint" id={id}>
      {children}
    </p>
  )
}

/** A sentence that stands out without being an alarm. */
export function Inset({ children }: Words) {
  return <p class="inset">{children}</p>
}

export function Muted({ children }: Words) {
  return <span class="muted">{children}</span>
}

/** As somebody wrote it, within a line or a cell. */
export function Prose({ block, wrong, children }: Words & { block?: boolean; wrong?: boolean }) {
  const Tag = block ? 'div' : 'span'
  return <Tag class={names('prose', wrong && 'wrong')}>{children}</Tag>
}

/** A day in words: it never breaks, and it looks the same everywhere. */
export function Day({ children }: Words) {
  return <strong class="day">{children}</strong>
}

/** A number that a person looks for: it stands in one piece. */
export function Unbroken({ children }: Words) {
  return <span class="unbroken">{children}</span>
}

/** Hashes, codes, addresses of a program. */
export function Mono({ block, children }: Words & { block?: boolean }) {
  const Tag = block ? 'p' : 'span'
  return <Tag class="mono">{children}</Tag>
}

/** Program text; what scrolls must be reachable by keyboard. */
export function Code({ label, children }: Words & { label: string }) {
  return (
    <section aria-label={label}>
      <pre class="mono code" tabindex={0}>
        {children}
      </pre>
    </section>
  )
}

/** Read aloud, not shown. */
export function Hidden({ children }: Words) {
  return <span class="hidden">{children}</span>
}

export function List({
  kind = 'plain',
  label,
  children,
}: Words & { kind?: 'plain' | 'bullet' | 'number' | 'line'; label?: string }) {
  const Tag = kind === 'number' ? 'ol' : 'ul'
  return (
    <Tag class={names('list', `list--${kind}`)} aria-label={label}>
      {children}
    </Tag>
  )
}

interface LinkProps extends Words {
  href: string
  strong?: boolean
  download?: boolean
  rel?: string | undefined
  current?: boolean
}

export function Link({ href, strong, download, rel, lang, current, children }: LinkProps) {
  return (
    <a
      class={names('link', strong && 'link--strong')}
      href={href}
      download={download}
      rel={rel}
      lang={lang}
      {...(current ? { 'aria-current': 'true' as const } : {})}
    >
      {children}
    </a>
  )
}
