import type { Request } from 'express'
import { h } from 'preact'
import { verify } from '../../../cases/queries/public.ts'
import { VerifyPage } from '../../../web/pages/verify.tsx'
import { say } from '../../../web/view.ts'
import { checkUploaded } from '../../verify-upload.ts'
import { dayAsked } from '../days.ts'
import { type Answer, type PageCall, page, pageRoute } from '../route.ts'

/** Whether a document, or a number, is ours. */
export const verifyPages = [
  pageRoute({
    method: 'get',
    path: '/verify',
    who: 'anyone',
    async handle(call) {
      const v = await call.view()
      if (call.req.query.number === undefined) return page(h(VerifyPage, { v, given: '' }))
      const given = call.query('number').trim()
      if (given === '') return page(h(VerifyPage, { v, given, error: v.t.pub.verify.missing }), 422)
      return answered(call, given)
    },
  }),
  pageRoute({
    method: 'post',
    path: '/verify',
    who: 'anyone',
    takesFiles: true,
    handle: async ({ deps, req, view }) =>
      page(h(VerifyPage, { v: await view(), given: '', file: await checkUploaded(deps, req) })),
    async refused({ view }, error) {
      if (error.fields.length === 0) return undefined
      const v = await view()
      return page(h(VerifyPage, { v, given: '', fileError: say(v, error.words) }))
    },
  }),
  // Numbers hold slashes, as in 4-7/2026/1.
  pageRoute({
    method: 'get',
    path: '/verify/{*number}',
    who: 'anyone',
    handle: (call) => answered(call, numberIn(call.req)),
  }),
]

const numberIn = (req: Request): string => [req.params.number ?? []].flat().join('/')

async function answered({ deps, req, view }: PageCall, given: string): Promise<Answer> {
  const date = dayAsked(req, 'date')
  const result = await verify(deps, given, date)
  return page(h(VerifyPage, { v: await view(), given, date, result }), result.found ? 200 : 404)
}
