import { z } from 'zod'
import { date, norm, words } from './common.ts'

/** A term of a case: by when somebody must have done something, and how that day follows. */
export const TermSchema = z
  .looseObject({
    clock: z.string().meta({ description: 'By which the facts of the case name it' }),
    ...{ title: words, rule: z.string(), due: date.nullable(), overdue: z.boolean() },
    kind: z.enum(['statutory', 'standard', 'set', 'measure', 'expiry']),
    owner: z.string().meta({ description: 'For whom it runs: `service`, `ministry`, or parties in a role' }),
    taskId: z.string().nullable().meta({ description: 'The task that is to be done by then' }),
    state: z.string().meta({ description: 'Whether its time counts' }),
    standing: z
      .enum(['running', 'stopped', 'met', 'passed', 'superseded'])
      .meta({ description: 'What has become of it' }),
    steps: z
      .array(z.looseObject({ text: words, norm: norm.optional() }))
      .meta({ description: 'How the day follows, step by step' }),
    sentence: words,
  })
  .meta({ id: 'Term' })
