import type { CaseFile } from '../../cases/queries/case-file.ts'
import type { FormDef } from '../../forms/form.ts'
import { textsFor } from '../../forms/texts/all.ts'
import { attachments } from '../components/case-parts.tsx'
import { Details, Norm, Steps, SummaryRow } from '../components/parts.tsx'
import { retentionTexts } from '../components/retention-parts.tsx'
import { momentWords } from '../format.ts'
import { Layout } from '../layout.tsx'
import { say, type View } from '../view.ts'

/** What was received, when, with the hash that proves it; by when the decision is due, and why then. */
export function ReceiptPage({ v, file, form }: { v: View; file: CaseFile; form: FormDef }) {
  const t = v.t.case.receipt
  const registered = file.timeline.find((e) => e.type === 'registered')
  const hash = registered?.data.contentHash ?? file.application.contentHash
  const statutory = file.clocks.find((c) => c.clock === 'statutory')
  const pdf = file.documents.find((d) => d.kind === 'receipt' && d.fileId)
  const files = attachments(file.application.data)
  return (
    <Layout
      v={v}
      title={`${t.title} – ${file.state.number}`}
      refresh={pdf ? undefined : 3}
      back={{ href: '/portal', text: v.t.case.portal.title }}
    >
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <div class="govuk-panel govuk-panel--confirmation">
            <h1 class="govuk-panel__title">{t.title}</h1>
            <div class="govuk-panel__body">
              {t.number}
              <br />
              <strong>{file.state.number}</strong>
            </div>
          </div>
          <dl class="govuk-summary-list">
            <SummaryRow title={t.what}>
              {say(v, form.title)}
              <br />
              {file.state.subject}
            </SummaryRow>
            <SummaryRow title={v.t.case.file.by}>{file.institution.name}</SummaryRow>
            <SummaryRow title={t.at}>{momentWords(v, file.state.receivedAt)}</SummaryRow>
            <SummaryRow title={t.due}>
              {statutory?.due ? (
                <span class="lieta-date">{v.t.until(statutory.due)}</span>
              ) : (
                v.t.case.file.noDue
              )}
              {statutory ? (
                <div class="govuk-!-margin-top-2">
                  <Details summary={t.dueWhy} open={true}>
                    <Steps v={v} steps={statutory.steps} />
                  </Details>
                </div>
              ) : null}
            </SummaryRow>
            <SummaryRow title={t.hash}>
              {hash ? (
                <>
                  <span class="lieta-mono">{String(hash)}</span>
                  <p class="govuk-hint govuk-!-margin-top-1 govuk-!-margin-bottom-0">{t.hashWhy}</p>
                </>
              ) : (
                retentionTexts(v).erased.one
              )}
            </SummaryRow>
            {file.signature ? (
              <SummaryRow title={v.t.sign.own}>
                {file.signature === 'sign-in' ? v.t.sign.bySignIn : v.t.sign.byOwn}{' '}
                <Norm v={v} norm={{ act: 'APL', article: '56(1)' }} />
              </SummaryRow>
            ) : null}
            {files.length > 0 ? (
              <SummaryRow title={t.files}>
                <ul class="govuk-list govuk-!-margin-bottom-0">
                  {files.map((f) => (
                    <li key={f.fileId}>
                      <a class="govuk-link" href={`/files/${f.fileId}`}>
                        {f.name}
                      </a>{' '}
                      <span class="lieta-muted">{v.t.size(f.size)}</span>
                      <br />
                      <span class="lieta-mono">{f.sha256}</span>
                    </li>
                  ))}
                </ul>
              </SummaryRow>
            ) : null}
          </dl>
          {pdf ? (
            <p class="govuk-body">
              <a class="govuk-link govuk-!-font-weight-bold" href={`/files/${pdf.fileId}`}>
                {t.pdf}
              </a>
            </p>
          ) : (
            <p class="govuk-body" role="status">
              {t.pdfWait}
            </p>
          )}
          <h2 class="govuk-heading-m">{t.next}</h2>
          <ol class="govuk-list govuk-list--number">
            {textsFor(file.procedure).next[v.lang].map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          <a class="govuk-button" href={`/cases/${file.caseId}`}>
            {t.follow}
          </a>
        </div>
      </div>
    </Layout>
  )
}
