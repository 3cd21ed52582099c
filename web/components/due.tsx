import { daysBetween } from '../../law/time.ts'
import { dayChip, dayWords, fromToday } from '../format.ts'
import { DateChip } from '../ui/index.ts'
import type { View } from '../view.ts'
import { Steps, type StepView } from './norm.tsx'

/** Days before the end within which a term is soon over. */
const SOON = 5

/** A day by which something must be done: how far it is, and why it is that day. */
export function Due({
  v,
  day,
  running = true,
  steps = [],
  href,
}: {
  v: View
  day: string
  /** Whether the term still runs: else its distance says nothing. */
  running?: boolean
  /** How it came about, where that is known here. */
  steps?: StepView[]
  /** Where it is told, when not here. */
  href?: string
}) {
  const days = daysBetween(v.today, day)
  const tone = !running ? 'plain' : days < 0 ? 'now' : days <= SOON ? 'soon' : 'plain'
  const words = running ? `${dayWords(v, day)}, ${fromToday(v, day)}` : dayWords(v, day)
  return (
    <DateChip
      iso={day}
      day={dayChip(v, day)}
      distance={running ? v.t.distance(days) : undefined}
      words={words}
      tone={tone}
      href={href}
    >
      {steps.length > 0 ? <Steps v={v} steps={steps} /> : null}
    </DateChip>
  )
}
