import type { DecisionFact } from '../law/afterlife/facts.ts'
import type { Calendar } from '../law/calendar/types.ts'
import type { CalendarRef } from '../law/clock/cited.ts'
import type { CaseTerm } from '../law/clock/term.ts'
import type { EntryLife, Standing } from '../law/entry/life.ts'
import type { Turn } from '../ledger/append.ts'
import type { Place, PlacedAct } from '../ledger/inbox.ts'
import type { LawFact } from '../ledger/law-changes.ts'
import type { StreamRef } from '../ledger/streams.ts'
import type { Role } from '../procedures/procedure.ts'
import type { CaseParty, To } from './kernel/parties.ts'

/** What starts the workflow of a case: ids and the few facts that it branches on; never names or free text. */
export interface CaseStart {
  schema: 1
  caseId: string
  procedure: string
  /** Business instant of receipt (UTC). */
  receivedAt: string
  /** Business time minus real time at start, milliseconds. */
  offsetMs: number
  /** Who stands in it from the beginning. */
  parties: CaseParty[]
  /** The decision of another case that it is about. */
  about?: { caseId: string; decisionId: string }
  /** What the procedure branches on, by its own keys. */
  facts: Record<string, string | boolean>
  /** Changes of law in force at receipt, as they stand in the ledger; absent when there were none. */
  law?: LawOrder[]
  /** How often the case was begun anew from its inbox, after a place that could not be recorded. */
  again?: number
  /**
   * The case had ended, and something more is done that the law lets. Empty: the run begins where the ledger stands; else it
   * began there before, at that place, after that event.
   */
  after?: { n?: number; seq?: number }
}

/** One of the decisions of a case. */
export interface DecisionHead {
  decisionId: string
  facts: DecisionFact[]
}

/** Where a case stands when something is done in it after its end. */
export interface CaseHead {
  /** The first place that was not settled, and the last event, when it was first looked at. */
  n: number
  seq: number
  /** Business instant of the last place that was settled. */
  at: string
  stage: string
  revision: number
  outcome: string
  doneBy: Record<string, string[]>
  decisions: DecisionHead[]
  /** Absent in heads of old: those of the start. */
  parties?: CaseParty[]
  terms: CaseTerm[]
  /** The calendars that they cite. */
  calendars: { cited: CalendarRef; calendar: Calendar }[]
  /** Numbers that the case got, by series. */
  numbers: Record<string, string>
}

/** Reads a case that is woken after its end; a local activity. */
export interface CaseActivities {
  /** @param input.upTo as it stood after that event, with the place that came next then; absent: as it stands */
  caseHead(input: { caseId: string; upTo?: { n: number; seq: number } }): Promise<CaseHead>
}

/** A change of law on its way into the terms of a case, by their ids, without its free words. */
export interface LawOrder {
  clocks: string[]
  fact: LawFact
  /** The calendar that the fact cites: a case must know it whatever the database says later. */
  calendar?: Calendar
}

export interface CaseEnd {
  outcome: string
}

/** A person's act as the workflow sees it; its free text stays in the `command` table under `key`. */
export type ActCommand = Omit<PlacedAct, 'role'> & { role: Role }

/** Short database work, run as local activities. */
export interface LedgerActivities {
  /**
   * Records what became of a place of the inbox; a repeated call answers as the first. Returns numbers given, by
   * series; `failed` when it does not stand so: it could not be recorded and never will, and was passed over, or its
   * row tells another act than the workflow was told.
   */
  record(input: Turn): Promise<{ numbers: Record<string, string>; failed: boolean }>
  /** The places from `from` on. */
  inbox(input: { stream: StreamRef; from: number }): Promise<Place[]>
  /** Gives a place to something that is not an act; answers it with all places from `from` on. */
  place(input: {
    stream: StreamRef
    from: number
    kind: 'step' | 'tick'
    key: string
    notBefore?: string
  }): Promise<{ n: number; places: Place[] }>
  /**
   * Passes over a place at which the code of the procedure fails; not when it was settled before, nor when it failed at
   * something that the row of the place does not say. `anew`: the case is to be begun anew from its inbox.
   */
  passOver(input: Pick<Turn, 'stream' | 'n' | 'told'> & { code: string }): Promise<{ anew: boolean }>
}

export interface IssueInput {
  caseId: string
  /** `workflow:step:revision`: the same key gives the same document. */
  key: string
  kind: string
  /** Business instant that the document bears. */
  at: string
  /** The party to whom it is written; absent: to an authority. */
  addressee?: string
  /** A number given before (decisions); letters get theirs from the series named here. */
  number?: string
  series?: string
  /** Key of the command whose text the document carries. */
  command?: string
  /** Dates and the like that the template needs and that only the workflow knows. */
  facts?: Record<string, unknown>
}

/** A decision on its way to its signature; the key is that of the document that it becomes. */
export interface SigningInput {
  caseId: string
  key: string
  number: string
  /** Key of the proposal that is signed. */
  command: string
  signerId: string
  /** The signer acts in somebody's stead. */
  delegationId?: string
}

/** Why a signing came to nothing: the task goes back to the director with it. */
export type SigningFailure =
  | 'invalid'
  | 'no-certificate'
  | 'refused'
  | 'expired'
  | 'unavailable'
  | 'authority-ended'
  | 'not-verified'

export type Prepared = { failure: SigningFailure | null }
export type Signed =
  | { failure: SigningFailure }
  | {
      failure: null
      issued: Issued /** Business instant at which the signature was there. */
      signedAt: string
    }

/** Waits for people, on a queue of its own: minutes may pass. */
export interface SigningActivities {
  askSignature(input: { key: string }): Promise<Prepared>
}

export interface PreviewInput {
  caseId: string
  /** Key of the proposal. */
  command: string
}

export interface DeliverInput {
  caseId: string
  documentId: string
  key: string
  at: string
  unfavourable: boolean
  /** To whom; the ministry gets contestations. */
  to: To
}

export interface Issued {
  documentId: string
  number: string | null
  /** The last day that the document gives its addressee, if it gives one. */
  until: string | null
}

export interface Delivered {
  channel: string
  sentAt: string
  why: { lv: string; en: string }
}

/** Slow work and work outside, run on the documents queue. */
export interface OutsideActivities {
  issueDocument(input: IssueInput): Promise<Issued>
  /** First phase: renders the decision and keeps the bytes that are to be signed. */
  prepareSigning(input: SigningInput): Promise<Prepared>
  /** Second phase: signature into the kept bytes, seal, verification, document. */
  finishSigning(input: { key: string }): Promise<Signed>
  /** Makes the draft of a decision as PDF, to be looked at. */
  previewDecision(input: PreviewInput): Promise<void>
  deliver(input: DeliverInput): Promise<Delivered>
}

export interface LawChangeRun {
  lawChangeId: string
  /** Where a run that continued as new goes on: the last case looked at, null when all were. */
  after?: string | null
}

/** Steps of applying a change of law to all open cases; each may be done again at any time. */
export interface LawChangeActivities {
  /** Folds the change over further open cases as they stand now. */
  foldLawChange(input: { lawChangeId: string; after: string | null }): Promise<{ after: string | null }>
  /** Gives the change to the next cases that do not have it; tells how many are left. */
  applyLawChange(input: { lawChangeId: string }): Promise<{ left: number }>
  /** Writes the report. */
  closeLawChange(input: { lawChangeId: string }): Promise<void>
}

/** What starts the workflow of an entry of a register; all else it reads when it begins. */
export interface EntryStart {
  register: string
  entryNo: string
  /** Business time minus real time at start, milliseconds. */
  offsetMs: number
}

/** Where an entry stands when a run begins. */
export interface EntryHead {
  stream: StreamRef
  /** The life that its register gives it: the run goes by what is in force when it begins. */
  life: EntryLife
  /** The first place of its inbox that is not settled. */
  next: number
  /** Business instant of the last place that is. */
  at: string
  /** Absent: it was ordered, and is to be made. */
  standing?: Standing
  /** The institution whose entry it is. */
  holder?: string | null
  /** Reminders that the holder was not told of yet. */
  untold?: Record<string, Reminder>
}

/** By when the holder of an entry has to do something. */
export interface Reminder {
  term: string
  last: string
  useful: string
}

export interface EntryActivities {
  entryHead(input: { register: string; entryNo: string }): Promise<EntryHead>
}

/** Tells the holder of an entry, run on the documents queue; keyed, so that a repeated one says it once. */
export interface EntryNotices {
  remindHolder(
    input: { register: string; entryNo: string; holder: string | null; notice: string } & Reminder,
  ): Promise<{ channel: string | null }>
}
