import type { ActionView, CaseFile } from '../../cases/queries/case-file.ts'
import { findAct } from '../../forms/acts/all.ts'
import type { FormDef } from '../../forms/form.ts'
import { PARTY_ROLES } from '../../law/parties.ts'
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
import { ErasedNotice, Hold, retentionTexts } from '../components/retention-parts.tsx'
import { Said } from '../components/said.tsx'
import { signingTexts } from '../components/signing-words.ts'
import { Timeline } from '../components/timeline.tsx'
import { momentWords } from '../format.ts'
import { Layout } from '../layout.tsx'
import {
  ActList,
  Button,
  ButtonLink,
  Columns,
  Details,
  Eyebrow,
  Facts,
  Heading,
  List,
  Mono,
  Muted,
  Panel,
  PostForm,
  Select,
  Side,
  Text,
  TextArea,
  TextInput,
  Title,
} from '../ui/index.ts'
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
      <Eyebrow>
        {say(v, form.title)} · {file.state.number}
      </Eyebrow>
      <Title>{file.state.subject}</Title>
      <Text>
        <StageTag v={v} file={file} />
      </Text>
      <Columns>
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
              <Heading>{t.findings}</Heading>
              <Findings v={v} file={file} />
            </section>
          ) : null}
          <Said v={v} file={file} />
          <Attachments v={v} file={file} />
          <section>
            <Heading>
              {t.application}{' '}
              <Muted>
                {t.version(file.application.version)}, {momentWords(v, file.application.submittedAt)}
              </Muted>
            </Heading>
            {Object.keys(remarks).length > 0 && file.versions > 1 ? (
              <Details summary={t.remarksLast}>
                <RemarkList v={v} form={form} remarks={remarks} />
              </Details>
            ) : null}
            <Application v={v} file={file} remarks={remarks} />
            {file.application.contentHash ? (
              <Text small>
                {t.hash}: <Mono>{file.application.contentHash}</Mono>
              </Text>
            ) : (
              <Text>{retentionTexts(v).erased.one}</Text>
            )}
          </section>
        </div>
        <Side>
          <section>
            <Heading size="s">{t.clocks}</Heading>
            {[...file.clocks]
              .sort((a, b) => b.clock.localeCompare(a.clock))
              .map((c) => (
                <Clock v={v} clock={c} key={c.clock} />
              ))}
          </section>
          <Parties v={v} file={file} />
          <section>
            <Heading size="s">{t.documents}</Heading>
            <Documents v={v} documents={file.documents} />
          </section>
          <Assign {...props} />
          <Hold v={v} file={file} newKey={props.newKey} may={props.mayHold} />
          <section>
            <Heading size="s">{t.notes}</Heading>
            <PostForm v={v} action={`/cases/${file.caseId}/notes`} keyed={props.newKey()}>
              <TextArea v={v} name="text" label={t.noteLabel} rows={3} />
              <Button kind="secondary">{t.noteAdd}</Button>
            </PostForm>
          </section>
          <section>
            <Heading size="s">{t.timeline}</Heading>
            <Timeline v={v} file={file} />
          </section>
        </Side>
      </Columns>
    </Layout>
  )
}

function Parties({ v, file }: { v: View; file: CaseFile }) {
  const t = v.t.case.file
  const { outcome, waitingOn } = file.state
  return (
    <section>
      <Heading size="s">{t.asked}</Heading>
      <Facts
        rows={[
          [t.received, momentWords(v, file.state.receivedAt)],
          ...file.parties.flatMap((p): [string, string | null][] => [
            [capital(say(v, PARTY_ROLES[p.role].title)), p.name ?? t.unnamed],
            [t.regNo, p.institution?.regNo ?? null],
            [t.founder, p.institution?.founder ?? null],
            [t.address, p.contact?.address ?? p.institution?.legalAddress ?? null],
            [t.email, p.contact?.email ?? null],
          ]),
          [t.person, file.applicant],
          [t.assignee, file.assignee ?? t.nobody],
          [t.waitingFor, v.t.case.waitingOn[waitingOn] ?? waitingOn],
          [t.outcome, outcome ? outcomeWords(v, file.procedure, outcome) : null],
        ]}
      />
    </section>
  )
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

const TONES = ['primary', 'secondary', 'warning']

/** What may be done now, and why the rest may not: from the one table that also guards. */
function Acts({ v, file, newKey, claim }: StaffCaseProps) {
  const t = v.t.case.file
  // What leads on stands first.
  const weight = (a: ActionView): number => TONES.indexOf(findAct(file.procedure, a.act)?.tone ?? 'secondary')
  const possible = file.actions.filter((a) => a.possible).sort((a, b) => weight(a) - weight(b))
  const rest = file.actions.filter((a) => !a.possible)
  return (
    <Panel labelledby="acts">
      <Heading id="acts">{t.acts}</Heading>
      {claim ? (
        <PostForm v={v} action={`/cases/${file.caseId}/claim`} keyed={newKey()}>
          <input type="hidden" name="task" value={claim.taskId} />
          <input type="hidden" name="back" value={`/cases/${file.caseId}`} />
          {claim.mine ? <input type="hidden" name="release" value="1" /> : null}
          <Button kind="secondary">{claim.mine ? v.t.case.desk.release : v.t.case.desk.claim}</Button>
        </PostForm>
      ) : null}
      {file.previewed ? (
        <ButtonLink kind="secondary" href={`/cases/${file.caseId}/preview`}>
          {signingTexts(v).preview}
        </ButtonLink>
      ) : null}
      {possible.length === 0 ? <Text>{t.noActs}</Text> : null}
      <ActList>
        {possible.map((action) => (
          <li key={action.act}>
            <Act v={v} file={file} action={action} keyed={newKey()} />
          </li>
        ))}
      </ActList>
      {rest.length > 0 ? (
        <Details summary={t.whyNot}>
          <List kind="bullet">
            {rest.map((a) => (
              <li key={a.act}>
                {say(v, a.title)} – {v.t.case.whyNot[a.why ?? ''] ?? a.why}
              </li>
            ))}
          </List>
        </Details>
      ) : null}
    </Panel>
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
        <ButtonLink kind={kind} href={href}>
          {say(v, def.title)}
        </ButtonLink>
      )}
      {def.explain ? <Text>{say(v, def.explain)}</Text> : null}
    </>
  )
}

/** What could not be recorded: for whoever may look after it. */
function Troubles({ v, file, troubles, newKey }: StaffCaseProps) {
  const t = v.t.case.file
  if (troubles.length === 0) return null
  return (
    <Panel tone="now" labelledby="troubles">
      <Heading id="troubles">{t.troubles}</Heading>
      {troubles.map((taskId) => {
        const found = file.timeline.find((e) => e.type === 'trouble' && e.data.taskId === taskId)
        return (
          <PostForm v={v} action={`/cases/${file.caseId}/trouble`} keyed={newKey()} key={taskId}>
            <input type="hidden" name="task" value={taskId} />
            <Text>
              {found ? momentWords(v, found.at) : ''} <Mono>{String(found?.data.code ?? '')}</Mono>
            </Text>
            <TextArea v={v} name={`done-${taskId}`} label={t.troubleDone} rows={2} />
            <Button kind="secondary">{t.troubleClose}</Button>
          </PostForm>
        )
      })}
    </Panel>
  )
}

function Assign({ v, file, inspectors, newKey }: StaffCaseProps) {
  const t = v.t.case.file
  if (!inspectors || file.state.closedAt) return null
  return (
    <section>
      <Heading size="s">{t.assign}</Heading>
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
