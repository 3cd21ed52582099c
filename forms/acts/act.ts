import { z } from 'zod'
import type { FormContext, FormError, Words } from '../form.ts'
import { messageFor } from '../messages.ts'

/** One act that a person may do in a case: what is said with it, in words and as a schema. */
export interface ActDef {
  id: string
  /** On the button. */
  title: Words
  /** Under the button's heading: what happens then. */
  explain?: Words
  tone?: 'primary' | 'secondary' | 'warning'
  /** `fresh`: whoever does it must have signed in just now and at a high level, since it binds the institution. */
  signIn?: 'fresh'
  fields: ActField[]
  schema(context: FormContext): z.ZodType
  /** The few facts on which the workflow branches; never free text. */
  facts(payload: Record<string, unknown>): Record<string, string | number | boolean | null>
}

export interface ActField {
  name: string
  label: Words
  hint?: Words
  widget:
    | 'text'
    | 'textarea'
    | 'radios'
    | 'date'
    | 'number'
    | 'remarks'
    | 'findings'
    | 'lines'
    | 'checkbox'
    | 'file'
  options?: { value: string; label: Words; hint?: Words }[]
  rows?: number
  /** A heading before the field: what follows is asked only of some. */
  section?: Words
  /** Filled in beforehand. */
  initial?: unknown
}

/** Checks what is said with an act; one error per field. */
export function validateAct(
  def: ActDef,
  payload: unknown,
  context: FormContext,
): { ok: true; value: Record<string, unknown> } | { ok: false; errors: FormError[] } {
  const parsed = def.schema(context).safeParse(payload ?? {})
  if (parsed.success) return { ok: true, value: parsed.data as Record<string, unknown> }
  const errors = new Map<string, FormError>()
  for (const issue of parsed.error.issues) {
    const field = issue.path.join('.') || def.id
    if (errors.has(field)) continue
    const label = def.fields.find((f) => f.name === String(issue.path[0] ?? ''))?.label
    errors.set(field, { field, ...messageFor(issue, label, at(payload, issue.path)) })
  }
  return { ok: false, errors: [...errors.values()] }
}

/** What stands at a path of the payload. */
function at(payload: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>((v, k) => (v as Record<PropertyKey, unknown> | undefined)?.[k], payload)
}

export const nothing = z.object({}).strict()
export const noFacts = (): Record<string, never> => ({})
