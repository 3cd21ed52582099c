import { z } from 'zod'
import { CELLS } from '../../../cases/queries/supervision.ts'
import { askedDay, date, moment, name, turn, turned, words } from './common.ts'

export const NoteBody = z.object({ text: z.string() }).meta({ id: 'Note' })

export const AssignBody = z
  .object({ to: z.uuid(), reason: z.string().max(500).optional() })
  .meta({ id: 'Assignment' })

export const QueueQuery = z.object({
  view: z.enum(['all', 'mine', 'unclaimed']).default('all'),
  role: z.enum(['inspector', 'reviewer', 'director']).optional(),
  q: z.string().max(200).optional(),
  ...turn,
})

export const SupervisionQuery = z.object({
  cell: z.enum(CELLS).optional().meta({ description: 'The list; absent: the first that holds cases' }),
  asOf: askedDay.optional().meta({
    description: 'A day that is over: as it stood when that day ended. Absent, or not over: as it stands now',
  }),
  unit: z
    .string()
    .max(60)
    .optional()
    .meta({ description: 'The work of one unit; absent or unknown: of all' }),
  ...turn,
})

export const QueueSchema = z
  .looseObject({
    items: z.array(
      z.looseObject({
        ...{ caseId: z.uuid(), number: z.string(), procedure: z.string(), subject: z.string() },
        ...{
          partyName: name.nullable(),
          stage: z.string(),
          taskId: z.string(),
          kind: z.string(),
          role: z.string(),
        },
        ...{ claimedBy: z.uuid().nullable(), claimedByName: name.nullable(), openedAt: moment },
        ...{ due: date.nullable(), overdue: z.boolean() },
        unit: z.string().meta({ description: 'Whose work it is; empty: of the whole house' }),
        left: z.boolean().meta({ description: 'Whoever has it does such work no more: it can be taken' }),
        insteadOf: z.boolean().meta({ description: 'Whoever has it is away, and you stand in' }),
        why: z
          .enum(['overdue', 'due-soon', 'waiting', 'new'])
          .meta({ description: 'Why it stands where it stands' }),
      }),
    ),
    total: z.number().nullable().meta({ description: 'Null: more was found than is counted' }),
    ...turned,
    counts: z.object({ all: z.number(), mine: z.number(), unclaimed: z.number() }),
    standsFor: z.array(name).meta({ description: 'Who is away and in whose stead you work now' }),
  })
  .meta({ id: 'Queue' })

const casePage = {
  cases: z.array(
    z.looseObject({
      ...{ caseId: z.uuid(), number: z.string(), procedure: z.string(), subject: z.string() },
      ...{
        partyName: name.nullable(),
        stage: z.string(),
        due: date.nullable(),
        assigneeId: z.uuid().nullable(),
      },
    }),
  ),
  ...turned,
}
const cell = z.enum(CELLS)

export const SupervisionSchema = z
  .looseObject({
    today: date,
    asOf: date.meta({ description: 'The day at whose end it stood so' }),
    cells: z.array(z.object({ key: cell, count: z.number() })),
    unowned: z.number(),
    troubles: z.number(),
    list: z.looseObject({ key: cell, ...casePage }),
    firstUnowned: z.looseObject(casePage),
    firstTroubles: z.looseObject(casePage),
    people: z.array(
      z.object({
        ...{ personId: z.uuid(), name, open: z.number(), overdue: z.number() },
        away: z.object({ lastDay: date, substitute: name }).nullable(),
      }),
    ),
    units: z.array(z.object({ unit: z.string(), title: words, open: z.number() })),
    unit: z.string().nullable().meta({ description: 'All else is of this unit; null: of the whole house' }),
  })
  .meta({ id: 'Supervision' })
