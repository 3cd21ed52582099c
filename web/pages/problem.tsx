import { Layout } from '../layout.tsx'
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
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <h1 class="govuk-heading-xl">{title}</h1>
          <p class="govuk-body-l">{text}</p>
          {details.length > 0 ? (
            <ul class="govuk-list govuk-list--bullet">
              {details.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          ) : null}
          <h2 class="govuk-heading-m">{t.ways}</h2>
          <ul class="govuk-list">
            {ways.map((way) => (
              <li key={way.href}>
                <a class="govuk-link" href={way.href}>
                  {way.text}
                </a>
              </li>
            ))}
          </ul>
          <p class="govuk-body-s lieta-muted">
            {t.request}: <span class="lieta-mono">{requestId}</span>
          </p>
        </div>
      </div>
    </Layout>
  )
}
