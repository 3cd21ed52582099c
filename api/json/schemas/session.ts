import { z } from 'zod'
import { moment } from './common.ts'

export const SessionSchema = z
  .object({
    csrfToken: z.string().meta({ description: 'Goes into the header `x-csrf-token` of every change' }),
    user: z
      .looseObject({
        ...{ personId: z.uuid(), subject: z.string(), givenName: z.string(), familyName: z.string() },
        roles: z.array(
          z.looseObject({
            ...{ role: z.string(), institutionId: z.uuid().nullable(), unit: z.string().nullable() },
            delegationId: z.uuid().nullable().meta({ description: 'Held in somebody’s stead' }),
          }),
        ),
        signs: z.boolean().meta({ description: 'The sign-in stands for a signature' }),
      })
      .nullable(),
  })
  .meta({ id: 'Session' })

export const SessionsSchema = z
  .object({
    sessions: z.array(
      z.object({
        ...{ id: z.uuid(), own: z.boolean(), signedInAt: moment, seenAt: moment },
        ...{ level: z.string().nullable(), agent: z.string() },
      }),
    ),
  })
  .meta({ id: 'Sessions' })

export const Ended = z.object({ ended: z.number() })
