import type { CaseTerm } from '../../law/clock/term.ts'
import { isPartyRole, type PartyRole } from '../../law/parties.ts'
import type { EventType } from '../../ledger/events.ts'
import type { CaseState, FoldedDocument, FoldedTask, Service } from '../../ledger/fold.ts'
import type { Procedure } from '../../procedures/procedure.ts'
import type { Actor } from '../actor.ts'
import { relationsTo } from '../relation.ts'
import type { CaseTask, TimelineItem } from './case-file.ts'

/**
 * What a party of a case sees of it, composed from what is allowed here and in the table of the procedure, by the role in
 * which it stands. What is not named is not shown: a new event, a new field, a new act or document is seen by nobody until
 * somebody allows it; and what one party sees, another does not.
 */

/** For whom the file is composed: the person, the roles in which they stand, and the parties for whom they do. */
export interface Viewer {
  personId: string
  name: string
  roles: ReadonlySet<PartyRole>
  partyIds: ReadonlySet<string>
}

/** As whom the person looks at the case; without any relation they see nothing. */
export function viewerOf(actor: Actor, state: CaseState): Viewer {
  const relations = relationsTo(actor, state)
  return {
    personId: actor.personId,
    name: `${actor.givenName} ${actor.familyName}`,
    roles: new Set(relations.map((r) => r.role)),
    partyIds: new Set(relations.map((r) => r.partyId)),
  }
}

type Data = Record<string, unknown>

/** What an event shows to a party, done by somebody in the role `doer`; undefined where this one is not the party's. */
type Seen = (data: Data, context: Context, viewer: Viewer, doer?: string | null) => Data | undefined

interface Context {
  table: Procedure<string, string>
  state: CaseState
}

const pick = (data: Data, ...fields: string[]): Data =>
  Object.fromEntries(fields.filter((f) => data[f] !== undefined).map((f) => [f, data[f]]))

const any = (roles: readonly PartyRole[], viewer: Viewer): boolean => roles.some((r) => viewer.roles.has(r))

/** Where the case stands, for those who see its course. */
const ofCourse =
  (show: (data: Data, context: Context) => Data | undefined): Seen =>
  (data, context, viewer) =>
    any(context.table.seenBy.course, viewer) ? show(data, context) : undefined

const ofOwnTask =
  (...fields: string[]): Seen =>
  (data, { state }, viewer) =>
    state.tasks.some((t) => t.taskId === data.taskId && isOwn(t, viewer))
      ? pick(data, 'taskId', ...fields)
      : undefined

const ofOwnDocument =
  (...fields: string[]): Seen =>
  (data, { state }, viewer) =>
    state.documents.some((d) => d.documentId === data.documentId && isFor(d, viewer))
      ? pick(data, 'documentId', ...fields)
      : undefined

/** Written for a role in which the viewer stands, and for no other party of that role. */
const isFor = ({ seenBy, partyId }: Pick<FoldedDocument, 'seenBy' | 'partyId'>, viewer: Viewer): boolean =>
  any(seenBy, viewer) && (partyId === undefined || viewer.partyIds.has(partyId))

/** Of what became of a document with its recipients, each party sees its own; and that it went to an authority. */
const ofOwnService =
  (...fields: string[]): Seen =>
  (data, context, viewer) =>
    data.partyId === undefined || viewer.partyIds.has(String(data.partyId))
      ? ofOwnDocument(...fields)(data, context, viewer)
      : undefined

const ofOwnRepresentation =
  (...fields: string[]): Seen =>
  (data, { state }, viewer) =>
    state.representations.some((r) => r.id === data.id && viewer.partyIds.has(r.of))
      ? pick(data, 'id', ...fields)
      : undefined

/** A task that waits for this party. */
const isOwn = (task: Pick<FoldedTask, 'role'>, viewer: Viewer): boolean =>
  viewer.roles.has(task.role as PartyRole)

const SHOWN: Partial<Record<EventType, Seen>> = {
  registered: (data, context, viewer) => ({
    ...ofCourse((d) => pick(d, 'number', 'subject', 'receivedAt'))(data, context, viewer),
    ...(any(context.table.seenBy.application, viewer) ? pick(data, 'contentHash') : {}),
  }),
  act: (data, { table }, viewer, doer) => {
    const { seenBy = {}, seenByDoer } = table.acts[String(data.act)] ?? {}
    if (seenByDoer)
      return viewer.roles.has(doer as PartyRole)
        ? { act: data.act, payload: pick((data.payload ?? {}) as Data, ...seenByDoer) }
        : undefined
    const fields = [...viewer.roles].flatMap((role) => (seenBy[role] ? [seenBy[role]] : []))
    if (fields.length === 0) return undefined
    return { act: data.act, payload: pick((data.payload ?? {}) as Data, ...new Set(fields.flat())) }
  },
  'stage-entered': ofCourse((data, { table }) =>
    table.stages[String(data.stage)]?.inside ? undefined : pick(data, 'stage'),
  ),
  'task-opened': ofOwnTask('kind'),
  'term-opened': ofOwnTask('due', 'derivation'),
  'task-closed': ofOwnTask('outcome'),
  // Which fact it was; what it means for the dates stands in the derivations, which are written for the party.
  'clock-fact': ofCourse((data) => ({ fact: pick((data.fact ?? {}) as Data, 'type') })),
  'document-issued': ofOwnDocument('kind', 'number'),
  'document-sent': ofOwnService('channel', 'sentAt', 'servedOn', 'why', 'derivation'),
  'document-served': ofOwnService('servedOn', 'inForceFrom', 'contestUntil', 'derivation'),
  'register-entered': ofCourse((data) => pick(data, 'register', 'entryNo', 'order')),
  outcome: ofCourse((data) => pick(data, 'outcome')),
  closed: ofCourse((data) => pick(data, 'outcome')),
  // What was opened to it, and to nobody else.
  'records-opened': (data, _context, viewer) =>
    viewer.partyIds.has(String(data.partyId)) ? pick(data, 'until', 'documents', 'files') : undefined,
  erased: ofCourse((data) => pick(data, 'part', 'rule', 'number', 'dueOn')),
  'representation-entered': ofOwnRepresentation('ground', 'from', 'until', 'receives'),
  'representation-judged': ofOwnRepresentation('accepted', 'reason'),
  'representation-ended': ofOwnRepresentation('how'),
  'contact-changed': (data, _context, viewer) =>
    viewer.partyIds.has(String(data.partyId)) ? pick(data, 'email', 'address') : undefined,
}

/** What happened, as far as a party sees it; names only of the one who asks. */
export function partyTimeline(
  events: {
    seq: number
    type: string
    at: Date
    actorId: string | null
    actorRole: string | null
    data: unknown
  }[],
  context: Context,
  viewer: Viewer,
): TimelineItem[] {
  return events.flatMap((e) => {
    const data = SHOWN[e.type as EventType]?.(e.data as Data, context, viewer, e.actorRole)
    if (!data || Object.keys(data).length === 0) return []
    const actor = e.actorId === viewer.personId ? viewer.name : null
    return [{ seq: e.seq, type: e.type, at: e.at.toISOString(), actor, actorRole: e.actorRole, data }]
  })
}

/** Documents that go to the party, with what became of them with it. */
export function partyDocuments(state: CaseState, viewer: Viewer): FoldedDocument[] {
  return state.documents
    .filter((d) => isFor(d, viewer))
    .map((d) => ({
      documentId: d.documentId,
      kind: d.kind,
      number: d.number,
      seenBy: d.seenBy.filter((role) => viewer.roles.has(role)),
      at: d.at,
      services: d.services.filter((s: Service) => s.partyId === null || viewer.partyIds.has(s.partyId)),
    }))
}

/**
 * The terms that are the party's own business: those that run for it; and, where it sees the course of the case, those within
 * which authorities must act.
 */
export function partyTerms(state: CaseState, table: Procedure, viewer: Viewer): CaseTerm[] {
  return state.terms.filter(({ owner, partyId }) =>
    isPartyRole(owner)
      ? viewer.roles.has(owner) && (partyId === undefined || viewer.partyIds.has(partyId))
      : any(table.seenBy.course, viewer),
  )
}

/** What the party is asked to do. */
export function partyTasks(state: CaseState, viewer: Viewer): CaseTask[] {
  return state.tasks
    .filter((t) => isOwn(t, viewer))
    .map(({ taskId, kind, role, state: done, openedAt, due, doneAt, outcome }) => ({
      ...{ taskId, kind, role, state: done, openedAt, due, doneAt, outcome },
      claimedBy: null,
      claimedByName: null,
      doneBy: null,
    }))
}
