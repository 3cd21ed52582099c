import { findAct } from '../../forms/acts/all.ts'
import type { Shown } from '../../forms/form.ts'
import { overdue } from '../../law/clock/fold.ts'
import {
  type CaseTerm,
  clockOf,
  type TermKind,
  type TermOwner,
  type TermState,
  termId,
} from '../../law/clock/term.ts'
import type { Finding } from '../../law/decision/draft.ts'
import { redact, sentence } from '../../law/derivation/sentence.ts'
import { ruleOf } from '../../law/rules/catalogue.ts'
import { dayOf } from '../../law/time.ts'
import { calendarCited, citedIn, readCalendars } from '../../ledger/calendars.ts'
import type { CaseState, FoldedDocument, FoldedTask } from '../../ledger/fold.ts'
import { onPool } from '../../platform/sql.ts'
import { procedureById } from '../../procedures/all.ts'
import { draftingAct, isIn, type Refusal, type Role, refusal } from '../../procedures/procedure.ts'
import { isGone, partyFor, roleFor } from '../act.ts'
import type { Actor } from '../actor.ts'
import { noteReading } from '../audit/reading.ts'
import type { Deps } from '../deps.ts'
import { may, notFound } from '../permissions.ts'
import { recusedIn, relationsTo, tiedTo } from '../relation.ts'
import { type ErasedOn, erasedIn } from '../retention/erased.ts'
import { holdsIn } from '../units.ts'
import { decisionAddressee, originalOf, readDraft } from '../words/decide/draft.ts'
import { type RecordView, recordsFor } from '../words/inspection.ts'
import { officialsIn, type ReplacementView, replacementsIn } from '../words/replacement.ts'
import { type RequestView, requestsIn } from '../words/requests.ts'
import { type SignaturesView, signaturesOf } from './case-signatures.ts'
import { type ConflictView, conflictViews, peopleIn } from './conflicts.ts'
import { type DecisionView, decisionsOf } from './decisions.ts'
import { groundsOf } from './grounds.ts'
import { type OddField, oddLetters } from './odd-letters.ts'
import { type PartyView, partyViews } from './parties.ts'
import { partyDocuments, partyTasks, partyTerms, partyTimeline, viewerOf } from './party-file.ts'
import { type AboutView, aboutView, followingOf } from './related.ts'

export interface ClockView {
  /** By which facts name the term, and what it is called. */
  clock: string
  title: { lv: string; en: string }
  rule: string
  kind: TermKind
  /** For whom it runs. */
  owner: TermOwner
  /** The task that is to be done by then. */
  taskId: string | null
  /** Whether it counts, or why not. */
  state: string
  /** What has become of it. */
  standing: TermState
  due: string | null
  overdue: boolean
  steps: { text: { lv: string; en: string }; norm?: { act: string; article: string } }[]
  sentence: { lv: string; en: string }
}

export interface TimelineItem {
  seq: number
  type: string
  at: string
  actor: string | null
  actorRole: string | null
  data: Record<string, unknown>
}

export interface ActionView {
  act: string
  title: { lv: string; en: string }
  possible: boolean
  why: Refusal | null
}

/** A document, with what became of it with the party that looks; for the staff with its first recipient. */
export interface DocumentView extends FoldedDocument {
  channel: string | null
  sentAt: string | null
  servedOn: string | null
  inForceFrom: string | null
  contestUntil: string | null
  fileId: string | null
  verifyCode: string | null
}

export interface CaseTask extends FoldedTask {
  claimedByName: string | null
  /** It is for a role that the one who looks holds in this case; never for a party. */
  forYou?: boolean
}

/** Where the case stands, as everybody sees it who may see the case. */
export type Standing = Pick<
  CaseState,
  'number' | 'stage' | 'subject' | 'receivedAt' | 'waitingOn' | 'revision' | 'outcome' | 'closedAt'
>

export interface CaseFile extends SignaturesView {
  caseId: string
  state: Standing
  procedure: string
  /** For the staff; a party's file is composed by itself (party-file.ts). */
  internal: boolean
  /** Who stands in it: all for the staff; for a party itself alone, with those who act for it. */
  parties: PartyView[]
  /** The person who sent the application; null where the one who looks does not see it. */
  applicant: string | null
  assignee: string | null
  /** Without any answers and their hash where the one who looks does not see what was applied for. */
  application: {
    version: number
    shown: Shown[]
    data: Record<string, unknown>
    /** Null once the answers were erased. */
    contentHash: string | null
    submittedAt: string
  }
  /** What went of the case by the rules of retention. */
  erased: ErasedOn[]
  /** Nothing of it is erased while this stands; for the staff. */
  hold?: { since: string; review: string; by: string | null; reason: string | null } | null
  versions: number
  clocks: ClockView[]
  timeline: TimelineItem[]
  documents: DocumentView[]
  /** The decision of another case that it is about. */
  about: AboutView | null
  /** In the order in which they were made; those whose documents the one who looks sees. */
  decisions: DecisionView[]
  tasks: CaseTask[]
  actions: ActionView[]
  /** The newest text of each act: remarks, findings, draft, views, comments. */
  latestPayloads: Record<string, { payload: Record<string, unknown>; at: string; by: string | null }>
  /** The draft on the desk as the law reads it today; null when there is none, or for a party. */
  draft: { findings: Finding[] } | null
  /** Who of the service takes no part; never told to a party. */
  conflicts?: ConflictView[]
  /** Requests to replace an official (APL 37(2)); for a party its own. */
  replacements: ReplacementView[]
  /** Requests that wait for an answer; for the staff. */
  requests?: RequestView[]
  /** What of the file was opened to the party that looks (APL 61). */
  records: RecordView[]
  /** Those of the service who took part in it or have work of it; never told to a party. */
  officials?: { personId: string; name: string }[]
  /** Letters that look like others, for the staff to look at; never told to a party. */
  oddLetters?: OddField[]
  /** What is to be decided can be looked at as a document by this person. */
  previewed?: true
}

/**
 * The file of a case, for the person who asks: the whole for staff; for a party what is allowed to it (party-file.ts).
 * What the staff read is written down first (cases/audit/reading.ts).
 * @throws LietaError `not-found` when it is not there or not open to the person, `purpose-needed`
 */
export async function getCaseFile(deps: Deps, actor: Actor, caseId: string): Promise<CaseFile> {
  const view = await deps.db.caseView.findUnique({
    where: { caseId },
    select: { state: true, procedure: true },
  })
  const state = view?.state as unknown as CaseState | undefined
  if (!view || !state || !may(actor, 'case.read', state)) throw notFound()
  // Whoever applies sees what applicants see, whatever else the person is here.
  const internal = may(actor, 'case.read-internal') && !tiedTo(actor, state)
  await noteReading(deps, actor, caseId, state, { kind: 'case.read' })
  await readCalendars(onPool(deps.pool), citedIn(state.terms.flatMap((t) => t.facts)))
  const [record, parties, events, issued] = await Promise.all([
    deps.db.caseRecord.findUniqueOrThrow({
      where: { id: caseId },
      select: {
        applications: {
          orderBy: { version: 'desc' },
          select: {
            id: true,
            version: true,
            form: true,
            shown: true,
            data: true,
            contentHash: true,
            submittedAt: true,
            submittedBy: true,
          },
        },
      },
    }),
    partyViews(deps, state, internal ? undefined : relationsTo(actor, state)),
    deps.db.caseEvent.findMany({
      where: { caseId },
      orderBy: { seq: 'asc' },
      select: { seq: true, type: true, at: true, actorId: true, actorRole: true, data: true },
    }),
    deps.db.issuedDocument.findMany({
      where: { caseId },
      select: { id: true, fileId: true, verifyCode: true },
    }),
  ])
  const others = internal
    ? [
        ...events.flatMap((e) => [e.actorId, ...Object.values<string>(peopleIn(e))]),
        ...state.tasks.map((t) => t.claimedBy),
      ]
    : []
  const names = await namesOf(deps, [state.filedBy, state.assigneeId, ...others])
  const latest = record.applications[0]!
  const now = (await deps.clock.now()).toISOString()
  const shared = {
    caseId,
    procedure: view.procedure,
    state: standingOf(state),
    parties,
    assignee: state.assigneeId ? (names.get(state.assigneeId) ?? null) : null,
    versions: record.applications.length,
    erased: erasedIn(state),
    about: await aboutView(deps, actor, state),
    actions: actionsFor(actor, view.procedure, state),
    internal,
  }
  const following = await followingOf(deps, actor, caseId, state, now)
  const withoutFiles = state.erased?.files ? { attachments: [] } : {}
  const application = {
    version: latest.version,
    shown: latest.shown as unknown as Shown[],
    data: latest.data as Record<string, unknown>,
    contentHash: state.erased?.texts ? null : latest.contentHash,
    submittedAt: latest.submittedAt.toISOString(),
  }
  const applicant = names.get(state.filedBy ?? '') ?? ''
  const withFile = (d: FoldedDocument): DocumentView => {
    const file = issued.find((i) => i.id === d.documentId)
    const { partyId: _party, ...service } = d.services[0] ?? NOT_SENT
    return {
      ...d,
      ...service,
      fileId: state.erased?.documents ? null : (file?.fileId ?? null),
      verifyCode: file?.verifyCode ?? null,
    }
  }
  const table = procedureById(view.procedure)
  if (!internal) {
    const viewer = viewerOf(actor, state)
    const timeline = partyTimeline(events, { table, state }, viewer)
    const own = (id: string | null): string | null => (id === actor.personId ? viewer.name : null)
    const sees = table.seenBy.application.some((role) => viewer.roles.has(role))
    return {
      ...shared,
      ...(await signaturesOf(deps, latest, events, false, own)),
      ...(sees ? withoutFiles : { attachments: [] }),
      application: sees ? application : { ...application, shown: [], data: {}, contentHash: null },
      applicant: sees ? applicant : null,
      clocks: clocksOf(partyTerms(state, table, viewer), false, now),
      timeline,
      documents: partyDocuments(state, viewer).map(withFile),
      decisions: decisionsOf(state, partyDocuments(state, viewer), following, now),
      tasks: partyTasks(state, viewer),
      latestPayloads: latestPayloadsIn(timeline),
      replacements: replacementsIn(events, state, own, viewer.roles),
      records: await recordsFor(deps, state, viewer.partyIds, now),
      draft: null,
    }
  }
  const nameFor = (id: string | null): string | null => (id ? (names.get(id) ?? null) : null)
  const grounds = await groundsOf(deps, events)
  const timeline = events.map((e) => ({
    seq: e.seq,
    type: e.type,
    at: e.at.toISOString(),
    actor: nameFor(e.actorId),
    actorRole: e.actorRole,
    data: {
      ...withoutCalendar(e.type, e.data as Record<string, unknown>),
      ...(grounds.has(e.seq) ? { ground: grounds.get(e.seq) } : {}),
      ...Object.fromEntries(Object.entries<string>(peopleIn(e)).map(([as, id]) => [as, nameFor(id)])),
    },
  }))
  const latestPayloads = latestPayloadsIn(timeline)
  const drafted = latestPayloads[draftingAct(table) ?? '']
  return {
    ...shared,
    ...(await signaturesOf(deps, latest, events, true, nameFor)),
    ...withoutFiles,
    application,
    applicant,
    clocks: clocksOf(state.terms, true, now),
    timeline,
    documents: state.documents.map(withFile),
    decisions: decisionsOf(state, state.documents, following, now),
    tasks: state.tasks.map((t) => ({
      ...t,
      claimedByName: nameFor(t.claimedBy),
      forYou: holdsIn(actor, t.role as Role, state) && !recusedIn(actor, state),
    })),
    latestPayloads,
    conflicts: conflictViews(state, events, nameFor),
    replacements: replacementsIn(events, state, nameFor),
    requests: requestsIn(events, state),
    records: [],
    officials: officialsIn(events, state).map((personId) => ({ personId, name: nameFor(personId) ?? '' })),
    oddLetters: oddLetters({ ...shared, application, latestPayloads }),
    ...(isIn(table, state.stage, 'previewed') && may(actor, 'decision.preview')
      ? { previewed: true as const }
      : {}),
    hold: state.hold
      ? {
          ...{ since: state.hold.since, review: state.hold.review, by: nameFor(state.hold.by) },
          reason: reasonOf(events.findLast((e) => e.type === 'hold-set')?.data),
        }
      : null,
    draft:
      drafted && isIn(table, state.stage, 'drafted')
        ? {
            findings: readDraft(
              {
                procedure: view.procedure,
                state,
                addressee: await decisionAddressee(deps, state, now),
                application: latest.data as Record<string, unknown>,
                latestPayload: (act) => latestPayloads[act]?.payload,
                today: dayOf(now),
                original: await originalOf(deps, state, now),
              },
              drafted.payload,
              isIn(table, state.stage, 'issuing'),
            ),
          }
        : null,
  }
}

const NOT_SENT = {
  partyId: null,
  channel: null,
  sentAt: null,
  servedOn: null,
  inForceFrom: null,
  contestUntil: null,
}

function reasonOf(data: unknown): string | null {
  return (data as { reason?: string } | undefined)?.reason ?? null
}

function standingOf(state: CaseState): Standing {
  const { number, stage, subject, receivedAt, waitingOn, revision, outcome, closedAt } = state
  return { number, stage, subject, receivedAt, waitingOn, revision, outcome, closedAt }
}

/** Of a change of law the file shows what it was, not the whole calendar. */
function withoutCalendar(type: string, data: Record<string, unknown>): Record<string, unknown> {
  const fact = data.fact as Record<string, unknown> | undefined
  if (type !== 'clock-fact' || !String(fact?.type).endsWith('-changed')) return data
  const { calendar, ...rest } = fact!
  const version = (calendar as { version: number } | undefined)?.version
  return { ...data, fact: { ...rest, ...(version === undefined ? {} : { calendarVersion: version }) } }
}

/** What a term of a case is called: as its rule, in the version of the day on which it began. */
export function titleOf(term: CaseTerm): { lv: string; en: string } {
  return ruleOf(term.rule, dayOf(term.facts[0]!.at)).title
}

function clocksOf(terms: readonly CaseTerm[], internal: boolean, now: string): ClockView[] {
  return terms.map((term) => {
    const folded = clockOf(term, calendarCited)
    const steps = internal ? folded.derivation : redact(folded.derivation)
    return {
      clock: termId(term),
      title: titleOf(term),
      rule: term.rule,
      kind: term.kind,
      owner: term.owner,
      taskId: term.taskId ?? null,
      state: term.clock,
      standing: term.state,
      due: folded.due,
      overdue: overdue(folded, now),
      steps: steps.map((s) => ({ text: s.text, ...(s.norm ? { norm: s.norm } : {}) })),
      sentence: { lv: sentence(steps, 'lv'), en: sentence(steps, 'en') },
    }
  })
}

/** What may be done now, and why the rest of what the person's roles do may not: read from the one table. */
export function actionsFor(actor: Actor, procedureId: string, state: CaseState): ActionView[] {
  const table = procedureById(procedureId)
  return Object.entries(table.acts).flatMap(([act, rule]) => {
    const role = roleFor(actor, rule.by, state)
    const def = findAct(procedureId, act)
    if (!role || !def) return []
    const tied = tiedTo(actor, state)
    const recused = recusedIn(actor, state)
    const partyId = rule.asParty ? partyFor(actor, role, state) : undefined
    const who = { role, actorId: actor.personId, revision: state.revision, tied, recused, partyId }
    const why = isGone(state) ? 'not-allowed-now' : (refusal(table, act, state, who) ?? null)
    return [{ act, title: def.title, possible: why === null, why }]
  })
}

function latestPayloadsIn(timeline: TimelineItem[]): CaseFile['latestPayloads'] {
  const latest: CaseFile['latestPayloads'] = {}
  for (const item of timeline) {
    if (item.type !== 'act') continue
    const { act, payload } = item.data as { act: string; payload?: Record<string, unknown> | null }
    latest[act] = { payload: payload ?? {}, at: item.at, by: item.actor }
  }
  return latest
}

/** Names by person id, for those who may see them. */
export async function namesOf(deps: Deps, ids: (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id): id is string => id !== null))]
  if (wanted.length === 0) return new Map()
  const people = await deps.db.person.findMany({
    where: { id: { in: wanted } },
    select: { id: true, givenName: true, familyName: true },
  })
  return new Map(people.map((p) => [p.id, `${p.givenName} ${p.familyName}`]))
}
