import type { EventType } from '../../ledger/events.ts'
import type { CaseState, FoldedDocument } from '../../ledger/fold.ts'
import type { Procedure } from '../../procedures/procedure.ts'
import type { CaseTask, TimelineItem } from './case-file.ts'

/**
 * What a party of a case sees of it, composed from what is allowed here and in the table of the procedure. What is not
 * named is not shown: a new event, a new field, a new act or document is seen by nobody until somebody allows it.
 */

type Data = Record<string, unknown>

/** What each kind of event shows to a party; undefined where this one is not the party's. */
type Shows = (data: Data, context: Context) => Data | undefined

interface Context {
  table: Procedure<string, string>
  state: CaseState
}

const pick = (data: Data, ...fields: string[]): Data =>
  Object.fromEntries(fields.filter((f) => data[f] !== undefined).map((f) => [f, data[f]]))

const ofOwnTask =
  (...fields: string[]): Shows =>
  (data, { state }) =>
    state.tasks.some((t) => t.taskId === data.taskId && isOwn(t))
      ? pick(data, 'taskId', ...fields)
      : undefined

const ofOwnDocument =
  (...fields: string[]): Shows =>
  (data, { state }) =>
    state.documents.some((d) => d.documentId === data.documentId && d.toApplicant)
      ? pick(data, 'documentId', ...fields)
      : undefined

/** A task that waits for the applicant. */
const isOwn = (task: { role: string }): boolean => task.role === 'applicant'

const SHOWN: Partial<Record<EventType, Shows>> = {
  registered: (data) => pick(data, 'number', 'subject', 'receivedAt', 'contentHash'),
  act: (data, { table }) => {
    const seen = table.acts[String(data.act)]?.seen
    return seen && { act: data.act, payload: pick((data.payload ?? {}) as Data, ...seen) }
  },
  'stage-entered': (data, { table }) =>
    table.stages[String(data.stage)]?.inside ? undefined : pick(data, 'stage'),
  'task-opened': ofOwnTask('kind', 'due'),
  'task-due': ofOwnTask('due', 'derivation'),
  'task-closed': ofOwnTask('outcome'),
  // Which fact it was; what it means for the dates stands in the derivations, which are written for the party.
  'clock-fact': (data) => ({ fact: pick((data.fact ?? {}) as Data, 'type') }),
  'document-issued': ofOwnDocument('kind', 'number'),
  'document-sent': ofOwnDocument('channel', 'sentAt', 'servedOn', 'why', 'derivation'),
  'document-served': ofOwnDocument('servedOn', 'inForceFrom', 'contestUntil', 'derivation'),
  'register-entered': (data) => pick(data, 'register', 'entryNo', 'state'),
  outcome: (data) => pick(data, 'outcome'),
  closed: (data) => pick(data, 'outcome'),
  erased: (data) => pick(data, 'part', 'rule', 'number', 'dueOn'),
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
  self: { personId: string; name: string },
): TimelineItem[] {
  return events.flatMap((e) => {
    const data = SHOWN[e.type as EventType]?.(e.data as Data, context)
    if (!data) return []
    const actor = e.actorId === self.personId ? self.name : null
    return [{ seq: e.seq, type: e.type, at: e.at.toISOString(), actor, actorRole: e.actorRole, data }]
  })
}

/** Documents that go to the party, with their effect. */
export function partyDocuments(state: CaseState): FoldedDocument[] {
  return state.documents
    .filter((d) => d.toApplicant)
    .map((d) => ({
      documentId: d.documentId,
      kind: d.kind,
      number: d.number,
      toApplicant: true,
      at: d.at,
      channel: d.channel,
      sentAt: d.sentAt,
      servedOn: d.servedOn,
      inForceFrom: d.inForceFrom,
      contestUntil: d.contestUntil,
    }))
}

/** What the party is asked to do. */
export function partyTasks(state: CaseState): CaseTask[] {
  return state.tasks
    .filter(isOwn)
    .map(({ taskId, kind, role, state: done, openedAt, due, doneAt, outcome }) => ({
      ...{ taskId, kind, role, state: done, openedAt, due, doneAt, outcome },
      claimedBy: null,
      claimedByName: null,
      doneBy: null,
    }))
}
