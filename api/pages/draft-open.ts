import { attachFile, detachFile } from '../../cases/draft-files.ts'
import { type DraftView, getDraft } from '../../cases/drafts.ts'
import type { Received } from '../../cases/files.ts'
import { notFound } from '../../cases/permissions.ts'
import { askedPages, type FormError, type Page, validateForm } from '../../forms/form.ts'
import { type FieldError, LietaError } from '../../platform/errors.ts'
import { type Answer, type PersonCall, to } from './route.ts'

type Call = PersonCall

/** The draft in the address; one that was sent leads to its receipt. */
export async function openDraft(call: Call, work: (draft: DraftView) => Promise<Answer>): Promise<Answer> {
  const draft = await getDraft(call.deps, call.actor, call.id())
  return draft.caseId ? to(`/cases/${draft.caseId}/receipt`) : work(draft)
}

/** @throws LietaError `not-found` */
export function pageOf(draft: DraftView, id: string): Page {
  const page = draft.form.pages.find((p) => p.id === id)
  if (!page) throw notFound()
  return page
}

/** What is wrong on a page, beside what is told already. */
export function errorsOn(draft: DraftView, page: Page, told: FieldError[] = []): FormError[] {
  return validateForm(draft.form, draft.data, draft.context, page.id).filter(
    (e) => !told.some((one) => one.field === e.field),
  )
}

/** The page that comes after one: of those that are asked. */
export function pageAfter(draft: DraftView, page: Page): string {
  const rest = new Set(draft.form.pages.slice(draft.form.pages.indexOf(page) + 1))
  return askedPages(draft.form, draft.data, draft.context).find((p) => rest.has(p))?.id ?? 'check'
}

/**
 * Keeps the files of a page that may be kept, and takes away what was asked to be.
 * @returns what was refused, on its field
 */
export async function keepFiles(
  { deps, actor }: Call,
  draft: DraftView,
  page: Page,
  sent: { uploads: Received[]; remove: string | undefined },
): Promise<FieldError[]> {
  const refused: FieldError[] = []
  const [from, gone] = (sent.remove ?? '').split(':')
  for (const { name } of page.fields.filter((f) => f.widget === 'file')) {
    if (from === name && gone) await detachFile(deps, actor, draft.id, gone)
    for (const upload of sent.uploads.filter((u) => u.field === name)) {
      try {
        await attachFile(deps, actor, draft.id, upload)
      } catch (e) {
        if (!(e instanceof LietaError) || e.fields.length === 0) throw e
        refused.push(...e.fields)
      }
    }
  }
  return refused
}
