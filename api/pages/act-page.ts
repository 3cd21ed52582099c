import { h } from 'preact'
import type { CaseFile } from '../../cases/queries/case-file.ts'
import type { DraftReading } from '../../cases/words/decide/draft.ts'
import type { ActDef } from '../../forms/acts/act.ts'
import type { LietaError } from '../../platform/errors.ts'
import { definitionOf } from '../../web/definition.ts'
import { ActPage } from '../../web/pages/act.tsx'
import { say, type View } from '../../web/view.ts'
import { actErrors } from './act-errors.ts'
import { formOf } from './case-parts.ts'
import { newKey } from './input.ts'
import { type Answer, page } from './route.ts'

/** What is shown with the form of an act: what was typed, what was refused of it, how a draft reads. */
interface Shown {
  values: Record<string, string>
  error?: LietaError
  reading?: DraftReading | undefined
}

/** The page of an act; one that cannot be done now says why. */
export function actPage(v: View, file: CaseFile, def: ActDef, { values, error, reading }: Shown): Answer {
  const form = formOf(file)
  const action = file.actions.find((a) => a.act === def.id)
  const why = action?.possible ? undefined : (v.t.case.whyNot[action?.why ?? ''] ?? '')
  const fields = error ? (error.code === 'validation' ? error.fields : []) : (reading?.errors ?? [])
  // What asks nothing has no field on which something could be wrong.
  const wrong = def.fields.length > 0 ? actErrors(v, def, form, values, fields) : []
  const node = h(ActPage, {
    v,
    file,
    def: definitionOf(file.procedure),
    act: def,
    values,
    errors: wrong,
    findings: (reading ?? (def.draft ? file.draft : null))?.findings,
    checked: reading !== undefined && !error,
    refused: error && wrong.length === 0 ? refusal(v, error) : impossible(v, def, why),
    keyed: newKey(),
    impossible: why !== undefined,
  })
  return page(node, error || why === undefined ? undefined : 409)
}

function refusal(v: View, error: LietaError): { title: string; text: string } {
  return {
    title: v.t.errors.titles[error.code] ?? v.t.errors.fallback,
    text: error.code === 'not-allowed-now' ? v.t.case.file.notNow : say(v, error.words),
  }
}

function impossible(
  v: View,
  def: ActDef,
  why: string | undefined,
): { title: string; text: string } | undefined {
  if (why === undefined) return undefined
  return { title: v.t.errors.titles['not-allowed-now'] ?? '', text: `${say(v, def.title)} – ${why}.` }
}
