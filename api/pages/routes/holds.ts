import { liftHold, setHold } from '../../../cases/retention/hold.ts'
import { retentionTexts } from '../../../web/components/retention-parts.tsx'
import { dayFrom } from '../days.ts'
import { pageRoute, to } from '../route.ts'

/** Nothing of a held case is erased. */
export const holdPages = [
  pageRoute({
    method: 'post',
    path: '/cases/:id/hold',
    who: 'hold.write',
    async handle({ deps, actor, body, key, id }) {
      const reason = (body.holdReason ?? '').replaceAll('\r\n', '\n').trim()
      await setHold(deps, actor, id(), { review: dayFrom(body, 'review'), reason }, key)
      return to(`/cases/${id()}#hold`, (v) => retentionTexts(v).hold.doneSet)
    },
  }),
  pageRoute({
    method: 'post',
    path: '/cases/:id/hold/lift',
    who: 'hold.write',
    fresh: true,
    async handle({ deps, actor, body, key, id }) {
      await liftHold(deps, actor, id(), { reason: (body.liftReason ?? '').trim() }, key)
      return to(`/cases/${id()}#hold`, (v) => retentionTexts(v).hold.doneLifted)
    },
  }),
]
