import { Details, Tag } from '../components/parts.tsx'
import { Layout } from '../layout.tsx'
import type { View } from '../view.ts'

/** As much of OpenAPI 3.1 as the page shows. */
export interface OpenApi {
  info: { title: string; version: string; description?: string }
  paths: Record<string, Record<string, Operation>>
  components?: { schemas?: Record<string, unknown> }
}

interface Operation {
  summary?: string
  description?: string
  parameters?: { name: string; in: string; required?: boolean; description?: string }[]
  requestBody?: { content?: Record<string, { schema?: unknown }> }
  responses?: Record<string, { description?: string }>
}

const COLOURS: Record<string, 'green' | 'teal' | 'orange'> = { get: 'teal', post: 'green', patch: 'orange' }

/** The API in words, from its own description. */
export function ApiDocsPage({ v, doc }: { v: View; doc: OpenApi }) {
  const t = v.t.pub.api
  return (
    <Layout v={v} title={t.title}>
      <h1 class="govuk-heading-xl">{t.title}</h1>
      <p class="govuk-body-l">
        {t.lead}{' '}
        <a class="govuk-link" href="/api/openapi.json">
          /api/openapi.json
        </a>
      </p>
      {doc.info.description ? (
        <p class="govuk-body lieta-prose" lang="en">
          {doc.info.description}
        </p>
      ) : null}
      <div lang="en">
        {Object.entries(doc.paths).flatMap(([path, methods]) =>
          Object.entries(methods).map(([method, op]) => (
            <section key={`${method} ${path}`} class="govuk-!-margin-bottom-6">
              <h2 class="govuk-heading-s govuk-!-margin-bottom-1">
                <Tag colour={COLOURS[method] ?? 'grey'}>{method.toUpperCase()}</Tag>{' '}
                <span class="lieta-mono">{path}</span>
              </h2>
              <p class="govuk-body govuk-!-margin-bottom-1">
                {op.summary} {op.description ? <span class="lieta-muted">{op.description}</span> : null}
              </p>
              {(op.parameters ?? []).length > 0 ? (
                <p class="govuk-body-s govuk-!-margin-bottom-1">
                  {t.parameters}:{' '}
                  {(op.parameters ?? []).map((p, n) => (
                    <span key={p.name}>
                      {n > 0 ? ', ' : ''}
                      <span class="lieta-mono">{p.name}</span> ({p.in}
                      {p.required ? `, ${t.required}` : ''})
                    </span>
                  ))}
                </p>
              ) : null}
              <p class="govuk-body-s govuk-!-margin-bottom-1">
                {t.answers}:{' '}
                {Object.entries(op.responses ?? {})
                  .map(([status, r]) => `${status} ${r.description ?? ''}`)
                  .join('; ')}
              </p>
              {op.requestBody ? (
                <Details summary={`${t.body}: ${Object.keys(op.requestBody.content ?? {}).join(', ')}`}>
                  <Json
                    value={Object.values(op.requestBody.content ?? {})[0]?.schema}
                    label={`${method} ${path}`}
                  />
                </Details>
              ) : null}
            </section>
          )),
        )}
        <h2 class="govuk-heading-m">{t.schemas}</h2>
        {Object.entries(doc.components?.schemas ?? {}).map(([name, schema]) => (
          <Details summary={name} key={name}>
            <Json value={schema} label={name} />
          </Details>
        ))}
      </div>
    </Layout>
  )
}

function Json({ value, label }: { value: unknown; label: string }) {
  return (
    <section aria-label={label}>
      {/* What scrolls must be reachable by keyboard. */}
      <pre class="lieta-mono lieta-scroll" tabindex={0}>
        {JSON.stringify(value ?? {}, null, 2)}
      </pre>
    </section>
  )
}
