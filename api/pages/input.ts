import { randomUUID } from 'node:crypto'
import type { Request } from 'express'
import { z } from 'zod'
import { notFound } from '../../cases/permissions.ts'
import { keptKey } from '../idempotency.ts'

// What comes with the request of a page.

export type Body = Record<string, string | undefined>

/** The fields of a form; of a name that came twice the last counts. */
export function bodyOf(req: Request): Body {
  const body = (req.body ?? {}) as Record<string, unknown>
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      const last = Array.isArray(value) ? value[value.length - 1] : value
      return [name, typeof last === 'string' ? last : undefined]
    }),
  )
}

/** The id in the address; whatever cannot be one is not found. */
export function idOf(req: Request, name = 'id'): string {
  const parsed = z.uuid().safeParse(req.params[name])
  if (!parsed.success) throw notFound()
  return parsed.data
}

export function newKey(): string {
  return randomUUID()
}

/** The key that the form brought, as it is kept, or a new one when it brought none that can be used. */
export function keyOf(body: Body): string {
  const key = body._key ?? ''
  return /^[\x21-\x7e]{8,200}$/.test(key) ? keptKey(key) : newKey()
}

/** One value of the query, as text. */
export function queryOf(req: Request, name: string, max = 200): string {
  const value = req.query[name]
  return typeof value === 'string' ? value.slice(0, max) : ''
}

/** Which page of a list is asked for. */
export function turnOf(req: Request): { after: string; before: string } {
  return { after: queryOf(req, 'after', 500), before: queryOf(req, 'before', 500) }
}
