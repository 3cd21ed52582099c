import { z } from 'zod'
import { date, moment, name, revision, turned, words } from './common.ts'

export const SignBody = z
  .object({
    cases: z
      .array(
        z.object({
          caseId: z.uuid(),
          revision: revision.meta({ description: 'The revision of the case that you saw' }),
        }),
      )
      .min(1)
      .max(100),
  })
  .meta({ id: 'Signing' })

export const SignResults = z
  .object({
    results: z.array(
      z.object({
        caseId: z.uuid(),
        ok: z.boolean(),
        stage: z.string().nullable(),
        problem: z.object({ code: z.string(), words }).nullable(),
      }),
    ),
  })
  .meta({ id: 'SigningResults' })

export const SigningSchema = z
  .object({
    items: z.array(
      z.looseObject({
        ...{ caseId: z.uuid(), number: z.string(), procedure: z.string(), subject: z.string() },
        ...{ partyName: name.nullable(), kind: z.string(), favourable: z.boolean() },
        ...{ due: date.nullable(), overdue: z.boolean(), revision: z.number() },
        ...{ draftedBy: name.nullable(), reviewedBy: name.nullable(), reviewedAt: moment.nullable() },
        signing: z.boolean().meta({ description: 'It is with the signing service now' }),
        decisionNumber: z.string().nullable(),
        changes: z
          .array(z.object({ seq: z.number(), at: moment, kind: z.string(), about: z.string().nullable() }))
          .meta({ description: 'What happened since the review' }),
        returned: z.looseObject({ returnedAt: moment, comment: z.string().nullable() }).nullish(),
        failure: z.object({ reason: z.string(), at: moment }).nullable(),
        why: z.string().nullable().meta({ description: 'Why you may not sign it' }),
      }),
    ),
    ...turned,
  })
  .meta({ id: 'SigningRoom' })

const person = z.object({ personId: z.uuid(), name })

export const DelegationsSchema = z
  .object({
    delegations: z.array(
      z.object({
        ...{ id: z.uuid(), from: name, to: name, firstDay: date, lastDay: date },
        ...{ orderNumber: z.string(), orderDate: date, enteredBy: name, enteredAt: moment },
        ...{ revokedBy: name.nullable(), revokedAt: moment.nullable() },
        when: z.enum(['current', 'future', 'past']),
      }),
    ),
    directors: z.array(person).meta({ description: 'Who may be stood in for' }),
    people: z.array(person).meta({ description: 'Who may stand in' }),
    mayEnter: z.boolean(),
    ...turned,
  })
  .meta({ id: 'Delegations' })

export const DelegationMade = z.object({ id: z.uuid() })
