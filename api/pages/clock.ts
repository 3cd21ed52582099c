import { type Request, type Response, Router } from 'express'
import { h } from 'preact'
import { moveClock, moveProgress } from '../../cases/clock.ts'
import type { Deps } from '../../cases/deps.ts'
import { addDays, addMonths, clockTime, dayOf, isDay, localInstant } from '../../law/time.ts'
import { LietaError } from '../../platform/errors.ts'
import { ClockPage } from '../../web/pages/clock.tsx'
import { say } from '../../web/view.ts'
import { answersFrom } from './answers.ts'
import { bodyOf, show, tell, viewOf } from './render.ts'

const NOON = 12 * 60

/** Moves business time; mounted outside production only. */
export function clockPages(deps: Deps): Router {
  const r = Router()
  const page = async (req: Request, res: Response, value = '', error?: LietaError): Promise<void> => {
    const v = await viewOf(deps, req, res)
    const words = error ? say(v, error.words) : undefined
    const node = h(ClockPage, {
      v,
      progress: await moveProgress(deps),
      value,
      ...(words ? { error: words } : {}),
    })
    show(res, node, error ? 422 : 200)
  }
  r.get('/dev/clock', async (req, res) => page(req, res))
  r.post('/dev/clock', async (req, res) => {
    const body = bodyOf(req)
    const now = (await deps.clock.now()).toISOString()
    const value = String(answersFrom([TO], body).to ?? '')
    try {
      await moveClock(deps, new Date(target(now, body.by, value)))
    } catch (e) {
      if (e instanceof LietaError && e.code === 'validation') return page(req, res, value, e)
      throw e
    }
    tell(req, (await viewOf(deps, req, res)).t.pub.clock.moved)
    res.redirect(303, '/dev/clock')
  })
  return r
}

const TO = { name: 'to', label: { lv: '', en: '' }, widget: 'date' } as const

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
