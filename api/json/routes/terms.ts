import { listTerms } from '../../../cases/queries/terms.ts'
import { route } from '../route.ts'
import { TermsQuery, TermsSchema } from '../schemas/terms-next.ts'

/** What ends next. */
export const termRoutes = [
  route({
    method: 'get',
    path: '/terms',
    who: 'terms.read',
    summary: 'Terms that run, in the order in which they end: of your cases, of your unit, of the house',
    query: TermsQuery,
    replies: 'Terms',
    reply: TermsSchema,
    handle: (deps, { actor, query }) => listTerms(deps, actor, query),
  }),
]
