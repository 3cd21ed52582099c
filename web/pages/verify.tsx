import type { LaterAct } from '../../cases/queries/document-state.ts'
import type { Verification } from '../../cases/queries/issued.ts'
import type { AnonymousSignature, FileAnswer } from '../../cases/queries/verify-file.ts'
import { documentName } from '../../forms/texts/all.ts'
import { registerById } from '../../registers/all.ts'
import { Basis, retentionTexts } from '../components/retention-parts.tsx'
import { StateTag } from '../components/verification.tsx'
import { dayShort, dayWords, momentWords } from '../format.ts'
import { Layout } from '../layout.tsx'
import {
  Button,
  Column,
  DateInput,
  Entries,
  ErrorSummary,
  FieldGroup,
  FileInput,
  Heading,
  Hint,
  Lead,
  Link,
  List,
  Mono,
  Muted,
  Panel,
  Reasons,
  Summary,
  SummaryRow,
  Tag,
  Text,
  TextInput,
  Title,
  Wide,
} from '../ui/index.ts'
import { say, type View, type Words } from '../view.ts'

export interface VerifyProps {
  v: View
  given: string
  /** Day of issue as it was asked, YYYY-MM-DD. */
  date?: string
  /** Absent: nothing was asked yet. */
  result?: Verification
  /** What was found of an uploaded file. */
  file?: FileAnswer
  error?: string
  fileError?: string
}

/** Whether a document is ours, and what it is worth today; by number, code or the file itself; nothing personal. */
export function VerifyPage({ v, given, date, result, file, error, fileError }: VerifyProps) {
  const t = v.t.pub.verify
  const errors = [
    ...(error ? [{ field: 'number', text: error }] : []),
    ...(fileError ? [{ field: 'file', text: fileError }] : []),
  ]
  const title = file ? fileWords(v, file).title : result?.found ? `${t.found} – ${result.number}` : t.title
  return (
    <Layout v={v} title={title} wrong={errors.length > 0}>
      <Column>
        <ErrorSummary v={v} errors={errors} />
        {file ? <FileResult v={v} file={file} /> : null}
        {result ? <Result v={v} result={result} given={given} /> : null}
        {file || result ? (
          <Heading>{t.again}</Heading>
        ) : (
          <>
            <Title>{t.title}</Title>
            <Lead>{t.lead}</Lead>
          </>
        )}
        <form method="get" action="/verify">
          <TextInput
            v={v}
            name="number"
            label={t.label}
            hint={t.hint}
            value={result?.found ? '' : given}
            error={error}
          />
          <DateInput
            v={v}
            name="date"
            label={t.dateLabel}
            hint={t.dateHint}
            value={result?.found ? '' : (date ?? '')}
          />
          <Button>{t.check}</Button>
        </form>
        <FileForm v={v} error={fileError} />
      </Column>
    </Layout>
  )
}

/** Without the session's token: nothing is changed by it, and a visitor gets no session for asking. */
function FileForm({ v, error }: { v: View; error: string | undefined }) {
  const t = v.t.sign.file
  return (
    <form method="post" action="/verify" enctype="multipart/form-data" novalidate>
      <Heading>{t.tab}</Heading>
      <Text>{t.lead}</Text>
      <FieldGroup error={error}>
        <FileInput v={v} name="file" label={t.label} hint={t.hint} error={error} />
      </FieldGroup>
      <Button>{t.check}</Button>
    </form>
  )
}

const inForce = (d: Verification & { found: true }): boolean =>
  !['suspended', 'annulled', 'superseded'].includes(d.state)

interface FileWords {
  title: string
  text: string
  /** What stands under it: the document, or the signatures. */
  ours: boolean
  good: boolean
}

function fileWords(v: View, { answer, document }: FileAnswer): FileWords {
  const t = v.t.sign.file
  const which = document?.found ? ` ${t.changedWhich(document.number)}` : ''
  const good = !document?.found || inForce(document)
  const ours = (text: string): FileWords => ({
    title: good ? t.authentic : t.notInForce,
    text,
    ours: true,
    good,
  })
  const not = (title: string, text: string): FileWords => ({ title, text, ours: false, good: false })
  switch (answer) {
    case 'authentic':
      return ours(t.authenticText)
    case 'authentic-extended':
      return ours(t.extended)
    case 'authentic-inside':
      return ours(t.inside)
    case 'changed':
      return not(t.changed, `${t.changedText}${which}`)
    case 'unsealed':
      return not(t.unsealed, `${t.unsealedText}${which}`)
    case 'sealed-unknown':
      return not(t.unknown, t.ours)
    case 'foreign':
      return not(t.foreign, t.foreignText)
    case 'unsigned':
      return not(t.unsigned, t.unsignedText)
    case 'unreadable':
      return not(t.unreadable, t.unreadableText)
  }
}

function FileResult({ v, file }: { v: View; file: FileAnswer }) {
  const { title, text, ours, good } = fileWords(v, file)
  const { document } = file
  return (
    <>
      <Panel tone={good ? 'force' : 'now'} role="status">
        <Title>{title}</Title>
        <Text>{text}</Text>
      </Panel>
      {ours && document?.found ? <Known v={v} result={document} /> : null}
      {ours ? null : <Signatures v={v} signatures={file.signatures} />}
    </>
  )
}

/** Whether the signatures hold; who signed is nobody's business here. */
function Signatures({ v, signatures }: { v: View; signatures: AnonymousSignature[] }) {
  const t = v.t.sign
  if (signatures.length === 0) return null
  return (
    <section>
      <Heading>{t.file.signatures}</Heading>
      <Entries>
        {signatures.map((s, n) => (
          <li key={n}>
            <span>
              {n + 1}. {t.kinds[s.kind]} <StateTag v={v} state={s.state} strangers={true} />
            </span>
            <Muted>{s.trustedTime ? t.at(momentWords(v, s.trustedTime)) : ''}</Muted>
            {s.reasons.length > 0 ? (
              <Wide>
                <Reasons
                  reasons={s.reasons.map((r) => ({ key: r.code, effect: r.effect, text: `${say(v, r)}.` }))}
                />
              </Wide>
            ) : null}
          </li>
        ))}
      </Entries>
    </section>
  )
}

function Result({ v, result, given }: { v: View; result: Verification; given: string }) {
  const t = v.t.pub.verify
  if (!result.found)
    return (
      <Panel tone="now" role="status">
        <Title>{t.notFound}</Title>
        <Text>
          <strong>
            <Mono>{given}</Mono>
          </strong>
        </Text>
        <Text>{t.notFoundText}</Text>
      </Panel>
    )
  return (
    <>
      <Title>{inForce(result) ? t.found : v.t.sign.file.notInForce}</Title>
      <Known v={v} result={result} />
    </>
  )
}

function nameOf(result: Verification & { found: true }): Words {
  return result.what === 'entry' ? registerById(result.kind).title : documentName(result.kind)
}

/** A document of ours: what it is and what it is worth today, and what changed it since. */
function Known({ v, result }: { v: View; result: Verification & { found: true } }) {
  const t = v.t.pub.verify
  return (
    <Summary>
      {result.differs ? (
        <SummaryRow title={t.differs}>
          <Tag tone="now">{t.differsTag}</Tag>
          <Hint>{t.differsWhy}</Hint>
        </SummaryRow>
      ) : null}
      <SummaryRow title={t.kind}>{say(v, nameOf(result))}</SummaryRow>
      {result.number ? <SummaryRow title={t.number}>{result.number}</SummaryRow> : null}
      <SummaryRow title={t.date}>{dayWords(v, result.date)}</SummaryRow>
      {result.erased ? (
        <SummaryRow title={retentionTexts(v).erased.documents}>
          {retentionTexts(v).erased.document(dayShort(v, result.erased.date), result.erased.act)}{' '}
          <Basis v={v} norm={result.erased.norm} unverified={result.erased.unverified} />
        </SummaryRow>
      ) : null}
      <SummaryRow title={t.state}>
        <Tag tone={inForce(result) ? 'force' : 'now'}>{t.states[result.state] ?? result.state}</Tag>
      </SummaryRow>
      {result.later.length > 0 ? (
        <SummaryRow title={t.later}>
          <List>
            {result.later.map((act) => (
              <li key={`${act.what}-${act.by.number}`}>
                <Later v={v} act={act} />
              </li>
            ))}
          </List>
        </SummaryRow>
      ) : null}
      {result.entry ? (
        <SummaryRow title={t.entry}>
          <Link href={`/registers/${result.entry.register}/${encodeURIComponent(result.entry.entryNo)}`}>
            {result.entry.entryNo}
          </Link>
        </SummaryRow>
      ) : null}
      {result.sha256 ? (
        <SummaryRow title={t.hash}>
          <Mono>{result.sha256}</Mono>
          <Hint>{t.hashHint}</Hint>
        </SummaryRow>
      ) : null}
    </Summary>
  )
}

function Later({ v, act }: { v: View; act: LaterAct }) {
  const t = v.t.pub.verify
  const text = t.laterActs[act.what]?.(t.issuers[act.by.issuer] ?? '', act.by.number ?? '') ?? act.what
  const by =
    act.by.issuer === 'service' && act.by.number ? (
      <Link href={`/verify/${act.by.number}?date=${act.date}`}>{text}</Link>
    ) : (
      text
    )
  return (
    <>
      {by}, {dayShort(v, act.date)}
    </>
  )
}
