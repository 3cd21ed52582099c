import { h } from 'preact'
import type { Deps } from '../../cases/deps.ts'
import type { LietaError } from '../../platform/errors.ts'
import { PurposePage } from '../../web/pages/purpose.tsx'
import { say, type View } from '../../web/view.ts'
import { newKey } from './input.ts'
import { page, type Shown } from './route.ts'

/** The question why somebody reads a case that is not theirs. */
export async function purposeAsked(
  deps: Deps,
  v: View,
  asked: {
    caseId: string
    back: string
    values: Record<string, string | undefined>
    error?: LietaError
  },
): Promise<Shown> {
  const { caseId, back, values, error } = asked
  const record = await deps.db.caseRecord.findUnique({ where: { id: caseId }, select: { number: true } })
  const errors = (error?.fields ?? []).map((f) => ({ field: f.field, text: say(v, f.message) }))
  const number = record?.number ?? ''
  const node = h(PurposePage, { v, caseId, number, back, values, errors, keyed: newKey() })
  return page(node, error ? 422 : 403)
}
