import type { Conflict, Seen } from '../../cases/draft-changes.ts'
import type { DraftView } from '../../cases/drafts.ts'
import { markOf } from '../../cases/merge.ts'
import { allFields, type Field, type FormData, type FormDef, isAsked, type Page } from '../../forms/form.ts'
import { momentWords } from '../../web/format.ts'
import type { FieldError } from '../../web/ui/index.ts'
import { say, type View } from '../../web/view.ts'
import { answersFrom } from './answers.ts'
import type { Body } from './input.ts'

// A page of a draft as it comes back: the answers, and what the page had shown when it was opened.

export interface SentPage {
  body: Body
  answers: FormData
  seen: Seen
  /** The marks to show again beside what was typed: as long as nothing is chosen, the conflict stays one. */
  marksOf(conflicts: Conflict[]): Record<string, string>
}

/** The marks of what a page shows, by question: they come back with the form and tell what was changed on it. */
export function marksOf(draft: DraftView, page: Page): Record<string, string> {
  const asked = page.fields.filter((f) => f.widget !== 'file' && isAsked(f, draft.data, draft.context))
  return Object.fromEntries(asked.map((f) => [f.name, markOf(f, draft.data[f.name])]))
}

/**
 * Reads a page that came back. Which questions it asked, its marks tell: an answer to a question that a colleague's answer
 * took away meanwhile is kept as well, and a question that came meanwhile was not answered.
 */
export function sentPage(draft: DraftView, page: Page, body: Body): SentPage {
  const marks = readMarks(body._marks)
  const fields = page.fields.filter((f) =>
    marks ? Object.hasOwn(marks, f.name) : isAsked(f, draft.data, draft.context) && isGiven(f, body),
  )
  const answers = answersFrom(fields, body)
  if (marks)
    for (const { name } of fields) {
      const chosen = body[`_keep.${name}`] ?? ''
      if (chosen === 'theirs') delete answers[name]
      // The other answer was read: it counts as what the page showed. Should it change again, it is told again.
      else if (chosen.startsWith('mine:')) marks[name] = chosen.slice('mine:'.length)
    }
  return {
    body,
    answers,
    seen: marks ? { marks } : 'unknown',
    marksOf: (conflicts) => Object.fromEntries(conflicts.map((c) => [c.field, marks?.[c.field] ?? ''])),
  }
}

/** Undefined for a form that bears none, or none that this page made. */
function readMarks(text: string | undefined): Record<string, string> | undefined {
  if (!text) return undefined
  const marks = Object.create(null) as Record<string, string>
  for (const pair of text.split(' ')) {
    const at = pair.indexOf(':')
    if (at < 1) return undefined
    marks[pair.slice(0, at)] = pair.slice(at + 1)
  }
  return marks
}

const isGiven = ({ name, widget }: Field, body: Body): boolean =>
  body[widget === 'date' ? `${name}-day` : name] !== undefined

/** The revision of the draft that the check page showed. */
export function revisionOf(body: Body): number | undefined {
  return /^\d{1,9}$/.test(body._revision ?? '') ? Number(body._revision) : undefined
}

/** What happened to an answer while it was written, on its field. */
export function conflictWords(v: View, form: FormDef, { field, change }: Conflict): FieldError {
  const label = allFields(form).find((f) => f.name === field)?.label
  const t = v.t.case.draft.conflict
  const who = change ? (change.personId === v.person?.id ? t.self : change.by) : t.somebody
  const when = change ? momentWords(v, change.at.toISOString()) : ''
  return { field, text: t.changed(label ? say(v, label) : field, who, when) }
}
