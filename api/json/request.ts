import type { Request } from 'express'
import type { z } from 'zod'
import { LietaError } from '../../platform/errors.ts'
import { keptKey } from '../idempotency.ts'

/**
 * The caller's key for this command, from the header `Idempotency-Key`, as it is kept.
 * @throws LietaError `idempotency-missing`
 */
export function idempotencyKey(req: Request): string {
  const key = req.get('idempotency-key')
  if (!key || !/^[\x21-\x7e]{8,200}$/.test(key))
    throw new LietaError('idempotency-missing', {
      lv: 'Pieprasījumam vajag galveni Idempotency-Key (8–200 zīmes), lai to varētu droši atkārtot.',
      en: 'The request needs the header Idempotency-Key (8 to 200 characters), so that it can be repeated safely.',
    })
  return keptKey(key)
}

/**
 * The revision that the caller read, from the header `If-Match` (RFC 9110): `"7"`.
 * @returns undefined when none is named
 * @throws LietaError `malformed`
 */
export function revisionRead(req: Request): number | undefined {
  const given = req.get('if-match')
  if (given === undefined) return undefined
  const [, digits] = /^"(\d{1,9})"$/.exec(given.trim()) ?? []
  if (digits !== undefined) return Number(digits)
  throw new LietaError('malformed', {
    lv: 'Galvenē If-Match jābūt redakcijas numuram pēdiņās, piemēram, "7".',
    en: 'The header If-Match must hold the number of a revision in quotes, such as "7".',
  })
}

/** @throws LietaError `validation`, one error per field of the request */
export function parse<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const parsed = schema.safeParse(value ?? {})
  if (parsed.success) return parsed.data
  throw new LietaError(
    'validation',
    { lv: 'Pieprasījums nav derīgs.', en: 'The request is not valid.' },
    parsed.error.issues.map((i) => ({
      field: i.path.join('.'),
      code: i.code,
      message: { lv: `Lauks nav derīgs: ${i.message}`, en: i.message },
    })),
  )
}
