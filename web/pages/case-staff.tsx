import type { CaseFile } from '../../cases/queries/case-file.ts'
import type { Turn } from '../../cases/queries/keyset.ts'
import type { Supervision } from '../../cases/queries/supervision.ts'
import type { ActDef } from '../../forms/acts/act.ts'
import { PARTY_ROLES } from '../../law/parties.ts'
import { Attachments, ToJudge } from '../components/attachments.tsx'
import { type OfCase, StageTag, TermMarks, Terms } from '../components/case-parts.tsx'
import {
  actHref,
  askedSlot,
  courseSlot,
  documentsSlot,
  findingsSlot,
  kindOf,
  possibleActs,
  Slots,
  saidSlot,
  waysTo,
} from '../components/case-slots.tsx'
import { Decisions } from '../components/decision-panel.tsx'
import { DraftFindings } from '../components/draft-findings.tsx'
import { aboutRow } from '../components/following.tsx'
import { replacementsSlot } from '../components/replacements.tsx'
import { ErasedNotice, Hold } from '../components/retention-parts.tsx'
import { signingTexts } from '../components/signing-words.ts'
import { workTexts } from '../components/work-words.ts'
import type { Definition } from '../definition.ts'
import { momentWords } from '../format.ts'
import { Layout } from '../layout.tsx'
import {
  ActList,
  Button,
  ButtonGroup,
  ButtonLink,
  CaseHead,
  Columns,
  Details,
  Facts,
  Heading,
  Link,
  List,
  Mono,
  Panel,
  PostForm,
  Select,
  Side,
  Text,
  TextArea,
  TextInput,
  Unbroken,
} from '../ui/index.ts'
import { type NewKey, say, type View } from '../view.ts'
import { outcomeWords, roleWords } from '../words.ts'
import { partiesTexts } from './parties.tsx'
import { nameOf } from './supervise.tsx'

export interface StaffCaseProps {
  v: View
  file: CaseFile
  def: Definition
  /** Which page of its course is shown. */
  turn: Turn
  newKey: NewKey
  /** Inspectors to choose from, for those who may assign. */
  inspectors: Pick<Supervision['people'][number], 'personId' | 'name' | 'away'>[] | null
  /** The open task that the person may claim or give back. */
  claim: { taskId: string; mine: boolean } | null
  /** Tasks about what could not be recorded, for those who may close them. */
  troubles: string[]
  /** Whether the person sets and lifts holds. */
  mayHold: boolean
}

/** The whole case on one page: what may be done, what is asked, found and drafted, documents, course; terms beside. */
export function StaffCasePage(props: StaffCaseProps) {
  const { v, file, def, turn, newKey } = props
  const t = v.t.case.file
  const of = { v, file, def }
  const asked = askedSlot(of)
  const slots = [
    {
      ...asked,
      body: (
        <>
          {asked.body}
          <Attachments v={v} file={file} />
        </>
      ),
    },
    findingsSlot(of),
    saidSlot(of),
    replacementsSlot(of),
    documentsSlot(of),
    courseSlot(of, turn),
  ]
  return (
    <Layout
      v={v}
      title={`${file.state.number} – ${file.state.subject}`}
      back={{ href: '/desk', text: v.t.case.desk.title }}
    >
      <CaseHead
        eyebrow={
          <>
            <Unbroken>{file.state.number}</Unbroken> · {say(v, def.form.title)}
          </>
        }
        title={file.state.subject}
        marks={
          <>
            <StageTag {...of} />
            <TermMarks v={v} clocks={file.clocks} />
          </>
        }
        main={mainActs(file, def).map((act) => (
          <Act key={act.id} v={v} file={file} act={act} keyed={newKey()} />
        ))}
        nav={{ label: t.sections, items: [{ href: '#acts', text: t.toActs }, ...waysTo(slots)] }}
      />
      <Columns>
        <div>
          <Troubles {...props} />
          <ErasedNotice v={v} erased={file.erased} />
          <ToJudge v={v} file={file} />
          {file.draft && file.draft.findings.length > 0 ? (
            <DraftFindings v={v} findings={file.draft.findings} />
          ) : null}
          <Acts {...props} />
          <Decisions {...of} />
          <Slots slots={slots} />
        </div>
        <Side>
          <section id="terms">
            <Heading size="s">{t.clocks}</Heading>
            <Terms v={v} clocks={file.clocks} />
          </section>
          <About {...of} />
          <Assign {...props} />
          <section>
            <Heading size="s">{t.notes}</Heading>
            <PostForm v={v} action={`/cases/${file.caseId}/notes`} keyed={newKey()}>
              <TextArea v={v} name="text" label={t.noteLabel} rows={3} />
              <Button kind="secondary">{t.noteAdd}</Button>
            </PostForm>
          </section>
          <Hold v={v} file={file} newKey={newKey} may={props.mayHold} />
        </Side>
      </Columns>
    </Layout>
  )
}

function About({ v, file, def }: OfCase) {
  const t = v.t.case.file
  const { outcome, waitingOn } = file.state
  return (
    <section>
      <Heading size="s">{t.asked}</Heading>
      <Facts
        rows={[
          aboutRow({ v, file }),
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
          [t.waitingFor, v.t.case.waitingOn[waitingOn] ?? roleWords(v, waitingOn)],
          [t.outcome, outcome ? outcomeWords(v, def, outcome) : null],
        ]}
      />
      <Text>
        <Link href={`/cases/${file.caseId}/parties`}>{partiesTexts(v).title}</Link>
        {' · '}
        <Link href={`/cases/${file.caseId}/conflicts`}>{workTexts(v).conflicts.declare}</Link>
      </Text>
    </section>
  )
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

const TONES = ['primary', 'secondary', 'warning']

/** What may be done now, what leads on first. */
function ordered(file: CaseFile, def: Definition): ActDef[] {
  const weight = (act: ActDef): number => TONES.indexOf(act.tone ?? 'secondary')
  return possibleActs(file, def).sort((a, b) => weight(a) - weight(b))
}

/** What leads on, always in sight: one act, or none. */
function mainActs(file: CaseFile, def: Definition): ActDef[] {
  return ordered(file, def)
    .filter((act) => act.tone === 'primary')
    .slice(0, 1)
}

/** What may be done now, and why the rest may not: from the one table that also guards. */
function Acts({ v, file, def, newKey, claim }: StaffCaseProps) {
  const t = v.t.case.file
  const possible = ordered(file, def)
  const rest = file.actions.filter((a) => !a.possible)
  return (
    <Panel labelledby="acts">
      <Heading id="acts">{t.acts}</Heading>
      {claim || file.previewed ? (
        <ButtonGroup>
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
        </ButtonGroup>
      ) : null}
      {possible.length === 0 ? <Text>{t.noActs}</Text> : null}
      <ActList>
        {possible.map((act) => (
          <li key={act.id}>
            <Act v={v} file={file} act={act} keyed={newKey()} />
            {act.explain ? <Text>{say(v, act.explain)}</Text> : null}
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
function Act({ v, file, act, keyed }: { v: View; file: CaseFile; act: ActDef; keyed: string }) {
  const href = actHref(file, act)
  if (act.fields.length > 0 || act.page)
    return (
      <ButtonLink kind={kindOf(act)} href={href}>
        {say(v, act.title)}
      </ButtonLink>
    )
  return (
    <PostForm v={v} action={href} keyed={keyed}>
      <input type="hidden" name="_revision" value={String(file.state.revision)} />
      <Button kind={kindOf(act)}>{say(v, act.title)}</Button>
    </PostForm>
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
          choices={inspectors.map((i) => ({ value: i.personId, label: nameOf(v, i) }))}
        />
        <TextInput v={v} name="reason" label={`${t.assignReason} (${v.t.optional})`} />
        <Button kind="secondary">{t.assign}</Button>
      </PostForm>
    </section>
  )
}
