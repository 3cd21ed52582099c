import { h } from 'preact'
import { HeldPage } from '../../../web/pages/held.tsx'
import { heldOf } from '../../held.ts'
import { heldFields } from '../held-fields.ts'
import { page, pageRoute, to } from '../route.ts'

/** What was typed while a session ended. */
export const heldPages = [
  pageRoute({
    method: 'get',
    path: '/held',
    who: 'signed-in',
    async handle({ deps, req, view }) {
      const held = heldOf(deps.config, req)
      if (!held) return to('/', (v) => v.t.session.heldNone)
      const v = await view()
      const why = held.why === 'session' ? v.t.session.heldSession : v.t.session.heldStepUp
      return page(
        h(HeldPage, { v, why, action: held.action, fields: heldFields(v, held.fields), errors: [] }),
      )
    },
  }),
  pageRoute({
    method: 'post',
    path: '/held/drop',
    who: 'signed-in',
    async handle({ req }) {
      delete req.session.held
      return to('/', (v) => v.t.session.dropped)
    },
  }),
]
