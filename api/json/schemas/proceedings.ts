import { z } from 'zod'

export const OpeningBody = z
  .object({
    procedure: z.string().meta({ description: 'Id of the procedure, for example `revocation`' }),
    data: z
      .record(z.string(), z.unknown())
      .meta({ description: 'Ground, day and reasons, by the form of the motion' }),
  })
  .meta({ id: 'NewProceedings' })

export const AboutSchema = z
  .looseObject({ caseId: z.uuid(), decisionId: z.string(), number: z.string() })
  .nullable()
  .meta({ description: 'The decision of another case that this one is about' })
