import { h } from 'preact'
import type { Conflict } from '../../cases/draft-changes.ts'
import type { DraftView } from '../../cases/drafts.ts'
import { getCaseFile } from '../../cases/queries/case-file.ts'
import { ownInstitutions } from '../../cases/queries/institutions.ts'
import { appliedAlready } from '../../cases/queries/same-subject.ts'
import { type FormError, type Page, validateForm } from '../../forms/form.ts'
import { type FieldError, HTTP_STATUS } from '../../platform/errors.ts'
import { remarksOf } from '../../web/components/case-parts.tsx'
import { definitionOf } from '../../web/definition.ts'
import { CheckPage } from '../../web/pages/check.tsx'
import { DraftPage } from '../../web/pages/draft-page.tsx'
import { formErrors } from './answers.ts'
import { conflictWords, marksOf, type SentPage } from './draft-sent.ts'
import { newKey } from './input.ts'
import { type Answer, type PersonCall, page } from './route.ts'

type Call = PersonCall

/** What every page of a draft shows beside its questions. */
async function around(call: Call, draft: DraftView) {
  const { deps, actor } = call
  const { curesCaseId } = draft
  const cured = curesCaseId ? await getCaseFile(deps, actor, curesCaseId) : null
  return {
    v: await call.view(),
    draft,
    remarks: cured ? remarksOf(cured, definitionOf(cured.procedure)) : {},
    cure: curesCaseId !== null,
    toCheck: call.query('to') === 'check',
  }
}

/** A page of the form, with what is wrong on it. */
export async function draftPage(
  call: Call,
  draft: DraftView,
  asked: Page,
  errors: (FormError | FieldError)[],
): Promise<Answer> {
  const shown = await around(call, draft)
  const node = h(DraftPage, {
    ...shown,
    page: asked,
    errors: formErrors(shown.v, draft.form, draft.data, errors),
    marks: marksOf(draft, asked),
    conflicts: [],
  })
  return page(node, errors.length > 0 && call.req.method === 'POST' ? 422 : 200)
}

/** What was typed stays in the form; beside each answer that a colleague gave meanwhile stands theirs, to choose. */
export async function conflictPage(
  call: Call,
  draft: DraftView,
  asked: Page,
  came: { sent: SentPage; conflicts: Conflict[]; refused: FieldError[] },
): Promise<Answer> {
  const { sent, conflicts, refused } = came
  const typed = Object.fromEntries(conflicts.map((c) => [c.field, sent.answers[c.field]]))
  const told = new Set(conflicts.map((c) => c.field))
  const shown = await around(call, draft)
  const { v } = shown
  const errors = formErrors(v, draft.form, draft.data, refused).filter((e) => !told.has(e.field))
  const node = h(DraftPage, {
    ...shown,
    draft: { ...draft, data: { ...draft.data, ...typed } },
    page: asked,
    errors: [...conflicts.map((c) => conflictWords(v, draft.form, c)), ...errors],
    marks: { ...marksOf(draft, asked), ...sent.marksOf(conflicts) },
    conflicts,
  })
  return page(node, HTTP_STATUS.conflict)
}

/** All answers, to be looked at and sent. */
export async function checkPage(call: Call, draft: DraftView, note?: string): Promise<Answer> {
  const { toCheck: _, ...shown } = await around(call, draft)
  const own = await ownInstitutions(call.deps, call.actor)
  const found = validateForm(draft.form, draft.data, draft.context)
  const { pages } = draft.form
  const errors = formErrors(shown.v, draft.form, draft.data, found).map((e) => ({
    ...e,
    page: pages.find((p) => p.fields.some((f) => f.name === e.field))?.id ?? pages[0]!.id,
  }))
  const institution = own.find((i) => i.id === draft.institutionId)?.name ?? ''
  const already = await appliedAlready(call.deps, draft)
  const props = { ...shown, institution, errors, already, keyed: newKey() }
  return page(h(CheckPage, { ...props, ...(note ? { note } : {}) }))
}
