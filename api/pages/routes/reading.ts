import { statePurpose } from '../../../cases/audit/reading.ts'
import { ownPath } from '../../own-path.ts'
import { purposeAsked } from '../purpose.ts'
import { type PageCall, pageRoute, to } from '../route.ts'

const backOf = ({ id, body }: PageCall): string => ownPath(body.back, `/cases/${id()}`)

/** The staff say why they read a case that is not theirs. */
export const readingPages = [
  pageRoute({
    method: 'post',
    path: '/cases/:id/purpose',
    who: 'signed-in',
    async handle(call) {
      const { purpose, reason } = call.body
      const { key } = call
      await statePurpose(call.deps, call.actor, { caseId: call.id(), purpose, reason: reason ?? '', key })
      return to(backOf(call), (v) => v.t.audit.purpose.done)
    },
    async refused(call, error) {
      if (error.code !== 'validation') return undefined
      const back = backOf(call)
      return purposeAsked(call.deps, await call.view(), { caseId: call.id(), back, values: call.body, error })
    },
  }),
]
