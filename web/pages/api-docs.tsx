import { Layout } from '../layout.tsx'
import { Code, Details, Heading, Lead, Link, Mono, Muted, Section, Tag, Text, Title } from '../ui/index.ts'
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

const COLOURS: Record<string, 'force' | 'act' | 'soon'> = { get: 'act', post: 'force', patch: 'soon' }

/** The API in words, from its own description. */
export function ApiDocsPage({ v, doc }: { v: View; doc: OpenApi }) {
  const t = v.t.pub.api
  return (
    <Layout v={v} title={t.title}>
      <Title>{t.title}</Title>
      <Lead>
        {t.lead} <Link href="/api/openapi.json">/api/openapi.json</Link>
      </Lead>
      {doc.info.description ? (
        <Text prose lang="en">
          {doc.info.description}
        </Text>
      ) : null}
      <div lang="en">
        {Object.entries(doc.paths).flatMap(([path, methods]) =>
          Object.entries(methods).map(([method, op]) => (
            <Section key={`${method} ${path}`} lined>
              <Heading size="s">
                <Tag tone={COLOURS[method] ?? 'plain'}>{method.toUpperCase()}</Tag> <Mono>{path}</Mono>
              </Heading>
              <Text tight>
                {op.summary} {op.description ? <Muted>{op.description}</Muted> : null}
              </Text>
              {(op.parameters ?? []).length > 0 ? (
                <Text small tight>
                  {t.parameters}:{' '}
                  {(op.parameters ?? []).map((p, n) => (
                    <span key={p.name}>
                      {n > 0 ? ', ' : ''}
                      <Mono>{p.name}</Mono> ({p.in}
                      {p.required ? `, ${t.required}` : ''})
                    </span>
                  ))}
                </Text>
              ) : null}
              <Text small tight>
                {t.answers}:{' '}
                {Object.entries(op.responses ?? {})
                  .map(([status, r]) => `${status} ${r.description ?? ''}`)
                  .join('; ')}
              </Text>
              {op.requestBody ? (
                <Details summary={`${t.body}: ${Object.keys(op.requestBody.content ?? {}).join(', ')}`}>
                  <Json
                    value={Object.values(op.requestBody.content ?? {})[0]?.schema}
                    label={`${method} ${path}`}
                  />
                </Details>
              ) : null}
            </Section>
          )),
        )}
        <Heading>{t.schemas}</Heading>
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
  return <Code label={label}>{JSON.stringify(value ?? {}, null, 2)}</Code>
}
