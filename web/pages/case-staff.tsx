import type { ActionView, CaseFile } from '../../cases/queries/case-file.ts'
import { findAct } from '../../forms/acts/all.ts'
import type { FormDef } from '../../forms/form.ts'
import { Attachments, ToJudge } from '../components/attachments.tsx'
import {
  Application,
  Clock,
  DecisionPanel,
  Documents,
  Findings,
  findingsIn,
  RemarkList,
  remarksOf,
  StageTag,
} from '../components/case-parts.tsx'
import { DraftFindings } from '../components/draft-findings.tsx'
import { Select, TextArea, TextInput } from '../components/inputs.tsx'
import { Button, Details, Facts, PostForm } from '../components/parts.tsx'
import { ErasedNotice, Hold, retentionTexts } from '../components/retention-parts.tsx'
import { Said } from '../components/said.tsx'
import { signingTexts } from '../components/signing-words.ts'
import { Timeline } from '../components/timeline.tsx'
import { momentWords } from '../format.ts'
import { Layout } from '../layout.tsx'
import { type NewKey, say, type View } from '../view.ts'
import { outcomeWords } from '../words.ts'

export interface StaffCaseProps {
  v: View
  file: CaseFile
  form: FormDef
  newKey: NewKey
  /** Inspectors to choose from, for those who may assign. */
  inspectors: { personId: string; name: string }[] | null
  /** The open task that the person may claim or give back. */
  claim: { taskId: string; mine: boolean } | null
  /** Tasks about what could not be recorded, for those who may close them. */
  troubles: string[]
  /** Whether the person sets and lifts holds. */
  mayHold: boolean
}

/** The whole case on one page: what is asked, the terms, what may be done, documents, application, findings, course. */
export function StaffCasePage(props: StaffCaseProps) {
  const { v, file, form } = props
  const t = v.t.case.file
  const remarks = remarksOf(file)
  const assessed = findingsIn(file) !== undefined
  return (
    <Layout
      v={v}
      title={`${file.state.number} – ${file.state.subject}`}
      back={{ href: '/desk', text: v.t.case.desk.title }}
    >
      <p class="lieta-progress">
        {say(v, form.title)} · {file.state.number}
      </p>
      <h1 class="govuk-heading-l govuk-!-margin-bottom-2">{file.state.subject}</h1>
      <p class="govuk-body">
        <StageTag v={v} file={file} />
      </p>
      <div class="lieta-columns">
        <div>
          <Troubles {...props} />
          <ErasedNotice v={v} erased={file.erased} />
          <ToJudge v={v} file={file} />
          {file.draft && file.draft.findings.length > 0 ? (
            <DraftFindings v={v} findings={file.draft.findings} />
          ) : null}
          <Acts {...props} />
          <DecisionPanel v={v} file={file} />
          {assessed ? (
            <section>
              <h2 class="govuk-heading-m">{t.findings}</h2>
              <Findings v={v} file={file} />
            </section>
          ) : null}
          <Said v={v} file={file} />
          <Attachments v={v} file={file} />
          <section>
            <h2 class="govuk-heading-m">
              {t.application}{' '}
              <span class="lieta-muted govuk-body">
                {t.version(file.application.version)}, {momentWords(v, file.application.submittedAt)}
              </span>
            </h2>
            {Object.keys(remarks).length > 0 && file.versions > 1 ? (
              <Details summary={t.remarksLast}>
                <RemarkList v={v} form={form} remarks={remarks} />
              </Details>
            ) : null}
            <Application v={v} file={file} remarks={remarks} />
            {file.application.contentHash ? (
              <p class="govuk-body-s">
                {t.hash}: <span class="lieta-mono">{file.application.contentHash}</span>
              </p>
            ) : (
              <p class="govuk-body">{retentionTexts(v).erased.one}</p>
            )}
          </section>
        </div>
        <div class="lieta-side">
          <section>
            <h2 class="govuk-heading-s">{t.clocks}</h2>
            {[...file.clocks]
              .sort((a, b) => b.clock.localeCompare(a.clock))
              .map((c) => (
                <Clock v={v} clock={c} key={c.clock} />
              ))}
          </section>
          <Parties v={v} file={file} />
          <section>
            <h2 class="govuk-heading-s">{t.documents}</h2>
            <Documents v={v} documents={file.documents} />
          </section>
          <Assign {...props} />
          <Hold v={v} file={file} newKey={props.newKey} may={props.mayHold} />
          <section>
            <h2 class="govuk-heading-s">{t.notes}</h2>
            <PostForm v={v} action={`/cases/${file.caseId}/notes`} keyed={props.newKey()}>
              <TextArea v={v} name="text" label={t.noteLabel} rows={3} />
              <Button kind="secondary">{t.noteAdd}</Button>
            </PostForm>
          </section>
          <section>
            <h2 class="govuk-heading-s">{t.timeline}</h2>
            <Timeline v={v} file={file} />
          </section>
        </div>
      </div>
    </Layout>
  )
}

function Parties({ v, file }: { v: View; file: CaseFile }) {
  const t = v.t.case.file
  const i = file.institution
  const { outcome, waitingOn } = file.state
  return (
    <section>
      <h2 class="govuk-heading-s">{t.asked}</h2>
      <Facts
        rows={[
          [t.received, momentWords(v, file.state.receivedAt)],
          [t.by, i.name],
          [t.regNo, i.regNo],
          [t.founder, i.founder],
          [t.address, i.legalAddress],
          [t.person, file.applicant],
          [t.assignee, file.assignee ?? t.nobody],
          [t.waitingFor, v.t.case.waitingOn[waitingOn] ?? waitingOn],
          [t.outcome, outcome ? outcomeWords(v, file.procedure, outcome) : null],
        ]}
      />
    </section>
  )
}

const TONES = ['primary', 'secondary', 'warning']

/** What may be done now, and why the rest may not: from the one table that also guards. */
function Acts({ v, file, newKey, claim }: StaffCaseProps) {
  const t = v.t.case.file
  // What leads on stands first.
  const weight = (a: ActionView): number => TONES.indexOf(findAct(file.procedure, a.act)?.tone ?? 'secondary')
  const possible = file.actions.filter((a) => a.possible).sort((a, b) => weight(a) - weight(b))
  const rest = file.actions.filter((a) => !a.possible)
  return (
    <section class="lieta-acts" aria-labelledby="acts">
      <h2 class="govuk-heading-m" id="acts">
        {t.acts}
      </h2>
      {claim ? (
        <PostForm
          v={v}
          action={`/cases/${file.caseId}/claim`}
          keyed={newKey()}
          class="govuk-!-margin-bottom-4"
        >
          <input type="hidden" name="task" value={claim.taskId} />
          <input type="hidden" name="back" value={`/cases/${file.caseId}`} />
          {claim.mine ? <input type="hidden" name="release" value="1" /> : null}
          <Button kind="secondary">{claim.mine ? v.t.case.desk.release : v.t.case.desk.claim}</Button>
        </PostForm>
      ) : null}
      {file.previewed ? (
        <a class="govuk-button govuk-button--secondary" href={`/cases/${file.caseId}/preview`}>
          {signingTexts(v).preview}
        </a>
      ) : null}
      {possible.length === 0 ? <p class="govuk-body govuk-!-margin-bottom-3">{t.noActs}</p> : null}
      <ul>
        {possible.map((action) => (
          <li key={action.act}>
            <Act v={v} file={file} action={action} keyed={newKey()} />
          </li>
        ))}
      </ul>
      {rest.length > 0 ? (
        <Details summary={t.whyNot}>
          <ul class="govuk-list govuk-list--bullet">
            {rest.map((a) => (
              <li key={a.act}>
                {say(v, a.title)} – {v.t.case.whyNot[a.why ?? ''] ?? a.why}
              </li>
            ))}
          </ul>
        </Details>
      ) : null}
    </section>
  )
}

/** What needs words or a second thought has a page of its own; the rest is one button. */
function Act({ v, file, action, keyed }: { v: View; file: CaseFile; action: ActionView; keyed: string }) {
  const def = findAct(file.procedure, action.act)
  if (!def) return null
  const href = `/cases/${file.caseId}/acts/${def.id}`
  const kind = def.tone === 'primary' ? undefined : def.tone
  const inline = def.fields.length === 0 && !def.page
  return (
    <>
      {inline ? (
        <PostForm v={v} action={href} keyed={keyed}>
          <input type="hidden" name="_revision" value={String(file.state.revision)} />
          <Button kind={kind}>{say(v, def.title)}</Button>
        </PostForm>
      ) : (
        <a class={`govuk-button${kind ? ` govuk-button--${kind}` : ''}`} href={href}>
          {say(v, def.title)}
        </a>
      )}
      {def.explain ? <p class="govuk-body">{say(v, def.explain)}</p> : null}
    </>
  )
}

/** What could not be recorded: for whoever may look after it. */
function Troubles({ v, file, troubles, newKey }: StaffCaseProps) {
  const t = v.t.case.file
  if (troubles.length === 0) return null
  return (
    <section class="lieta-next lieta-next--you" aria-labelledby="troubles">
      <h2 class="govuk-heading-m" id="troubles">
        {t.troubles}
      </h2>
      {troubles.map((taskId) => {
        const found = file.timeline.find((e) => e.type === 'trouble' && e.data.taskId === taskId)
        return (
          <PostForm v={v} action={`/cases/${file.caseId}/trouble`} keyed={newKey()} key={taskId}>
            <input type="hidden" name="task" value={taskId} />
            <p class="govuk-body">
              {found ? momentWords(v, found.at) : ''}{' '}
              <span class="lieta-mono">{String(found?.data.code ?? '')}</span>
            </p>
            <TextArea v={v} name={`done-${taskId}`} label={t.troubleDone} rows={2} />
            <Button kind="secondary">{t.troubleClose}</Button>
          </PostForm>
        )
      })}
    </section>
  )
}

function Assign({ v, file, inspectors, newKey }: StaffCaseProps) {
  const t = v.t.case.file
  if (!inspectors || file.state.closedAt) return null
  return (
    <section>
      <h2 class="govuk-heading-s">{t.assign}</h2>
      <PostForm v={v} action={`/cases/${file.caseId}/assign`} keyed={newKey()}>
        <input type="hidden" name="back" value={`/cases/${file.caseId}`} />
        <Select
          v={v}
          name="to"
          label={t.assignTo}
          empty={v.t.case.supervise.choose}
          choices={inspectors.map((i) => ({ value: i.personId, label: i.name }))}
        />
        <TextInput v={v} name="reason" label={`${t.assignReason} (${v.t.optional})`} />
        <Button kind="secondary">{t.assign}</Button>
      </PostForm>
    </section>
  )
}
