import type { CaseFile } from '../../cases/queries/case-file.ts'
import { attachments, toDecide } from '../components/case-parts.tsx'
import { Norm, Steps } from '../components/norm.tsx'
import { retentionTexts } from '../components/retention-parts.tsx'
import type { Definition } from '../definition.ts'
import { momentWords } from '../format.ts'
import { Layout } from '../layout.tsx'
import {
  ButtonLink,
  Column,
  Day,
  Details,
  Heading,
  Hint,
  Link,
  List,
  Mono,
  Muted,
  Receipt,
  Summary,
  SummaryRow,
  Text,
} from '../ui/index.ts'
import { say, type View } from '../view.ts'

/** What was received, when, with the hash that proves it; by when the decision is due, and why then. */
export function ReceiptPage({ v, file, def }: { v: View; file: CaseFile; def: Definition }) {
  const t = v.t.case.receipt
  const registered = file.timeline.find((e) => e.type === 'registered')
  const hash = registered?.data.contentHash ?? file.application.contentHash
  const statutory = toDecide(file.clocks)
  const pdf = file.documents.find((d) => d.kind === 'receipt' && d.fileId)
  const files = attachments(file.application.data)
  return (
    <Layout
      v={v}
      title={`${t.title} – ${file.state.number}`}
      refresh={pdf ? undefined : 3}
      back={{ href: '/portal', text: v.t.case.portal.title }}
    >
      <Column>
        <Receipt title={t.title} label={t.number} number={file.state.number} />
        <Summary>
          <SummaryRow title={t.what}>
            {say(v, def.form.title)}
            <br />
            {file.state.subject}
          </SummaryRow>
          <SummaryRow title={v.t.case.file.by}>{file.parties.map((p) => p.name).join(', ')}</SummaryRow>
          <SummaryRow title={t.at}>{momentWords(v, file.state.receivedAt)}</SummaryRow>
          <SummaryRow title={t.due}>
            {statutory?.due ? <Day>{v.t.until(statutory.due)}</Day> : v.t.case.file.noDue}
            {statutory ? (
              <Details summary={t.dueWhy} open={true}>
                <Steps v={v} steps={statutory.steps} />
              </Details>
            ) : null}
          </SummaryRow>
          <SummaryRow title={t.hash}>
            {hash ? (
              <>
                <Mono>{String(hash)}</Mono>
                <Hint>{t.hashWhy}</Hint>
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
              <List>
                {files.map((f) => (
                  <li key={f.fileId}>
                    <Link href={`/files/${f.fileId}`}>{f.name}</Link> <Muted>{v.t.size(f.size)}</Muted>
                    <br />
                    <Mono>{f.sha256}</Mono>
                  </li>
                ))}
              </List>
            </SummaryRow>
          ) : null}
        </Summary>
        {pdf ? (
          <Text>
            <Link strong href={`/files/${pdf.fileId}`}>
              {t.pdf}
            </Link>
          </Text>
        ) : (
          <Text role="status">{t.pdfWait}</Text>
        )}
        <Heading>{t.next}</Heading>
        <List kind="number">
          {def.texts.next[v.lang].map((step) => (
            <li key={step}>{step}</li>
          ))}
        </List>
        <ButtonLink href={`/cases/${file.caseId}`}>{t.follow}</ButtonLink>
      </Column>
    </Layout>
  )
}
