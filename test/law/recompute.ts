// What a reader can do with a derivation: recompute the date from its steps alone, without the law room.
import type { Step } from '../../law/clock/facts.ts'

const DAY = 86_400_000
const number = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY
const iso = (n: number) => new Date(n * DAY).toISOString().slice(0, 10)

function fail(step: Step, why: string): never {
  throw new Error(`${why}: ${JSON.stringify(step)}`)
}

/** The day that `counted` units after `from` fall on, given the days that were skipped; checks the step's own `to`. */
function counted(step: Step): string {
  const { from, to, counted: n, unit } = step
  if (to === undefined) fail(step, 'no candidate')
  if (from === undefined || n === undefined) return to
  let want: string
  if (unit === 'months' || unit === 'years') {
    const [y, m, d] = from.split('-').map(Number) as [number, number, number]
    const months = n * (unit === 'years' ? 12 : 1)
    const last = new Date(Date.UTC(y, m + months, 0)).getUTCDate()
    want = new Date(Date.UTC(y, m - 1 + months, Math.min(d, last))).toISOString().slice(0, 10)
  } else if (unit === 'weeks') want = iso(number(from) + n * 7)
  else {
    const skipped = step.skipped ?? []
    for (const s of skipped) if (s.day <= from || s.day >= to) fail(step, 'skipped a day outside the count')
    want = iso(number(from) + n + Math.sign(n) * skipped.length)
  }
  if (want !== to) fail(step, `the count gives ${want}`)
  return to
}

/** The due day that the steps give, or null when they give none. */
export function recompute(steps: readonly Step[]): string | null {
  let candidates: string[] = []
  let open = false
  let rolled: string | null = null
  for (const step of steps) {
    switch (step.kind) {
      case 'count':
      case 'extended':
        candidates.push(counted(step))
        break
      case 'term-set':
      case 'restored':
        candidates.push(step.to!)
        break
      case 'suspended':
        if (step.to === undefined) open = true
        else {
          const days = number(step.to) - number(step.from!)
          if (days !== step.counted) fail(step, 'wrong number of suspended days')
          candidates.push(iso(number(candidates.pop()!) + days))
        }
        break
      case 'roll': {
        const latest = [...candidates].sort().at(-1)
        if (step.from !== latest) fail(step, 'rolls another day')
        const by = Math.sign(number(step.to!) - number(step.from!))
        let at = step.from!
        for (const s of step.skipped!) {
          if (s.day !== at) fail(step, 'skips another day')
          at = iso(number(at) + by)
        }
        if (at !== step.to) fail(step, 'rolls to another day')
        rolled = at
        break
      }
      case 'waiting':
      case 'lapsed':
        candidates = []
        break
      case 'end':
        if (step.toInstant !== undefined) {
          const ms = { hours: 3_600_000, minutes: 60_000 }[step.unit as 'hours' | 'minutes'] * step.counted!
          if (Date.parse(step.toInstant) - Date.parse(step.fromInstant!) !== ms) fail(step, 'another length')
          return step.day!
        }
        if (step.day !== (rolled ?? [...candidates].sort().at(-1))) fail(step, 'ends on another day')
        return step.day!
    }
  }
  if (candidates.length > 0 && !open) throw new Error('a candidate without an end')
  return null
}
