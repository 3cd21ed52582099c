import { z } from 'zod'
import { CELLS } from '../../cases/queries/supervision.ts'
import { prose } from '../../forms/fields.ts'

export const DraftBody = z
  .object({
    form: z.string().meta({ description: 'Id of the form, for example `licensing`' }),
    institutionId: z.uuid().optional(),
    data: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'NewDraft' })

export const ActBody = z
  .object({
    payload: z
      .unknown()
      .optional()
      .meta({ description: 'What is said with the act; see the schema of each act' }),
    revision: z
      .number()
      .int()
      .min(0)
      .max(2_147_483_647)
      .optional()
      .meta({ description: 'The revision of the case that you saw; an older one is refused with `stale`' }),
  })
  .meta({ id: 'Act' })

export const NoteBody = z.object({ text: z.string() }).meta({ id: 'Note' })
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
export const AssignBody = z
  .object({ to: z.uuid(), reason: z.string().max(500).optional() })
  .meta({ id: 'Assignment' })
export const ClockBody = z
  .object({
    to: z.iso
      .datetime()
      // Beyond it the law cannot count terms any more.
      .refine((to) => to < '2190', { message: 'before the year 2190' })
      .meta({ description: 'The business instant that it shall be now (UTC)' }),
  })
  .meta({ id: 'ClockMove' })
/** Pages of lists are turned by what the page before told, and never by a number. */
const turn = {
  after: z.string().max(500).optional().meta({ description: '`next` of a page: the page after it' }),
  before: z.string().max(500).optional().meta({ description: '`previous` of a page: the page before it' }),
}
export const TurnQuery = z.object(turn)
export const QueueQuery = z.object({
  view: z.enum(['all', 'mine', 'unclaimed']).default('all'),
  role: z.enum(['inspector', 'reviewer', 'director']).optional(),
  q: z.string().max(200).optional(),
  ...turn,
})
export const RegisterQuery = z.object({ q: z.string().max(200).optional(), ...turn })

export const LawChangeQuery = z.object({
  ...turn,
  effect: z.enum(['unchanged', 'earlier', 'later', 'newly-overdue', 'rescued', 'error']).optional(),
  clock: z.enum(['statutory', 'standard']).optional(),
})
export const RejectionBody = z.object({ why: prose(1000) }).meta({ id: 'LawChangeRejection' })

const words = z.object({ lv: z.string(), en: z.string() })

export const ProblemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    code: z.string(),
    detail: words,
    errors: z.array(z.object({ field: z.string(), code: z.string(), message: words })),
    requestId: z.string(),
    caseId: z.uuid().optional().meta({ description: 'With `purpose-needed`: of which case' }),
  })
  .meta({ id: 'Problem' })

export const ReceiptSchema = z
  .object({ caseId: z.uuid(), number: z.string(), receivedAt: z.iso.datetime(), contentHash: z.string() })
  .meta({ id: 'Receipt' })

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
    errors: z.array(z.object({ field: z.string(), code: z.string(), message: words })),
  })
  .meta({ id: 'Draft' })

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

export const ActAnswerSchema = z.object({ revision: z.number(), stage: z.string() }).meta({ id: 'ActAnswer' })

export const DraftReadingSchema = z
  .object({
    errors: z.array(z.object({ field: z.string(), code: z.string(), message: words })),
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

export const SignBody = z
  .object({
    cases: z
      .array(
        z.object({
          caseId: z.uuid(),
          revision: z
            .number()
            .int()
            .min(0)
            .max(2_147_483_647)
            .meta({ description: 'The revision of the case that you saw' }),
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

export const SupervisionQuery = z.object({
  cell: z.enum(CELLS).optional().meta({ description: 'The list; absent: the first that holds cases' }),
  asOf: z.iso.date().optional().meta({
    description: 'A day that is over: as it stood when that day ended. Absent, or not over: as it stands now',
  }),
  ...turn,
})
