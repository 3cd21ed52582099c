import { HoldBody, LiftBody, liftHold, setHold } from '../../../cases/retention/hold.ts'
import { route } from '../route.ts'

/** Nothing of a held case is erased. */
export const holdRoutes = [
  route({
    method: 'post',
    path: '/cases/{id}/hold',
    who: 'hold.write',
    summary: 'Set a hold: nothing of the case is erased while it stands',
    bodyOfUseCase: HoldBody,
    keyed: true,
    errors: ['own-case', 'recused', 'purpose-needed'],
    status: 204,
    replies: 'Done',
    handle: (deps, { actor, params, given, key }) => setHold(deps, actor, params.id, given, key),
  }),
  route({
    method: 'post',
    path: '/cases/{id}/hold/lift',
    who: 'hold.write',
    fresh: true,
    summary: 'Lift the hold',
    bodyOfUseCase: LiftBody,
    keyed: true,
    errors: ['own-case', 'recused', 'purpose-needed', 'not-allowed-now'],
    status: 204,
    replies: 'Done',
    handle: (deps, { actor, params, given, key }) => liftHold(deps, actor, params.id, given, key),
  }),
]
