import { h } from 'preact'
import { listTerms, TERM_SCOPES, TERM_SIDES } from '../../../cases/queries/terms.ts'
import { TERM_KINDS } from '../../../law/clock/term.ts'
import { TermsPage } from '../../../web/pages/terms.tsx'
import { turnOf } from '../input.ts'
import { page, pageRoute } from '../route.ts'

/** What ends next. */
export const termPages = [
  pageRoute({
    method: 'get',
    path: '/terms',
    who: 'terms.read',
    async handle({ deps, actor, req, query, view }) {
      const one = <T extends string>(of: readonly T[], name: string): T | undefined =>
        of.find((value) => value === query(name))
      const asked = {
        ...{ scope: one(TERM_SCOPES, 'scope'), kind: one(TERM_KINDS, 'kind'), side: one(TERM_SIDES, 'side') },
        unit: query('unit') || undefined,
      }
      const list = await listTerms(deps, actor, { ...asked, ...turnOf(req) })
      return page(h(TermsPage, { v: await view(), list, query: asked }))
    },
  }),
]
