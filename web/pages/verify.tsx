import type { LaterAct } from '../../cases/queries/document-state.ts'
import type { Verification } from '../../cases/queries/issued.ts'
import type { AnonymousSignature, FileAnswer } from '../../cases/queries/verify-file.ts'
import { documentName } from '../../forms/texts/all.ts'
import { registerById } from '../../registers/all.ts'
import { DateInput, ErrorSummary, TextInput } from '../components/inputs.tsx'
import { SummaryRow, Tag } from '../components/parts.tsx'
import { Basis, retentionTexts } from '../components/retention-parts.tsx'
import { StateTag } from '../components/verification.tsx'
import { dayShort, dayWords, momentWords } from '../format.ts'
import { Layout } from '../layout.tsx'
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
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <ErrorSummary v={v} errors={errors} />
          {file ? <FileResult v={v} file={file} /> : null}
          {result ? <Result v={v} result={result} given={given} /> : null}
          {file || result ? (
            <h2 class="govuk-heading-m">{t.again}</h2>
          ) : (
            <>
              <h1 class="govuk-heading-xl">{t.title}</h1>
              <p class="govuk-body-l">{t.lead}</p>
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
            <button type="submit" class="govuk-button">
              {t.check}
            </button>
          </form>
          <FileForm v={v} error={fileError} />
        </div>
      </div>
    </Layout>
  )
}

/** Without the session's token: nothing is changed by it, and a visitor gets no session for asking. */
function FileForm({ v, error }: { v: View; error: string | undefined }) {
  const t = v.t.sign.file
  return (
    <form method="post" action="/verify" enctype="multipart/form-data" novalidate>
      <h2 class="govuk-heading-m">{t.tab}</h2>
      <p class="govuk-body">{t.lead}</p>
      <div class={`govuk-form-group${error ? ' govuk-form-group--error' : ''}`}>
        <label class="govuk-label" for="file">
          {t.label}
        </label>
        <div id="file-hint" class="govuk-hint">
          {t.hint}
        </div>
        {error ? (
          <p id="file-error" class="govuk-error-message">
            <span class="govuk-visually-hidden">{v.t.errorHidden}</span> {error}
          </p>
        ) : null}
        <input
          class={`govuk-file-upload${error ? ' govuk-file-upload--error' : ''}`}
          id="file"
          name="file"
          type="file"
          aria-describedby={error ? 'file-hint file-error' : 'file-hint'}
        />
      </div>
      <button type="submit" class="govuk-button">
        {t.check}
      </button>
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
      <div class={`lieta-next lieta-next--${good ? 'done' : 'you'}`} role="status">
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">{text}</p>
      </div>
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
      <h2 class="govuk-heading-m">{t.file.signatures}</h2>
      <ul class="lieta-files">
        {signatures.map((s, n) => (
          <li key={n}>
            <span class="govuk-body govuk-!-margin-0">
              {n + 1}. {t.kinds[s.kind]} <StateTag v={v} state={s.state} strangers={true} />
            </span>
            <span class="lieta-muted govuk-body-s govuk-!-margin-0">
              {s.trustedTime ? t.at(momentWords(v, s.trustedTime)) : ''}
            </span>
            {s.reasons.length > 0 ? (
              <ul class="govuk-list lieta-reasons lieta-wide">
                {s.reasons.map((r) => (
                  <li key={r.code} class={`govuk-body-s lieta-reasons--${r.effect}`}>
                    {say(v, r)}.
                  </li>
                ))}
              </ul>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
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
  return (
    <>
      <h1 class="govuk-heading-xl">{inForce(result) ? t.found : v.t.sign.file.notInForce}</h1>
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
    <dl class="govuk-summary-list">
      {result.differs ? (
        <SummaryRow title={t.differs}>
          <Tag colour="red">{t.differsTag}</Tag>
          <p class="govuk-hint govuk-!-margin-top-1 govuk-!-margin-bottom-0">{t.differsWhy}</p>
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
        <Tag colour={inForce(result) ? 'green' : 'red'}>{t.states[result.state] ?? result.state}</Tag>
      </SummaryRow>
      {result.later.length > 0 ? (
        <SummaryRow title={t.later}>
          <ul class="govuk-list govuk-!-margin-bottom-0">
            {result.later.map((act) => (
              <li key={`${act.what}-${act.by.number}`}>
                <Later v={v} act={act} />
              </li>
            ))}
          </ul>
        </SummaryRow>
      ) : null}
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
  )
}

function Later({ v, act }: { v: View; act: LaterAct }) {
  const t = v.t.pub.verify
  const text = t.laterActs[act.what]?.(t.issuers[act.by.issuer] ?? '', act.by.number ?? '') ?? act.what
  const by =
    act.by.issuer === 'service' && act.by.number ? (
      <a class="govuk-link" href={`/verify/${act.by.number}?date=${act.date}`}>
        {text}
      </a>
    ) : (
      text
    )
  return (
    <>
      {by}, {dayShort(v, act.date)}
    </>
  )
}
