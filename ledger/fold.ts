import { type CaseTerm, calendarIn } from '../law/clock/term.ts'
import { isPartyRole } from '../law/parties.ts'
import type { CasePart } from '../law/retention/rules.ts'
import { calendarCited } from './calendars.ts'
import { type FoldedDecision, withFact } from './decisions.ts'
import type {
  AboutRef,
  ContactRef,
  IssuedRef,
  LedgerEvent,
  OpenedRecords,
  PartyRef,
  RepresentationRef,
} from './events.ts'
import { conflictsAfter, type FoldedConflict } from './fold/conflicts.ts'
import { type Lent, lentAfter } from './fold/lent.ts'
import { foldTerms, tellsOfTerms, termsAtStart, withDues } from './fold/terms.ts'

export interface FoldedTask {
  taskId: string
  kind: string
  role: string
  state: 'open' | 'done'
  openedAt: string
  /** The day of the term by which it is to be done. */
  due: string | null
  claimedBy: string | null
  doneAt: string | null
  doneBy: string | null
  outcome: string | null
}

/** What became of a document with one of its recipients. */
export interface Service {
  /** Null: an authority. */
  partyId: string | null
  channel: string
  sentAt: string
  servedOn: string
  inForceFrom: string | null
  contestUntil: string | null
}

export interface FoldedDocument extends IssuedRef {
  at: string
  /** In the order in which it was sent to them. */
  services: Service[]
}

export interface FoldedParty extends Omit<PartyRef, 'personId' | 'institutionId'> {
  personId: string | null
  institutionId: string | null
  contact: Omit<ContactRef, 'partyId'> | null
}

export interface FoldedRepresentation extends Omit<RepresentationRef, 'until' | 'fileId' | 'email'> {
  fileId: string | null
  email: string | null
  until: string | null
  /** `to-check`: nobody may act on it before an official has looked at its document. */
  state: 'to-check' | 'accepted' | 'refused'
  enteredBy: string | null
  /** It was withdrawn or renounced (APL 40). */
  endedAt: string | null
}

/** Where a case stands according to its ledger. JSON, stored with the projection so that one event can be added cheaply. */
export interface CaseState {
  number: string
  procedure: string
  stage: string
  subject: string
  parties: FoldedParty[]
  representations: FoldedRepresentation[]
  /** Who of the service takes no part in it, or took none for a time; absent: nobody. */
  conflicts?: FoldedConflict[]
  /** Whose work it is; absent: of the whole house. */
  unit?: string
  /** To whom of another unit it was given; absent: to nobody. */
  lent?: Lent[]
  /** The person who sent the application; null where nobody applied. */
  filedBy: string | null
  /** The decision of another case that it is about. */
  about?: AboutRef
  receivedAt: string
  waitingOn: string
  assigneeId: string | null
  revision: number
  lastSeq: number
  lastHash: string
  outcome: string | null
  closedAt: string | null
  lastBy: Record<string, string>
  /** Everybody who did an act in this case, by act: the second person is none of them. */
  doneBy: Record<string, string[]>
  tasks: FoldedTask[]
  documents: FoldedDocument[]
  /** In the order in which they were made. */
  decisions: FoldedDecision[]
  /** Everything that somebody must do by when (fold/terms.ts). */
  terms: CaseTerm[]
  /** What of the file parties may look into; absent: nothing was asked for. */
  opened?: OpenedRecords[]
  /** Nothing of the case is erased while it stands. */
  hold?: { since: string; review: string; by: string | null }
  /** What went of the case: when, and by which rule. */
  erased?: Partial<Record<CasePart, { at: string; rule: string; number: number }>>
}

/**
 * Adds one event to the state of a case. Pure: the same events always give the same state,
 * which is what makes the projections disposable.
 * @throws Error when the first event is not `registered`
 */
export function foldEvent(before: CaseState | undefined, event: LedgerEvent, hash: string): CaseState {
  if (!before) {
    if (event.type !== 'registered') throw new Error(`a case starts with "registered", not "${event.type}"`)
    return startOf(event, hash)
  }
  const state: CaseState = { ...before, lastSeq: event.seq, lastHash: hash }
  if (tellsOfTerms(event)) {
    state.terms = foldTerms(state.terms, event)
    state.tasks = withDues(state.tasks, state.terms)
  }
  switch (event.type) {
    case 'registered':
      throw new Error('a case is registered once')
    case 'act':
      state.revision = event.data.revision
      state.subject = newSubject(event.data.payload) ?? state.subject
      if (event.actorId) {
        const { act } = event.data
        state.lastBy = { ...state.lastBy, [act]: event.actorId }
        const others = (state.doneBy[act] ?? []).filter((id) => id !== event.actorId)
        state.doneBy = { ...state.doneBy, [act]: [...others, event.actorId] }
      }
      break
    case 'stage-entered':
      state.stage = event.data.stage
      state.waitingOn = event.data.waitingOn
      state.revision = event.data.revision
      break
    case 'task-opened':
      state.tasks = [
        ...state.tasks,
        {
          taskId: event.data.taskId,
          kind: event.data.kind,
          role: event.data.role,
          state: 'open',
          openedAt: event.at,
          due: null,
          claimedBy: event.data.role === 'inspector' ? state.assigneeId : null,
          doneAt: null,
          doneBy: null,
          outcome: null,
        },
      ]
      break
    case 'task-closed':
      state.tasks = changeTask(state.tasks, event.data.taskId, {
        state: 'done',
        doneAt: event.at,
        doneBy: event.data.by ?? null,
        outcome: event.data.outcome,
      })
      break
    case 'task-claimed':
      state.tasks = changeTask(state.tasks, event.data.taskId, { claimedBy: event.data.by })
      break
    case 'assigned':
      state.assigneeId = event.data.to
      if (event.data.place !== undefined) state.lent = lentAfter(state.lent, event)
      state.tasks = state.tasks.map((t) =>
        t.state === 'open' && t.role === 'inspector' ? { ...t, claimedBy: event.data.to } : t,
      )
      break
    case 'document-issued':
      state.documents = [
        ...state.documents,
        {
          ...event.data,
          at: event.at,
          services: [],
        },
      ]
      break
    case 'document-sent': {
      const { documentId, partyId = null, channel, sentAt, servedOn } = event.data
      const service = { partyId, channel, sentAt, servedOn, inForceFrom: null, contestUntil: null }
      state.documents = changeDocument(state.documents, documentId, (d) => [...d.services, service])
      break
    }
    case 'document-served': {
      const { documentId, partyId = null, servedOn, inForceFrom = null, contestUntil = null } = event.data
      const found = { servedOn, inForceFrom, contestUntil }
      state.documents = changeDocument(state.documents, documentId, (d) =>
        d.services.map((s) => (s.partyId === partyId ? { ...s, ...found } : s)),
      )
      break
    }
    case 'party-joined':
      state.parties = [...state.parties, joined(event.data)]
      break
    case 'contact-changed': {
      const { partyId, email, address, region } = event.data
      const contact = { email: email ?? null, address: address ?? null, ...(region ? { region } : {}) }
      state.parties = state.parties.map((p) => (p.partyId === partyId ? { ...p, contact } : p))
      break
    }
    case 'representation-entered':
    case 'representation-judged':
    case 'representation-ended':
      state.representations = represented(state.representations, event)
      break
    case 'conflict-declared':
    case 'conflict-found':
    case 'conflict-upheld':
    case 'conflict-waived':
    case 'conflict-ended':
      state.conflicts = conflictsAfter(state.conflicts, event)
      break
    case 'decision-fact':
      state.decisions = withFact(state.decisions, event.data, calendarIn(state.terms, calendarCited))
      break
    case 'outcome':
      state.outcome = event.data.outcome
      break
    case 'closed':
      state.outcome = event.data.outcome
      state.closedAt = event.at
      break
    case 'resumed':
      state.closedAt = null
      break
    case 'records-opened':
      state.opened = [...(state.opened ?? []), event.data]
      break
    case 'hold-set':
      state.hold = { since: event.at, review: event.data.review, by: event.actorId }
      break
    case 'hold-lifted':
      delete state.hold
      break
    case 'erased': {
      const { part, rule, number } = event.data
      state.erased = { ...state.erased, [part]: { at: event.at, rule, number } }
      if (part === 'texts') {
        state.parties = state.parties.map((p) => ({ ...p, contact: null }))
        state.representations = state.representations.map((r) => ({ ...r, email: null, reference: '' }))
      }
      break
    }
    case 'register-entered':
    case 'decision-told':
    case 'signing-started':
    case 'signing-failed':
    case 'term-opened':
    case 'clock-fact':
    case 'term-closed':
    case 'term-passed':
    case 'warned':
    case 'escalated':
    case 'trouble':
    case 'note-added':
    case 'signature-judged':
      break
  }
  return state
}

/** What the case is about from now on, where the act brought an application that says something else. */
function newSubject(payload: unknown): string | undefined {
  const { subject } = (payload ?? {}) as { subject?: unknown }
  return typeof subject === 'string' ? subject : undefined
}

function startOf(event: LedgerEvent & { type: 'registered' }, hash: string): CaseState {
  const d = event.data
  return {
    number: d.number,
    procedure: d.procedure,
    stage: d.stage,
    subject: d.subject,
    ...(d.unit ? { unit: d.unit } : {}),
    parties: d.parties.map(partyOf),
    representations: [],
    // Whoever opens a case for the service is no party of it.
    filedBy: event.actorRole === null || isPartyRole(event.actorRole) ? event.actorId : null,
    ...(d.about ? { about: d.about } : {}),
    receivedAt: d.receivedAt,
    waitingOn: 'service',
    assigneeId: null,
    revision: 0,
    lastSeq: event.seq,
    lastHash: hash,
    outcome: null,
    closedAt: null,
    lastBy: {},
    doneBy: {},
    tasks: [],
    documents: [],
    decisions: [],
    terms: termsAtStart(d.terms, { at: d.receivedAt, recordedAt: event.recordedAt }),
  }
}

function changeTask(tasks: FoldedTask[], id: string, change: Partial<FoldedTask>): FoldedTask[] {
  return tasks.map((t) => (t.taskId === id ? { ...t, ...change } : t))
}

function changeDocument(
  docs: FoldedDocument[],
  id: string,
  services: (document: FoldedDocument) => Service[],
): FoldedDocument[] {
  return docs.map((d) => (d.documentId === id ? { ...d, services: services(d) } : d))
}

/** What the words of the ledger leave out, spelled out; whatever else an event says is not kept. */
function partyOf({ partyId, role, kind, personId, institutionId, name }: PartyRef): FoldedParty {
  return {
    ...{ partyId, role, kind, name },
    personId: personId ?? null,
    institutionId: institutionId ?? null,
    contact: null,
  }
}

/** Somebody who came later, with the address that they gave then. */
function joined({ email, ...party }: PartyRef & { email?: string }): FoldedParty {
  return { ...partyOf(party), contact: email ? { email, address: null } : null }
}

type OfRepresentation = LedgerEvent & {
  type: 'representation-entered' | 'representation-judged' | 'representation-ended'
}

function represented(before: FoldedRepresentation[], event: OfRepresentation): FoldedRepresentation[] {
  if (event.type === 'representation-entered') {
    const { taskId, fileId, until, email, ...entered } = event.data
    const started: FoldedRepresentation = {
      ...entered,
      fileId: fileId ?? null,
      email: email ?? null,
      // Gone once the texts of the case were erased.
      reference: entered.reference ?? '',
      until: until ?? null,
      // Somebody looks at it first where there is a task for that.
      state: taskId ? 'to-check' : 'accepted',
      enteredBy: event.actorId,
      endedAt: null,
    }
    return [...before, started]
  }
  const { id } = event.data
  const change: Partial<FoldedRepresentation> =
    event.type === 'representation-ended'
      ? { endedAt: event.at }
      : { state: event.data.accepted ? 'accepted' : 'refused' }
  return before.map((r) => (r.id === id ? { ...r, ...change } : r))
}
