import { z } from 'zod'
import { fieldError, moment, turned } from './common.ts'
import { VerificationSchema } from './files.ts'

export const DraftBody = z
  .object({
    form: z.string().meta({ description: 'Id of the form, for example `licensing`' }),
    institutionId: z.uuid().optional(),
    data: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'NewDraft' })

export const DraftAnswers = z.record(z.string(), z.unknown())

export const DraftSchema = z
  .looseObject({
    id: z.uuid(),
    form: z.string(),
    data: z.record(z.string(), z.unknown()),
    revision: z.number().int().meta({ description: 'Goes into `If-Match` of what is changed or sent' }),
    changes: z
      .array(
        z.object({
          revision: z.number().int(),
          at: z.iso.datetime(),
          by: z.string(),
          fields: z.array(z.string()),
        }),
      )
      .meta({ description: 'Who changed what, the last change first' }),
    signature: z.enum(['sign-in', 'own-signature']),
    verifications: z
      .record(z.string(), VerificationSchema)
      .meta({ description: 'By file id: what verification found on each container and PDF attached' }),
    errors: z.array(fieldError),
  })
  .meta({ id: 'Draft' })

export const DraftsSchema = z
  .object({
    drafts: z.array(
      z.looseObject({
        id: z.uuid(),
        form: z.string(),
        subject: z.string(),
        updatedAt: moment,
        goesAt: moment
          .nullable()
          .meta({ description: 'When it is taken away, abandoned or discarded; see `keep`' }),
        discarded: z.boolean(),
        cure: z.boolean(),
      }),
    ),
    ...turned,
  })
  .meta({ id: 'Drafts' })

export const ReceiptSchema = z
  .object({ caseId: z.uuid(), number: z.string(), receivedAt: z.iso.datetime(), contentHash: z.string() })
  .meta({ id: 'Receipt' })
