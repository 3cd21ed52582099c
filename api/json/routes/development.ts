import { moveClock, moveProgress } from '../../../cases/clock.ts'
import { route } from '../route.ts'
import { ClockBody, ClockMoved, ClockSchema } from '../schemas/clock.ts'

/** Business time, which stands still for nobody in production. */
export const developmentRoutes = [
  route({
    method: 'get',
    path: '/dev/clock',
    who: 'anyone',
    developmentOnly: true,
    summary: 'Business time (development only)',
    replies: 'Time',
    reply: ClockSchema,
    handle: async (deps) => ({ now: await deps.clock.now(), ...(await moveProgress(deps)) }),
  }),
  route({
    method: 'post',
    path: '/dev/clock',
    who: 'anyone',
    developmentOnly: true,
    summary: 'Move business time forward (development only)',
    body: ClockBody,
    replies: 'Moved',
    reply: ClockMoved,
    handle: (deps, { body }) => moveClock(deps, new Date(body.to)),
  }),
]
