import type { Verification } from '../../cases/queries/public.ts'
import { ErrorSummary, TextInput } from '../components/inputs.tsx'
import { SummaryRow, Tag } from '../components/parts.tsx'
import { dayWords } from '../format.ts'
import { Layout } from '../layout.tsx'
import type { View } from '../view.ts'

export interface VerifyProps {
  v: View
  given: string
  /** Absent: nothing was asked yet. */
  result?: Verification
  error?: string
}

/** Whether a document is ours, and what it is worth today; nothing personal. */
export function VerifyPage({ v, given, result, error }: VerifyProps) {
  const t = v.t.pub.verify
  return (
    <Layout v={v} title={result?.found ? `${t.found} – ${result.number}` : t.title} wrong={Boolean(error)}>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          {error ? <ErrorSummary v={v} errors={[{ field: 'number', text: error }]} /> : null}
          {result ? (
            <Result v={v} result={result} given={given} />
          ) : (
            <h1 class="govuk-heading-xl">{t.title}</h1>
          )}
          {result ? <h2 class="govuk-heading-m">{t.again}</h2> : <p class="govuk-body-l">{t.lead}</p>}
          <form method="get" action="/verify">
            <TextInput
              v={v}
              name="number"
              label={t.label}
              hint={t.hint}
              value={result?.found ? '' : given}
              error={error}
            />
            <button type="submit" class="govuk-button">
              {t.check}
            </button>
          </form>
        </div>
      </div>
    </Layout>
  )
}

function Result({ v, result, given }: { v: View; result: Verification; given: string }) {
  const t = v.t.pub.verify
  if (!result.found)
    return (
      <div class="lieta-next lieta-next--you" role="status">
        <h1 class="govuk-heading-l">{t.notFound}</h1>
        <p class="govuk-body">
          <strong class="lieta-mono">{given}</strong>
        </p>
        <p class="govuk-body">{t.notFoundText}</p>
      </div>
    )
  const good = ['issued', 'in-force', 'active'].includes(result.state)
  return (
    <>
      <h1 class="govuk-heading-xl">{t.found}</h1>
      <dl class="govuk-summary-list">
        <SummaryRow title={t.kind}>{v.t.case.documents[result.kind] ?? result.kind}</SummaryRow>
        {result.number ? <SummaryRow title={t.number}>{result.number}</SummaryRow> : null}
        <SummaryRow title={t.date}>{dayWords(v, result.date)}</SummaryRow>
        <SummaryRow title={t.state}>
          <Tag colour={good ? 'green' : 'red'}>{t.states[result.state] ?? result.state}</Tag>
        </SummaryRow>
        {result.entry ? (
          <SummaryRow title={t.entry}>
            <a
              class="govuk-link"
              href={`/registers/${result.entry.register}/${encodeURIComponent(result.entry.entryNo)}`}
            >
              {result.entry.entryNo}
            </a>
          </SummaryRow>
        ) : null}
        {result.sha256 ? (
          <SummaryRow title={t.hash}>
            <span class="lieta-mono">{result.sha256}</span>
            <p class="govuk-hint govuk-!-margin-top-1 govuk-!-margin-bottom-0">{t.hashHint}</p>
          </SummaryRow>
        ) : null}
      </dl>
    </>
  )
}
