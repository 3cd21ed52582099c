import type { z } from 'zod'
import { messageFor } from '../forms/messages.ts'
import { type FieldError, LietaError, type Words } from '../platform/errors.ts'

/**
 * What was sent, read by its schema; what is wrong is told on its field, by the name that people know it by.
 * @param labels the fields by name, as the form calls them
 * @throws LietaError `validation`
 */
export function readBody<T extends z.ZodType>(
  schema: T,
  raw: unknown,
  labels: Readonly<Record<string, Words>>,
): z.output<T> {
  const parsed = schema.safeParse(raw ?? {})
  if (parsed.success) return parsed.data
  throw invalidBody(
    parsed.error.issues.map((issue) => {
      const field = issue.path.join('.')
      return { field, ...messageFor(issue, labels[field], (raw as Record<string, unknown> | null)?.[field]) }
    }),
  )
}

/** The fields of what was sent are wrong; what is typed stays with whoever typed it. */
export function invalidBody(errors: FieldError[]): LietaError {
  return new LietaError(
    'validation',
    {
      lv: 'Pārbaudiet norādītos laukus; ierakstītais ir saglabāts.',
      en: 'Check the fields named; what you wrote is kept.',
    },
    errors,
  )
}
