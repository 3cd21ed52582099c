import type { Channel } from '../service/channels.ts'

type Opt<T> = T | undefined

/** The four steps of weighing (APL 66(1)), in the order of the law. */
export interface Considerations {
  necessity?: Opt<string>
  suitability?: Opt<string>
  need?: Opt<string>
  proportionality?: Opt<string>
}

/** What the rules ask about a decision, drafted or ready; what is not there yet is left out. */
export type DecisionDraft = {
  kind: 'grant' | 'refuse' | 'partly' | 'amend' | 'suspend' | 'annul' | 'correct'
  /** Unfavourable to the addressee or a third person, wholly or in part. */
  unfavourable: boolean
  /** Somebody expressed a view that differs from the decision. */
  disputed: boolean
  /** The case was started on an application (then part 3, the claim, is due). */
  onApplication?: Opt<boolean>
  issuer?: Opt<{ name?: Opt<string>; address?: Opt<string> }>
  addressee?: Opt<{
    name?: Opt<string>
    regNo?: Opt<string>
    address?: Opt<string>
    personalId?: Opt<string>
    /** True for a legal person: then address and registration number are due. */
    legalPerson?: Opt<boolean>
  }>
  claim?: Opt<string>
  facts?: Opt<readonly unknown[]>
  /** What was found not to conform, and still stands, in words. */
  defects?: Opt<readonly { lv: string; en: string }[]>
  reasoning?: Opt<readonly unknown[]>
  considerations?: Opt<Considerations>
  mandatoryAct?: Opt<boolean>
  norms?: Opt<readonly string[]>
  hearing?: Opt<unknown>
  /** Which exception of APL 62(2) applies, and why. */
  noHearingReason?: Opt<string>
  views?: Opt<readonly { answer?: Opt<string> }[]>
  operative?: Opt<readonly string[]>
  appeal?: Opt<unknown>
  recipients?: Opt<
    readonly {
      name: string
      channel: Channel
      /** In the registers of the Enterprise Register, or with an active e-address. */
      eAddressDue?: Opt<boolean>
      /** Why the e-address could not be used (no account yet, outage). */
      eAddressFailed?: Opt<string>
    }[]
  >
  /** Date of the decision and last day of the term, YYYY-MM-DD. */
  date?: Opt<string>
  due?: Opt<string>
  delayJustification?: Opt<string>
  extensions?: Opt<
    readonly {
      noticeDate: string
      oldDue: string
      newDue: string
      receivedOn: string
      /** Last day that the law allows, rolled to a working day; without it four bare months are reckoned. */
      latestAllowed?: Opt<string>
      /** Extended beyond four months by the higher institution (APL 64(2), second sentence). */
      byHigherInstitution?: Opt<boolean>
    }[]
  >
  /** For a correction: which parts of APL 67(2) it touches. */
  correction?: Opt<{ parts: readonly number[]; renotify: boolean; contestRestarts: boolean }>
}

/** What is amiss: `block` must not be issued, `warn` may be, and the official should know what follows. */
export type Finding = {
  rule: string
  severity: 'block' | 'warn'
  message: { lv: string; en: string }
  norm: string
  field: string
}
