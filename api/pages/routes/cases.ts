import { h } from 'preact'
import { whoRead } from '../../../cases/audit/who-read.ts'
import { may } from '../../../cases/permissions.ts'
import { getCaseFile } from '../../../cases/queries/case-file.ts'
import { inspectorsWithLoad } from '../../../cases/queries/supervision.ts'
import { openTroubles } from '../../../cases/tasks.ts'
import { openCure } from '../../../cases/words/completeness/cure.ts'
import { definitionOf } from '../../../web/definition.ts'
import { PartyCasePage } from '../../../web/pages/case-party.tsx'
import { StaffCasePage } from '../../../web/pages/case-staff.tsx'
import { ReceiptPage } from '../../../web/pages/receipt.tsx'
import { claimable } from '../case-parts.ts'
import { newKey, turnOf } from '../input.ts'
import { page, pageRoute, to } from '../route.ts'

/** Following a case: its page for the applicant and for the staff, the receipt, and the way to cure it. */
export const casePages = [
  pageRoute({
    method: 'get',
    path: '/cases/:id',
    who: 'signed-in',
    async handle({ deps, actor, req, id, view }) {
      const turn = turnOf(req)
      const file = await getCaseFile(deps, actor, id())
      const v = await view()
      const def = definitionOf(file.procedure)
      if (!file.internal) {
        // Just after sending, the first task needs a moment.
        const refresh = file.state.revision === 0 ? 3 : undefined
        const readers = await whoRead(deps, actor, file.caseId)
        return page(h(PartyCasePage, { v, file, def, turn, refresh, readers }))
      }
      const inspectors = may(actor, 'case.assign')
        ? await inspectorsWithLoad(deps, await deps.clock.now())
        : null
      const claim = claimable(actor, file)
      const troubles = may(actor, 'trouble.close') ? openTroubles(file.tasks) : []
      const mayHold = may(actor, 'hold.write')
      return page(h(StaffCasePage, { v, file, def, turn, newKey, inspectors, claim, troubles, mayHold }))
    },
  }),
  pageRoute({
    method: 'get',
    path: '/cases/:id/receipt',
    who: 'signed-in',
    async handle({ deps, actor, id, view }) {
      const file = await getCaseFile(deps, actor, id())
      return page(h(ReceiptPage, { v: await view(), file, def: definitionOf(file.procedure) }))
    },
  }),
  pageRoute({
    method: 'post',
    path: '/cases/:id/cure',
    who: 'signed-in',
    async handle({ deps, actor, id }) {
      const draft = await openCure(deps, actor, id())
      return to(`/drafts/${draft.id}/check`)
    },
  }),
]
