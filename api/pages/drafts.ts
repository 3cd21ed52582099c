import { type Request, type Response, Router } from 'express'
import { h } from 'preact'
import { act } from '../../cases/act.ts'
import type { Deps } from '../../cases/deps.ts'
import type { Conflict } from '../../cases/draft-changes.ts'
import { attachFile, detachFile } from '../../cases/draft-files.ts'
import { type DraftView, getDraft, saveDraft } from '../../cases/drafts.ts'
import type { Received } from '../../cases/files.ts'
import { notFound } from '../../cases/permissions.ts'
import { getCaseFile } from '../../cases/queries/case-file.ts'
import { ownInstitutions } from '../../cases/queries/institutions.ts'
import { submit } from '../../cases/submit.ts'
import { draftAct } from '../../forms/acts/all.ts'
import { askedPages, type FormError, type Page, validateForm } from '../../forms/form.ts'
import { HTTP_STATUS, LietaError } from '../../platform/errors.ts'
import { remarksOf } from '../../web/components/case-parts.tsx'
import { CheckPage } from '../../web/pages/check.tsx'
import { DraftPage } from '../../web/pages/draft-page.tsx'
import { say } from '../../web/view.ts'
import { checkCsrf } from '../csrf.ts'
import { sendText } from '../json/routes.ts'
import { actorOf } from '../session.ts'
import { withUploads } from '../upload.ts'
import { ofPerson } from '../upload-limits.ts'
import { formErrors } from './answers.ts'
import { conflictWords, marksOf, revisionOf, type SentPage, sentPage } from './draft-sent.ts'
import { bodyOf, idOf, keyOf, newKey, queryOf, show, signedIn, tell, viewOf } from './render.ts'

type FieldErrors = LietaError['fields']

/** The form, page by page; everything entered is kept at every step, right or wrong. */
export function draftPages(deps: Deps): Router {
  const r = Router()
  r.use('/drafts', signedIn)
  r.get('/drafts/:id', async (req, res) => {
    const draft = await open(req, res)
    if (!draft) return
    const next = draft.form.pages.find((p) => errorsOn(draft, p).length > 0)
    const at = next && !draft.curesCaseId ? next.id : 'check'
    res.redirect(`/drafts/${draft.id}/${at}`)
  })
  r.get('/drafts/:id/check', async (req, res) => {
    const draft = await open(req, res)
    if (draft) await showCheck(req, res, draft, {})
  })
  r.post('/drafts/:id/check', async (req, res) => {
    const draft = await open(req, res)
    if (!draft) return
    const actor = actorOf(res)
    const seen = revisionOf(bodyOf(req))
    try {
      const { curesCaseId } = draft
      if (!curesCaseId) {
        const receipt = await submit(deps, actor, draft.id, seen)
        return res.redirect(303, `/cases/${receipt.caseId}/receipt`)
      }
      const sends = draftAct(draft.form.id)
      if (!sends) throw notFound()
      await act(deps, actor, {
        caseId: curesCaseId,
        act: sends.id,
        payload: { draftId: draft.id, ...(seen === undefined ? {} : { draftRevision: seen }) },
        key: keyOf(bodyOf(req)),
      })
      tell(req, `${say(await viewOf(deps, req, res), sends.done)}.`)
      res.redirect(303, `/cases/${curesCaseId}`)
    } catch (e) {
      if (!(e instanceof LietaError)) throw e
      const v = await viewOf(deps, req, res)
      // As it stands now: a colleague may have changed it meanwhile.
      const now = await open(req, res)
      if (!now) return
      await showCheck(req, res, now, {
        status: HTTP_STATUS[e.code],
        ...(e.code === 'validation' ? {} : { note: say(v, e.words) }),
      })
    }
  })
  r.get('/drafts/:id/application', async (req, res) => {
    const draft = await open(req, res)
    if (draft) sendText(res, draft)
  })
  r.get('/drafts/:id/:page', async (req, res) => {
    const draft = await open(req, res)
    if (!draft) return
    const page = pageOf(draft, req)
    const errors = queryOf(req, 'check') ? errorsOn(draft, page) : []
    await showPage(req, res, draft, page, errors, 200)
  })
  r.post('/drafts/:id/:page', async (req, res) => {
    const before = await open(req, res)
    if (!before) return
    const page = pageOf(before, req)
    const refused: FieldErrors = []
    let sent = sentPage(before, page, bodyOf(req))
    if (req.is('multipart/form-data')) {
      await withUploads(deps, req, ofPerson(actorOf(res)), async (upload) => {
        checkCsrf(req, upload.fields._csrf)
        sent = sentPage(before, page, upload.fields)
        refused.push(...upload.refused.flatMap((e) => e.fields))
        await keepFiles(res, before, page, { uploads: upload.files, remove: sent.body._remove, refused })
      })
    }
    const { draft, conflicts } = await saveDraft(deps, actorOf(res), {
      draftId: before.id,
      answers: sent.answers,
      seen: sent.seen,
      whole: false,
    })
    const stays = Boolean(sent.body._stay || sent.body._remove)
    if (conflicts.length > 0) return showConflict(req, res, { draft, page, sent, conflicts, refused })
    const errors = [...refused, ...(stays ? [] : errorsOn(draft, page, refused))]
    if (errors.length > 0) return showPage(req, res, draft, page, errors, 422)
    const to = queryOf(req, 'to') === 'check' ? '?to=check' : ''
    if (stays) return res.redirect(303, `/drafts/${draft.id}/${page.id}${to}`)
    res.redirect(303, `/drafts/${draft.id}/${to ? 'check' : after(draft, page)}`)
  })
  return r

  async function open(req: Request, res: Response): Promise<DraftView | undefined> {
    const draft = await getDraft(deps, actorOf(res), idOf(req))
    if (!draft.caseId) return draft
    res.redirect(303, `/cases/${draft.caseId}/receipt`)
    return undefined
  }

  async function remarksFor(res: Response, draft: DraftView): Promise<Record<string, string[]>> {
    const { curesCaseId } = draft
    return curesCaseId ? remarksOf(await getCaseFile(deps, actorOf(res), curesCaseId)) : {}
  }

  async function showPage(
    req: Request,
    res: Response,
    draft: DraftView,
    page: Page,
    errors: (FormError | FieldErrors[number])[],
    status: number,
  ): Promise<void> {
    const v = await viewOf(deps, req, res)
    const node = h(DraftPage, {
      v,
      draft,
      page,
      errors: formErrors(v, draft.form, draft.data, errors),
      remarks: await remarksFor(res, draft),
      cure: draft.curesCaseId !== null,
      toCheck: queryOf(req, 'to') === 'check',
      marks: marksOf(draft, page),
      conflicts: [],
    })
    show(res, node, status)
  }

  /** What was typed stays in the form; beside each answer that a colleague gave meanwhile stands theirs, to choose. */
  async function showConflict(
    req: Request,
    res: Response,
    {
      draft,
      page,
      sent,
      conflicts,
      refused,
    }: { draft: DraftView; page: Page; sent: SentPage; conflicts: Conflict[]; refused: FieldErrors },
  ): Promise<void> {
    const v = await viewOf(deps, req, res)
    const typed = Object.fromEntries(conflicts.map((c) => [c.field, sent.answers[c.field]]))
    const told = new Set(conflicts.map((c) => c.field))
    const errors = formErrors(v, draft.form, draft.data, refused).filter((e) => !told.has(e.field))
    const node = h(DraftPage, {
      v,
      draft: { ...draft, data: { ...draft.data, ...typed } },
      page,
      errors: [...conflicts.map((c) => conflictWords(v, draft.form, c)), ...errors],
      remarks: await remarksFor(res, draft),
      cure: draft.curesCaseId !== null,
      toCheck: queryOf(req, 'to') === 'check',
      marks: { ...marksOf(draft, page), ...sent.marksOf(conflicts) },
      conflicts,
    })
    show(res, node, HTTP_STATUS.conflict)
  }

  async function showCheck(
    req: Request,
    res: Response,
    draft: DraftView,
    answer: { status?: number; note?: string },
  ): Promise<void> {
    const v = await viewOf(deps, req, res)
    const own = await ownInstitutions(deps, actorOf(res))
    const found = validateForm(draft.form, draft.data, draft.context)
    const errors = formErrors(v, draft.form, draft.data, found).map((e) => ({
      ...e,
      page:
        draft.form.pages.find((p) => p.fields.some((f) => f.name === e.field))?.id ?? draft.form.pages[0]!.id,
    }))
    const node = h(CheckPage, {
      v,
      draft,
      institution: own.find((i) => i.id === draft.institutionId)?.name ?? '',
      errors,
      remarks: await remarksFor(res, draft),
      cure: draft.curesCaseId !== null,
      keyed: newKey(),
      ...(answer.note ? { note: answer.note } : {}),
    })
    show(res, node, answer.status ?? 200)
  }

  /** Keeps what may be kept, takes away what was asked to be, and tells of the rest on its field. */
  async function keepFiles(
    res: Response,
    draft: DraftView,
    page: Page,
    sent: { uploads: Received[]; remove: string | undefined; refused: FieldErrors },
  ): Promise<void> {
    const actor = actorOf(res)
    const [from, gone] = (sent.remove ?? '').split(':')
    for (const { name } of page.fields.filter((f) => f.widget === 'file')) {
      if (from === name && gone) await detachFile(deps, actor, draft.id, gone)
      for (const upload of sent.uploads.filter((u) => u.field === name)) {
        try {
          await attachFile(deps, actor, draft.id, upload)
        } catch (e) {
          if (!(e instanceof LietaError) || e.fields.length === 0) throw e
          sent.refused.push(...e.fields)
        }
      }
    }
  }
}

function pageOf(draft: DraftView, req: Request): Page {
  const page = draft.form.pages.find((p) => p.id === req.params.page)
  if (!page) throw notFound()
  return page
}

/** What is wrong on a page, beside what is told already. */
function errorsOn(draft: DraftView, page: Page, told: FieldErrors = []): FormError[] {
  return validateForm(draft.form, draft.data, draft.context, page.id).filter(
    (e) => !told.some((one) => one.field === e.field),
  )
}

function after(draft: DraftView, page: Page): string {
  const rest = new Set(draft.form.pages.slice(draft.form.pages.indexOf(page) + 1))
  return askedPages(draft.form, draft.data, draft.context).find((p) => rest.has(p))?.id ?? 'check'
}
