// The administrative act as typed input: the nine parts of APL 67(2), and what a decision of the house has beside.
import { z } from 'zod'
import { appealFields, headFields, isoDate, party, words } from '../head.ts'

/** What a machine needs of a decision and a reader finds in its prose. */
export const twinFields = z.strictObject({
  programme: z.strictObject({ code: words(40), name: words(500), site: words(500).optional() }).optional(),
  /** The decision that is revoked, replaced or left by this one. */
  original: z.strictObject({ number: words(100), issuedOn: isoDate }).optional(),
  /** How the term to contest is found, step by step; and its days, if the decision is sent on its date. */
  contest: z
    .strictObject({
      term: z.string().regex(/^P\d+[DMY]$/),
      steps: z.array(z.strictObject({ text: words(2000), norm: words(100).optional() })).max(20),
      ifSentOn: isoDate,
      inForceFrom: isoDate,
      lastDay: isoDate,
    })
    .optional(),
})

export const DECISION_KINDS = ['grant', 'refuse', 'partly', 'amend', 'suspend', 'annul', 'correct'] as const

export const decisionSchema = z.strictObject({
  ...headFields,
  addressee: party,
  kind: z.enum(DECISION_KINDS),
  /** What it is about, e.g. "Par izglītības programmas licencēšanu". */
  subject: words(1000),
  /** Unfavourable to the addressee or a third person, wholly or in part. */
  unfavourable: z.boolean(),
  /** Somebody expressed a view that differs from the decision (APL 67(7)). */
  disputed: z.boolean(),
  /** 3. The claim; absent when the case was started on the authority's own initiative. */
  claim: z
    .strictObject({ text: words(), receivedOn: isoDate.optional(), number: words(100).optional() })
    .optional(),
  /** Course of the case: steps with dates. */
  course: z
    .array(z.strictObject({ date: isoDate, text: words(2000) }))
    .max(200)
    .optional(),
  /** Hearing (APL 62), or why there was none. */
  hearing: z
    .strictObject({
      invitedOn: isoDate,
      answerBy: isoDate.optional(),
      heardOn: isoDate.optional(),
      form: words(500).optional(),
    })
    .optional(),
  noHearingReason: words(2000).optional(),
  /** 4. Views and arguments, each with the authority's answer. */
  views: z
    .array(z.strictObject({ by: words(500), view: words(), answer: words() }))
    .max(200)
    .optional(),
  /** 5. Facts, with the evidence relied on. */
  facts: z
    .array(z.strictObject({ text: words(), evidence: z.array(words(1000)).max(100).optional() }))
    .max(1000),
  /** Evidence not relied on, and why (APL 67(3)). */
  rejectedEvidence: z
    .array(z.strictObject({ evidence: words(1000), why: words(5000) }))
    .max(200)
    .optional(),
  /** 6. Reasoning. */
  reasoning: z.array(words()).max(500),
  /** Considerations of expediency (APL 66), unless the act is mandatory (APL 65(1)). */
  considerations: z
    .strictObject({
      necessity: words(5000).optional(),
      suitability: words(5000).optional(),
      need: words(5000).optional(),
      proportionality: words(5000).optional(),
    })
    .optional(),
  mandatoryAct: z.boolean().optional(),
  /** 7. Applied norms, one entry each: act, article, paragraph, point. */
  norms: z.array(words(500)).max(300),
  /** 8. The operative part. */
  operative: z.array(words(5000)).min(1).max(200),
  validity: z.strictObject({ from: isoDate.optional(), until: isoDate.optional() }).optional(),
  /** Conditions of APL 68: term, precondition, task, reservation. */
  conditions: z
    .array(
      z.strictObject({
        type: z.enum(['term', 'precondition', 'task', 'reservation']),
        text: words(5000),
        due: isoDate.optional(),
      }),
    )
    .max(200)
    .optional(),
  /** The register that the decision touches, and what the addressee is to know of the entry. */
  register: z.strictObject({ name: words(500), notice: words(2000) }).optional(),
  costs: words(2000).optional(),
  /** Why it comes after the term, for an unfavourable act (APL 49(4)). */
  delayJustification: words(5000).optional(),
  entryIntoForce: words(2000).optional(),
  /** 9. Where and by when it may be contested. */
  appeal: appealFields.optional(),
  /** What the machine-readable twin says beyond the print; with it the file becomes PDF/A-3a. */
  twin: twinFields.optional(),
})

export type DecisionInput = z.output<typeof decisionSchema>
