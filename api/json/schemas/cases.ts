import { z } from 'zod'
import { date, moment, name, turned, words } from './common.ts'
import { AboutSchema } from './proceedings.ts'
import { TermSchema } from './terms.ts'
import { RecordsSchema, ReplacementsSchema } from './work.ts'

const standing = {
  ...{ number: z.string(), stage: z.string(), subject: z.string(), receivedAt: moment },
  ...{ waitingOn: z.string(), outcome: z.string().nullable(), closedAt: moment.nullable() },
}

export const CasesSchema = z
  .looseObject({
    cases: z.array(
      z.looseObject({
        ...{ caseId: z.uuid(), procedure: z.string(), partyName: name.nullable(), due: date.nullable() },
        ...standing,
      }),
    ),
    ...turned,
  })
  .meta({ id: 'Cases' })

const document = z.looseObject({
  ...{ kind: z.string(), at: moment, fileId: z.uuid().nullable(), verifyCode: z.string().nullable() },
  ...{ channel: z.string().nullable(), sentAt: moment.nullable(), servedOn: date.nullable() },
  ...{ inForceFrom: date.nullable(), contestUntil: date.nullable() },
})
const task = z.looseObject({
  ...{ taskId: z.string(), kind: z.string(), role: z.string(), state: z.enum(['open', 'done']) },
  ...{ due: date.nullable(), claimedByName: name.nullable() },
})

export const CaseSchema = z
  .looseObject({
    ...{ caseId: z.uuid(), procedure: z.string() },
    state: z.looseObject({
      ...standing,
      revision: z.number().meta({ description: 'Goes along with an act: what is older is refused' }),
    }),
    internal: z
      .boolean()
      .meta({ description: 'The whole file, for the staff; else what is open to a party' }),
    application: z.looseObject({
      version: z.number(),
      data: z.record(z.string(), z.unknown()),
      contentHash: z.string().nullable(),
      submittedAt: moment,
    }),
    versions: z.number(),
    clocks: z.array(TermSchema).meta({ description: 'Its terms: what somebody must do by when' }),
    timeline: z
      .array(
        z.looseObject({
          ...{ seq: z.number(), type: z.string(), at: moment, actor: name.nullable() },
          data: z.record(z.string(), z.unknown()),
        }),
      )
      .meta({ description: 'A page of what happened: at most 100 events, in order; the newest page first' }),
    course: z
      .object(turned)
      .meta({ description: '`next` leads to what was before, `previous` to what came after' }),
    ...{ about: AboutSchema, documents: z.array(document), tasks: z.array(task) },
    actions: z
      .array(
        z.looseObject({
          ...{ act: z.string(), title: words, possible: z.boolean() },
          why: z.string().nullable().meta({ description: 'Why it cannot be done now' }),
        }),
      )
      .meta({ description: 'What you may do, now or at another time' }),
    ...{ replacements: ReplacementsSchema, records: RecordsSchema },
    latestPayloads: z.record(
      z.string(),
      z.looseObject({ payload: z.record(z.string(), z.unknown()), at: moment }),
    ),
  })
  .meta({ id: 'CaseFile' })

export const ReceiptDataSchema = z
  .looseObject({
    format: z.literal('lieta-receipt/1'),
    ...{ caseId: z.uuid(), number: z.string(), receivedAt: moment },
    contentHash: z.string().optional().meta({ description: 'Absent once the answers were erased' }),
    event: z.object({ seq: z.literal(1), hash: z.string() }),
  })
  .meta({ id: 'ReceiptData' })

export const ExtractSchema = z
  .looseObject({
    format: z.literal('lieta-extract/1'),
    ...{ caseId: z.uuid(), number: z.string(), madeAt: moment },
    application: z.array(z.looseObject({ version: z.number(), form: z.string(), formVersion: z.number() })),
    events: z
      .array(z.looseObject({ seq: z.number(), hash: z.string(), content: z.string() }))
      .meta({ description: 'Each event in its chain, in full where it is yours' }),
    documents: z.array(z.unknown()),
    seals: z.array(z.looseObject({ day: date, content: z.string() })),
  })
  .meta({ id: 'Extract' })
