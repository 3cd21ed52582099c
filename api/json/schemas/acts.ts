import { z } from 'zod'
import { fieldError, revision, words } from './common.ts'

export const ActBody = z
  .object({
    payload: z
      .unknown()
      .optional()
      .meta({ description: 'What is said with the act; see the schema of each act' }),
    revision: revision
      .optional()
      .meta({ description: 'The revision of the case that you saw; an older one is refused with `stale`' }),
  })
  .meta({ id: 'Act' })

export const ActAnswerSchema = z.object({ revision: z.number(), stage: z.string() }).meta({ id: 'ActAnswer' })

export const DraftReadingSchema = z
  .object({
    errors: z.array(fieldError),
    findings: z.array(
      z.object({
        rule: z.string(),
        severity: z.enum(['block', 'warn']),
        message: words,
        norm: z.string(),
        field: z.string(),
      }),
    ),
  })
  .meta({ id: 'DraftReading' })
