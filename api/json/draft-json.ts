import type { DraftView } from '../../cases/drafts.ts'
import { validateForm } from '../../forms/form.ts'

/** A draft as a program gets it, with what is still wrong in it. */
export function draftJson(draft: DraftView) {
  const { form, context, text: _, changes, ...rest } = draft
  return {
    ...rest,
    changes: changes.map(({ personId: _id, ...change }) => change),
    form: form.id,
    signature: context.signature,
    errors: validateForm(form, draft.data, context),
  }
}
