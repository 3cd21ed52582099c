import { actsIn, findAct } from '../forms/acts/all.ts'
import { textsFor } from '../forms/texts/all.ts'
import { say, type View } from './view.ts'

// The words of what a case says of itself by name: by its procedure, in the language of the page.

export function stageWords(v: View, procedure: string, stage: string): string {
  const text = textsFor(procedure).stages[stage]
  return text ? say(v, text.name) : stage
}

export function outcomeWords(v: View, procedure: string, outcome: string): string {
  const text = textsFor(procedure).outcomes[outcome]
  return text ? say(v, text) : outcome
}

export function taskWords(v: View, procedure: string, kind: string): string {
  const text = textsFor(procedure).tasks[kind]
  return text ? say(v, text) : kind
}

/** That an act was done. */
export function doneWords(v: View, procedure: string, act: string): string {
  const def = findAct(procedure, act)
  return def ? say(v, def.done) : act
}

/** Where a case stands: its outcome when it is over. */
export function standsAt(
  v: View,
  procedure: string,
  at: { stage: string; outcome: string | null; closedAt: string | null },
): string {
  return at.closedAt && at.outcome
    ? outcomeWords(v, procedure, at.outcome)
    : stageWords(v, procedure, at.stage)
}

/** What a draft proposes, as its author was asked. */
export function proposedWords(v: View, procedure: string, kind: string): string {
  const drafting = Object.values(actsIn(procedure)).find((def) => def.check)
  const option = drafting?.fields.flatMap((f) => f.options ?? []).find((o) => o.value === kind)
  return option ? say(v, option.label) : kind
}
