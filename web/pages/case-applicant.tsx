import type { Reader } from '../../cases/audit/who-read.ts'
import type { CaseFile } from '../../cases/queries/case-file.ts'
import type { ActDef } from '../../forms/acts/act.ts'
import { findAct } from '../../forms/acts/all.ts'
import type { FormDef } from '../../forms/form.ts'
import { textsFor } from '../../forms/texts/all.ts'
import {
  Application,
  Clock,
  DecisionPanel,
  Documents,
  RemarkList,
  remarksOf,
  StageTag,
  stepsIn,
} from '../components/case-parts.tsx'
import { Steps, type StepView } from '../components/norm.tsx'
import { Readers } from '../components/readers.tsx'
import { ErasedNotice } from '../components/retention-parts.tsx'
import { Timeline } from '../components/timeline.tsx'
import { dayWords, fromToday, momentWords } from '../format.ts'
import { Layout } from '../layout.tsx'
import {
  Button,
  ButtonLink,
  Columns,
  Day,
  Details,
  Eyebrow,
  Facts,
  Heading,
  Link,
  List,
  Mono,
  Muted,
  Panel,
  PostForm,
  Side,
  Text,
  Title,
} from '../ui/index.ts'
import { say, type View } from '../view.ts'

export interface ApplicantCaseProps {
  v: View
  file: CaseFile
  form: FormDef
  /** While the newest document is still being made. */
  refresh?: number | undefined
  /** Who of the service read the case. */
  readers: Reader[]
}

/** The case as its applicant sees it: who acts next, what, by when and why; then everything else. */
export function ApplicantCasePage({ v, file, form, refresh, readers }: ApplicantCaseProps) {
  const t = v.t.case.file
  const remarks = possible(file).some(({ def }) => def.opens) ? remarksOf(file) : {}
  return (
    <Layout
      v={v}
      title={`${file.state.number} – ${file.state.subject}`}
      refresh={refresh}
      back={{ href: '/portal', text: v.t.case.portal.title }}
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
          <Next v={v} file={file} />
          <ErasedNotice v={v} erased={file.erased} />
          {Object.keys(remarks).length > 0 ? (
            <section>
              <Heading>{t.remarks}</Heading>
              <RemarkList v={v} form={form} remarks={remarks} />
            </section>
          ) : null}
          <DecisionPanel v={v} file={file} />
          <section>
            <Heading>{t.documents}</Heading>
            <Documents v={v} documents={file.documents} />
          </section>
          {file.application.contentHash === null ? null : (
            <section>
              <Heading>{t.application}</Heading>
              <Details
                summary={`${t.application}, ${t.version(file.application.version)} (${momentWords(v, file.application.submittedAt)})`}
              >
                <Application v={v} file={file} remarks={remarks} />
              </Details>
            </section>
          )}
        </div>
        <Side>
          <section>
            <Heading size="s">{t.asked}</Heading>
            <Facts
              rows={[
                [t.received, momentWords(v, file.state.receivedAt)],
                [t.by, file.parties.map((p) => p.name).join(', ')],
                [t.person, file.applicant],
                [t.assignee, file.assignee ?? t.nobody],
              ]}
            />
            <Text>
              <Link href={`/cases/${file.caseId}/receipt`}>{v.t.case.receipt.title}</Link>
            </Text>
          </section>
          <section>
            <Heading size="s">{t.clocks}</Heading>
            {file.clocks
              .filter((c) => c.clock === 'statutory')
              .map((c) => (
                <Clock v={v} clock={c} key={c.clock} />
              ))}
          </section>
          <Proof v={v} caseId={file.caseId} />
          <Other v={v} file={file} />
          <section>
            <Heading size="s">{t.timeline}</Heading>
            <Timeline v={v} file={file} />
          </section>
          <Readers v={v} readers={readers} />
        </Side>
      </Columns>
    </Layout>
  )
}

/** What lets somebody check the case alone: the extract, the receipt as data, and the script that reads them. */
function Proof({ v, caseId }: { v: View; caseId: string }) {
  const t = v.t.case.proof
  const links = [
    [`/api/cases/${caseId}/extract`, t.extract],
    [`/api/cases/${caseId}/receipt`, t.receipt],
    ['/assets/verify-lieta.mjs', t.script],
  ] as const
  return (
    <section>
      <Heading size="s">{t.title}</Heading>
      <Text>{t.explain}</Text>
      <List>
        {links.map(([href, text]) => (
          <li key={href}>
            <Link href={href} download>
              {text}
            </Link>
          </li>
        ))}
      </List>
      <Details summary={t.how}>
        <Text>{t.steps}</Text>
        <Mono block>node verify-lieta.mjs {t.file}</Mono>
      </Details>
    </section>
  )
}

/** What this person may do now, with how it is told and asked. */
function possible(file: CaseFile): { act: string; def: ActDef }[] {
  return file.actions.flatMap(({ act, possible: now }) => {
    const def = findAct(file.procedure, act)
    return now && def ? [{ act, def }] : []
  })
}

function Next({ v, file }: { v: View; file: CaseFile }) {
  const t = v.t.case
  const { stage, waitingOn } = file.state
  const text = textsFor(file.procedure).stages[stage]
  const { due, steps } = dueOf(file)
  const mine = waitingOn === 'applicant'
  const done = waitingOn === 'nobody'
  return (
    <Panel tone={mine ? 'now' : done ? 'force' : 'act'} labelledby="next">
      <Heading id="next">{mine ? t.next.you : t.next.title}</Heading>
      <Text>
        <strong>{text ? say(v, text.who) : ''}</strong> {text ? say(v, text.does) : stage}
      </Text>
      {due ? (
        <Text>
          {t.next.by}: <Day>{dayWords(v, due)}</Day> <Muted>({fromToday(v, due)})</Muted>
        </Text>
      ) : mine ? (
        <Text>{t.next.noDate}</Text>
      ) : null}
      {steps.length > 0 ? (
        <Details summary={t.next.why}>
          <Steps v={v} steps={steps} />
        </Details>
      ) : null}
      {possible(file)
        .filter(({ def }) => def.place === 'next')
        .map(({ act, def }) => (
          <ToDo key={act} v={v} file={file} def={def} />
        ))}
    </Panel>
  )
}

/** The way to an act: its page, or a draft that is opened for it. */
function ToDo({ v, file, def }: { v: View; file: CaseFile; def: ActDef }) {
  if (!def.opens)
    return <ButtonLink href={`/cases/${file.caseId}/acts/${def.id}`}>{say(v, def.title)}</ButtonLink>
  return (
    <PostForm v={v} action={`/cases/${file.caseId}/${def.opens.path}`}>
      <Button>{say(v, def.opens.title)}</Button>
    </PostForm>
  )
}

/** The date that matters now, with its derivation: the applicant's own term, the term to contest, or the law's. */
function dueOf(file: CaseFile): { due: string | null; steps: StepView[] } {
  const task = file.tasks.find((t) => t.state === 'open')
  if (task && file.state.waitingOn === 'applicant') {
    const told = file.timeline.findLast((e) => e.type === 'task-due' && e.data.taskId === task.taskId)
    return { due: task.due, steps: stepsIn(told?.data.derivation) }
  }
  const statutory = file.clocks.find((c) => c.clock === 'statutory')
  if (statutory?.state !== 'running') return { due: null, steps: [] }
  return { due: statutory.due, steps: statutory.steps }
}

function Other({ v, file }: { v: View; file: CaseFile }) {
  const others = possible(file).filter(({ def }) => def.place === 'other')
  if (others.length === 0) return null
  return (
    <section>
      <Heading size="s">{v.t.case.file.other}</Heading>
      <List>
        {others.map(({ act, def }) => (
          <li key={act}>
            <Link href={`/cases/${file.caseId}/acts/${act}`}>{say(v, def.title)}</Link>
            {def.how ? <Text>{say(v, def.how)}</Text> : null}
          </li>
        ))}
      </List>
    </section>
  )
}
