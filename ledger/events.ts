import type { DecisionFact } from '../law/afterlife/facts.ts'
import type { RevokedFrom } from '../law/afterlife/revocation.ts'
import type { CitedFact } from '../law/clock/cited.ts'
import type { TermEnd, TermRule, TermSpec } from '../law/clock/term.ts'
import type { ConflictGround } from '../law/conflicts.ts'
import type { EntryOrder, Standing } from '../law/entry/life.ts'
import type { PartyKind, PartyRole, RepresentationGround } from '../law/parties.ts'
import type { CasePart } from '../law/retention/rules.ts'
import type { Region } from '../law/service/choose.ts'

/** A clock fact as it is emitted; `recordedAt` is set when it is written. */
export type EmittedFact = CitedFact extends infer F
  ? F extends CitedFact
    ? Omit<F, 'recordedAt'>
    : never
  : never

export interface IssuedRef {
  documentId: string
  kind: string
  number: string | null
  /** Which parties see it, beside the staff. What is not named here sees nobody of them. */
  seenBy: PartyRole[]
  /** It is this one party's own: others in its role do not see it. Absent: it is for all of them. */
  partyId?: string
}

/** Somebody who stands in a case. */
export interface PartyRef {
  /** The person's or institution's own id where the house knows them. */
  partyId: string
  role: PartyRole
  kind: PartyKind
  personId?: string
  institutionId?: string
  /** As it was when they came into the case; null for the unnamed. */
  name: string | null
}

/** Who acts for a party, on which ground (APL 35, 38). */
export interface RepresentationRef {
  id: string
  /** The party for whom. */
  of: string
  personId: string
  ground: RepresentationGround
  /** The document that shows it: its number and day; and the file. */
  reference: string
  fileId?: string
  from: string
  /** The instant from which it does not hold any more; absent: until it is withdrawn. */
  until?: string
  /** Documents go to the representative (PazL 5(1)), unless the party wants them itself. */
  receives: boolean
  /** Where, if not at an official electronic address. */
  email?: string
}

/** A decision of another case, about which proceedings of their own are held (APL 83–88). */
export interface AboutRef {
  caseId: string
  decisionId: string
  number: string
}

/** What a decision of one case does to a decision of another (APL 83(2)); `restored`: it does not stand itself. */
export type DecisionEffect =
  | { effect: 'annulled' | 'annulled-partly' | 'replaced'; from: RevokedFrom }
  | { effect: 'restored' }

/** What of the file was opened to a party on its request. */
export interface OpenedRecords {
  /** The request, by the revision that the case had by it. */
  id: string
  partyId: string
  /** The last day. */
  until: string
  documents: string[]
  /** Files that were given with the application. */
  files: string[]
}

/** How a party wants to be written to; what the law demands goes before it. */
export interface ContactRef {
  partyId: string
  email: string | null
  /** A postal address other than the registered one (PazL 4(1)). */
  address: string | null
  /** Where that postal address is; absent: in Latvia. */
  region?: Exclude<Region, 'latvia'>
}

/** Why somebody of the service takes no part in a case, from the place of its inbox on that follows `place`. */
export interface ConflictRef {
  id: string
  personId: string
  ground: ConflictGround
  reason: string
  place: number
  /** It follows from a tie that stands whatever the case. */
  tie?: string
  /** A supervisor looks after the person's work. */
  taskId?: string
}

/** What can happen to any case, whatever its procedure. Acts of people are recorded as `act`. */
export type KernelEvent =
  | {
      type: 'registered'
      data: {
        number: string
        procedure: string
        stage: string
        subject: string
        /** Whose work it is; absent: of the whole house. */
        unit?: string
        parties: PartyRef[]
        receivedAt: string
        contentHash: string
        /** Those that run from receipt, by name. */
        terms: Record<string, TermRule>
        /** What stands for the applicant's signature (APL 56(1)); absent in the oldest cases. */
        signature?: 'sign-in' | 'own-signature'
        about?: AboutRef
      }
    }
  | {
      type: 'act'
      data: {
        act: string
        command: string
        revision: number
        facts: Record<string, unknown>
        payload?: unknown
      }
    }
  | { type: 'stage-entered'; data: { stage: string; waitingOn: string; revision: number } }
  | { type: 'task-opened'; data: { taskId: string; kind: string; role: string } }
  | { type: 'task-closed'; data: { taskId: string; outcome: string; by?: string } }
  // A term is opened in mid-case: day and derivation as they were told; what becomes of them, its facts say.
  | { type: 'term-opened'; data: TermSpec & { from: string; due: string | null; derivation: unknown } }
  | { type: 'term-closed'; data: { term: string; how: TermEnd } }
  // Its last day has gone by and it is not kept; of statutory terms of the Service, \`escalated\` tells it.
  | { type: 'term-passed'; data: { term: string; due: string } }
  // \`clocks\`: the terms that it concerns, by their ids.
  | { type: 'clock-fact'; data: { clocks: string[]; fact: EmittedFact } }
  // The act of signing gives the number; the signature itself comes later, or does not come.
  | { type: 'signing-started'; data: { command: string; number?: string; delegationId?: string } }
  | { type: 'signing-failed'; data: { command: string; number: string; reason: string } }
  | { type: 'document-issued'; data: IssuedRef }
  // Each recipient is served by itself; without a party it went to an authority.
  | {
      type: 'document-sent'
      data: {
        documentId: string
        partyId?: string
        channel: string
        sentAt: string
        servedOn: string
        why?: unknown
        derivation: unknown
      }
    }
  | {
      type: 'document-served'
      data: {
        documentId: string
        partyId?: string
        servedOn: string
        inForceFrom?: string
        contestUntil?: string
        derivation: unknown
      }
    }
  | {
      type: 'register-entered'
      data: {
        register: string
        /** Absent: a new entry is made and gets its number here. */
        entryNo?: string
        /** What is ordered of the entry; what became of it, its own stream tells. */
        order: EntryOrder
        reason: string
        decision?: string
        /** Of a suspension: the first day on which it is over, where that is known. */
        until?: string
      }
    }
  // What happened to one of the decisions of the case, from its signature on.
  | { type: 'decision-fact'; data: { decisionId: string; fact: DecisionFact } }
  // What such a decision does to one of another case: it has a place there in the same transaction.
  | { type: 'decision-told'; data: { caseId: string; decisionId: string; by: string } & DecisionEffect }
  | { type: 'outcome'; data: { outcome: string } }
  | { type: 'warned'; data: { what: string; due: string } }
  | { type: 'escalated'; data: { what: string; due: string } }
  | { type: 'closed'; data: { outcome: string } }
  // After its end the law lets something more be done (`act`), or another case tells it something: it is open until that is done.
  | { type: 'resumed'; data: { act?: string } }
  // What will not pass by itself: an order that could not be recorded, slow work that fails again and again.
  | { type: 'trouble'; data: { what: string; code: string; taskId: string } }
  // `email`: where they want to be written to.
  | { type: 'party-joined'; data: PartyRef & { ground: string; email?: string } }
  | { type: 'representation-entered'; data: RepresentationRef & { taskId?: string } }
  | { type: 'representation-judged'; data: { id: string; accepted: boolean; reason: string } }
  | { type: 'representation-ended'; data: { id: string; how: 'withdrawn' | 'renounced' } }
  | { type: 'contact-changed'; data: ContactRef }
  // Said by the person, or found by somebody else; what became of it, by a superior.
  | { type: 'conflict-declared' | 'conflict-found'; data: ConflictRef }
  | { type: 'conflict-upheld'; data: { id: string; reason: string } }
  | { type: 'conflict-waived' | 'conflict-ended'; data: { id: string; reason: string; place: number } }
  // Changes nothing in the procedure, recorded all the same; never goes through a workflow.
  | { type: 'task-claimed'; data: { taskId: string; by: string | null } }
  // To somebody of another unit (`outside`), or from one: after which place of the inbox.
  | {
      type: 'assigned'
      data: { to: string | null; from: string | null; reason?: string; place?: number; outside?: true }
    }
  | { type: 'note-added'; data: { text: string } }
  | {
      type: 'signature-judged'
      data: { fileId: string; verificationId: string; accepted: boolean; reason: string }
    }
  // Nothing of the case is erased while a hold stands; whoever set it looks again on the day `review`.
  | { type: 'hold-set'; data: { review: string; reason: string } }
  | { type: 'hold-lifted'; data: { reason: string } }
  // What of the file one party may look into, until when (APL 61): nothing else, and nobody else.
  | { type: 'records-opened'; data: OpenedRecords }
  // By an act of destruction: which part of the case went, by which rule of retention, since when it was due.
  | {
      type: 'erased'
      data: { part: CasePart; rule: string; act: string; number: number; dueOn: string; records: number }
    }

/** What was ordered of an entry, and by which effect of which case. */
export interface EntryOrdered {
  order: EntryOrder
  reason: string
  decision?: string
  until?: string
  caseId: string
  /** The key of the event of the case that orders it. */
  event: string
  /** The institution whose entry it is; a person has none. */
  holder: string | null
}

/** What can happen to an entry of a register. Each event bears where the entry stands after it. */
export type EntryEvent =
  | { type: 'entry-made'; data: EntryOrdered & { register: string; entryNo: string; standing: Standing } }
  | { type: 'entry-changed'; data: EntryOrdered & { standing: Standing } }
  // It was not possible where the entry stood.
  | { type: 'entry-order-refused'; data: EntryOrdered }
  // Its suspension was over on the day that was known (APL 80(2)).
  | { type: 'entry-resumed'; data: { standing: Standing } }
  | { type: 'entry-expired'; data: { term: string; last: string; standing: Standing } }
  | { type: 'entry-term-passed'; data: { term: string; last: string; standing: Standing } }
  | {
      type: 'entry-reminded'
      data: { term: string; days: number; last: string; useful: string; notice: string; standing: Standing }
    }
  | { type: 'entry-told'; data: { notice: string; channel: string | null } }
  | { type: 'entry-trouble'; data: { what: string; code: string } }

/** What the streams of the ledger tell: of cases, and of entries. */
export type StreamEvent = KernelEvent | EntryEvent
export type EventType = StreamEvent['type']

/** An event on its way to the ledger. */
export type NewEvent = StreamEvent & {
  /** Unique within the case, and the same whenever the same thing is written again: it stands in the ledger once. */
  key: string
  /** Business time of the event, a UTC instant. */
  at: string
  actorId?: string
  actorRole?: string
  /** Ask for a number of this series; it is put into `data.number` (or `data.entryNo` for registers). */
  series?: string
}

interface Recorded {
  seq: number
  key: string
  at: string
  recordedAt: string
  actorId: string | null
  actorRole: string | null
}

/** An event of a case as it stands in the ledger. */
export type LedgerEvent = KernelEvent & Recorded

/** An event of an entry as it stands in the ledger. */
export type EntryLedgerEvent = EntryEvent & Recorded

/** An event of any stream as it stands in the ledger. */
export type AnyLedgerEvent = StreamEvent & Recorded
