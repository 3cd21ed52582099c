import { z } from 'zod'

/** Both languages. */
export const words = z.object({ lv: z.string(), en: z.string() })
export const moment = z.iso.datetime()
/** In Riga. */
export const date = z.iso.date()
/** A day that is asked for: no calendar of ours knows years before. */
export const askedDay = z.iso.date().refine((d) => d >= '1900', 'date-range')
export const name = z.string()

/** Pages of lists are turned by what the page before told, and never by a number. */
export const turn = {
  after: z.string().max(500).optional().meta({ description: '`next` of a page: the page after it' }),
  before: z.string().max(500).optional().meta({ description: '`previous` of a page: the page before it' }),
}
export const TurnQuery = z.object(turn)
/** Where the pages on either side begin; null where there is none. */
export const turned = { next: z.string().nullable(), previous: z.string().nullable() }

export const fieldError = z.object({ field: z.string(), code: z.string(), message: words })

export const ProblemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    code: z.string(),
    detail: words,
    errors: z.array(fieldError),
    requestId: z.string(),
    caseId: z.uuid().optional().meta({ description: 'With `purpose-needed`: of which case' }),
  })
  .meta({ id: 'Problem' })

/** The revision of a case, as it is sent along. */
export const revision = z.number().int().min(0).max(2_147_483_647)
export const norm = z.looseObject({ act: z.string(), article: z.string() })
