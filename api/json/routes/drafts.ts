import { conflictError } from '../../../cases/draft-changes.ts'
import { discardDraft, keepDraft } from '../../../cases/draft-discard.ts'
import { createDraft, getDraft, listDrafts, saveDraft } from '../../../cases/drafts.ts'
import { allFields } from '../../../forms/form.ts'
import { draftJson } from '../draft-json.ts'
import { route } from '../route.ts'
import { TurnQuery } from '../schemas/common.ts'
import { DraftAnswers, DraftBody, DraftSchema, DraftsSchema } from '../schemas/drafts.ts'

/** Drafts, from the empty form on. */
export const draftRoutes = [
  route({
    method: 'get',
    path: '/drafts',
    who: 'signed-in',
    summary: 'Drafts not yet sent, a page at a time, the newest first',
    query: TurnQuery,
    replies: 'Drafts',
    reply: DraftsSchema,
    async handle(deps, { actor, query }) {
      const { rows, ...turns } = await listDrafts(deps, actor, query)
      return { drafts: rows.map((d) => ({ ...d, form: d.form.id })), ...turns }
    },
  }),
  route({
    method: 'post',
    path: '/drafts',
    who: 'draft.write',
    summary: 'Start a draft of a form',
    body: DraftBody,
    errors: ['not-found', 'rate-limited'],
    status: 201,
    replies: 'The draft',
    reply: DraftSchema,
    location: (draft) => `/api/drafts/${draft.id}`,
    handle: async (deps, { actor, body }) =>
      draftJson(
        await createDraft(deps, actor, { ...body, institutionId: body.institutionId, data: body.data ?? {} }),
      ),
  }),
  route({
    method: 'get',
    path: '/drafts/{id}',
    who: 'signed-in',
    summary: 'A draft with what is still wrong',
    replies: 'The draft',
    reply: DraftSchema,
    handle: async (deps, { actor, params }) => draftJson(await getDraft(deps, actor, params.id)),
  }),
  route({
    method: 'patch',
    path: '/drafts/{id}',
    who: 'signed-in',
    summary:
      'Save answers; nothing is lost, whatever is wrong with them, and nothing of others is written over',
    body: DraftAnswers,
    ifMatch: true,
    errors: ['conflict', 'not-allowed-now'],
    replies: 'The draft',
    reply: DraftSchema,
    async handle(deps, { actor, params, body, revision }) {
      // Files are attached by uploading them: named here, they are left out like whatever else is no answer.
      const { draft, conflicts } = await saveDraft(deps, actor, {
        draftId: params.id,
        answers: body,
        seen: revision === undefined ? 'unknown' : { revision },
        whole: true,
      })
      if (conflicts.length > 0) throw conflictError(allFields(draft.form), conflicts)
      return draftJson(draft)
    },
  }),
  route({
    method: 'post',
    path: '/drafts/{id}/keep',
    who: 'signed-in',
    summary: 'Keep a draft that would be taken away (`goesAt` in the list), abandoned or discarded',
    errors: ['conflict'],
    status: 204,
    replies: 'Its time begins anew',
    handle: (deps, { actor, params }) => keepDraft(deps, actor, params.id),
  }),
  route({
    method: 'post',
    path: '/drafts/{id}/discard',
    who: 'signed-in',
    summary: 'Discard a draft: it goes with its files after a week, and `keep` brings it back until then',
    errors: ['conflict'],
    status: 204,
    replies: 'It is discarded',
    handle: (deps, { actor, params }) => discardDraft(deps, actor, params.id),
  }),
]
