import { pipeline } from 'node:stream/promises'
import { type RequestHandler, type Response, Router } from 'express'
import { rateLimit } from 'express-rate-limit'
import { z } from 'zod'
import { act } from '../../cases/act.ts'
import { moveClock, moveProgress } from '../../cases/clock.ts'
import type { Deps } from '../../cases/deps.ts'
import { conflictError } from '../../cases/draft-changes.ts'
import { attachFile, takesNoFile } from '../../cases/draft-files.ts'
import {
  createDraft,
  type DraftView,
  getDraft,
  keepDraft,
  listDrafts,
  saveDraft,
} from '../../cases/drafts.ts'
import { type Download, getFile } from '../../cases/files.ts'
import { getCaseFile } from '../../cases/queries/case-file.ts'
import { getExtract, getReceipt } from '../../cases/queries/extract.ts'
import { listCases } from '../../cases/queries/lists.ts'
import { getEntry, searchRegister, verify } from '../../cases/queries/public.ts'
import { listQueue } from '../../cases/queries/queue.ts'
import { supervision } from '../../cases/queries/supervision.ts'
import { submit } from '../../cases/submit.ts'
import { addNote, assignCase, claimTask, closeTrouble } from '../../cases/tasks.ts'
import { judgeSignature } from '../../cases/verification/judge.ts'
import { fileReports, verifyAgain } from '../../cases/verification/store.ts'
import { openCure } from '../../cases/words/completeness/cure.ts'
import { checkDraft } from '../../cases/words/decide/draft.ts'
import { decisionPreview } from '../../cases/words/decide/preview.ts'
import { needsFreshSignIn } from '../../forms/acts/all.ts'
import { allFields, validateForm } from '../../forms/form.ts'
import { LietaError } from '../../platform/errors.ts'
import { checkCsrf, csrfToken } from '../csrf.ts'
import { refusalOf } from '../errors.ts'
import { actorOf, requireFreshSignIn } from '../session.ts'
import { withUpload } from '../upload.ts'
import { ofPerson } from '../upload-limits.ts'
import { checkUploaded } from '../verify-upload.ts'
import { auditRoutes, readingRoutes } from './audit.ts'
import { lawChangeRoutes } from './law-changes.ts'
import { id, idempotencyKey, parse, revisionRead } from './request.ts'
import { holdRoutes, retentionRoutes } from './retention.ts'
import {
  ActBody,
  AssignBody,
  ClockBody,
  DraftBody,
  NoteBody,
  QueueQuery,
  RegisterQuery,
  SignatureBody,
  SupervisionQuery,
  TurnQuery,
} from './schemas.ts'

import { sessionRoutes } from './sessions.ts'
import { delegationRoutes, signingRoutes } from './signing.ts'

/** The JSON API: the same use cases as the pages, with the same answers. */
export function jsonRoutes(deps: Deps): Router {
  const r = Router()

  r.get('/session', (req, res) => {
    const actor = res.locals.actor ?? null
    res.json({ csrfToken: csrfToken(req), user: actor })
  })

  r.get('/drafts', async (req, res) => {
    const { rows, ...turns } = await listDrafts(deps, actorOf(res), parse(TurnQuery, req.query))
    res.json({ drafts: rows.map((d) => ({ ...d, form: d.form.id })), ...turns })
  })
  r.post('/drafts', async (req, res) => {
    const body = parse(DraftBody, req.body)
    const draft = await createDraft(deps, actorOf(res), {
      form: body.form,
      institutionId: body.institutionId,
      data: body.data ?? {},
    })
    res.status(201).location(`/api/drafts/${draft.id}`).json(draftJson(draft))
  })
  r.get('/drafts/:id', async (req, res) => {
    res.json(draftJson(await getDraft(deps, actorOf(res), id(req))))
  })
  r.patch('/drafts/:id', async (req, res) => {
    const answers = parse(z.record(z.string(), z.unknown()), req.body)
    // Files are attached by uploading them: named here, they are left out like whatever else is no answer.
    const revision = revisionRead(req)
    const { draft, conflicts } = await saveDraft(deps, actorOf(res), {
      draftId: id(req),
      answers,
      seen: revision === undefined ? 'unknown' : { revision },
      whole: true,
    })
    if (conflicts.length > 0) throw conflictError(allFields(draft.form), conflicts)
    res.json(draftJson(draft))
  })
  r.post('/drafts/:id/keep', async (req, res) => {
    await keepDraft(deps, actorOf(res), id(req))
    res.status(204).end()
  })
  r.post('/drafts/:id/files/:field', async (req, res) => {
    const actor = actorOf(res)
    const field = String(req.params.field)
    const draft = await getDraft(deps, actor, id(req))
    await withUpload(deps, req, { ...ofPerson(actor), fieldOf: () => field }, async (upload, fields) => {
      if (!req.get('x-csrf-token')) checkCsrf(req, fields._csrf)
      if (!upload) throw takesNoFile(field)
      await attachFile(deps, actor, draft.id, upload)
    })
    res.status(201).json(draftJson(await getDraft(deps, actor, draft.id)))
  })
  r.get('/drafts/:id/application', async (req, res) => {
    sendText(res, await getDraft(deps, actorOf(res), id(req)))
  })
  r.post('/drafts/:id/submit', async (req, res) => {
    const receipt = await submit(deps, actorOf(res), id(req), revisionRead(req))
    res.status(201).location(`/api/cases/${receipt.caseId}`).json(receipt)
  })

  r.get('/cases', async (req, res) => {
    const { rows, ...turns } = await listCases(deps, actorOf(res), parse(TurnQuery, req.query))
    res.json({ cases: rows, ...turns })
  })
  r.get('/queue', async (req, res) => {
    res.json(await listQueue(deps, actorOf(res), parse(QueueQuery, req.query)))
  })
  r.get('/cases/:id', async (req, res) => {
    res.json(await getCaseFile(deps, actorOf(res), id(req)))
  })
  // It reads a whole chain and the leaves of whole days: enough for people, not for scraping.
  const seldom = rateLimit({
    windowMs: 60_000,
    limit: 20,
    standardHeaders: true,
    legacyHeaders: false,
    keyGenerator: (_req, res) => actorOf(res as Response).personId,
    handler: (_req, _res, next) => next(refusalOf(429)),
  })
  r.get('/cases/:id/extract', seldom, async (req, res) => {
    const extract = await getExtract(deps, actorOf(res), id(req))
    res.attachment(`${extract.number.replace(/[^\w-]+/g, '-')}.json`).json(extract)
  })
  r.get('/cases/:id/receipt', async (req, res) => {
    const receipt = await getReceipt(deps, actorOf(res), id(req))
    res.attachment(`${receipt.number.replace(/[^\w-]+/g, '-')}-receipt.json`).json(receipt)
  })
  r.post('/cases/:id/acts/:act', async (req, res) => {
    const body = parse(ActBody, req.body ?? {})
    if (needsFreshSignIn(String(req.params.act))) requireFreshSignIn(deps, res)
    const answer = await act(deps, actorOf(res), {
      caseId: id(req),
      act: String(req.params.act),
      payload: body.payload,
      revision: body.revision,
      key: idempotencyKey(req),
    })
    res.json(answer)
  })
  r.post('/cases/:id/draft/check', async (req, res) => {
    const { payload } = parse(ActBody, req.body ?? {})
    res.json(await checkDraft(deps, actorOf(res), { caseId: id(req), payload }))
  })
  r.post('/cases/:id/cure', async (req, res) => {
    res.json(draftJson(await openCure(deps, actorOf(res), id(req))))
  })
  const claim =
    (release: boolean): RequestHandler =>
    async (req, res) => {
      await claimTask(deps, actorOf(res), {
        caseId: id(req),
        taskId: String(req.params.task),
        release,
        key: idempotencyKey(req),
      })
      res.status(204).end()
    }
  r.post('/cases/:id/tasks/:task/claim', claim(false))
  r.post('/cases/:id/tasks/:task/release', claim(true))
  r.post('/cases/:id/tasks/:task/close', async (req, res) => {
    const { text } = parse(NoteBody, req.body)
    const taskId = String(req.params.task)
    await closeTrouble(deps, actorOf(res), { caseId: id(req), taskId, text, key: idempotencyKey(req) })
    res.status(204).end()
  })
  r.post('/cases/:id/notes', async (req, res) => {
    const { text } = parse(NoteBody, req.body)
    await addNote(deps, actorOf(res), { caseId: id(req), text, key: idempotencyKey(req) })
    res.status(204).end()
  })
  r.post('/cases/:id/assign', async (req, res) => {
    const body = parse(AssignBody, req.body)
    await assignCase(deps, actorOf(res), {
      caseId: id(req),
      to: body.to,
      ...(body.reason ? { reason: body.reason } : {}),
      key: idempotencyKey(req),
    })
    res.status(204).end()
  })
  r.get('/cases/:id/preview', async (req, res) => {
    sendFile(res, await decisionPreview(deps, actorOf(res), id(req)))
  })
  r.get('/files/:id', async (req, res) => {
    await sendKept(res, await getFile(deps, actorOf(res), id(req)))
  })
  r.get('/files/:id/verifications', async (req, res) => {
    res.json({ verifications: await fileReports(deps, actorOf(res), id(req)) })
  })
  r.post('/files/:id/verifications', async (req, res) => {
    res.status(201).json(await verifyAgain(deps, actorOf(res), id(req)))
  })
  r.post('/cases/:id/signatures', async (req, res) => {
    const { fileId, verificationId, accepted, reason } = parse(SignatureBody, req.body)
    await judgeSignature(deps, actorOf(res), {
      caseId: id(req),
      fileId,
      verificationId,
      accepted,
      reason,
      key: idempotencyKey(req),
    })
    res.status(204).end()
  })
  r.get('/supervision', async (req, res) => {
    res.json(await supervision(deps, actorOf(res), parse(SupervisionQuery, req.query)))
  })

  r.use('/audit', auditRoutes(deps))
  r.use(readingRoutes(deps))
  r.use(holdRoutes(deps))
  r.use('/sessions', sessionRoutes(deps))
  r.use('/law-changes', lawChangeRoutes(deps))
  r.use('/retention', retentionRoutes(deps))
  r.use('/signing', signingRoutes(deps))
  r.use('/delegations', delegationRoutes(deps))

  r.get('/registers/:register', async (req, res) => {
    res.json(await searchRegister(deps, String(req.params.register), parse(RegisterQuery, req.query)))
  })
  r.get('/registers/:register/:entry', async (req, res) => {
    res.json(await getEntry(deps, String(req.params.register), String(req.params.entry)))
  })
  r.post('/verify', async (req, res) => {
    res.json(await checkUploaded(deps, req))
  })
  r.get('/verify', async (req, res) => {
    res.json(await verify(deps, String(req.query.number ?? ''), String(req.query.date ?? '')))
  })

  if (deps.config.LIETA_ENV !== 'production') {
    r.get('/dev/clock', async (_req, res) => {
      res.json({ now: (await deps.clock.now()).toISOString(), ...(await moveProgress(deps)) })
    })
    r.post('/dev/clock', async (req, res) => {
      res.json(await moveClock(deps, new Date(parse(ClockBody, req.body).to)))
    })
  }
  r.use((_req, _res) => {
    throw new LietaError('not-found', { lv: 'Tādas adreses API nav.', en: 'The API has no such address.' })
  })
  return r
}

/** Sends a kept file piece by piece, as quickly as it is taken. */
export async function sendKept(res: Response, file: Download): Promise<void> {
  fileHeaders(res, file)
  res.setHeader('content-length', file.size)
  // Whoever goes away in the middle of it gets no answer of ours any more.
  await pipeline(file.chunks, res).catch((e) => {
    if (!res.destroyed) throw e
  })
}

/** Sends a file that is made anew each time. */
export function sendFile(res: Response, file: { name: string; mediaType: string; bytes: Uint8Array }): void {
  fileHeaders(res, file)
  res.end(Buffer.from(file.bytes))
}

/** For download; nothing of it is run or shown inside our pages. */
function fileHeaders(res: Response, file: { name: string; mediaType: string }): void {
  res.setHeader('content-type', file.mediaType)
  const disposition = file.mediaType === 'application/pdf' ? 'inline' : 'attachment'
  res.setHeader('content-disposition', `${disposition}; filename*=UTF-8''${encodeURIComponent(file.name)}`)
}

/** The application as text, to be signed where the sign-in does not stand for the signature. */
export function sendText(res: Response, draft: DraftView): void {
  res.setHeader('content-type', 'text/plain; charset=utf-8')
  res.setHeader('content-disposition', 'attachment; filename="iesniegums.txt"')
  res.end(draft.text)
}

function draftJson(draft: DraftView): unknown {
  const { form, context, text: _, changes, ...rest } = draft
  return {
    ...rest,
    changes: changes.map(({ personId: _id, ...change }) => change),
    form: form.id,
    signature: context.signature,
    errors: validateForm(form, draft.data, context),
  }
}
