import type { Request, Response } from 'express'
import { h, type VNode } from 'preact'
import { withoutFaults } from '../../forms/text.ts'
import type { LietaError } from '../../platform/errors.ts'
import { HeldPage } from '../../web/pages/held.tsx'
import { say, type View } from '../../web/view.ts'
import { fieldsOf } from '../held.ts'
import { heldFields, labelOf } from './held-fields.ts'

/**
 * A form that the gate of texts refused, or that bears the token of the session before: shown again, to be looked at
 * and sent. Only of our own pages; what another site sends is not made one of ours.
 */
export function offeredBack(v: View, req: Request, res: Response, error: LietaError): VNode | undefined {
  if (!v.person || req.method !== 'POST' || !res.locals.fromOwnPage) return undefined
  const text = error.code === 'validation' && error.fields.some((f) => f.code.startsWith('text-'))
  if (!text && error.code !== 'csrf') return undefined
  const given = fieldsOf(res.locals.given ?? req.body)
  if (given.length === 0) return undefined
  const errors = text
    ? error.fields.map((f) => ({
        field: f.field,
        text: say(v, f.message).replace(/^(?:Lauks|Field)/, labelOf(v, f.field)),
      }))
    : []
  const fields = heldFields(
    v,
    given.map(([name, value]) => [withoutFaults(name), withoutFaults(value)]),
  )
  const why = text ? v.t.session.heldText : v.t.session.heldToken
  return h(HeldPage, { v, why, action: req.originalUrl, fields, errors }) as unknown as VNode
}
