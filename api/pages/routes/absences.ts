import { h } from 'preact'
import { endAbsence, enterAbsence, listAbsences } from '../../../cases/absences/absence.ts'
import type { Field } from '../../../forms/form.ts'
import type { LietaError } from '../../../platform/errors.ts'
import { workTexts } from '../../../web/components/work-words.ts'
import { AbsencesPage } from '../../../web/pages/absences.tsx'
import { say } from '../../../web/view.ts'
import { inputs, said, typed } from '../answers.ts'
import { newKey, turnOf } from '../input.ts'
import { type Answer, type PersonCall, page, pageRoute, to } from '../route.ts'

const FIELDS: Field[] = [
  ...inputs('text', ['personId', 'substituteId']),
  ...inputs('date', ['firstDay', 'lastDay']),
]

/** Who is away, and who works in their stead. */
export const absencePages = [
  pageRoute({
    method: 'get',
    path: '/absences',
    who: 'absence.write',
    handle: (call) => shown(call, {}, newKey()),
  }),
  pageRoute({
    method: 'post',
    path: '/absences',
    who: 'absence.write',
    async handle({ deps, actor, body, key }) {
      const given = said(typed(FIELDS, body))
      await enterAbsence(deps, actor, given, key)
      return to('/absences', (v) => workTexts(v).absences.done)
    },
    refused: async (call, error) =>
      error.code === 'validation' ? shown(call, typed(FIELDS, call.body), call.key, error) : undefined,
  }),
  pageRoute({
    method: 'post',
    path: '/absences/:id/end',
    who: 'absence.write',
    async handle({ deps, actor, id }) {
      await endAbsence(deps, actor, id())
      return to('/absences', (v) => workTexts(v).absences.endDone)
    },
  }),
]

async function shown(
  { deps, actor, req, view }: PersonCall,
  values: Record<string, string>,
  keyed: string,
  error?: LietaError,
): Promise<Answer> {
  const data = await listAbsences(deps, actor, turnOf(req))
  const v = await view()
  const errors = (error?.fields ?? []).map((f) => ({ field: f.field, text: say(v, f.message) }))
  return page(h(AbsencesPage, { v, data, values, errors, keyed, newKey }))
}
