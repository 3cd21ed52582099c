import type { CaseFile, ClockView, DocumentView } from '../../cases/queries/case-file.ts'
import type { Check } from '../../forms/acts/act.ts'
import { actsAsking } from '../../forms/acts/all.ts'
import { allFields, type FormDef } from '../../forms/form.ts'
import { documentName } from '../../forms/texts/all.ts'
import { dayOfShort, dayShort, dayWords, fromToday } from '../format.ts'
import { say, type View } from '../view.ts'
import { outcomeWords, standsAt } from '../words.ts'
import { OddLetters } from './odd-letters.tsx'
import { Details, Norm, Steps, type StepView, Tag } from './parts.tsx'
import { StateTag } from './verification.tsx'

export function StageTag({ v, file }: { v: View; file: CaseFile }) {
  const { stage, outcome, closedAt, waitingOn } = file.state
  const words = standsAt(v, file.procedure, { stage, outcome, closedAt })
  return <Tag colour={closedAt ? 'grey' : waitingOn === 'applicant' ? 'orange' : 'teal'}>{words}</Tag>
}

/** One term of the case: its date, how far it is, and how it came about. */
export function Clock({ v, clock }: { v: View; clock: ClockView }) {
  const t = v.t.case
  const runs = clock.state === 'running'
  return (
    <div class="govuk-!-margin-bottom-4">
      <p class="govuk-body govuk-!-margin-bottom-1">
        <strong>{t.clocks[clock.clock] ?? clock.clock}:</strong>{' '}
        {clock.due ? <span class="lieta-date">{dayShort(v, clock.due)}</span> : t.file.noDue}{' '}
        {runs && clock.due ? (
          <span class={clock.overdue ? 'govuk-!-font-weight-bold' : 'lieta-muted'}>
            ({fromToday(v, clock.due)})
          </span>
        ) : (
          <span class="lieta-muted">({t.clockStates[clock.state] ?? clock.state})</span>
        )}{' '}
        {clock.overdue && runs ? <Tag colour="red">{t.file.overdue}</Tag> : null}
      </p>
      <Details summary={t.file.derivation}>
        <Steps v={v} steps={clock.steps} />
      </Details>
    </div>
  )
}

export function Documents({ v, documents }: { v: View; documents: DocumentView[] }) {
  const t = v.t.case
  if (documents.length === 0) return <p class="govuk-body">{t.file.noDocuments}</p>
  return (
    <ul class="lieta-files lieta-files--stacked">
      {documents.map((d) => (
        <li key={d.documentId}>
          <span class="govuk-body govuk-!-margin-0">
            {d.fileId ? (
              <a class="govuk-link" href={`/files/${d.fileId}`}>
                {say(v, documentName(d.kind))}
                {d.number ? ` ${d.number}` : ''} (PDF)
              </a>
            ) : (
              say(v, documentName(d.kind))
            )}
          </span>
          <span class="lieta-muted govuk-body-s govuk-!-margin-0">
            {d.channel && d.sentAt
              ? t.file.sent(t.channels[d.channel] ?? d.channel, dayOfShort(v, d.sentAt))
              : dayOfShort(v, d.at)}
            {d.servedOn && d.servedOn <= v.today ? `; ${t.file.served(dayShort(v, d.servedOn))}` : ''}
          </span>
        </li>
      ))}
    </ul>
  )
}

interface FileAnswer {
  fileId: string
  name: string
  size: number
  sha256: string
}

/** The files that an application's answers refer to. */
export function attachments(data: Record<string, unknown>): FileAnswer[] {
  return Object.values(data)
    .filter(Array.isArray)
    .flat()
    .filter((f): f is FileAnswer => typeof f === 'object' && f !== null && 'fileId' in f)
}

/** The application as it was shown to the applicant, with what was remarked beside each answer. */
export function Application({
  v,
  file,
  remarks,
}: {
  v: View
  file: CaseFile
  remarks: Record<string, string[]>
}) {
  const files = (name: string): FileAnswer[] => {
    const value = file.application.data[name]
    return Array.isArray(value) ? (value as FileAnswer[]) : []
  }
  return (
    <>
      {file.application.shown.map((page) => (
        <table class="lieta-answers" key={page.page.lv}>
          <caption>{say(v, page.page)}</caption>
          <tbody>
            {page.answers.map((a) => {
              const text = say(v, a.answer)
              return (
                <tr key={a.name}>
                  <th scope="row">{say(v, a.question)}</th>
                  <td>
                    {files(a.name).length > 0
                      ? files(a.name).map((f) => (
                          <div key={f.fileId}>
                            <a class="govuk-link" href={`/files/${f.fileId}`}>
                              {f.name}
                            </a>{' '}
                            <span class="lieta-muted">{v.t.size(f.size)}</span>{' '}
                            <Verdict v={v} file={file} fileId={f.fileId} />
                          </div>
                        ))
                      : /^\d{4}-\d{2}-\d{2}$/.test(text)
                        ? dayShort(v, text)
                        : text}
                    <OddLetters v={v} file={file} field={a.name} />
                    {(remarks[a.name] ?? []).map((remark, n) => (
                      <div
                        class="lieta-quote lieta-quote--warn govuk-!-margin-top-2 govuk-!-margin-bottom-0"
                        key={n}
                      >
                        <strong>{v.t.case.draft.remark}:</strong> <span class="lieta-prose">{remark}</span>
                      </div>
                    ))}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      ))}
    </>
  )
}

/** What was found on the signatures of an attachment; nothing where nobody signed. */
function Verdict({ v, file, fileId }: { v: View; file: CaseFile; fileId: string }) {
  const state = file.attachments.find((a) => a.file.fileId === fileId)?.verification?.state
  return state && state !== 'unsigned' ? <StateTag v={v} state={state} /> : null
}

/** What the inspector remarked when the application was last left without progress, by field. */
export function remarksOf(file: CaseFile): Record<string, string[]> {
  const out: Record<string, string[]> = {}
  for (const { act, field } of actsAsking(file.procedure, 'remarks')) {
    const given = file.said[act]?.payload[field.name]
    if (!Array.isArray(given)) continue
    for (const r of given as { field: string; text: string }[])
      out[r.field] = [...(out[r.field] ?? []), r.text]
  }
  return out
}

export function RemarkList({
  v,
  form,
  remarks,
}: {
  v: View
  form: FormDef
  remarks: Record<string, string[]>
}) {
  const labels = new Map(allFields(form).map((f) => [f.name, f.label]))
  return (
    <>
      {Object.entries(remarks).map(([field, texts]) => {
        const label = labels.get(field)
        return (
          <div class="lieta-quote lieta-quote--warn" key={field}>
            <p class="govuk-body govuk-!-font-weight-bold govuk-!-margin-bottom-1">
              {label ? say(v, label) : field}
            </p>
            {texts.map((text, n) => (
              <p class="govuk-body lieta-prose" key={n}>
                {text}
              </p>
            ))}
          </div>
        )
      })}
    </>
  )
}

type Finding = { result: string; evidence?: string }

/** What was found, with the checks that were made; undefined when nothing was assessed yet. */
export function findingsIn(
  file: CaseFile,
): { checks: readonly Check[]; findings: Record<string, Finding> } | undefined {
  for (const { act, field } of actsAsking(file.procedure, 'findings')) {
    const findings = file.said[act]?.payload[field.name]
    if (findings) return { checks: field.checks ?? [], findings: findings as Record<string, Finding> }
  }
  return undefined
}

/** The inspector's findings, check by check, with the evidence. */
export function Findings({ v, file }: { v: View; file: CaseFile }) {
  const asked = findingsIn(file)
  if (!asked) return null
  const { checks, findings } = asked
  const colour = { conforms: 'green', defect: 'red' } as const
  return (
    <table class="lieta-answers">
      <caption class="govuk-visually-hidden">{v.t.case.file.findings}</caption>
      <tbody>
        {checks.map((check) => {
          const f = findings[check.id]
          if (!f) return null
          return (
            <tr key={check.id}>
              <th scope="row">
                {say(v, check.title)} <Norm v={v} norm={check.norm} />
              </th>
              <td>
                <Tag colour={colour[f.result as 'defect'] ?? 'grey'}>
                  {v.t.case.results[f.result] ?? f.result}
                </Tag>
                {f.evidence ? <div class="lieta-prose govuk-!-margin-top-1">{f.evidence}</div> : null}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** Steps of a derivation as an event of the ledger keeps them. */
export function stepsIn(value: unknown): StepView[] {
  if (!Array.isArray(value)) return []
  return (value as StepView[])
    .filter((s) => typeof s?.text?.lv === 'string')
    .map((s) => ({ text: s.text, ...(s.norm ? { norm: s.norm } : {}) }))
}

/** Why a document counts as served on its day, and when the term to contest ends. */
export function serviceSteps(file: CaseFile, documentId: string): StepView[] {
  return file.timeline
    .filter(
      (e) => (e.type === 'document-sent' || e.type === 'document-served') && e.data.documentId === documentId,
    )
    .flatMap((e) => stepsIn(e.data.derivation))
}

/** The decision: its effect, from when, and until when it can be contested. */
export function DecisionPanel({ v, file }: { v: View; file: CaseFile }) {
  const t = v.t.case.file
  const decision = file.documents.findLast((d) => d.kind === 'decision')
  if (!decision) return null
  const { outcome } = file.state
  const steps = serviceSteps(file, decision.documentId)
  return (
    <section class="lieta-next lieta-next--done">
      <h2 class="govuk-heading-m">
        {t.decision} {decision.number}
        {outcome ? `: ${outcomeWords(v, file.procedure, outcome)}` : ''}
      </h2>
      <dl class="lieta-facts">
        {decision.servedOn ? (
          <>
            <dt>{decision.servedOn > v.today ? t.willBeServed : t.servedOn}</dt>
            <dd>{dayWords(v, decision.servedOn, 'locative')}</dd>
          </>
        ) : null}
        {decision.inForceFrom ? (
          <>
            <dt>{t.inForce}</dt>
            <dd class="lieta-date">{dayWords(v, decision.inForceFrom, 'genitive')}</dd>
          </>
        ) : null}
        {decision.contestUntil ? (
          <>
            <dt>{t.contestUntil}</dt>
            <dd class="lieta-date">{dayWords(v, decision.contestUntil, 'dative')}</dd>
          </>
        ) : null}
      </dl>
      {decision.fileId ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`/files/${decision.fileId}`}>
            {v.t.download} (PDF)
          </a>
        </p>
      ) : null}
      {steps.length > 0 ? (
        <Details summary={t.contestWhy}>
          <Steps v={v} steps={steps} />
        </Details>
      ) : null}
    </section>
  )
}
