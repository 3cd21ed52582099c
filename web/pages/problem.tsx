import { Layout } from '../layout.tsx'
import { Column, Heading, Lead, Link, List, Mono, Text, Title } from '../ui/index.ts'
import type { View } from '../view.ts'

export interface ProblemProps {
  v: View
  code: string
  text: string
  details: string[]
  requestId: string
  /** Where to go on: the case, or the page that was asked for. */
  ways: { href: string; text: string }[]
}

/** What went wrong, in words, and the way out. */
export function ProblemPage({ v, code, text, details, requestId, ways }: ProblemProps) {
  const t = v.t.errors
  const title = t.titles[code] ?? t.fallback
  return (
    <Layout v={v} title={title} wrong={true}>
      <Column>
        <Title>{title}</Title>
        <Lead>{text}</Lead>
        {details.length > 0 ? (
          <List kind="bullet">
            {details.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </List>
        ) : null}
        <Heading>{t.ways}</Heading>
        <List>
          {ways.map((way) => (
            <li key={way.href}>
              <Link href={way.href}>{way.text}</Link>
            </li>
          ))}
        </List>
        <Text small muted>
          {t.request}: <Mono>{requestId}</Mono>
        </Text>
      </Column>
    </Layout>
  )
}
