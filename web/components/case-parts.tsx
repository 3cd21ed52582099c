import type { CaseFile, ClockView, DocumentView } from '../../cases/queries/case-file.ts'
import type { Check } from '../../forms/acts/act.ts'
import type { Found, Findings as FoundBy } from '../../forms/findings.ts'
import { allFields, type FormDef } from '../../forms/form.ts'
import { isPartyRole, PARTY_ROLES } from '../../law/parties.ts'
import { asking, type Definition } from '../definition.ts'
import { dayOfShort, dayShort } from '../format.ts'
import {
  Answers,
  Details,
  Entries,
  Link,
  Muted,
  Note,
  Prose,
  Tag,
  TermLine,
  Text,
  Unbroken,
} from '../ui/index.ts'
import { say, type View } from '../view.ts'
import { documentWords, standsAt } from '../words.ts'
import { Due } from './due.tsx'
import { Norm, Steps, type StepView } from './norm.tsx'
import { OddLetters } from './odd-letters.tsx'
import { StateTag } from './verification.tsx'

export interface OfCase {
  v: View
  file: CaseFile
  def: Definition
}

export function StageTag({ v, file, def }: OfCase) {
  const { stage, outcome, closedAt, waitingOn } = file.state
  const words = standsAt(v, def, { stage, outcome, closedAt })
  return <Tag tone={closedAt ? 'plain' : isPartyRole(waitingOn) ? 'soon' : 'act'}>{words}</Tag>
}

/** The terms of a case, each with its day, which opens how it came about; what does not run says why. */
export function Terms({ v, clocks }: { v: View; clocks: ClockView[] }) {
  return (
    <>
      {byWeight(clocks).map((clock) => (
        <Term v={v} clock={clock} key={clock.clock} />
      ))}
    </>
  )
}

/** What the law gives the Service stands first, then what came up in the course of the case, last what the Service promises. */
const byWeight = (clocks: ClockView[]): ClockView[] => {
  const rank = (c: ClockView): number => (c === toDecide(clocks) ? 0 : c.kind === 'standard' ? 2 : 1)
  return [...clocks].sort((a, b) => rank(a) - rank(b))
}

/** The term within which the Service must decide. */
export const toDecide = (clocks: ClockView[]): ClockView | undefined =>
  clocks.find((c) => c.kind === 'statutory' && c.owner === 'service')

/** Terms that every service has are called by what they are; others as their rule. */
function termName(v: View, clock: ClockView): string {
  const own = (v.t.case.clocks as Record<string, string>)[clock.clock] ?? say(v, clock.title)
  if (clock.owner === 'service') return own
  const whose = isPartyRole(clock.owner) ? say(v, PARTY_ROLES[clock.owner].title) : v.t.case.authority
  return `${own} (${whose})`
}

/** Why it does not run, or what became of it. */
function standingWords(v: View, { state, standing }: ClockView): string {
  const { standings, clockStates } = v.t.case
  return (standings as Record<string, string>)[standing] ?? clockStates[state] ?? state
}

function Term({ v, clock }: { v: View; clock: ClockView }) {
  const t = v.t.case
  const running = clock.state === 'running'
  return (
    <>
      <TermLine name={termName(v, clock)}>
        {clock.due ? <Due v={v} day={clock.due} running={running} steps={clock.steps} /> : t.file.noDue}
        {running ? null : <Muted>{standingWords(v, clock)}</Muted>}
        {clock.overdue && running ? <Tag tone="now">{t.file.overdue}</Tag> : null}
      </TermLine>
      {!clock.due && clock.steps.length > 0 ? (
        <Details summary={t.file.derivation}>
          <Steps v={v} steps={clock.steps} />
        </Details>
      ) : null}
    </>
  )
}

/** The terms in a line, for the head of a page: their days, which lead to how they came about. */
export function TermMarks({ v, clocks }: { v: View; clocks: ClockView[] }) {
  return (
    <>
      {byWeight(clocks)
        .filter((c) => c.due && c.state === 'running')
        .map((c) => (
          <TermLine name={termName(v, c)} key={c.clock}>
            <Due v={v} day={c.due!} steps={c.steps} />
          </TermLine>
        ))}
    </>
  )
}

export function Documents({ v, file, def }: OfCase) {
  const t = v.t.case
  const documents: DocumentView[] = file.documents
  if (documents.length === 0) return <Text>{t.file.noDocuments}</Text>
  return (
    <Entries stacked>
      {documents.map((d) => (
        <li key={d.documentId}>
          <span>
            {d.fileId ? (
              <Link href={`/files/${d.fileId}`}>
                {documentWords(v, def, d.kind)}
                {d.number ? <Unbroken> {d.number}</Unbroken> : ''} (PDF)
              </Link>
            ) : (
              documentWords(v, def, d.kind)
            )}
          </span>
          <Muted>
            {d.channel && d.sentAt
              ? t.file.sent(t.channels[d.channel] ?? d.channel, dayOfShort(v, d.sentAt))
              : dayOfShort(v, d.at)}
            {d.servedOn && d.servedOn <= v.today ? `; ${t.file.served(dayShort(v, d.servedOn))}` : ''}
          </Muted>
        </li>
      ))}
    </Entries>
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
        <Answers
          key={page.page.lv}
          title={say(v, page.page)}
          rows={page.answers.map((a) => {
            const text = say(v, a.answer)
            return {
              key: a.name,
              question: say(v, a.question),
              answer: (
                <>
                  {files(a.name).length > 0
                    ? files(a.name).map((f) => (
                        <div key={f.fileId}>
                          <Link href={`/files/${f.fileId}`}>{f.name}</Link> <Muted>{v.t.size(f.size)}</Muted>{' '}
                          <Verdict v={v} file={file} fileId={f.fileId} />
                        </div>
                      ))
                    : /^\d{4}-\d{2}-\d{2}$/.test(text)
                      ? dayShort(v, text)
                      : text}
                  <OddLetters v={v} file={file} field={a.name} />
                  {(remarks[a.name] ?? []).map((remark, n) => (
                    <Note tone="now" key={n}>
                      <strong>{v.t.case.draft.remark}:</strong> <Prose>{remark}</Prose>
                    </Note>
                  ))}
                </>
              ),
            }
          })}
        />
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
export function remarksOf(file: CaseFile, def: Pick<Definition, 'acts'>): Record<string, string[]> {
  const out: Record<string, string[]> = {}
  for (const { act, field } of asking(def, 'remarks')) {
    const given = file.latestPayloads[act]?.payload[field.name]
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
          <Note tone="now" key={field}>
            <Text strong tight>
              {label ? say(v, label) : field}
            </Text>
            {texts.map((text, n) => (
              <Text prose key={n}>
                {text}
              </Text>
            ))}
          </Note>
        )
      })}
    </>
  )
}

/** What was found, with the checks that were made, and what stood before a finding was revised; undefined when nothing was. */
export function findingsIn(
  file: CaseFile,
  def: Pick<Definition, 'acts'>,
): { checks: readonly Check[]; findings: FoundBy; before: FoundBy } | undefined {
  const said = asking(def, 'findings')
    .flatMap(({ act, field }) => {
      const one = file.latestPayloads[act]
      const found = one?.payload[field.name]
      return one && found ? [{ at: one.at, checks: field.checks ?? [], found: found as FoundBy }] : []
    })
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  if (said.length === 0) return undefined
  const findings: FoundBy = {}
  const before: FoundBy = {}
  for (const { found } of said)
    for (const [id, f] of Object.entries(found)) {
      if (findings[id]) before[id] = findings[id]
      findings[id] = f
    }
  return { checks: said[0]!.checks, findings, before }
}

/** The inspector's findings, check by check, with the evidence. */
export function Findings({ v, file, def }: OfCase) {
  const asked = findingsIn(file, def)
  if (!asked) return null
  const { checks, findings, before } = asked
  return (
    <Answers
      title={v.t.case.file.findings}
      quiet={true}
      rows={checks.flatMap((check) => {
        const f = findings[check.id]
        if (!f) return []
        const first = before[check.id]
        return {
          key: check.id,
          question: (
            <>
              {say(v, check.title)} <Norm v={v} norm={check.norm} />
            </>
          ),
          answer: (
            <>
              <OneFinding v={v} found={f} />
              {first ? (
                <>
                  <Text small muted>
                    {v.t.case.findings.before}
                  </Text>
                  <OneFinding v={v} found={first} />
                </>
              ) : null}
            </>
          ),
        }
      })}
    />
  )
}

function OneFinding({ v, found }: { v: View; found: Found }) {
  const tone = { conforms: 'force', defect: 'now' } as const
  return (
    <>
      <Tag tone={tone[found.result as 'defect'] ?? 'plain'}>
        {v.t.case.results[found.result] ?? found.result}
      </Tag>
      {found.evidence ? <Prose block>{found.evidence}</Prose> : null}
    </>
  )
}

/** Steps of a derivation as an event of the ledger keeps them. */
export function stepsIn(value: unknown): StepView[] {
  if (!Array.isArray(value)) return []
  return (value as StepView[])
    .filter((s) => typeof s?.text?.lv === 'string')
    .map((s) => ({ text: s.text, ...(s.norm ? { norm: s.norm } : {}) }))
}
