import type { z } from 'zod'
import type { NormRef } from '../law/norm.ts'
import { messageFor, messageOf } from './messages.ts'
import { type FileCheck, type SignedRule, signatureProblem } from './signed.ts'

export interface Words {
  lv: string
  en: string
}

export interface Option {
  value: string
  label: Words
  hint?: Words
}

export interface Field {
  name: string
  label: Words
  hint?: Words
  /** The provision that asks for it; shown beside the question and on the inspector's checklist. */
  norm?: NormRef
  widget: 'text' | 'textarea' | 'radios' | 'select' | 'date' | 'number' | 'file' | 'checkbox'
  /** Fixed, or taken from the institution that applies. */
  options?: Option[] | 'institution-sites'
  /** Asked only if this holds for what was answered so far, and for whoever fills it in. */
  when?: (data: FormData, who: Circumstances) => boolean
  /** Only for files: they must be signed, and by whom. */
  signed?: SignedRule
  rows?: number
  suffix?: Words
}

/** What stands for the signature of the applicant. */
export type SignedBy = 'sign-in' | 'own-signature'

export type FormData = Record<string, unknown>

/** What decides beside the answers which questions are asked; it is known of the person and never kept with them. */
export type Circumstances = Pick<FormContext, 'signature'>

export interface Page {
  id: string
  title: Words
  intro?: Words
  fields: Field[]
}

/** What validation may depend on beside the answers. */
export interface FormContext {
  /** Today in Riga. */
  today: string
  sites: string[]
  /** What verification found on the attached files, by file id; a file that is not here has no signature. */
  files?: Record<string, FileCheck>
  /** What must stand for the signature of whoever is signed in; absent: the sign-in does. */
  signature?: SignedBy
  /** SHA-256 of the application's text, as it would have to be signed now. */
  applicationHash?: string
}

/** One form: its pages with their words, its zod schema, and how it must be signed. */
export interface FormDef {
  id: string
  version: number
  title: Words
  /** The whole, as it may be submitted. */
  schema(context: FormContext): z.ZodType
  pages: Page[]
  /**
   * What stands for the signature that APL 56(1) demands: signing in with the state's sign-in, where the law lets it,
   * or always the own signature.
   */
  signature: SignedBy
  /** The question that asks for the number of the decision of another case, which it is about. */
  about?: string
  /** What the case is called in lists, from the answers. */
  subject(data: FormData): string
}

/** An uploaded file as a form refers to it; the bytes are in PostgreSQL. */
export interface FileRef {
  fileId: string
  name: string
  size: number
  sha256: string
  mediaType: string
}

export interface FormError {
  field: string
  code: string
  message: Words
}

/**
 * Checks answers against the form's schema.
 * @param page only what this page asks; absent: the whole form
 * @returns one error per field at most, in the order in which the form asks; empty when all is well
 */
export function validateForm(def: FormDef, data: FormData, context: FormContext, page?: string): FormError[] {
  const given = asked(def, data, context)
  const parsed = def.schema(context).safeParse(given)
  const fields = allFields(def)
  const order = fields.map((f) => f.name)
  const errors = new Map<string, FormError>()
  for (const issue of parsed.error?.issues ?? []) {
    const field = issue.path.join('.') || def.id
    const top = String(issue.path[0] ?? '')
    if (errors.has(field)) continue
    const label = fields.find((f) => f.name === top)?.label
    errors.set(field, { field, ...messageFor(issue, label, given[top]) })
  }
  for (const error of unsigned(fields, given, context))
    if (!errors.has(error.field)) errors.set(error.field, error)
  const wanted = page ? new Set(def.pages.find((p) => p.id === page)?.fields.map((f) => f.name)) : undefined
  return [...errors.values()]
    .filter((e) => !wanted || wanted.has(e.field.split('.')[0] ?? ''))
    .sort((a, b) => order.indexOf(a.field.split('.')[0] ?? '') - order.indexOf(b.field.split('.')[0] ?? ''))
}

/** Files that must be signed and are not, or not as the question demands; the first of each question. */
function unsigned(fields: Field[], given: FormData, context: FormContext): FormError[] {
  return fields.flatMap((field) => {
    const { signed, name } = field
    if (!signed) return []
    for (const file of (given[name] as FileRef[] | undefined) ?? []) {
      const code = signatureProblem(signed, context.files?.[file.fileId], context.applicationHash)
      if (code) return [{ field: name, code, message: messageOf(code) }]
    }
    return []
  })
}

/** The answers to what is asked: what a later answer made moot is left out, what nobody asked is dropped. */
export function asked(def: FormDef, data: FormData, who: Circumstances = {}): FormData {
  const out: FormData = {}
  for (const field of allFields(def)) {
    if (!isAsked(field, data, who)) continue
    const value = data[field.name]
    if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) continue
    out[field.name] = typeof value === 'string' ? value.trim() : value
  }
  return out
}

/** Whether a question is asked, as things stand. */
export function isAsked(field: Field, data: FormData, who: Circumstances = {}): boolean {
  return !field.when || field.when(data, who)
}

/** The pages that ask this person anything. */
export function askedPages(def: FormDef, data: FormData, who: Circumstances = {}): Page[] {
  return def.pages.filter((p) => p.fields.some((f) => isAsked(f, data, who)))
}

export function allFields(def: FormDef): Field[] {
  return def.pages.flatMap((p) => p.fields)
}

export interface Shown {
  page: Words
  answers: { name: string; question: Words; answer: Words }[]
}

/** The form as the applicant saw it, questions and answers in words: kept with the application for good. */
export function shownAs(def: FormDef, data: FormData, who: Circumstances = {}): Shown[] {
  const given = asked(def, data, who)
  return def.pages
    .map((page) => ({
      page: page.title,
      answers: page.fields
        .filter((f) => given[f.name] !== undefined)
        .map((f) => ({ name: f.name, question: f.label, answer: answerWords(f, given[f.name]) })),
    }))
    .filter((p) => p.answers.length > 0)
}

/** An answer as a person reads it. */
export function answerWords(field: Field, value: unknown): Words {
  if (field.widget === 'file') {
    const text = (value as FileRef[]).map((f) => f.name).join(', ')
    return { lv: text, en: text }
  }
  if (field.widget === 'checkbox') return value ? { lv: 'Jā', en: 'Yes' } : { lv: 'Nē', en: 'No' }
  if (Array.isArray(field.options)) {
    const option = field.options.find((o) => o.value === value)
    if (option) return option.label
  }
  const suffix = field.suffix
  return {
    lv: suffix ? `${value} ${suffix.lv}` : String(value),
    en: suffix ? `${value} ${suffix.en}` : String(value),
  }
}
