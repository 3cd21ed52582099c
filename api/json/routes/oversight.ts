import { AuditQuery, exportAudit, listAudit } from '../../../cases/audit/log.ts'
import { supervision } from '../../../cases/queries/supervision.ts'
import { sendCsv } from '../../csv.ts'
import { media, route } from '../route.ts'
import { AuditPageSchema } from '../schemas/audit.ts'
import { SupervisionQuery, SupervisionSchema } from '../schemas/desk.ts'

/** Those who look at the work of others: supervisors and auditors. */
export const oversightRoutes = [
  route({
    method: 'get',
    path: '/supervision',
    who: 'supervise.read',
    summary: 'Open cases against their terms: figures, and one page of a list',
    query: SupervisionQuery,
    replies: 'Figures',
    reply: SupervisionSchema,
    handle: (deps, { actor, query }) => supervision(deps, actor, query),
  }),
  route({
    method: 'get',
    path: '/audit',
    who: 'audit.read',
    fresh: true,
    summary: 'The audit log, for auditors, the newest first; looking at it is told in it',
    query: AuditQuery,
    replies: 'A page',
    reply: AuditPageSchema,
    handle: (deps, { actor, query }) => listAudit(deps, actor, query),
  }),
  route({
    method: 'get',
    path: '/audit/export',
    who: 'audit.read',
    fresh: true,
    summary: 'The audit log as CSV; taking it along is told in it',
    query: AuditQuery,
    replies: 'The log',
    reply: media('text/csv'),
    handle: async (deps, { actor, query, res }) => sendCsv(res, await exportAudit(deps, actor, query)),
  }),
]
