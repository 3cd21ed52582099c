import { z } from 'zod'
import { prose } from '../../../forms/fields.ts'
import { date, moment, name, turn, turned, words } from './common.ts'

export const LawChangeQuery = z.object({
  effect: z.enum(['unchanged', 'earlier', 'later', 'newly-overdue', 'rescued', 'error']).optional(),
  clock: z.string().max(80).optional(),
  ...turn,
})

export const RejectionBody = z.object({ why: prose(1000) }).meta({ id: 'LawChangeRejection' })

const line = {
  id: z.uuid(),
  kind: z.enum(['holiday', 'moved-day', 'rule']),
  definition: z.record(z.string(), z.unknown()),
  ...{ reason: z.string(), norm: z.string() },
  state: z.enum(['previewed', 'approved', 'applying', 'applied', 'rejected']),
  ...{ enteredBy: name, enteredAt: moment, approvedBy: name.nullable(), approvedAt: moment.nullable() },
  ...{ rejectedBy: name.nullable(), rejection: z.string().nullable() },
  calendarVersion: z.number().nullable(),
}
const effect = z.enum(['unchanged', 'earlier', 'later', 'newly-overdue', 'rescued', 'error'])

export const LawChangesSchema = z
  .object({ changes: z.array(z.object(line)), ...turned })
  .meta({ id: 'LawChanges' })

export const LawChangeSchema = z
  .looseObject({
    ...line,
    previewedAt: moment.nullable(),
    appliedAt: moment.nullable(),
    preview: z
      .looseObject({ cases: z.number(), letters: z.number(), errors: z.number() })
      .nullable()
      .meta({ description: 'What the preview showed to whoever approves' }),
    report: z.record(z.string(), z.unknown()).nullable(),
    progress: z.object({ cases: z.number(), done: z.number() }),
    mayApprove: z.boolean(),
    rows: z.array(
      z.looseObject({
        ...{ caseId: z.uuid(), number: z.string(), clock: z.string() },
        title: words.nullable().meta({ description: 'What the term is called' }),
        ...{ oldDue: date.nullable(), newDue: date.nullable(), effect, letter: z.boolean() },
        why: words.nullable(),
        result: z.enum(['applied', 'closed', 'failed']).nullable(),
        appliedAt: moment.nullable(),
      }),
    ),
    ...turned,
  })
  .meta({ id: 'LawChangeFile' })
