import type { Request } from 'express'
import { type Body, queryOf } from './input.ts'

/** Three boxes as one day: YYYY-MM-DD where they hold figures, else what was entered, so that it can be shown again. */
export function dayFrom(body: Body, name: string): string {
  const clean = (part: string): string =>
    (body[`${name}-${part}`] ?? '').trim().replaceAll('-', '').slice(0, 20)
  const [day, month, year] = [clean('day'), clean('month'), clean('year')]
  if (!day && !month && !year) return ''
  return `${year}-${/^\d$/.test(month) ? `0${month}` : month}-${/^\d$/.test(day) ? `0${day}` : day}`
}

/** A day that is asked for in the query: as a link gives it, or as three boxes of a form do. */
export function dayAsked(req: Request, name: string): string {
  const boxes = ['day', 'month', 'year'].map((part) => `${name}-${part}`)
  return (
    queryOf(req, name).trim() || dayFrom(Object.fromEntries(boxes.map((p) => [p, queryOf(req, p, 20)])), name)
  )
}
