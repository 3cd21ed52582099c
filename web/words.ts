import { documentName } from '../forms/texts/all.ts'
import { BODY_FUNCTIONS, type BodyFunction } from '../law/bodies/body.ts'
import type { Definition } from './definition.ts'
import { say, type View } from './view.ts'

// The words of what a case says of itself by name: by the definition of its procedure, in the language of the page.

type Texts = Pick<Definition, 'texts'>

export function stageWords(v: View, { texts }: Texts, stage: string): string {
  const text = texts.stages[stage]
  return text ? say(v, text.name) : stage
}

export function outcomeWords(v: View, { texts }: Texts, outcome: string): string {
  const text = texts.outcomes[outcome]
  return text ? say(v, text) : outcome
}

export function taskWords(v: View, { texts }: Texts, kind: string): string {
  const text = texts.tasks[kind]
  return text ? say(v, text) : kind
}

/** A kind of document by its name in the procedure; other systems' kinds by theirs. */
export function documentWords(v: View, { texts }: Texts, kind: string): string {
  return say(v, texts.documents[kind] ?? documentName(kind))
}

/** That an act was done. */
export function doneWords(v: View, { acts }: Pick<Definition, 'acts'>, act: string): string {
  const def = acts[act]
  return def ? say(v, def.done) : act
}

/** Where a case stands: its outcome when it is over. */
export function standsAt(
  v: View,
  texts: Texts,
  at: { stage: string; outcome: string | null; closedAt: string | null },
): string {
  return at.closedAt && at.outcome ? outcomeWords(v, texts, at.outcome) : stageWords(v, texts, at.stage)
}

/** What a draft proposes, as its author was asked. */
export function proposedWords(v: View, { acts }: Pick<Definition, 'acts'>, kind: string): string {
  const drafting = Object.values(acts).find((def) => def.check)
  const option = drafting?.fields.flatMap((f) => f.options ?? []).find((o) => o.value === kind)
  return option ? say(v, option.label) : kind
}

/** What a role is called; a function in a commission or council by its title. */
export function roleWords(v: View, role: string): string {
  const title = BODY_FUNCTIONS[role.split('@')[0] as BodyFunction]
  return v.t.roles[role] ?? (title ? say(v, title) : role)
}
