import { z } from 'zod'
import { getBody, listBodies } from '../../../cases/bodies/body.ts'
import {
  endMember,
  enterBody,
  MemberEnd,
  NewBody,
  NewMember,
  NewRule,
  nameMember,
  setBodyRule,
} from '../../../cases/bodies/change.ts'
import { route } from '../route.ts'
import { BodiesSchema, BodySchema, DayQuery } from '../schemas/bodies.ts'
import { TurnQuery } from '../schemas/common.ts'
import { Made } from '../schemas/work.ts'

/** Commissions and councils: who sits in them and by which rule they decide. */
export const bodyRoutes = [
  route({
    method: 'get',
    path: '/bodies',
    who: 'body.read',
    summary: 'Commissions and councils, the newest first',
    query: TurnQuery,
    replies: 'Bodies',
    reply: BodiesSchema,
    handle: (deps, { actor, query }) => listBodies(deps, actor, query),
  }),
  route({
    method: 'get',
    path: '/bodies/{id}',
    who: 'body.read',
    summary: 'A body on a day: who may sit, who stands in for whom, by which rule it decides',
    query: DayQuery,
    replies: 'The body',
    reply: BodySchema,
    handle: (deps, { actor, params, query }) => getBody(deps, actor, params.id, query.day),
  }),
  route({
    method: 'post',
    path: '/bodies',
    who: 'body.write',
    summary: 'Enter a commission or council',
    bodyOfUseCase: NewBody,
    keyed: true,
    status: 201,
    replies: 'Entered',
    reply: Made,
    handle: async (deps, { actor, given, key }) => ({ id: await enterBody(deps, actor, given, key) }),
  }),
  route({
    method: 'post',
    path: '/bodies/{id}/rules',
    who: 'body.write',
    summary: 'Set how a body decides from a day on',
    bodyOfUseCase: NewRule,
    keyed: true,
    status: 201,
    replies: 'Set',
    reply: Made,
    handle: async (deps, { actor, params, given, key }) => ({
      id: await setBodyRule(deps, actor, params.id, given, key),
    }),
  }),
  route({
    method: 'post',
    path: '/bodies/{id}/members',
    who: 'body.write',
    summary: 'Name somebody to a body, by an order',
    bodyOfUseCase: NewMember,
    keyed: true,
    errors: ['own-work'],
    status: 201,
    replies: 'Named',
    reply: Made,
    handle: async (deps, { actor, params, given, key }) => ({
      id: await nameMember(deps, actor, params.id, given, key),
    }),
  }),
  route({
    method: 'post',
    path: '/bodies/{id}/members/{member}/end',
    who: 'body.write',
    summary: 'End a membership by an order; nothing of it is overwritten',
    params: z.object({ id: z.uuid(), member: z.uuid() }),
    bodyOfUseCase: MemberEnd,
    errors: ['own-work', 'conflict'],
    status: 204,
    replies: 'Ended',
    handle: (deps, { actor, params, given }) =>
      endMember(deps, actor, { bodyId: params.id, id: params.member }, given),
  }),
]
