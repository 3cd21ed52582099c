import type { Actor } from '../../cases/actor.ts'
import { forbidden, notFound } from '../../cases/permissions.ts'
import type { CaseFile } from '../../cases/queries/case-file.ts'
import type { ActDef } from '../../forms/acts/act.ts'
import { findAct } from '../../forms/acts/all.ts'
import { findForm } from '../../forms/all.ts'
import type { FormDef } from '../../forms/form.ts'

// What the pages of a case look up in its file.

/** The form by which it was applied for. @throws LietaError `not-found` */
export function formOf(file: CaseFile): FormDef {
  const form = findForm(file.procedure)
  if (!form) throw notFound()
  return form
}

/**
 * The act in the address, if the person's roles may ever do it in this case.
 * @throws LietaError `not-found`, `forbidden`
 */
export function actNamed(id: string, file: CaseFile): ActDef {
  const def = findAct(file.procedure, id)
  if (!def || def.opens) throw notFound()
  if (!file.actions.some((a) => a.act === def.id)) throw forbidden()
  return def
}

/** A draft that came back is written on, not anew. */
export function earlierDraft(file: CaseFile, def: ActDef): Record<string, string> {
  const said = def.check ? file.latestPayloads[def.id]?.payload : undefined
  const values: Record<string, string> = {}
  for (const [name, value] of Object.entries(said ?? {}))
    if (value !== null && value !== undefined && name !== 'kind') Object.assign(values, inputs(name, value))
  return values
}

/** A value as the inputs of its field have it; of what has parts, each by itself. */
function inputs(name: string, value: unknown): Record<string, string> {
  if (Array.isArray(value)) return { [name]: value.join('\n') }
  if (typeof value !== 'object' || value === null) return { [name]: String(value) }
  return Object.assign({}, ...Object.entries(value).map(([part, one]) => inputs(`${name}.${part}`, one)))
}

/** The open task for one of the person's roles that nobody else has. */
export function claimable(actor: Actor, file: CaseFile): { taskId: string; mine: boolean } | null {
  const task = file.tasks.find((t) => t.state === 'open' && t.forYou)
  if (!task || (task.claimedBy && task.claimedBy !== actor.personId)) return null
  return { taskId: task.taskId, mine: task.claimedBy === actor.personId }
}
