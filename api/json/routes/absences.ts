import { AbsenceBody, endAbsence, enterAbsence, listAbsences } from '../../../cases/absences/absence.ts'
import { route } from '../route.ts'
import { TurnQuery } from '../schemas/common.ts'
import { AbsencesSchema, Made } from '../schemas/work.ts'

/** Who is away, and who stands in for them. */
export const absenceRoutes = [
  route({
    method: 'get',
    path: '/absences',
    who: 'absence.write',
    summary: 'Who is away and who stands in: your own; for supervisors, all; the newest first',
    query: TurnQuery,
    replies: 'Absences',
    reply: AbsencesSchema,
    handle: (deps, { actor, query }) => listAbsences(deps, actor, query),
  }),
  route({
    method: 'post',
    path: '/absences',
    who: 'absence.write',
    summary: 'Enter an absence with a substitute',
    bodyOfUseCase: AbsenceBody,
    keyed: true,
    status: 201,
    replies: 'Entered',
    reply: Made,
    handle: async (deps, { actor, given, key }) => ({ id: await enterAbsence(deps, actor, given, key) }),
  }),
  route({
    method: 'post',
    path: '/absences/{id}/end',
    who: 'absence.write',
    summary: 'End an absence: the person is back',
    status: 204,
    replies: 'Ended',
    handle: (deps, { actor, params }) => endAbsence(deps, actor, params.id),
  }),
]
