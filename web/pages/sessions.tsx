import type { SessionLine } from '../../api/session-rows.ts'
import { Button, PostForm } from '../components/parts.tsx'
import { momentWords } from '../format.ts'
import { Layout } from '../layout.tsx'
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
      <h1 class="govuk-heading-xl">{t.title}</h1>
      <p class="govuk-body-l">{t.lead}</p>
      <table class="govuk-table lieta-table">
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            {[t.signedIn, t.seen, t.where, t.level].map((head) => (
              <th class="govuk-table__header" scope="col" key={head}>
                {head}
              </th>
            ))}
            <td class="govuk-table__header" />
          </tr>
        </thead>
        <tbody class="govuk-table__body">
          {sessions.map((one) => (
            <tr class="govuk-table__row" key={one.id}>
              <td class="govuk-table__cell">
                {momentWords(v, one.signedInAt)}
                {one.own ? ` (${t.here})` : ''}
              </td>
              <td class="govuk-table__cell">{momentWords(v, one.seenAt)}</td>
              <td class="govuk-table__cell">{browserOf(one.agent) ?? t.unknownAgent}</td>
              <td class="govuk-table__cell">{levelWords(v, one.level)}</td>
              <td class="govuk-table__cell">
                <PostForm v={v} action={`/sessions/${one.id}/end`}>
                  <button type="submit" class="lieta-link-button">
                    {t.end}
                    <span class="govuk-visually-hidden">: {t.endOne(momentWords(v, one.signedInAt))}</span>
                  </button>
                </PostForm>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="govuk-body">{t.endAllHint}</p>
      <PostForm v={v} action="/sessions/end-all">
        <Button kind="warning">{t.endAll}</Button>
      </PostForm>
      <p class="govuk-body-s lieta-muted">{t.limits(limits.minutes, limits.hours)}</p>
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
