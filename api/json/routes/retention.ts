import {
  ApproveBody,
  approveDestruction,
  planDestruction,
  RejectBody,
  rejectDestruction,
} from '../../../cases/retention/destruction.ts'
import { destructionAct, retention } from '../../../cases/retention/queries.ts'
import { route } from '../route.ts'
import { DestructionSchema, RetentionQuerySchema, RetentionSchema } from '../schemas/retention.ts'

/** How long records are kept: rules, what is due, acts of destruction, holds. */
export const retentionRoutes = [
  route({
    method: 'get',
    path: '/retention',
    who: 'retention.read',
    summary: 'How long each kind of record is kept, what is due today, what is held, acts of destruction',
    query: RetentionQuerySchema,
    replies: 'Retention',
    reply: RetentionSchema,
    handle: (deps, { actor, query }) => retention(deps, actor, query),
  }),
  route({
    method: 'post',
    path: '/retention/acts',
    who: 'retention.plan',
    fresh: true,
    summary: 'Plan an act of destruction from all that is due; nothing is erased',
    keyed: true,
    errors: ['not-allowed-now'],
    status: 201,
    replies: 'The act',
    reply: DestructionSchema,
    location: (act) => `/api/retention/acts/${act.id}`,
    handle: async (deps, { actor, key }) =>
      destructionAct(deps, actor, await planDestruction(deps, actor, key)),
  }),
  route({
    method: 'get',
    path: '/retention/acts/{id}',
    who: 'retention.read',
    summary: 'An act of destruction with its list',
    replies: 'The act',
    reply: DestructionSchema,
    handle: (deps, { actor, params }) => destructionAct(deps, actor, params.id),
  }),
  route({
    method: 'post',
    path: '/retention/acts/{id}/approve',
    who: 'retention.approve',
    fresh: true,
    summary: 'Approve as a second person; it is then carried out',
    bodyOfUseCase: ApproveBody,
    errors: ['own-work', 'own-case', 'not-allowed-now'],
    replies: 'The act',
    reply: DestructionSchema,
    async handle(deps, { actor, params, given }) {
      await approveDestruction(deps, actor, params.id, given)
      return destructionAct(deps, actor, params.id)
    },
  }),
  route({
    method: 'post',
    path: '/retention/acts/{id}/reject',
    who: ['retention.plan', 'retention.approve'],
    fresh: true,
    summary: 'Reject an act of destruction, or take back one’s own',
    body: RejectBody,
    errors: ['not-allowed-now'],
    replies: 'The act',
    reply: DestructionSchema,
    async handle(deps, { actor, params, body }) {
      await rejectDestruction(deps, actor, params.id, body.why)
      return destructionAct(deps, actor, params.id)
    },
  }),
]
