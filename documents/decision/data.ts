// The machine-readable twin of a decision, embedded in the PDF as an associated file (docs/decision-data.md). It is
// composed from the same input as the print, so that the two cannot say different things, and names no natural person.
import { z } from 'zod'
import { isoDate, words } from '../head.ts'
import { DECISION_KINDS, type DecisionInput, twinFields } from './input.ts'

/** Names the shape of the data; a change that readers must know of gets a new number. */
export const DECISION_DATA = 'lieta-decision/2'

const day = isoDate
const organisation = z.strictObject({ name: words(500), regNo: words(40) })

/** What `lemums.json` holds. Days are YYYY-MM-DD. */
export const decisionDataSchema = z.strictObject({
  schema: z.literal(DECISION_DATA),
  number: words(100),
  date: day,
  caseNumber: words(100),
  kind: z.enum(DECISION_KINDS),
  unfavourable: z.boolean(),
  subject: words(1000),
  issuer: organisation,
  /** Only a legal person; of a natural person the print says what must be said. */
  institution: organisation.optional(),
  application: z.strictObject({ receivedOn: day.optional(), number: words(100).optional() }).optional(),
  programme: twinFields.shape.programme,
  original: twinFields.shape.original,
  norms: z.array(words(500)),
  operative: z.array(words(5000)),
  validity: z.strictObject({ from: day.optional(), until: day.optional() }).optional(),
  conditions: z.array(
    z.strictObject({
      type: z.enum(['term', 'precondition', 'task', 'reservation']),
      text: words(5000),
      due: day.optional(),
    }),
  ),
  register: z.strictObject({ name: words(500), notice: words(2000) }).optional(),
  /** Where and until when it may be contested, and how that is found (APL 70, 76, 79). */
  contest: z
    .strictObject({
      authority: words(300).optional(),
      through: words(300).optional(),
      lastDay: day.optional(),
      derived: twinFields.shape.contest,
    })
    .optional(),
  verifyUrl: z.string().optional(),
})
export type DecisionData = z.output<typeof decisionDataSchema>

/**
 * In: a decision that is issued. Out: its twin.
 * Throws ZodError when it has no number or no date yet: what is not issued has no twin.
 */
export function decisionData(i: DecisionInput): DecisionData {
  const { addressee, appeal, claim, issuer, twin } = i
  return decisionDataSchema.parse({
    schema: DECISION_DATA,
    number: i.number,
    date: i.date,
    caseNumber: i.caseNumber,
    kind: i.kind,
    unfavourable: i.unfavourable,
    subject: i.subject,
    issuer: { name: issuer.name, regNo: issuer.regNo },
    ...(addressee.regNo ? { institution: { name: addressee.name, regNo: addressee.regNo } } : {}),
    ...(claim ? { application: { receivedOn: claim.receivedOn, number: claim.number } } : {}),
    programme: twin?.programme,
    original: twin?.original,
    norms: i.norms,
    operative: i.operative,
    validity: i.validity,
    conditions: i.conditions ?? [],
    register: i.register,
    ...(appeal
      ? {
          contest: {
            authority: appeal.authority,
            through: appeal.through,
            lastDay: appeal.lastDay,
            derived: twin?.contest,
          },
        }
      : {}),
    verifyUrl: i.verifyUrl,
  })
}
