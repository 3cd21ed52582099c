import type { ActDef, ActField } from '../forms/acts/act.ts'
import { actsIn } from '../forms/acts/all.ts'
import { findForm } from '../forms/all.ts'
import type { FormDef } from '../forms/form.ts'
import { textsFor } from '../forms/texts/all.ts'
import type { ProcedureTexts } from '../forms/texts/texts.ts'

/**
 * What pages must know of a procedure to show a case of it. It is handed to them: no page and no component looks one up
 * by name, so that whatever has a definition can be shown.
 */
export interface Definition {
  form: FormDef
  acts: Record<string, ActDef>
  texts: ProcedureTexts
}

/** @throws Error when there is no such procedure */
export function definitionOf(procedure: string): Definition {
  const form = findForm(procedure)
  if (!form) throw new Error(`no form for ${procedure}`)
  return { form, acts: actsIn(procedure), texts: textsFor(procedure) }
}

/** The acts in which something is asked by this kind of field. */
export function asking(
  { acts }: Pick<Definition, 'acts'>,
  widget: ActField['widget'],
): { act: string; field: ActField }[] {
  return Object.values(acts).flatMap(({ id, fields }) =>
    fields.filter((f) => f.widget === widget).map((field) => ({ act: id, field })),
  )
}
