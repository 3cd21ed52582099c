import type { Reader } from '../../cases/audit/who-read.ts'
import type { CaseFile } from '../../cases/queries/case-file.ts'
import type { Turn } from '../../cases/queries/keyset.ts'
import type { ActDef } from '../../forms/acts/act.ts'
import { documentName } from '../../forms/texts/all.ts'
import { isPartyRole } from '../../law/parties.ts'
import {
  Application,
  type OfCase,
  RemarkList,
  remarksOf,
  StageTag,
  Terms,
  toDecide,
} from '../components/case-parts.tsx'
import {
  actHref,
  begunBy,
  courseSlot,
  documentsSlot,
  possibleActs,
  type Slot,
  Slots,
} from '../components/case-slots.tsx'
import { Decisions } from '../components/decision-panel.tsx'
import { aboutRow } from '../components/following.tsx'
import { Steps, type StepView } from '../components/norm.tsx'
import { Readers } from '../components/readers.tsx'
import { replacementsSlot } from '../components/replacements.tsx'
import { ErasedNotice } from '../components/retention-parts.tsx'
import { CaseTrack } from '../components/track.tsx'
import type { Definition } from '../definition.ts'
import { dayWords, fromToday, momentWords } from '../format.ts'
import { Layout } from '../layout.tsx'
import {
  Button,
  ButtonLink,
  CaseHead,
  Column,
  Day,
  Details,
  Facts,
  Heading,
  Link,
  List,
  Mono,
  Muted,
  Panel,
  PostForm,
  Text,
  Unbroken,
} from '../ui/index.ts'
import { say, type View } from '../view.ts'
import { partiesTexts } from './parties.tsx'

export interface PartyCaseProps {
  v: View
  file: CaseFile
  def: Definition
  /** Which page of its course is shown. */
  turn: Turn
  /** While the newest document is still being made. */
  refresh?: number | undefined
  /** Who of the service read the case. */
  readers: Reader[]
}

/** The case as a party sees it: how far it is; who acts next, what, by when and why; then everything else. */
export function PartyCasePage({ v, file, def, turn, refresh, readers }: PartyCaseProps) {
  const of = { v, file, def }
  return (
    <Layout
      v={v}
      title={`${file.state.number} – ${file.state.subject}`}
      refresh={refresh}
      back={{ href: '/portal', text: v.t.case.portal.title }}
    >
      <Column>
        <CaseHead
          eyebrow={
            <>
              <Unbroken>{file.state.number}</Unbroken> · {say(v, def.form.title)}
            </>
          }
          title={file.state.subject}
          marks={<StageTag {...of} />}
          main={asked(of)
            .slice(0, 1)
            .map((act) => <ToDo key={act.id} v={v} file={file} act={act} />)}
        />
        <CaseTrack {...of} />
        <Decisions {...of} />
        <Next {...of} />
        <ErasedNotice v={v} erased={file.erased} />
        <Slots
          slots={[
            remarksSlot(of),
            documentsSlot(of),
            recordsSlot(of),
            replacementsSlot(of),
            otherSlot(of),
            sentSlot(of),
            aboutSlot(of),
            termsSlot(of),
            courseSlot(of, turn),
            proofSlot(v, file.caseId),
          ]}
        />
        <Readers v={v} readers={readers} />
      </Column>
    </Layout>
  )
}

/** What was remarked, while it can be answered. */
function remarksSlot({ v, file, def }: OfCase): Slot | null {
  if (!possibleActs(file, def).some((act) => act.opens)) return null
  const remarks = remarksOf(file, def)
  if (Object.keys(remarks).length === 0) return null
  return {
    id: 'remarks',
    title: v.t.case.file.remarks,
    body: <RemarkList v={v} form={def.form} remarks={remarks} />,
  }
}

/** What of the file was opened on the party's request (APL 61). */
function recordsSlot({ v, file }: OfCase): Slot | null {
  if (file.records.length === 0) return null
  const t = v.t.case.file
  return {
    id: 'records',
    title: t.records,
    body: (
      <List>
        {file.records.map((r) => (
          <li key={r.fileId}>
            <Link href={`/files/${r.fileId}`}>
              {r.kind ? say(v, documentName(r.kind)) : r.name} {r.number ?? ''}
            </Link>{' '}
            <Muted>{t.recordUntil(dayWords(v, r.until, 'dative'))}</Muted>
          </li>
        ))}
      </List>
    ),
  }
}

/** What was sent, as it stands. */
function sentSlot({ v, file, def }: OfCase): Slot | null {
  const t = v.t.case.file
  const { version, submittedAt, contentHash } = file.application
  if (contentHash === null) return null
  const remarks = possibleActs(file, def).some((act) => act.opens) ? remarksOf(file, def) : {}
  return {
    id: 'application',
    title: begunBy({ v, file }),
    body: (
      <Details summary={`${begunBy({ v, file })}, ${t.version(version)} (${momentWords(v, submittedAt)})`}>
        <Application v={v} file={file} remarks={remarks} />
      </Details>
    ),
  }
}

function aboutSlot({ v, file }: OfCase): Slot {
  const t = v.t.case.file
  return {
    id: 'asked',
    title: t.asked,
    body: (
      <>
        <Facts
          rows={[
            aboutRow({ v, file }),
            [t.received, momentWords(v, file.state.receivedAt)],
            [t.by, file.parties.map((p) => p.name).join(', ')],
            [t.person, file.applicant],
            [t.assignee, file.assignee ?? t.nobody],
          ]}
        />
        <Text>
          <Link href={`/cases/${file.caseId}/parties`}>{partiesTexts(v).title}</Link>
        </Text>
        {file.parties.some((p) => p.role === 'applicant') ? (
          <Text>
            <Link href={`/cases/${file.caseId}/receipt`}>{v.t.case.receipt.title}</Link>
          </Text>
        ) : null}
      </>
    ),
  }
}

/** What the law gives the Service, and what the party must do by when: its own promise is the Service's own matter. */
function termsSlot({ v, file }: OfCase): Slot {
  return {
    id: 'terms',
    title: v.t.case.file.clocks,
    body: <Terms v={v} clocks={file.clocks.filter((c) => c.kind !== 'standard')} />,
  }
}

/** What lets somebody check the case alone: the extract, the receipt as data, and the script that reads them. */
function proofSlot(v: View, caseId: string): Slot {
  const t = v.t.case.proof
  const links = [
    [`/api/cases/${caseId}/extract`, t.extract],
    [`/api/cases/${caseId}/receipt`, t.receipt],
    ['/assets/verify-lieta.mjs', t.script],
  ] as const
  return {
    id: 'proof',
    title: t.title,
    body: (
      <>
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
      </>
    ),
  }
}

function Next({ v, file, def }: OfCase) {
  const t = v.t.case
  const { stage, waitingOn } = file.state
  const text = def.texts.stages[stage]
  const { due, steps } = dueOf(file)
  const mine = isPartyRole(waitingOn)
  const done = waitingOn === 'nobody'
  return (
    <Panel tone={mine ? 'now' : done ? 'plain' : 'act'} labelledby="next">
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
      {asked({ v, file, def }).map((act) => (
        <ToDo key={act.id} v={v} file={file} act={act} />
      ))}
    </Panel>
  )
}

/** What the person is asked to do now. */
function asked({ file, def }: OfCase): ActDef[] {
  return possibleActs(file, def).filter((act) => act.place === 'next')
}

/** The way to an act: its page, or a draft that is opened for it. */
function ToDo({ v, file, act }: { v: View; file: CaseFile; act: ActDef }) {
  if (!act.opens) return <ButtonLink href={actHref(file, act)}>{say(v, act.title)}</ButtonLink>
  return (
    <PostForm v={v} action={`/cases/${file.caseId}/${act.opens.path}`}>
      <Button>{say(v, act.opens.title)}</Button>
    </PostForm>
  )
}

/** The date that matters now, with its derivation: the party's own term, or the law's. */
function dueOf(file: CaseFile): { due: string | null; steps: StepView[] } {
  const task = file.tasks.find((t) => t.state === 'open')
  if (task && isPartyRole(file.state.waitingOn)) {
    const own = file.clocks.find((c) => c.taskId === task.taskId)
    return { due: task.due, steps: own?.steps ?? [] }
  }
  const statutory = toDecide(file.clocks)
  if (statutory?.state !== 'running') return { due: null, steps: [] }
  return { due: statutory.due, steps: statutory.steps }
}

function otherSlot({ v, file, def }: OfCase): Slot | null {
  const others = possibleActs(file, def).filter((act) => act.place === 'other')
  if (others.length === 0) return null
  return {
    id: 'other',
    title: v.t.case.file.other,
    body: (
      <List>
        {others.map((act) => (
          <li key={act.id}>
            <Link href={actHref(file, act)}>{say(v, act.title)}</Link>
            {act.how ? <Text muted>{say(v, act.how)}</Text> : null}
          </li>
        ))}
      </List>
    ),
  }
}
