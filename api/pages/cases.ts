import { type Request, type Response, Router } from 'express'
import { h } from 'preact'
import { act } from '../../cases/act.ts'
import { type Actor, hasRole } from '../../cases/actor.ts'
import { whoRead } from '../../cases/audit/who-read.ts'
import type { Deps } from '../../cases/deps.ts'
import { forbidden, may, notFound } from '../../cases/permissions.ts'
import { type CaseFile, getCaseFile } from '../../cases/queries/case-file.ts'
import { inspectorsWithLoad } from '../../cases/queries/supervision.ts'
import { addNote, assignCase, claimTask, closeTrouble, openTroubles } from '../../cases/tasks.ts'
import { openCure } from '../../cases/words/completeness/cure.ts'
import { checkDraft, type DraftReading } from '../../cases/words/decide/draft.ts'
import type { ActDef } from '../../forms/acts/act.ts'
import { findAct } from '../../forms/acts/all.ts'
import { findForm } from '../../forms/all.ts'
import type { FormDef } from '../../forms/form.ts'
import { HTTP_STATUS, LietaError } from '../../platform/errors.ts'
import type { Role } from '../../procedures/procedure.ts'
import { ActPage } from '../../web/pages/act.tsx'
import { ApplicantCasePage } from '../../web/pages/case-applicant.tsx'
import { StaffCasePage } from '../../web/pages/case-staff.tsx'
import { ReceiptPage } from '../../web/pages/receipt.tsx'
import { say } from '../../web/view.ts'
import { auditRefusal } from '../audit.ts'
import { ownPath } from '../own-path.ts'
import { actorOf, requireFreshSignIn } from '../session.ts'
import { actErrors, payloadFrom, valuesOf } from './answers.ts'
import { bodyOf, idOf, keyOf, newKey, show, signedIn, tell, viewOf } from './render.ts'

/** The case: its page for the applicant and for the staff, the receipt, and every act. */
export function casePages(deps: Deps): Router {
  const r = Router()
  r.use('/cases', signedIn)

  r.get('/cases/:id', async (req, res) => {
    const actor = actorOf(res)
    const file = await getCaseFile(deps, actor, idOf(req))
    const v = await viewOf(deps, req, res)
    const form = formOf(file)
    if (!file.internal) {
      // Just after sending, the first task needs a moment.
      const refresh = file.state.revision === 0 ? 3 : undefined
      const readers = await whoRead(deps, actor, file.caseId)
      return show(res, h(ApplicantCasePage, { v, file, form, refresh, readers }))
    }
    const inspectors = may(actor, 'case.assign')
      ? await inspectorsWithLoad(deps, await deps.clock.now())
      : null
    const claim = claimable(actor, file)
    const troubles = may(actor, 'trouble.close') ? openTroubles(file.tasks) : []
    const mayHold = may(actor, 'hold.write')
    show(res, h(StaffCasePage, { v, file, form, newKey, inspectors, claim, troubles, mayHold }))
  })

  r.get('/cases/:id/receipt', async (req, res) => {
    const file = await getCaseFile(deps, actorOf(res), idOf(req))
    show(res, h(ReceiptPage, { v: await viewOf(deps, req, res), file, form: formOf(file) }))
  })

  r.post('/cases/:id/cure', async (req, res) => {
    const draft = await openCure(deps, actorOf(res), idOf(req))
    res.redirect(303, `/drafts/${draft.id}/check`)
  })

  r.post('/cases/:id/claim', async (req, res) => {
    const body = bodyOf(req)
    const release = body.release === '1'
    await claimTask(deps, actorOf(res), {
      caseId: idOf(req),
      taskId: body.task ?? '',
      release,
      key: keyOf(body),
    })
    const { t } = await viewOf(deps, req, res)
    tell(req, release ? t.case.desk.released : t.case.desk.claimed)
    res.redirect(303, ownPath(body.back, `/cases/${idOf(req)}`))
  })

  r.post('/cases/:id/assign', async (req, res) => {
    const body = bodyOf(req)
    // What is no id at all is nobody's.
    const to = /^[0-9a-f-]{36}$/i.test(body.to ?? '') ? body.to! : '00000000-0000-0000-0000-000000000000'
    const reason = body.reason?.trim().slice(0, 500)
    await assignCase(deps, actorOf(res), {
      caseId: idOf(req),
      to,
      ...(reason ? { reason } : {}),
      key: keyOf(body),
    })
    tell(req, (await viewOf(deps, req, res)).t.case.file.assigned)
    res.redirect(303, ownPath(body.back, `/cases/${idOf(req)}`))
  })

  r.post('/cases/:id/trouble', async (req, res) => {
    const body = bodyOf(req)
    await closeTrouble(deps, actorOf(res), {
      caseId: idOf(req),
      taskId: body.task ?? '',
      text: body[`done-${body.task}`] ?? '',
      key: keyOf(body),
    })
    tell(req, (await viewOf(deps, req, res)).t.case.file.troubleClosed)
    res.redirect(303, `/cases/${idOf(req)}`)
  })

  r.post('/cases/:id/notes', async (req, res) => {
    const body = bodyOf(req)
    await addNote(deps, actorOf(res), { caseId: idOf(req), text: body.text ?? '', key: keyOf(body) })
    tell(req, (await viewOf(deps, req, res)).t.case.file.noteAdded)
    res.redirect(303, `/cases/${idOf(req)}`)
  })

  r.get('/cases/:id/acts/:act', async (req, res) => {
    const file = await getCaseFile(deps, actorOf(res), idOf(req))
    const def = actDef(req, file)
    await showAct(req, res, file, def, { values: earlierDraft(file, def), status: 200 })
  })

  r.post('/cases/:id/acts/:act', async (req, res) => {
    const caseId = idOf(req)
    const actor = actorOf(res)
    const body = bodyOf(req)
    const file = await getCaseFile(deps, actor, caseId)
    const def = actDef(req, file)
    const values = valuesOf(def, body)
    const read = (of: CaseFile): Promise<DraftReading> =>
      checkDraft(deps, actor, { caseId, payload: payloadFrom(def, formOf(of), values) })
    if (body._check && def.check)
      return showAct(req, res, file, def, { values, reading: await read(file), status: 200 })
    if (def.signIn === 'fresh') requireFreshSignIn(deps, res)
    const revision = Number(body._revision)
    try {
      await act(deps, actor, {
        caseId,
        act: def.id,
        payload: payloadFrom(def, formOf(file), values),
        key: keyOf(body),
        ...(body._revision && Number.isInteger(revision) ? { revision } : {}),
      })
    } catch (e) {
      if (!(e instanceof LietaError)) throw e
      await auditRefusal(deps, req, res, e)
      const now = await getCaseFile(deps, actor, caseId)
      const reading = def.check ? await read(now) : undefined
      return showAct(req, res, now, def, { values, error: e, reading, status: HTTP_STATUS[e.code] })
    }
    const v = await viewOf(deps, req, res)
    tell(req, `${say(v, def.done)}.`)
    res.redirect(303, `/cases/${caseId}`)
  })
  return r

  async function showAct(
    req: Request,
    res: Response,
    file: CaseFile,
    def: ActDef,
    answer: {
      values: Record<string, string>
      error?: LietaError
      reading?: DraftReading | undefined
      status: number
    },
  ): Promise<void> {
    const v = await viewOf(deps, req, res)
    const form = formOf(file)
    const { error, values, reading } = answer
    const action = file.actions.find((a) => a.act === def.id)
    const why = action?.possible ? undefined : (v.t.case.whyNot[action?.why ?? ''] ?? '')
    const fields = error ? (error.code === 'validation' ? error.fields : []) : (reading?.errors ?? [])
    // What asks nothing has no field on which something could be wrong.
    const wrong = def.fields.length > 0 ? actErrors(v, def, form, values, fields) : []
    const refused =
      error && wrong.length === 0
        ? {
            title: v.t.errors.titles[error.code] ?? v.t.errors.fallback,
            text: error.code === 'not-allowed-now' ? v.t.case.file.notNow : say(v, error.words),
          }
        : why === undefined
          ? undefined
          : { title: v.t.errors.titles['not-allowed-now'] ?? '', text: `${say(v, def.title)} – ${why}.` }
    const node = h(ActPage, {
      v,
      file,
      form,
      def,
      values,
      errors: wrong,
      findings: (reading ?? (def.draft ? file.draft : null))?.findings,
      checked: reading !== undefined && !error,
      refused,
      keyed: newKey(),
      impossible: why !== undefined,
    })
    show(res, node, error || why === undefined ? answer.status : 409)
  }
}

/** A draft that came back is written on, not anew. */
function earlierDraft(file: CaseFile, def: ActDef): Record<string, string> {
  const said = def.check ? file.said[def.id]?.payload : undefined
  const values: Record<string, string> = {}
  for (const [name, value] of Object.entries(said ?? {}))
    if (value !== null && value !== undefined && name !== 'kind')
      values[name] = Array.isArray(value) ? value.join('\n') : String(value)
  return values
}

/** The act in the address, if the person's roles may ever do it in this case. */
function actDef(req: Request, file: CaseFile): ActDef {
  const def = findAct(file.procedure, String(req.params.act))
  if (!def || def.opens) throw notFound()
  if (!file.actions.some((a) => a.act === def.id)) throw forbidden()
  return def
}

function formOf(file: CaseFile): FormDef {
  const form = findForm(file.procedure)
  if (!form) throw notFound()
  return form
}

/** The open task for one of the person's roles that nobody else has. */
function claimable(actor: Actor, file: CaseFile): { taskId: string; mine: boolean } | null {
  const task = file.tasks.find((t) => t.state === 'open' && hasRole(actor, t.role as Role))
  if (!task || (task.claimedBy && task.claimedBy !== actor.personId)) return null
  return { taskId: task.taskId, mine: task.claimedBy === actor.personId }
}
