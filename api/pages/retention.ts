import { type Request, type Response, Router } from 'express'
import { h } from 'preact'
import type { Deps } from '../../cases/deps.ts'
import {
  approveDestruction,
  planDestruction,
  RejectBody,
  rejectDestruction,
} from '../../cases/retention/destruction.ts'
import { liftHold, setHold } from '../../cases/retention/hold.ts'
import { destructionAct, retention } from '../../cases/retention/queries.ts'
import type { Field } from '../../forms/form.ts'
import { HTTP_STATUS, LietaError } from '../../platform/errors.ts'
import { retentionTexts } from '../../web/components/retention-parts.tsx'
import { DestructionPage, RetentionPage } from '../../web/pages/retention.tsx'
import { say } from '../../web/view.ts'
import { actorOf, freshSignIn } from '../session.ts'
import { answersFrom } from './answers.ts'
import { type Body, bodyOf, idOf, keyOf, newKey, show, signedIn, tell, viewOf } from './render.ts'

const HOLD: Field[] = [
  { name: 'review', label: { lv: '', en: '' }, widget: 'date' },
  { name: 'holdReason', label: { lv: '', en: '' }, widget: 'textarea' },
]
/** What is told on the page of the act itself; everything else is an error page. */
const ON_PAGE = ['validation', 'own-work', 'own-case', 'not-allowed-now']

/** Retention: what is due, acts of destruction, and the holds of cases. */
export function retentionPages(deps: Deps): Router {
  const r = Router()
  const fresh = freshSignIn(deps)
  r.get('/retention', signedIn, async (req, res) => {
    const data = await retention(deps, actorOf(res))
    show(res, h(RetentionPage, { v: await viewOf(deps, req, res), data, keyed: newKey() }))
  })
  r.post('/retention/acts', signedIn, fresh, async (req, res) => {
    const made = await planDestruction(deps, actorOf(res), keyOf(bodyOf(req)))
    tell(req, retentionTexts(await viewOf(deps, req, res)).planned)
    res.redirect(303, `/retention/acts/${made}`)
  })
  r.get('/retention/acts/:id', signedIn, async (req, res) => act(deps, req, res))
  r.post('/retention/acts/:id/approve', signedIn, fresh, async (req, res) => {
    const { agreement } = bodyOf(req)
    await onPage(deps, req, res, { agreement }, 'approved', () =>
      approveDestruction(deps, actorOf(res), idOf(req), agreement?.trim() ? { agreement } : {}),
    )
  })
  r.post('/retention/acts/:id/reject', signedIn, fresh, async (req, res) => {
    const { why } = bodyOf(req)
    await onPage(deps, req, res, { why }, 'rejected', async () => {
      const given = RejectBody.safeParse({ why: why?.trim() })
      if (!given.success) throw whyMissing()
      await rejectDestruction(deps, actorOf(res), idOf(req), given.data.why)
    })
  })
  r.post('/cases/:id/hold', signedIn, async (req, res) => {
    const body = bodyOf(req)
    const { review, holdReason } = answersFrom(HOLD, body) as { review?: string; holdReason?: string }
    const given = { review: review ?? '', reason: (holdReason ?? '').trim() }
    await setHold(deps, actorOf(res), idOf(req), given, keyOf(body))
    tell(req, retentionTexts(await viewOf(deps, req, res)).hold.doneSet)
    res.redirect(303, `/cases/${idOf(req)}#hold`)
  })
  r.post('/cases/:id/hold/lift', signedIn, fresh, async (req, res) => {
    const body = bodyOf(req)
    const given = { reason: (body.liftReason ?? '').trim() }
    await liftHold(deps, actorOf(res), idOf(req), given, keyOf(body))
    tell(req, retentionTexts(await viewOf(deps, req, res)).hold.doneLifted)
    res.redirect(303, `/cases/${idOf(req)}#hold`)
  })
  return r
}

async function onPage(
  deps: Deps,
  req: Request,
  res: Response,
  values: Body,
  done: 'approved' | 'rejected',
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (e) {
    if (!(e instanceof LietaError) || !ON_PAGE.includes(e.code)) throw e
    return act(deps, req, res, values, e)
  }
  tell(req, retentionTexts(await viewOf(deps, req, res))[done])
  res.redirect(303, `/retention/acts/${idOf(req)}`)
}

async function act(
  deps: Deps,
  req: Request,
  res: Response,
  values: Body = {},
  error?: LietaError,
): Promise<void> {
  const found = await destructionAct(deps, actorOf(res), idOf(req))
  const v = await viewOf(deps, req, res)
  const errors = (error?.fields ?? []).map((f) => ({ field: f.field, text: say(v, f.message) }))
  const refused = error && errors.length === 0 ? { refused: say(v, error.words) } : {}
  const node = h(DestructionPage, { v, act: found, errors, values, ...refused })
  show(res, node, error ? HTTP_STATUS[error.code] : 200)
}

function whyMissing(): LietaError {
  const message = {
    lv: 'Ierakstiet, kāpēc aktu noraida, ne vairāk kā 1000 zīmes.',
    en: 'Write why the act is rejected, in at most 1,000 characters.',
  }
  return new LietaError('validation', message, [{ field: 'why', code: 'why', message }])
}
