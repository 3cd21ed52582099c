import { type Request, type Response, Router } from 'express'
import { h } from 'preact'
import { AuditQuery, exportAudit, listAudit } from '../../cases/audit/log.ts'
import { statePurpose } from '../../cases/audit/reading.ts'
import type { Deps } from '../../cases/deps.ts'
import { authorize } from '../../cases/permissions.ts'
import { LietaError } from '../../platform/errors.ts'
import { AuditPage } from '../../web/pages/audit.tsx'
import { PurposePage } from '../../web/pages/purpose.tsx'
import { say } from '../../web/view.ts'
import { sendCsv } from '../json/audit.ts'
import { parse } from '../json/request.ts'
import { ownPath } from '../own-path.ts'
import { actorOf, freshSignIn } from '../session.ts'
import { dayFrom } from './answers.ts'
import { bodyOf, idOf, keyOf, newKey, queryOf, show, signedIn, tell, viewOf } from './render.ts'

const FILTERS = ['person', 'case', 'institution', 'kind', 'from', 'to'] as const

/** The audit log for auditors, and the form in which the staff say why they read a case that is not theirs. */
export function auditPages(deps: Deps): Router {
  const r = Router()
  const fresh = freshSignIn(deps)
  r.get('/audit', signedIn, fresh, async (req, res) => {
    const actor = actorOf(res)
    authorize(actor, 'audit.read')
    const values = filtersOf(req)
    const before = queryOf(req, 'before', 20)
    try {
      const page = await listAudit(deps, actor, asked(values, before))
      show(res, h(AuditPage, { v: await viewOf(deps, req, res), values, page, before, errors: [] }))
    } catch (e) {
      if (!(e instanceof LietaError) || e.code !== 'validation') throw e
      const v = await viewOf(deps, req, res)
      const errors = e.fields.map((f) => ({
        field: f.field,
        text: f.field === 'from' || f.field === 'to' ? v.t.audit.wrongDay : say(v, f.message),
      }))
      show(res, h(AuditPage, { v, values, page: { entries: [], next: null }, before, errors }), 422)
    }
  })
  r.get('/audit/export', signedIn, fresh, async (req, res) => {
    await sendCsv(res, await exportAudit(deps, actorOf(res), asked(filtersOf(req), '')))
  })

  r.post('/cases/:id/purpose', signedIn, async (req, res) => {
    const body = bodyOf(req)
    const { purpose, reason } = body
    const caseId = idOf(req)
    const back = ownPath(body.back, `/cases/${caseId}`)
    try {
      await statePurpose(deps, actorOf(res), { caseId, purpose, reason: reason ?? '', key: keyOf(body) })
    } catch (e) {
      if (!(e instanceof LietaError) || e.code !== 'validation') throw e
      return showPurpose(deps, req, res, { caseId, back, values: body, error: e })
    }
    tell(req, (await viewOf(deps, req, res)).t.audit.purpose.done)
    res.redirect(303, back)
  })
  return r
}

/** The question why somebody reads a case that is not theirs. */
export async function showPurpose(
  deps: Deps,
  req: Request,
  res: Response,
  asked: {
    caseId: string
    back: string
    values: Record<string, string | undefined>
    error?: LietaError
  },
): Promise<void> {
  const v = await viewOf(deps, req, res)
  const { caseId, back, values, error } = asked
  const record = await deps.db.caseRecord.findUnique({ where: { id: caseId }, select: { number: true } })
  const errors = (error?.fields ?? []).map((f) => ({ field: f.field, text: say(v, f.message) }))
  const number = record?.number ?? ''
  const page = h(PurposePage, { v, caseId, number, back, values, errors, keyed: newKey() })
  show(res, page, error ? 422 : 403)
}

function filtersOf(req: Request): Record<string, string> {
  return Object.fromEntries(
    FILTERS.map((name) => [
      name,
      name === 'from' || name === 'to' ? dayIn(req, name) : queryOf(req, name).trim(),
    ]),
  )
}

/** A day of a filter: as three boxes give it, or as a link of ours does. */
function dayIn(req: Request, name: string): string {
  const parts = ['day', 'month', 'year'].map((part) => `${name}-${part}`)
  return (
    queryOf(req, name).trim() || dayFrom(Object.fromEntries(parts.map((p) => [p, queryOf(req, p, 20)])), name)
  )
}

/** What was left empty was not asked. */
function asked(values: Record<string, string>, before: string): AuditQuery {
  const said = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
  return parse(AuditQuery, { ...said, ...(before ? { before } : {}) })
}
