import { type Request, type Response, Router } from 'express'
import { h } from 'preact'
import { enterDelegation, listDelegations, revokeDelegation } from '../../cases/delegations.ts'
import type { Deps } from '../../cases/deps.ts'
import { decisionPreview } from '../../cases/words/decide/preview.ts'
import { signingRoom } from '../../cases/words/decide/room.ts'
import { signMany } from '../../cases/words/decide/sign-many.ts'
import type { Field } from '../../forms/form.ts'
import { LietaError } from '../../platform/errors.ts'
import { signingTexts } from '../../web/components/signing-words.ts'
import { DelegationsPage } from '../../web/pages/delegations.tsx'
import { SignedPage, SigningPage } from '../../web/pages/words/decide.tsx'
import { say } from '../../web/view.ts'
import { sendFile } from '../json/routes.ts'
import { actorOf, freshSignIn } from '../session.ts'
import { answersFrom } from './answers.ts'
import { bodyOf, idOf, keyOf, newKey, show, signedIn, tell, viewOf } from './render.ts'

const FIELDS: Field[] = [
  ...['from', 'to', 'orderNumber'].map(
    (name): Field => ({ name, label: { lv: '', en: '' }, widget: 'text' }),
  ),
  ...['firstDay', 'lastDay', 'orderDate'].map(
    (name): Field => ({ name, label: { lv: '', en: '' }, widget: 'date' }),
  ),
]

/** The signing room, the draft as PDF, and who signs in the director's stead. */
export function signingPages(deps: Deps): Router {
  const r = Router()
  const fresh = freshSignIn(deps)
  r.get('/desk/signing', signedIn, async (req, res) => {
    const items = await signingRoom(deps, actorOf(res))
    show(res, h(SigningPage, { v: await viewOf(deps, req, res), items, keyed: newKey() }))
  })
  r.post('/desk/signing', signedIn, fresh, async (req, res) => {
    const actor = actorOf(res)
    const body = bodyOf(req)
    const cases = Object.entries(body).flatMap(([name, value]) => {
      const caseId = /^sign\.([0-9a-f-]{36})$/.exec(name)?.[1]
      return caseId && /^\d{1,9}$/.test(value ?? '') ? [{ caseId, revision: Number(value) }] : []
    })
    const items = await signingRoom(deps, actor)
    const v = await viewOf(deps, req, res)
    if (cases.length === 0) return show(res, h(SigningPage, { v, items, keyed: newKey(), empty: true }), 422)
    const results = await signMany(deps, actor, { cases, key: keyOf(body) })
    const numbers = new Map(items.map((i) => [i.caseId, `${i.number} ${i.subject}`]))
    show(res, h(SignedPage, { v, results, numbers }))
  })
  r.get('/cases/:id/preview', signedIn, async (req, res) => {
    sendFile(res, await decisionPreview(deps, actorOf(res), idOf(req)))
  })

  r.get('/delegations', signedIn, async (req, res) => delegations(deps, req, res, {}, newKey()))
  r.post('/delegations', signedIn, fresh, async (req, res) => {
    const body = bodyOf(req)
    const key = keyOf(body)
    const values = Object.fromEntries(
      Object.entries(answersFrom(FIELDS, body)).map(([name, value]) => [name, String(value ?? '').trim()]),
    )
    try {
      // What was left empty was not said.
      const said = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
      await enterDelegation(deps, actorOf(res), said, key)
    } catch (e) {
      if (!(e instanceof LietaError) || e.code !== 'validation') throw e
      return delegations(deps, req, res, values, key, e)
    }
    tell(req, signingTexts(await viewOf(deps, req, res)).delegations.done)
    res.redirect(303, '/delegations')
  })
  r.post('/delegations/:id/revoke', signedIn, fresh, async (req, res) => {
    await revokeDelegation(deps, actorOf(res), idOf(req))
    tell(req, signingTexts(await viewOf(deps, req, res)).delegations.ended)
    res.redirect(303, '/delegations')
  })
  return r
}

async function delegations(
  deps: Deps,
  req: Request,
  res: Response,
  values: Record<string, string>,
  keyed: string,
  error?: LietaError,
): Promise<void> {
  const data = await listDelegations(deps, actorOf(res))
  const v = await viewOf(deps, req, res)
  const errors = (error?.fields ?? []).map((f) => ({ field: f.field, text: say(v, f.message) }))
  show(res, h(DelegationsPage, { v, data, values, errors, keyed, newKey }), error ? 422 : 200)
}
