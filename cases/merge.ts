import { createHash } from 'node:crypto'
import type { Field, FormData } from '../forms/form.ts'

// Two people on one draft: each saves what they changed, and neither loses or undoes what the other did. Pure.

/** What somebody who saves knows of the draft as it stood when they began. */
export type Opened =
  /** A page, which sends all its answers, also those that nobody touched: the marks of what it showed, by field. */
  | { marks: Record<string, string> }
  /** A program, which sends what it changes: the fields that changed after the revision which it read. */
  | { changedSince: ReadonlySet<string> }

export interface Merged {
  /** To be written. */
  answers: FormData
  /** Those of them that change an answer. */
  changed: string[]
  /** Given by both in different words since the draft was opened; they stay as they stand until somebody chooses. */
  conflicts: string[]
}

/**
 * Merges answers into a draft, field by field.
 * @param fields the questions that `mine` answers
 * @param current the answers as they stand now, under the lock of the draft
 */
export function merge(fields: Field[], current: FormData, mine: FormData, opened: Opened): Merged {
  const out: Merged = { answers: {}, changed: [], conflicts: [] }
  for (const field of fields) {
    const { name } = field
    if (field.widget === 'file' || !Object.hasOwn(mine, name)) continue
    const given = asPosted(field, mine[name])
    const stands = asPosted(field, current[name])
    if (given === stands) {
      // Nobody answered yet, and a page says so.
      if (current[name] === undefined) out.answers[name] = mine[name]
      continue
    }
    const { byMe, byOthers } = since(opened, field, { given, stands })
    if (!byMe) continue
    if (byOthers) {
      out.conflicts.push(name)
      continue
    }
    out.answers[name] = mine[name]
    out.changed.push(name)
  }
  return out
}

function since(
  opened: Opened,
  { name }: Field,
  { given, stands }: { given: string; stands: string },
): { byMe: boolean; byOthers: boolean } {
  if ('changedSince' in opened) return { byMe: true, byOthers: opened.changedSince.has(name) }
  const shown = opened.marks[name] ?? digest('')
  return { byMe: digest(given) !== shown, byOthers: digest(stands) !== shown }
}

/** The mark of an answer as a page shows it: tells whether it is another one, and not what it was. */
export function markOf(field: Field, value: unknown): string {
  return digest(asPosted(field, value))
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

/**
 * An answer as a page sends it back when nobody touches it: inputs hold no line breaks, boxes of a date hold three parts,
 * and a choice that is not offered cannot be chosen. What came by another way must not look like a change.
 */
function asPosted(field: Field, value: unknown): string {
  if (field.widget === 'checkbox') return value === true ? 'true' : ''
  const text = value === undefined || value === null ? '' : String(value)
  switch (field.widget) {
    case 'textarea':
      return text.replace(/\r\n?/g, '\n')
    case 'date':
      return dayAsPosted(text)
    case 'radios':
    case 'select':
      return Array.isArray(field.options) && !field.options.some((o) => o.value === text) ? '' : text
    default:
      return text.replace(/[\r\n]/g, '')
  }
}

/** Three boxes, as api/pages/answers.ts joins them. */
function dayAsPosted(text: string): string {
  const [year = '', month = '', day = ''] = text.split('-').map((part) => part.trim())
  const two = (part: string): string => (/^\d$/.test(part) ? `0${part}` : part)
  return year || month || day ? `${year}-${two(month)}-${two(day)}` : ''
}
