import { z } from 'zod'
import { CONFLICT_GROUNDS, type ConflictGround } from '../../../law/conflicts.ts'
import { date, moment, name, turned } from './common.ts'

const ground = z.enum(Object.keys(CONFLICT_GROUNDS) as [ConflictGround, ...ConflictGround[]])

export const TiesSchema = z
  .object({
    ties: z.array(
      z.object({
        ...{ id: z.uuid(), person: name, own: z.boolean(), ground, words: z.string() },
        about: name.meta({ description: 'The institution, or the founder with all that it founded' }),
        founder: z.boolean(),
        ...{ lastDay: date.nullable(), enteredAt: moment, stands: z.boolean() },
        until: date
          .nullable()
          .meta({ description: 'From that day on it keeps the person from nothing any more' }),
        ...{ revokedBy: name.nullable(), revokedWhy: z.string().nullable() },
      }),
    ),
    grounds: z.array(ground).meta({ description: 'On which ground a tie can be declared' }),
    judges: z.boolean().meta({ description: 'You see those of others, and may end them' }),
    ...turned,
  })
  .meta({ id: 'Ties' })

export const AbsencesSchema = z
  .object({
    absences: z.array(
      z.object({
        ...{ id: z.uuid(), person: name, substitute: name, firstDay: date, lastDay: date, enteredBy: name },
        ...{
          when: z.enum(['current', 'future', 'past']),
          endedBy: name.nullable(),
          endedAt: moment.nullable(),
        },
        mayEnd: z.boolean(),
        nobodySigns: z
          .boolean()
          .meta({ description: 'The absent person signs, and nobody may in their stead' }),
      }),
    ),
    staff: z.array(z.object({ personId: z.uuid(), name })),
    manages: z.boolean().meta({ description: 'You may enter those of others' }),
    ...turned,
  })
  .meta({ id: 'Absences' })

export const Made = z.object({ id: z.uuid() })

export const ReplacementsSchema = z
  .array(
    z.object({
      ...{ request: z.string(), at: moment, by: name.nullable(), due: date.nullable() },
      ...{ official: z.string().nullable(), reason: z.string().nullable() },
      decided: z.object({ at: moment, outcome: z.string(), reason: z.string().nullable() }).nullable(),
    }),
  )
  .meta({ description: 'Requests to replace an official; for a party its own' })

export const RecordsSchema = z
  .array(z.looseObject({ name: z.string(), fileId: z.uuid(), until: date }))
  .meta({ description: 'What of the file was opened to you on your request (APL 61)' })
