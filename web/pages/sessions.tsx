import type { SessionLine } from '../../api/own-sessions.ts'
import { momentWords } from '../format.ts'
import { Layout } from '../layout.tsx'
import {
  Button,
  Cell,
  Hidden,
  Lead,
  PlainButton,
  PostForm,
  Table,
  TableRow,
  Text,
  Title,
} from '../ui/index.ts'
import type { View } from '../view.ts'

export interface SessionsPageProps {
  v: View
  sessions: SessionLine[]
  limits: { minutes: number; hours: number }
}

/** Where a person is signed in, and the way to end it. */
export function SessionsPage({ v, sessions, limits }: SessionsPageProps) {
  const t = v.t.session
  return (
    <Layout v={v} title={t.title}>
      <Title>{t.title}</Title>
      <Lead>{t.lead}</Lead>
      <Table head={[t.signedIn, t.seen, t.where, t.level, { title: t.end, hidden: true }]}>
        {sessions.map((one) => (
          <TableRow key={one.id}>
            <Cell label={t.signedIn}>
              {momentWords(v, one.signedInAt)}
              {one.own ? ` (${t.here})` : ''}
            </Cell>
            <Cell label={t.seen}>{momentWords(v, one.seenAt)}</Cell>
            <Cell label={t.where}>{browserOf(one.agent) ?? t.unknownAgent}</Cell>
            <Cell label={t.level}>{levelWords(v, one.level)}</Cell>
            <Cell label={t.end}>
              <PostForm v={v} action={`/sessions/${one.id}/end`}>
                <PlainButton>
                  {t.end}
                  <Hidden>: {t.endOne(momentWords(v, one.signedInAt))}</Hidden>
                </PlainButton>
              </PostForm>
            </Cell>
          </TableRow>
        ))}
      </Table>
      <Text>{t.endAllHint}</Text>
      <PostForm v={v} action="/sessions/end-all">
        <Button kind="warning">{t.endAll}</Button>
      </PostForm>
      <Text small muted>
        {t.limits(limits.minutes, limits.hours)}
      </Text>
    </Layout>
  )
}

function levelWords(v: View, level: string | null): string {
  if (!level) return v.t.session.noLevel
  return v.t.session.levels[level.split('/').at(-1) ?? ''] ?? level
}

/** The browser and the system, as far as a person would recognise them. */
function browserOf(agent: string): string | null {
  const browser = ['Edg', 'OPR', 'Firefox', 'Chrome', 'Safari'].find((name) => agent.includes(`${name}/`))
  const system = ['Windows', 'Android', 'iPhone', 'iPad', 'Mac OS', 'Linux'].find((name) =>
    agent.includes(name),
  )
  const name = browser === 'Edg' ? 'Edge' : browser === 'OPR' ? 'Opera' : browser
  return [name, system].filter(Boolean).join(', ') || agent.slice(0, 40) || null
}
