import type { CaseFile } from '../../cases/queries/case-file.ts'
import type { TrackStep } from '../../forms/texts/texts.ts'
import { dayOf } from '../../law/time.ts'
import type { Definition } from '../definition.ts'
import { dayChip } from '../format.ts'
import { Track, type TrackItem } from '../ui/index.ts'
import { say, type View } from '../view.ts'
import { toDecide } from './case-parts.tsx'

interface Of {
  v: View
  file: CaseFile
  def: Definition
}

/** The way of a case, with the day of each step: by the steps that its procedure names. */
export function CaseTrack({ v, file, def }: Of) {
  const { track } = def.texts
  const { stage, closedAt } = file.state
  const entered = enteredOn(file)
  const standing = track.findIndex((s) => s.stages.includes(stage))
  const items = track.flatMap((step, n): TrackItem[] => {
    const day = dayOfStep(file, step, n, entered)
    // A case that is over stands nowhere: what it never came to is not told.
    if (standing < 0 && n > 0 && !day) return []
    const over = standing < 0 || n < standing || (step.dated === 'in-force' && day !== null && day <= v.today)
    const at = over ? 'done' : n === standing ? 'current' : 'ahead'
    const due = step.dated === 'decided' && !over && !closedAt ? statutoryDue(file) : null
    return [
      {
        key: step.id,
        name: say(v, step.name),
        at,
        state: v.t.case.track[at],
        ...(due
          ? { day: v.t.case.track.by(dayChip(v, due)) }
          : day && at !== 'ahead'
            ? { day: dayChip(v, day) }
            : {}),
      },
    ]
  })
  return <Track label={v.t.case.track.label} items={items} />
}

/** The day of a step that was come to; null of any other. */
function dayOfStep(file: CaseFile, step: TrackStep, n: number, entered: Map<string, string>): string | null {
  if (n === 0) return dayOf(file.state.receivedAt)
  const decision = file.documents.findLast((d) => d.kind === 'decision')
  if (step.dated === 'decided') return decision ? dayOf(decision.at) : null
  if (step.dated === 'in-force') return decision?.inForceFrom ?? null
  const days = step.stages.flatMap((s) => entered.get(s) ?? [])
  return days.sort()[0] ?? null
}

function statutoryDue(file: CaseFile): string | null {
  const clock = toDecide(file.clocks)
  return clock?.state === 'running' ? clock.due : null
}

/** The day on which each stage was first entered, as far as this person sees it. */
function enteredOn(file: CaseFile): Map<string, string> {
  const out = new Map<string, string>()
  for (const e of file.timeline)
    if (e.type === 'stage-entered' && !out.has(String(e.data.stage)))
      out.set(String(e.data.stage), dayOf(e.at))
  return out
}
