import type { ComponentChildren } from 'preact'
import { clockTime } from '../law/time.ts'
import { momentWords } from './format.ts'
import type { View } from './view.ts'

export interface LayoutProps {
  v: View
  title: string
  /** The title says that something is wrong. */
  wrong?: boolean
  /** Seconds after which the page loads itself again, while something is being made. */
  refresh?: number | undefined
  back?: { href: string; text: string }
  children: ComponentChildren
}

/** The frame of every page: header, languages, who is signed in, navigation, content, footer. */
export function Layout({ v, title, wrong, refresh, back, children }: LayoutProps) {
  return (
    <html lang={v.lang} class="govuk-template">
      <head>
        <meta charset="utf-8" />
        <title>{`${wrong ? v.t.errorPrefix : ''}${title} – ${v.t.service}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {refresh ? (
          // With script the page waits for whoever is filling something in (web/client/main.ts); WCAG 2.2.1 forbids
          // what comes over people without asking, so the plain order is for browsers that can do nothing else.
          <noscript>
            <meta http-equiv="refresh" content={String(refresh)} />
          </noscript>
        ) : null}
        <link rel="stylesheet" href="/assets/main.css" />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <script type="module" src="/assets/main.js" />
      </head>
      <body class="govuk-template__body" data-refresh={refresh}>
        <a href="#main" class="govuk-skip-link">
          {v.t.skip}
        </a>
        <Header v={v} />
        <DevelopmentBanner v={v} />
        <Navigation v={v} />
        <div class="lieta-body">
          <div class="govuk-width-container">
            {back ? (
              <a href={back.href} class="govuk-back-link">
                {back.text}
              </a>
            ) : null}
            <main class="govuk-main-wrapper" id="main" tabindex={-1}>
              <Flash v={v} />
              <SessionWarning v={v} />
              {children}
            </main>
          </div>
        </div>
        <Footer v={v} />
      </body>
    </html>
  )
}

function Header({ v }: { v: View }) {
  return (
    <header class="lieta-header">
      <div class="govuk-width-container lieta-header__inner">
        <a class="lieta-header__home" href="/">
          <span class="lieta-header__name">{v.t.service}</span>
          <span class="lieta-header__owner">{v.t.owner}</span>
        </a>
        <div class="lieta-who">
          {v.person ? (
            <span class="lieta-who__person">
              <span class="govuk-visually-hidden">{v.t.signedInAs} </span>
              {v.person.name}{' '}
              <span class="lieta-who__role">
                ({v.person.roles.map((r) => v.t.roles[r] ?? r).join(', ') || v.t.noRole})
              </span>
            </span>
          ) : null}
          {v.person ? <a href="/sessions">{v.t.session.title}</a> : null}
          {v.person ? (
            <form method="post" action="/sign-out">
              <input type="hidden" name="_csrf" value={v.csrf} />
              <button type="submit">{v.t.signOut}</button>
            </form>
          ) : (
            <a href={`/sign-in?back=${encodeURIComponent(v.path)}`}>{v.t.signIn}</a>
          )}
          <Languages v={v} />
        </div>
      </div>
    </header>
  )
}

function Languages({ v }: { v: View }) {
  const names = { lv: 'Latviski', en: 'English' } as const
  return (
    <nav aria-label={v.t.language}>
      <ul class="lieta-languages">
        {(['lv', 'en'] as const).map((lang) => (
          <li key={lang}>
            {lang === v.lang ? (
              <span aria-current="true" lang={lang}>
                {names[lang]}
              </span>
            ) : (
              <a
                href={`${v.path}${v.path.includes('?') ? '&' : '?'}lang=${lang}`}
                lang={lang}
                hreflang={lang}
                rel="alternate"
              >
                {names[lang]}
              </a>
            )}
          </li>
        ))}
      </ul>
    </nav>
  )
}

function DevelopmentBanner({ v }: { v: View }) {
  if (!v.development) return null
  return (
    <aside class="lieta-dev" aria-label={v.t.dev.tag}>
      <div class="govuk-width-container">
        <p>
          <strong>{v.t.dev.tag}</strong> {v.t.dev.text} {v.t.dev.now}: {momentWords(v, v.now)}{' '}
          <a class="govuk-link" href="/dev/clock">
            {v.t.dev.move}
          </a>
          {v.development.mailUi ? (
            <>
              {' · '}
              <a class="govuk-link" href={v.development.mailUi}>
                {v.t.dev.mail}
              </a>
            </>
          ) : null}
        </p>
      </div>
    </aside>
  )
}

function Navigation({ v }: { v: View }) {
  const items: [string, string, boolean][] = [
    ['/services', v.t.nav.services, !v.person || v.person.applies],
    ['/portal', v.t.nav.portal, v.person?.applies ?? false],
    ['/desk', v.t.nav.desk, v.person?.staff ?? false],
    ['/desk/signing', v.t.nav.signing, v.person?.signs ?? false],
    ['/supervise', v.t.nav.supervise, v.person?.supervises ?? false],
    ['/audit', v.t.nav.audit, v.person?.audits ?? false],
    ['/registers', v.t.nav.registers, true],
    ['/verify', v.t.nav.verify, true],
  ]
  // A page below another one in the address belongs to the nearer of the two.
  const path = v.path.split('?')[0] ?? ''
  const current = items
    .map(([href]) => href)
    .filter((href) => path.startsWith(href))
    .sort()
    .at(-1)
  return (
    <nav class="lieta-nav" aria-label={v.t.navigation}>
      <div class="govuk-width-container">
        <ul class="lieta-nav__list">
          {items
            .filter(([, , shown]) => shown)
            .map(([href, text]) => (
              <li key={href}>
                <a
                  class="lieta-nav__link"
                  href={href}
                  {...(href === current ? { 'aria-current': 'page' } : {})}
                >
                  {text}
                </a>
              </li>
            ))}
        </ul>
      </div>
    </nav>
  )
}

function Flash({ v }: { v: View }) {
  if (!v.flash) return null
  return (
    <div
      class="govuk-notification-banner govuk-notification-banner--success"
      role="alert"
      aria-labelledby="flash-title"
    >
      <div class="govuk-notification-banner__header">
        <h2 class="govuk-notification-banner__title" id="flash-title">
          {v.t.success}
        </h2>
      </div>
      <div class="govuk-notification-banner__content">
        <p class="govuk-notification-banner__heading">{v.flash}</p>
      </div>
    </div>
  )
}

/**
 * Shown by the script a few minutes before the session ends (web/client/session.ts). Without script the footer names
 * the time, and what is sent afterwards is kept and offered back.
 */
function SessionWarning({ v }: { v: View }) {
  if (!v.session) return null
  const t = v.t.session
  return (
    <div
      class="govuk-notification-banner lieta-session"
      role="alertdialog"
      aria-labelledby="session-title"
      aria-describedby="session-text"
      tabindex={-1}
      hidden
      data-session-warning
      data-idle-left={v.session.idleLeft}
      data-left={v.session.left}
    >
      <div class="govuk-notification-banner__header">
        <p class="govuk-notification-banner__title" id="session-title">
          {t.warningTitle}
        </p>
      </div>
      <div class="govuk-notification-banner__content">
        <p class="govuk-body" id="session-text" data-text={t.warning} data-last={t.warningLast} />
        <form method="post" action="/session/stay">
          <input type="hidden" name="_csrf" value={v.csrf} />
          <button type="submit" class="govuk-button govuk-!-margin-bottom-0">
            {t.stay}
          </button>
        </form>
      </div>
    </div>
  )
}

function Footer({ v }: { v: View }) {
  return (
    <footer class="lieta-footer">
      <div class="govuk-width-container">
        <ul class="lieta-footer__list">
          <li>
            <a class="govuk-link" href="/registers">
              {v.t.nav.registers}
            </a>
          </li>
          <li>
            <a class="govuk-link" href="/verify">
              {v.t.nav.verify}
            </a>
          </li>
          <li>
            <a class="govuk-link" href="/api/docs">
              {v.t.footer.api}
            </a>
          </li>
        </ul>
        <p>{v.t.footer.about}</p>
        <p>{v.t.footer.time}</p>
        {v.session ? <p>{v.t.session.endsAt(clockTime(v.session.endsAt))}</p> : null}
      </div>
    </footer>
  )
}
