import { z } from 'zod'
import {
  ConflictBody,
  ConflictJudgement,
  judgeConflict,
  tellConflict,
} from '../../../cases/conflicts/conflict.ts'
import { declareTie, endTie, listTies, TieBody, TieEndBody } from '../../../cases/conflicts/ties.ts'
import { route } from '../route.ts'
import { TurnQuery } from '../schemas/common.ts'
import { Made, TiesSchema } from '../schemas/work.ts'

/** Who takes no part in a case, and who is tied to whom. */
export const conflictRoutes = [
  route({
    method: 'post',
    path: '/cases/{id}/conflicts',
    who: 'conflict.declare',
    summary: 'Declare a conflict of interest in a case, or enter one that was found of somebody else',
    bodyOfUseCase: ConflictBody,
    keyed: true,
    errors: ['own-case', 'recused', 'conflict'],
    status: 204,
    replies: 'Told; the work goes back to the queue',
    handle: (deps, { actor, params, given, key }) =>
      tellConflict(deps, actor, { caseId: params.id, body: given, key }),
  }),
  route({
    method: 'post',
    path: '/cases/{id}/conflicts/{conflict}/judgement',
    who: 'conflict.judge',
    summary: 'Say what becomes of the conflict of somebody else',
    params: z.object({ id: z.uuid(), conflict: z.uuid() }),
    bodyOfUseCase: ConflictJudgement,
    keyed: true,
    errors: ['own-case', 'own-work', 'recused', 'not-allowed-now'],
    status: 204,
    replies: 'Judged',
    handle: (deps, { actor, params, given, key }) =>
      judgeConflict(deps, actor, { caseId: params.id, id: params.conflict, body: given, key }),
  }),
  route({
    method: 'get',
    path: '/ties',
    who: 'conflict.declare',
    summary: 'To whom you are tied whatever the case; for superiors, to whom anybody is; the newest first',
    query: TurnQuery,
    replies: 'Ties',
    reply: TiesSchema,
    handle: (deps, { actor, query }) => listTies(deps, actor, query),
  }),
  route({
    method: 'post',
    path: '/ties',
    who: 'conflict.declare',
    summary: 'Declare a tie to an institution or a founder',
    bodyOfUseCase: TieBody,
    keyed: true,
    status: 201,
    replies: 'Declared',
    reply: Made,
    handle: async (deps, { actor, given, key }) => ({ id: await declareTie(deps, actor, given, key) }),
  }),
  route({
    method: 'post',
    path: '/ties/{id}/end',
    who: 'conflict.judge',
    summary: 'Note that the tie of somebody else is over, or that there was none',
    bodyOfUseCase: TieEndBody,
    errors: ['own-work'],
    status: 204,
    replies: 'Noted',
    handle: (deps, { actor, params, given }) => endTie(deps, actor, params.id, given),
  }),
]
