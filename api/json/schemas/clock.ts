import { z } from 'zod'
import { moment } from './common.ts'

export const ClockBody = z
  .object({
    to: z.iso
      .datetime()
      // Beyond it the law cannot count terms any more.
      .refine((to) => to < '2190', { message: 'before the year 2190' })
      .meta({ description: 'The business instant that it shall be now (UTC)' }),
  })
  .meta({ id: 'ClockMove' })

export const ClockSchema = z
  .object({ now: moment, total: z.number(), done: z.number() })
  .meta({ id: 'Clock' })
export const ClockMoved = z
  .object({ now: moment, cases: z.number(), key: z.string() })
  .meta({ id: 'ClockMoved' })
