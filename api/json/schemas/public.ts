import { z } from 'zod'
import { date, moment, turn, turned } from './common.ts'

export const RegisterQuery = z.object({ q: z.string().max(200).optional(), ...turn })

const entry = {
  entryNo: z.string(),
  state: z.string(),
  data: z.record(z.string(), z.unknown()).meta({ description: 'The public fields of the register' }),
  since: moment,
}

export const EntriesSchema = z
  .looseObject({ register: z.string(), entries: z.array(z.object(entry)), ...turned })
  .meta({ id: 'RegisterEntries' })

export const EntrySchema = z
  .looseObject({
    register: z.string(),
    ...entry,
    history: z.array(
      z.looseObject({
        ...{ version: z.number(), state: z.string(), at: moment, reason: z.string() },
        decision: z.string().nullable(),
        decisionDate: date.nullable().meta({ description: 'With it the decision can be checked' }),
        data: z.record(z.string(), z.unknown()),
      }),
    ),
  })
  .meta({ id: 'RegisterEntry' })

export const VerifyQuery = z.object({
  number: z
    .string()
    .meta({ description: 'Code of the document, number of an entry, or number of a document' }),
  date: z
    .string()
    .optional()
    .meta({ description: 'Day of issue, YYYY-MM-DD; needed with a number of a document' }),
})

export const DocumentAnswerSchema = z
  .union([
    z.object({ found: z.literal(false) }),
    z.looseObject({
      found: z.literal(true),
      what: z.enum(['document', 'entry']),
      ...{ number: z.string(), kind: z.string(), date, state: z.string() },
      later: z.array(z.looseObject({})).meta({ description: 'What happened to it since' }),
      sha256: z.string().optional(),
      entry: z.object({ register: z.string(), entryNo: z.string() }).optional(),
    }),
  ])
  .meta({ id: 'DocumentAnswer' })
