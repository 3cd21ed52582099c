import { z } from 'zod'
import { BODY_FUNCTIONS, BODY_KINDS, type BodyFunction, type BodyKind } from '../../../law/bodies/body.ts'
import { askedDay, date, name, turned, words } from './common.ts'

const functionIn = z.enum(Object.keys(BODY_FUNCTIONS) as [BodyFunction, ...BodyFunction[]])
const line = {
  ...{ id: z.uuid(), code: z.string(), kind: z.enum(Object.keys(BODY_KINDS) as [BodyKind, ...BodyKind[]]) },
  ...{ name: words, norm: z.string().nullable(), unit: z.string().nullable() },
}
const share = z.object({ of: z.tuple([z.number(), z.number()]), more: z.boolean() })
const rule = z.object({
  from: date.nullable(),
  until: date.nullable(),
  rule: z.object({
    quorum: z.union([z.object({ share }), z.object({ number: z.number() })]),
    quorumOf: z.enum(['in-office', 'not-recused']),
    majority: share,
    majorityOf: z.enum(['in-office', 'present', 'cast']),
    vote: z.enum(['open', 'closed']),
    tie: z.enum(['chair', 'falls', 'again']),
    ...{ remote: z.boolean(), written: z.boolean(), deputyForRecused: z.boolean() },
  }),
  source: z.string().nullable().meta({ description: 'Null: unverified, no source says so' }),
})

export const BodiesSchema = z
  .object({
    bodies: z.array(z.object(line)),
    manages: z.boolean(),
    units: z.array(z.object({ id: z.string(), title: words })),
    ...turned,
  })
  .meta({ id: 'Bodies' })

export const DayQuery = z.object({
  day: askedDay.optional().meta({ description: 'As it was, or is to be, on that day; absent: today' }),
})

export const BodySchema = z
  .object({
    ...line,
    day: date,
    seats: z.array(z.object({ person: name, function: functionIn, deputies: z.array(name) })),
    secretaries: z.array(name),
    quorum: z.object({ needed: z.number(), base: z.number() }),
    rule,
    rules: z.array(rule),
    members: z.array(
      z.object({
        ...{ id: z.uuid(), personId: z.uuid(), person: name, function: functionIn },
        ...{ standsFor: name.nullable(), from: date, until: date.nullable(), holds: z.boolean() },
        order: z.object({ number: z.string(), date }),
        ended: z.object({ number: z.string(), date, by: name }).nullable(),
      }),
    ),
    people: z.array(z.object({ personId: z.uuid(), name })).nullable(),
  })
  .meta({ id: 'Body' })
