import { z } from 'zod'

const Named = z.object({ id: z.uuid(), name: z.string() }).nullable()
export const AuditPageSchema = z
  .object({
    entries: z.array(
      z.object({
        position: z.string(),
        at: z.iso.datetime(),
        recordedAt: z.iso.datetime(),
        kind: z.string(),
        person: Named,
        about: Named,
        role: z.string().nullable(),
        unit: z.string().nullable(),
        case: z.object({ id: z.uuid(), number: z.string() }).nullable(),
        institution: Named,
        object: z.string().nullable(),
        purpose: z.string().nullable(),
        data: z.record(z.string(), z.unknown()),
        reason: z.string().nullable(),
        times: z.int().min(1),
      }),
    ),
    next: z.string().nullable(),
  })
  .meta({ id: 'AuditPage' })
export const ReadersSchema = z
  .object({
    readings: z.array(
      z.object({
        day: z.iso.date(),
        role: z.string(),
        unit: z.string().nullable(),
        purpose: z.string(),
        what: z.array(z.enum(['case', 'file', 'preview'])),
      }),
    ),
  })
  .meta({ id: 'Readers' })
