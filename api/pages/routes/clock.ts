import { h } from 'preact'
import { moveClock, moveProgress } from '../../../cases/clock.ts'
import { addDays, addMonths, clockTime, dayOf, isDay, localInstant } from '../../../law/time.ts'
import { ClockPage } from '../../../web/pages/clock.tsx'
import { say } from '../../../web/view.ts'
import { dayFrom } from '../days.ts'
import { page, pageRoute, to } from '../route.ts'

const NOON = 12 * 60

/** Moves business time. */
export const clockPages = [
  pageRoute({
    method: 'get',
    path: '/dev/clock',
    who: 'anyone',
    developmentOnly: true,
    handle: async ({ deps, view }) =>
      page(h(ClockPage, { v: await view(), progress: await moveProgress(deps), value: '' })),
  }),
  pageRoute({
    method: 'post',
    path: '/dev/clock',
    who: 'anyone',
    developmentOnly: true,
    async handle({ deps, body }) {
      const now = (await deps.clock.now()).toISOString()
      await moveClock(deps, new Date(target(now, body.by, dayFrom(body, 'to'))))
      return to('/dev/clock', (v) => v.t.pub.clock.moved)
    },
    async refused({ deps, body, view }, error) {
      if (error.code !== 'validation') return undefined
      const v = await view()
      const progress = await moveProgress(deps)
      return page(h(ClockPage, { v, progress, value: dayFrom(body, 'to'), error: say(v, error.words) }))
    },
  }),
]

function target(now: string, by: string | undefined, to: string): string {
  const today = dayOf(now)
  const [hours = 0, minutes = 0] = clockTime(now).split(':').map(Number)
  const time = hours * 60 + minutes
  if (by === 'day') return localInstant(addDays(today, 1), time)
  if (by === 'week') return localInstant(addDays(today, 7), time)
  if (by === 'month') return localInstant(addMonths(today, 1), time)
  // Beyond it the law cannot count terms any more.
  return isDay(to) && to < '2190' ? localInstant(to, NOON) : ''
}
