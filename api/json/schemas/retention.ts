import { z } from 'zod'
import { date, moment, name, norm, turn, turned, words } from './common.ts'

const act = {
  ...{ id: z.uuid(), number: z.number(), day: date },
  state: z.enum(['planned', 'approved', 'rejected', 'applied']),
  ...{ plannedBy: name, plannedAt: moment, decidedBy: name.nullable(), decidedAt: moment.nullable() },
  ...{ agreement: z.string().nullable(), why: z.string().nullable(), appliedAt: moment.nullable() },
  ...{ items: z.number(), done: z.number() },
}

export const RetentionQuerySchema = z.object({
  list: z
    .enum(['acts', 'holds'])
    .optional()
    .meta({ description: 'Which list is turned; `holds` if none is named' }),
  ...turn,
})

export const RetentionSchema = z
  .object({
    today: date,
    rules: z.array(
      z.looseObject({
        ...{ id: z.string(), title: words, norm: norm.nullish(), unverified: z.boolean() },
        due: z.number().meta({ description: 'Items that are due today' }),
        ...{ records: z.number(), held: z.number() },
      }),
    ),
    holds: z.object({
      rows: z.array(
        z.object({
          ...{ caseId: z.uuid(), number: z.string(), since: z.string(), review: date },
          ...{ by: name.nullable(), toReview: z.boolean() },
        }),
      ),
      ...turned,
    }),
    acts: z.object({ rows: z.array(z.object(act)), ...turned }),
    mayPlan: z.boolean(),
  })
  .meta({ id: 'Retention' })

export const DestructionSchema = z
  .object({
    ...act,
    rows: z.array(
      z.object({
        ...{ n: z.number(), rule: z.string(), title: words, norm: norm.nullable(), unverified: z.boolean() },
        ...{ caseId: z.uuid().nullable(), number: z.string().nullable(), upTo: z.string().nullable() },
        ...{ dueOn: date, records: z.number(), result: z.enum(['erased', 'held']).nullable() },
      }),
    ),
    agreed: z.boolean().meta({ description: 'The agreement of the archives is needed' }),
    ...{ mayApprove: z.boolean(), mayReject: z.boolean(), own: z.boolean() },
  })
  .meta({ id: 'DestructionAct' })
