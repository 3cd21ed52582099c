import { z } from 'zod'
import type { NormRef } from '../../law/norm.ts'
import type { FormContext, FormError, Words } from '../form.ts'
import { messageFor } from '../messages.ts'

/** One act that a person may do in a case: what is said with it, in words and as a schema. */
export interface ActDef {
  id: string
  /** In the course of the case: that it was done. */
  done: Words
  /** On the button. */
  title: Words
  /** Under the button's heading: what happens then. */
  explain?: Words
  tone?: 'primary' | 'secondary' | 'warning'
  /** `fresh`: whoever does it must have signed in just now and at a high level, since it binds the institution. */
  signIn?: 'fresh'
  /** In the decision, among the steps of the proceedings (Latvian). */
  course?: string
  /** Its words are read again later: the order in which a reader needs them. */
  reread?: number
  /** Its words must have been read before a person writes or signs. */
  before?: true
  /** It has a page of its own although it asks nothing: a second thought is wanted. */
  page?: true
  /** What is written can be checked without sending it. */
  check?: true
  /** The draft on the desk is read with it. */
  draft?: true
  /** For a party: part of what is asked now, or one of the other ways that are open. */
  place?: 'next' | 'other'
  /** For a party: what becomes of it, beside the link to it. */
  how?: Words
  /** It is done from a draft, which is opened at this path below the case. */
  opens?: { path: string; title: Words }
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
    | 'records'
  options?: { value: string; label: Words; hint?: Words }[]
  /**
   * What is chosen of stands in the case: requests to replace an official, others that wait for this kind of work, or those of
   * the service who took part in it.
   */
  from?: 'requests' | 'asked' | 'officials'
  rows?: number
  /** A heading before the field: what follows is asked only of some. */
  section?: Words
  /** Filled in beforehand. */
  initial?: unknown
  /** What is assessed, one by one. */
  checks?: readonly Check[]
}

/** What is assessed of an application, and by which norm. */
export interface Check {
  id: string
  title: Words
  norm: NormRef
}

/** An act as its word tells it; the name stands beside it. */
export type ActForm = Omit<ActDef, 'id'>

/** The acts of a word or procedure, each under its name: one that is missing does not compile. */
export function actsOf<P extends { acts: object }>(
  forms: Record<keyof P['acts'] & string, ActForm>,
): Record<keyof P['acts'] & string, ActDef> {
  const named = Object.entries<ActForm>(forms).map(([id, form]) => [id, { ...form, id }])
  return Object.fromEntries(named) as Record<keyof P['acts'] & string, ActDef>
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
