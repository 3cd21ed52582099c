import { act } from '../../../cases/act.ts'
import { type CaseFile, getCaseFile } from '../../../cases/queries/case-file.ts'
import { checkDraft, type DraftReading } from '../../../cases/words/decide/draft.ts'
import type { ActDef } from '../../../forms/acts/act.ts'
import { say } from '../../../web/view.ts'
import { requireFreshSignIn } from '../../signed-in.ts'
import { actPage } from '../act-page.ts'
import { payloadFrom, valuesOf } from '../act-values.ts'
import { actNamed, earlierDraft, formOf } from '../case-parts.ts'
import { type PersonCall, pageRoute, to } from '../route.ts'

/** The acts of a procedure, each on a page of its own. */
export const actPages = [
  pageRoute({
    method: 'get',
    path: '/cases/:id/acts/:act',
    who: 'signed-in',
    async handle(call) {
      const { file, def } = await named(call)
      return actPage(await call.view(), file, def, { values: earlierDraft(file, def) })
    },
  }),
  pageRoute({
    method: 'post',
    path: '/cases/:id/acts/:act',
    who: 'signed-in',
    async handle(call) {
      const { deps, actor, body, key } = call
      const { file, def } = await named(call)
      const values = valuesOf(def, body)
      if (body._check && def.check)
        return actPage(await call.view(), file, def, { values, reading: await read(call, file, def) })
      if (def.signIn === 'fresh') requireFreshSignIn(deps, call.res)
      const revision = Number(body._revision)
      await act(deps, actor, {
        caseId: file.caseId,
        act: def.id,
        payload: payloadFrom(def, formOf(file), values),
        key,
        ...(body._revision && Number.isInteger(revision) ? { revision } : {}),
      })
      return to(`/cases/${file.caseId}`, (v) => `${say(v, def.done)}.`)
    },
    /** As the case stands now; what was typed stays in the form. */
    async refused(call, error) {
      const { file, def } = await named(call)
      const reading = def.check ? await read(call, file, def) : undefined
      return actPage(await call.view(), file, def, { values: valuesOf(def, call.body), error, reading })
    },
  }),
]

async function named({ deps, actor, id, param }: PersonCall): Promise<{ file: CaseFile; def: ActDef }> {
  const file = await getCaseFile(deps, actor, id())
  return { file, def: actNamed(param('act'), file) }
}

function read(call: PersonCall, file: CaseFile, def: ActDef): Promise<DraftReading> {
  const payload = payloadFrom(def, formOf(file), valuesOf(def, call.body))
  return checkDraft(call.deps, call.actor, { caseId: file.caseId, payload })
}
