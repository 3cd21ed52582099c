import {
  DelegationBody,
  enterDelegation,
  listDelegations,
  revokeDelegation,
} from '../../../cases/delegations.ts'
import { decisionPreview } from '../../../cases/words/decide/preview.ts'
import { signingRoom } from '../../../cases/words/decide/room.ts'
import { signMany } from '../../../cases/words/decide/sign-many.ts'
import { sendFile } from '../../send.ts'
import { media, route } from '../route.ts'
import { TurnQuery } from '../schemas/common.ts'
import {
  DelegationMade,
  DelegationsSchema,
  SignBody,
  SigningSchema,
  SignResults,
} from '../schemas/signing.ts'

/** Signing decisions, and who stands in for whom. */
export const signingRoutes = [
  route({
    method: 'get',
    path: '/signing',
    who: 'signing.read',
    summary:
      'Decisions that wait for a signature, with what changed since the review; what is due first stands first',
    query: TurnQuery,
    replies: 'What waits and what is being signed',
    reply: SigningSchema,
    async handle(deps, { actor, query }) {
      const { rows, ...turns } = await signingRoom(deps, actor, query)
      return { items: rows, ...turns }
    },
  }),
  route({
    method: 'post',
    path: '/signing',
    who: 'signing.read',
    fresh: true,
    summary: 'Sign several decisions; each is an act of its own with a result of its own',
    body: SignBody,
    keyed: true,
    replies: 'A result a case',
    reply: SignResults,
    handle: async (deps, { actor, body: { cases }, key }) => ({
      results: await signMany(deps, actor, { cases, key }),
    }),
  }),
  route({
    method: 'get',
    path: '/cases/{id}/preview',
    who: 'decision.preview',
    summary: 'The draft of the decision as PDF, for those who review and sign',
    errors: ['own-case', 'recused', 'purpose-needed', 'not-allowed-now', 'erased'],
    replies: 'The PDF',
    reply: media('application/pdf'),
    handle: async (deps, { actor, params, res }) =>
      sendFile(res, await decisionPreview(deps, actor, params.id)),
  }),
  route({
    method: 'get',
    path: '/delegations',
    who: 'delegation.read',
    summary: 'Who stands in for the director: now, later, before; the newest first',
    query: TurnQuery,
    replies: 'Delegations',
    reply: DelegationsSchema,
    handle: (deps, { actor, query }) => listDelegations(deps, actor, query),
  }),
  route({
    method: 'post',
    path: '/delegations',
    who: 'delegation.write',
    fresh: true,
    summary: 'Enter a delegation',
    bodyOfUseCase: DelegationBody,
    keyed: true,
    status: 201,
    replies: 'Its id',
    reply: DelegationMade,
    handle: async (deps, { actor, given, key }) => ({ id: await enterDelegation(deps, actor, given, key) }),
  }),
  route({
    method: 'post',
    path: '/delegations/{id}/revoke',
    who: 'delegation.write',
    fresh: true,
    summary: 'Revoke a delegation; from now on nothing is signed by it',
    errors: ['not-allowed-now'],
    status: 204,
    replies: 'Revoked',
    handle: (deps, { actor, params }) => revokeDelegation(deps, actor, params.id),
  }),
]
