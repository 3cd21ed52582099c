import { z } from 'zod'
import { TERM_SCOPES, TERM_SIDES } from '../../../cases/queries/terms.ts'
import { TERM_KINDS } from '../../../law/clock/term.ts'
import { date, turn, turned, words } from './common.ts'

export const TermsQuery = z.object({
  scope: z.enum(TERM_SCOPES).optional().meta({ description: 'The house is open to whoever supervises' }),
  kind: z.enum(TERM_KINDS).optional(),
  side: z.enum(TERM_SIDES).optional().meta({ description: 'Who must keep it' }),
  unit: z.string().max(60).optional(),
  ...turn,
})

const named = z.object({ id: z.string(), title: words })

export const TermsSchema = z
  .object({
    rows: z.array(
      z.object({
        ...{ caseId: z.uuid(), number: z.string(), subject: z.string(), term: z.string(), title: words },
        ...{ rule: z.string(), kind: z.enum(TERM_KINDS), owner: z.string(), side: z.enum(TERM_SIDES) },
        ...{ unit: z.string().nullable(), due: date, left: z.number() },
      }),
    ),
    ...{ scope: z.enum(TERM_SCOPES), scopes: z.array(z.enum(TERM_SCOPES)), units: z.array(named) },
    ...turned,
  })
  .meta({ id: 'TermsThatEnd' })
