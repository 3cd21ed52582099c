import { z } from 'zod'

const reason = z.object({
  code: z.string(),
  effect: z.enum(['fail', 'indeterminate', 'note']),
  lv: z.string(),
  en: z.string(),
  detail: z.string().optional(),
})
const state = z.enum(['unsigned', 'passed', 'indeterminate', 'failed'])

export const VerificationSchema = z
  .object({
    id: z.uuid(),
    fileId: z.uuid(),
    state: state.meta({ description: 'indeterminate: a person will look at it; failed: it does not hold' }),
    format: z.enum(['ASiC-E', 'PDF', 'unknown']),
    reasons: z.array(reason),
    signatures: z.array(
      z.looseObject({
        id: z.string(),
        state,
        kind: z.enum(['person', 'seal', 'unknown']),
        name: z.string().nullable(),
        code: z
          .string()
          .nullable()
          .meta({ description: 'Personal codes are covered but for the last digits' }),
        byApplicant: z.boolean(),
        trustedTime: z.string().nullable(),
        claimedTime: z.string().nullable(),
        covers: z.object({ files: z.array(z.string()), whole: z.boolean() }),
        reasons: z.array(reason),
      }),
    ),
    files: z.array(z.object({ name: z.string(), bytes: z.number(), sha256: z.string() })),
    policy: z.string(),
    trust: z.string(),
    checkedFor: z.iso.datetime(),
    verifiedAt: z.iso.datetime(),
  })
  .meta({ id: 'Verification' })

export const VerificationsSchema = z.object({ verifications: z.array(VerificationSchema) })

export const SignatureBody = z
  .object({
    fileId: z.uuid(),
    verificationId: z
      .uuid()
      .optional()
      .meta({ description: 'The verification that was seen; a newer one is answered 409' }),
    accepted: z.boolean(),
    reason: z.string().max(2000),
  })
  .meta({ id: 'SignatureJudgement' })

export const FileAnswerSchema = z
  .object({
    answer: z.enum([
      'authentic',
      'authentic-extended',
      'authentic-inside',
      'changed',
      'unsealed',
      'sealed-unknown',
      'foreign',
      'unsigned',
      'unreadable',
    ]),
    document: z
      .looseObject({ found: z.boolean() })
      .nullable()
      .meta({ description: 'The document of ours that it is, or that it refers to; as GET /api/verify' }),
    signatures: z
      .array(
        z.object({
          state,
          kind: z.enum(['person', 'seal', 'unknown']),
          ours: z.boolean(),
          trustedTime: z.string().nullable(),
          reasons: z.array(reason),
        }),
      )
      .meta({ description: 'Whether signatures hold; never who signed' }),
  })
  .meta({ id: 'FileAnswer' })
