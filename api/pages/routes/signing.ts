import { h } from 'preact'
import { decisionPreview } from '../../../cases/words/decide/preview.ts'
import { signingRoom } from '../../../cases/words/decide/room.ts'
import { signMany } from '../../../cases/words/decide/sign-many.ts'
import { SignedPage, SigningPage } from '../../../web/pages/words/decide.tsx'
import { sendFile } from '../../send.ts'
import { type Body, newKey, turnOf } from '../input.ts'
import { page, pageRoute } from '../route.ts'

/** The signing room, and the draft as PDF. */
export const signingPages = [
  pageRoute({
    method: 'get',
    path: '/desk/signing',
    who: 'signing.read',
    async handle({ deps, actor, req, view }) {
      const turn = turnOf(req)
      const room = await signingRoom(deps, actor, turn)
      return page(h(SigningPage, { v: await view(), room, turn, keyed: newKey() }))
    },
  }),
  pageRoute({
    method: 'post',
    path: '/desk/signing',
    who: 'signing.read',
    fresh: true,
    async handle({ deps, actor, req, body, key, view }) {
      const cases = chosenIn(body)
      const turn = turnOf(req)
      const room = await signingRoom(deps, actor, turn)
      const v = await view()
      if (cases.length === 0)
        return page(h(SigningPage, { v, room, turn, keyed: newKey(), empty: true }), 422)
      const results = await signMany(deps, actor, { cases, key })
      const numbers = new Map(room.rows.map((i) => [i.caseId, `${i.number} ${i.subject}`]))
      return page(h(SignedPage, { v, results, numbers }))
    },
  }),
  pageRoute({
    method: 'get',
    path: '/cases/:id/preview',
    who: 'decision.preview',
    async handle({ deps, actor, id, res }) {
      sendFile(res, await decisionPreview(deps, actor, id()))
      return 'sent'
    },
  }),
]

/** The cases that were ticked, each with the revision that the page showed. */
function chosenIn(body: Body): { caseId: string; revision: number }[] {
  return Object.entries(body).flatMap(([name, value]) => {
    const caseId = /^sign\.([0-9a-f-]{36})$/.exec(name)?.[1]
    return caseId && /^\d{1,9}$/.test(value ?? '') ? [{ caseId, revision: Number(value) }] : []
  })
}
