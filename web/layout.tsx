import type { ComponentChildren } from 'preact'
import { clockTime } from '../law/time.ts'
import { momentWords } from './format.ts'
import {
  Button,
  Corner,
  Document,
  Footer,
  Header,
  Link,
  Main,
  type NavItem,
  Notice,
  PlainButton,
  PostForm,
  SessionBox,
  SkipLink,
  Text,
  Who,
} from './ui/index.ts'
import type { View } from './view.ts'

export interface LayoutProps {
  v: View
  title: string
  /** The title says that something is wrong. */
  wrong?: boolean
  /** Seconds after which the page loads itself again, while something is being made. */
  refresh?: number | undefined
  back?: { href: string; text: string }
  /** Views of the list that the page shows. */
  rail?: ComponentChildren
  children: ComponentChildren
}

/** The frame of every page: header, languages, who is signed in, navigation, content, footer. */
export function Layout({ v, title, wrong, refresh, back, rail, children }: LayoutProps) {
  return (
    <Document
      lang={v.lang}
      title={`${wrong ? v.t.errorPrefix : ''}${title} – ${v.t.service}`}
      density={v.person?.staff ? 'desk' : 'portal'}
      assets={v.assets}
      refresh={refresh}
    >
      <SkipLink text={v.t.skip} />
      <Header name={v.t.service} owner={v.t.owner} menu={v.t.menu} label={v.t.navigation} nav={navigation(v)}>
        <Person v={v} />
      </Header>
      <Main back={back} rail={rail}>
        {v.flash ? <Notice text={v.flash} /> : null}
        <SessionWarning v={v} />
        {children}
      </Main>
      <Footer
        links={[
          { href: '/registers', text: v.t.nav.registers },
          { href: '/verify', text: v.t.nav.verify },
          { href: '/api/docs', text: v.t.footer.api },
        ]}
      >
        <p>
          {v.t.owner}. {v.t.footer.about} {v.t.footer.time}
        </p>
        {v.session ? <p>{v.t.session.endsAt(clockTime(v.session.endsAt))}</p> : null}
      </Footer>
      <Development v={v} />
    </Document>
  )
}

function Person({ v }: { v: View }) {
  const other =
    v.lang === 'lv' ? ({ lang: 'en', text: 'English' } as const) : { lang: 'lv', text: 'Latviski' }
  return (
    <>
      {v.person ? (
        <>
          <Who
            before={v.t.signedInAs}
            name={v.person.name}
            roles={`(${v.person.roles.map((r) => v.t.roles[r] ?? r).join(', ') || v.t.noRole})`}
          />
          <a href="/sessions">{v.t.session.title}</a>
          <PostForm v={v} action="/sign-out">
            <PlainButton>{v.t.signOut}</PlainButton>
          </PostForm>
        </>
      ) : (
        <a href={`/sign-in?back=${encodeURIComponent(v.path)}`}>{v.t.signIn}</a>
      )}
      <a
        href={`${v.path}${v.path.includes('?') ? '&' : '?'}lang=${other.lang}`}
        lang={other.lang}
        hreflang={other.lang}
        rel="alternate"
      >
        {other.text}
      </a>
    </>
  )
}

function navigation(v: View): NavItem[] {
  const items: [string, string, boolean][] = [
    ['/services', v.t.nav.services, !v.person || v.person.applies],
    // Whoever holds no role may still stand in a case, or for somebody in one.
    ['/portal', v.t.nav.portal, v.person ? v.person.applies || v.person.roles.length === 0 : false],
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
  return items
    .filter(([, , shown]) => shown)
    .map(([href, text]) => ({ href, text, current: href === current }))
}

function Development({ v }: { v: View }) {
  if (!v.development) return null
  return (
    <Corner title={`${v.t.dev.tag} · ${momentWords(v, v.now)}`} label={v.t.dev.tag}>
      <Text tight>{v.t.dev.text}</Text>
      <Text tight>
        <Link href="/dev/clock">{v.t.dev.move}</Link>
        {v.development.mailUi ? (
          <>
            {' · '}
            <Link href={v.development.mailUi}>{v.t.dev.mail}</Link>
          </>
        ) : null}
      </Text>
    </Corner>
  )
}

/** Without script the footer names the time, and what is sent after the end is kept and offered back. */
function SessionWarning({ v }: { v: View }) {
  if (!v.session) return null
  const t = v.t.session
  return (
    <SessionBox
      title={t.warningTitle}
      text={t.warning}
      last={t.warningLast}
      idleLeft={v.session.idleLeft}
      left={v.session.left}
    >
      <PostForm v={v} action="/session/stay">
        <Button>{t.stay}</Button>
      </PostForm>
    </SessionBox>
  )
}
