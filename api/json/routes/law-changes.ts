import { approveLawChange, rejectLawChange } from '../../../cases/law-changes/decide.ts'
import { LawChangeBody } from '../../../cases/law-changes/definition.ts'
import { enterLawChange, previewLawChange } from '../../../cases/law-changes/enter.ts'
import { getLawChange, listLawChanges } from '../../../cases/law-changes/queries.ts'
import { route } from '../route.ts'
import { TurnQuery } from '../schemas/common.ts'
import { LawChangeQuery, LawChangeSchema, LawChangesSchema, RejectionBody } from '../schemas/law-changes.ts'

/** Changes of the law's data: entered, previewed, approved by a second person, applied. */
export const lawChangeRoutes = [
  route({
    method: 'get',
    path: '/law-changes',
    who: 'supervise.read',
    summary: 'Changes of the law’s data, the newest first',
    query: TurnQuery,
    replies: 'Changes',
    reply: LawChangesSchema,
    async handle(deps, { actor, query }) {
      const { rows, ...turns } = await listLawChanges(deps, actor, query)
      return { changes: rows, ...turns }
    },
  }),
  route({
    method: 'post',
    path: '/law-changes',
    who: 'law.change',
    fresh: true,
    summary: 'Enter a holiday, moved days or a version of a rule; answered with its preview',
    bodyOfUseCase: LawChangeBody,
    keyed: true,
    errors: ['conflict'],
    status: 201,
    replies: 'The change with its preview',
    reply: LawChangeSchema,
    location: (change) => `/api/law-changes/${change.id}`,
    handle: async (deps, { actor, given, key }) =>
      getLawChange(deps, actor, await enterLawChange(deps, actor, given, key)),
  }),
  route({
    method: 'get',
    path: '/law-changes/{id}',
    who: 'supervise.read',
    summary: 'A change: preview or progress, old and new dates, a page of cases at a time',
    query: LawChangeQuery,
    replies: 'The change',
    reply: LawChangeSchema,
    handle: (deps, { actor, params, query }) => getLawChange(deps, actor, params.id, query),
  }),
  route({
    method: 'post',
    path: '/law-changes/{id}/preview',
    who: 'law.change',
    summary: 'Make the preview anew',
    errors: ['not-allowed-now', 'conflict'],
    replies: 'The change',
    reply: LawChangeSchema,
    async handle(deps, { actor, params }) {
      await previewLawChange(deps, actor, params.id)
      return getLawChange(deps, actor, params.id)
    },
  }),
  route({
    method: 'post',
    path: '/law-changes/{id}/approve',
    who: 'law.approve',
    fresh: true,
    summary: 'Approve as a second person; it is then applied to every open case',
    errors: ['own-work', 'stale', 'conflict', 'not-allowed-now'],
    replies: 'The change',
    reply: LawChangeSchema,
    async handle(deps, { actor, params }) {
      await approveLawChange(deps, actor, params.id)
      return getLawChange(deps, actor, params.id)
    },
  }),
  route({
    method: 'post',
    path: '/law-changes/{id}/reject',
    who: ['law.change', 'law.approve'],
    fresh: true,
    summary: 'Reject a change, or take back one’s own',
    body: RejectionBody,
    errors: ['not-allowed-now'],
    replies: 'The change',
    reply: LawChangeSchema,
    async handle(deps, { actor, params, body }) {
      await rejectLawChange(deps, actor, params.id, body.why)
      return getLawChange(deps, actor, params.id)
    },
  }),
]
