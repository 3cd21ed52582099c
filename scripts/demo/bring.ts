import { type Day, dayOf } from '../../law/time.ts'
import { atWork, beginning, workingDayBefore, workingDaysFrom } from './days.ts'
import { nameIn, type Surroundings } from './demo-case.ts'
import { Door } from './door.ts'
import { ALL, drafts, type Planned, plan } from './plan.ts'
import { PROGRAMMES } from './programmes.ts'

/** Cases that are led at once: as many as two cores lead without making those wait who look at pages meanwhile. */
const AT_ONCE = 4
/** Nearer than this is there. */
const NEAR_MS = 1_000

export interface Bringing {
  /** Address of the API. */
  api: string
  /** The business time at which the demonstration ends; asked again, since real time goes on meanwhile. */
  until(): Date
  count?: number
  signal?: AbortSignal
  /** Told when there is something to do: how many cases, and from which day on. */
  begun?(of: number, day: Day): void
  /** Told whenever a day is over: how many cases stand where they belong, and what day it is in the service. */
  far?(done: number, of: number, day: Day): void
}

export interface Brought {
  /** Whether there was anything to do. */
  brought: boolean
  cases: number
  /** Cases that did not come as far as they should, with why. */
  failed: { id: string; why: string }[]
}

/**
 * Brings the cases of the demonstration through the front door, as the sample people and in business time: day by day, from a
 * clock that stands in the past to `until`. What has been done is asked of the service: broken off, it goes on; where the clock
 * has come to `until`, nothing is done.
 * @throws Error when the service is gone
 */
export async function bring(options: Bringing): Promise<Brought> {
  const { api, until, count = ALL, signal = new AbortController().signal } = options
  const door = new Door(api, signal)
  const { now } = await door.clock()
  if (now.getTime() > until().getTime() - NEAR_MS) return { brought: false, cases: 0, failed: [] }

  const known = await whatIsThere(door)
  const resumed = known.cases.size > 0
  const planned = plan(count, { door, resumed, known })
  const span = Math.max(...planned.flatMap(({ steps }) => steps.map((s) => s.ago)))
  const first = (await firstDay(planned, span, door)) ?? dayOf(beginning(until(), span).toISOString())
  const days = workingDaysFrom(first, span + 1)
  options.begun?.(planned.length, first)
  const failed: Brought['failed'] = []
  const left = new Map(planned.map((one) => [one, [...one.steps]]))
  for (const [n, day] of days.entries()) {
    await moveTo(door, atWork(day), until)
    const today = [...left].filter(([, steps]) => steps[0] && steps[0].ago >= span - n)
    await inTurns(today, async ([one, steps]) => {
      while (steps[0] && steps[0].ago >= span - n) {
        try {
          await steps[0].do(one.case, day)
          steps.shift()
        } catch (e) {
          signal.throwIfAborted()
          failed.push({ id: one.case.about.id, why: (e as Error).message })
          steps.length = 0
        }
      }
    })
    options.far?.([...left.values()].filter((steps) => steps.length === 0).length, planned.length, day)
  }
  for (const draft of drafts({ door, resumed, known }, days.at(-1)!)) await draft()
  await moveTo(door, until(), until)
  return { brought: true, cases: planned.length - failed.length, failed }
}

/** Brings business time to real time, where a demonstration was begun that nobody wants any more. */
export async function toRealTime(api: string, signal: AbortSignal): Promise<void> {
  await moveTo(new Door(api, signal), new Date(), () => new Date())
}

/** Moves the clock there, but never beyond the end; behind it already, it stays. */
async function moveTo(door: Door, to: Date, until: () => Date): Promise<void> {
  const { now } = await door.clock()
  const end = until()
  const target = to > end ? end : to
  if (target.getTime() - now.getTime() > NEAR_MS) await door.moveClock(target)
}

/** The day on which the plan began: told by the first of its cases that is there. */
async function firstDay(planned: readonly Planned[], span: number, door: Door): Promise<Day | undefined> {
  const one = planned.find((p) => p.case.isThere)
  if (!one) return undefined
  const { state } = await door.case(one.case.about.head, one.case.caseId)
  return workingDayBefore(dayOf(state.receivedAt), span - one.steps[0]!.ago)
}

async function whatIsThere(door: Door): Promise<Surroundings['known']> {
  const known: Surroundings['known'] = { cases: new Map(), drafts: new Map() }
  for (const head of Object.keys(PROGRAMMES)) {
    for (const c of await door.list<{ caseId: string; subject: string }>(head, '/api/cases', 'cases'))
      known.cases.set(nameIn(head, c.subject), c.caseId)
    for (const d of await door.list<{ id: string; subject: string; cure: boolean }>(
      head,
      '/api/drafts',
      'drafts',
    ))
      if (!d.cure) known.drafts.set(nameIn(head, d.subject), d.id)
  }
  return known
}

/** Some at once, the next as soon as one is done. */
async function inTurns<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all]
  const turn = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await work(next)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, turn))
}
