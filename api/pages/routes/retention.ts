import { h } from 'preact'
import {
  approveDestruction,
  planDestruction,
  RejectBody,
  rejectDestruction,
} from '../../../cases/retention/destruction.ts'
import { destructionAct, retention } from '../../../cases/retention/queries.ts'
import { LietaError } from '../../../platform/errors.ts'
import { retentionTexts } from '../../../web/components/retention-parts.tsx'
import { DestructionPage, RetentionPage } from '../../../web/pages/retention.tsx'
import { say } from '../../../web/view.ts'
import { type Body, newKey, turnOf } from '../input.ts'
import { type Answer, type PersonCall, page, pageRoute, to } from '../route.ts'

/** What is told on the page of the act itself; everything else is an error page. */
const ON_PAGE = ['validation', 'own-work', 'own-case', 'not-allowed-now']
const onPage = async (call: PersonCall, error: LietaError): Promise<Answer | undefined> =>
  ON_PAGE.includes(error.code) ? act(call, call.body, error) : undefined

/** Retention: what is due, and acts of destruction. */
export const retentionPages = [
  pageRoute({
    method: 'get',
    path: '/retention',
    who: 'retention.read',
    async handle({ deps, actor, req, query, view }) {
      const list = query('list') === 'acts' ? 'acts' : 'holds'
      const data = await retention(deps, actor, { list, ...turnOf(req) })
      return page(h(RetentionPage, { v: await view(), data, keyed: newKey() }))
    },
  }),
  pageRoute({
    method: 'post',
    path: '/retention/acts',
    who: 'retention.plan',
    fresh: true,
    async handle({ deps, actor, key }) {
      const made = await planDestruction(deps, actor, key)
      return to(`/retention/acts/${made}`, (v) => retentionTexts(v).planned)
    },
  }),
  pageRoute({
    method: 'get',
    path: '/retention/acts/:id',
    who: 'retention.read',
    handle: (call) => act(call),
  }),
  pageRoute({
    method: 'post',
    path: '/retention/acts/:id/approve',
    who: 'retention.approve',
    fresh: true,
    async handle({ deps, actor, body: { agreement }, id }) {
      await approveDestruction(deps, actor, id(), agreement?.trim() ? { agreement } : {})
      return to(`/retention/acts/${id()}`, (v) => retentionTexts(v).approved)
    },
    refused: onPage,
  }),
  pageRoute({
    method: 'post',
    path: '/retention/acts/:id/reject',
    who: ['retention.plan', 'retention.approve'],
    fresh: true,
    async handle({ deps, actor, body, id }) {
      const given = RejectBody.safeParse({ why: body.why?.trim() })
      if (!given.success) throw whyMissing()
      await rejectDestruction(deps, actor, id(), given.data.why)
      return to(`/retention/acts/${id()}`, (v) => retentionTexts(v).rejected)
    },
    refused: onPage,
  }),
]

async function act(call: PersonCall, values: Body = {}, error?: LietaError): Promise<Answer> {
  const found = await destructionAct(call.deps, call.actor, call.id())
  const v = await call.view()
  const errors = (error?.fields ?? []).map((f) => ({ field: f.field, text: say(v, f.message) }))
  const refused = error && errors.length === 0 ? { refused: say(v, error.words) } : {}
  return page(h(DestructionPage, { v, act: found, errors, values, ...refused }))
}

function whyMissing(): LietaError {
  const message = {
    lv: 'Ierakstiet, kāpēc aktu noraida, ne vairāk kā 1000 zīmes.',
    en: 'Write why the act is rejected, in at most 1,000 characters.',
  }
  return new LietaError('validation', message, [{ field: 'why', code: 'why', message }])
}
