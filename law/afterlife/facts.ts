import type { Day, Instant } from '../time.ts'

/**
 * What a decision does to its addressee, as far as the law asks: gives what was asked for; refuses it; withdraws a special
 * permit (annuls or suspends a licence, certificate, accreditation); imposes a duty or a burden.
 */
export type DecisionDoes = 'gives' | 'refuses' | 'withdraws' | 'imposes'

/** What the higher institution may decide on a contested act (APL 81(2)), or that it does not examine it (APL 79(3)). */
export type MinistryOutcome =
  | 'unchanged'
  | 'revoked'
  | 'revoked-partly'
  | 'other-act'
  | 'unlawful-stated'
  | 'not-examined'

/** How proceedings at the court ended, as far as the act is concerned. */
export type CourtOutcome = 'rejected' | 'annulled' | 'annulled-partly' | 'terminated'

/** What happened to a decision, in the order in which it was recorded. JSON. */
export type DecisionFact = { at: Instant } & (
  | {
      /** It was signed, and has its number. */
      type: 'made'
      kind: string
      number: string
      documentId: string
      does: DecisionDoes
      favourable: boolean
      /** Without it the term to contest is a year (APL 79(1)). */
      appealNote: boolean
      /** The law, or the institution with reasons, has it carried out at once (APL 360(2), (3)). */
      immediate?: boolean
    }
  /** It is in force for a party; said again when its term to contest became longer. */
  | {
      type: 'served'
      partyId: string
      inForceFrom: Day
      /** The instant of entry into force. */
      inForceAt: Instant
      contestUntil: Day
      /** 24:00 of that day in Riga. */
      contestEnd: Instant
    }
  /** APL 72(1). `renewed`: it touched what the addressee decides by, and was served anew. */
  | { type: 'corrected'; documentId?: string; renewed: boolean }
  | {
      type: 'contested'
      /** By the addressee, who may want more of what is favourable (APL 80(1)). */
      addressee: boolean
      /** Whose contestation it is; absent in facts of old. */
      partyId?: string
      /** By somebody who was not invited as a third person: the day on which they learned of it (APL 79(2)). */
      learnedOn?: Day
    }
  /** APL 78(3). */
  | { type: 'contest-withdrawn'; partyId?: string }
  | { type: 'ministry-decided'; outcome: MinistryOutcome; inForceFrom: Day; appealNote: boolean }
  /** The application was received at the court on that day. */
  | { type: 'court-filed'; on: Day; addressee: boolean }
  | { type: 'court-decided'; outcome: CourtOutcome; inForceFrom: Day }
  /** By a decision of ours in another case (APL 83(2)), from that day on: as a whole, in part, or by one in its place. */
  | { type: 'annulled'; by: string; from: Day; extent?: 'part' | 'replaced' }
  /** That decision does not stand: what it did is undone. */
  | { type: 'restored'; by: string }
)

/** Where a decision stands on its way: what is waited for. */
export type DecisionStage = 'service' | 'contest-period' | 'contested' | 'in-court' | 'settled'

/** What a decision is worth. */
export type DecisionForce = 'not-yet' | 'in-force' | 'suspended' | 'annulled' | 'annulled-partly' | 'replaced'
