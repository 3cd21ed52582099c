import type { ComponentChildren } from 'preact'
import { names } from './names.ts'

// Around every page: document, header of one line, content, footer; and what belongs to development in a corner.

export type Density = 'portal' | 'desk'

/** The document. `refresh`: seconds after which the page loads itself again, while something is being made. */
export function Document({
  lang,
  title,
  density,
  assets,
  refresh,
  children,
}: {
  lang: string
  title: string
  density: Density
  assets: { css: string; js: string }
  refresh?: number | undefined
  children: ComponentChildren
}) {
  return (
    <html lang={lang} class={density}>
      <head>
        <meta charset="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {refresh ? (
          // With script the page waits for whoever is filling something in (web/client/main.ts); WCAG 2.2.1 forbids
          // what comes over people without asking, so the plain order is for browsers that can do nothing else.
          <noscript>
            <meta http-equiv="refresh" content={String(refresh)} />
          </noscript>
        ) : null}
        <link rel="stylesheet" href={assets.css} />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <script type="module" src={assets.js} />
      </head>
      <body data-refresh={refresh}>{children}</body>
    </html>
  )
}

export function SkipLink({ text }: { text: string }) {
  return (
    <a href="#main" class="skip">
      {text}
    </a>
  )
}

export interface NavItem {
  href: string
  text: string
  current: boolean
}

/** One line: the name, the ways, who is signed in. On a phone all but the name stands behind a button, without script. */
export function Header({
  name,
  owner,
  menu,
  label,
  nav,
  children,
}: {
  name: string
  owner: string
  /** What the button on a phone says. */
  menu: string
  /** The name of the navigation. */
  label: string
  nav: NavItem[]
  /** Who is signed in, and what belongs to that. */
  children: ComponentChildren
}) {
  return (
    <header class="header">
      <a class="header__home" href="/" aria-label={`${name}, ${owner}`}>
        <svg class="header__mark" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
          <path d="M3 2h14v16H3z M3 7h14 M7 11h6 M7 14h4" />
        </svg>
        {name}
      </a>
      <button type="button" class="header__button" popovertarget="menu">
        {menu}
      </button>
      <div class="header__menu" id="menu" popover="auto">
        <nav aria-label={label}>
          <ul>
            {nav.map((item) => (
              <li key={item.href}>
                <a href={item.href} {...(item.current ? { 'aria-current': 'page' as const } : {})}>
                  {item.text}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div class="header__who">{children}</div>
      </div>
    </header>
  )
}

/** Who is signed in. */
export function Who({ before, name, roles }: { before: string; name: string; roles: string }) {
  return (
    <span class="header__person">
      <span class="hidden">{before} </span>
      <span class="header__name">{name}</span> <span class="header__roles">{roles}</span>
    </span>
  )
}

/** What belongs to development: out of the way of what is tried. */
export function Corner({
  title,
  label,
  children,
}: {
  title: string
  label: string
  children: ComponentChildren
}) {
  return (
    <aside class="corner" aria-label={label}>
      <details>
        <summary>{title}</summary>
        <div>{children}</div>
      </details>
    </aside>
  )
}

/** The content; a rail of views stands at its left where there is room. */
export function Main({
  back,
  rail,
  children,
}: {
  back?: { href: string; text: string } | undefined
  rail?: ComponentChildren
  children: ComponentChildren
}) {
  return (
    <div class={names('page', Boolean(rail) && 'page--rail')}>
      {rail ? <div class="page__rail">{rail}</div> : null}
      <div class="page__content">
        {back ? (
          <a href={back.href} class="back">
            {back.text}
          </a>
        ) : null}
        <main id="main" tabindex={-1}>
          {children}
        </main>
      </div>
    </div>
  )
}

/** Shown by the script a few minutes before the session ends (web/client/session.ts). */
export function SessionBox({
  title,
  text,
  last,
  idleLeft,
  left,
  children,
}: {
  title: string
  text: string
  /** When it cannot be prolonged any more. */
  last: string
  idleLeft: number
  left: number
  children: ComponentChildren
}) {
  return (
    <div
      class="panel panel--soon"
      role="alertdialog"
      aria-labelledby="session-title"
      aria-describedby="session-text"
      tabindex={-1}
      hidden
      data-session-warning
      data-idle-left={idleLeft}
      data-left={left}
    >
      <p class="heading" id="session-title">
        {title}
      </p>
      <p class="text" id="session-text" data-text={text} data-last={last} />
      {children}
    </div>
  )
}

export function Footer({
  links,
  children,
}: {
  links: { href: string; text: string }[]
  children: ComponentChildren
}) {
  return (
    <footer class="footer">
      <ul>
        {links.map((l) => (
          <li key={l.href}>
            <a class="link" href={l.href}>
              {l.text}
            </a>
          </li>
        ))}
      </ul>
      {children}
    </footer>
  )
}
