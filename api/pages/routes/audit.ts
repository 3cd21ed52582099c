import { h } from 'preact'
import { AuditQuery, exportAudit, listAudit } from '../../../cases/audit/log.ts'
import { AuditPage } from '../../../web/pages/audit.tsx'
import { say } from '../../../web/view.ts'
import { sendCsv } from '../../csv.ts'
import { parse } from '../../json/request.ts'
import { dayAsked } from '../days.ts'
import { type PageCall, page, pageRoute } from '../route.ts'

const FILTERS = ['person', 'case', 'institution', 'kind', 'from', 'to'] as const
const DAYS = ['from', 'to']

/** The audit log, for auditors. */
export const auditPages = [
  pageRoute({
    method: 'get',
    path: '/audit',
    who: 'audit.read',
    fresh: true,
    async handle(call) {
      const values = filtersOf(call)
      const before = call.query('before', 20)
      const found = await listAudit(call.deps, call.actor, asked(values, before))
      return page(h(AuditPage, { v: await call.view(), values, page: found, before, errors: [] }))
    },
    async refused(call, error) {
      if (error.code !== 'validation') return undefined
      const v = await call.view()
      const errors = error.fields.map((f) => ({
        field: f.field,
        text: DAYS.includes(f.field) ? v.t.audit.wrongDay : say(v, f.message),
      }))
      const nothing = { entries: [], next: null }
      const before = call.query('before', 20)
      return page(h(AuditPage, { v, values: filtersOf(call), page: nothing, before, errors }))
    },
  }),
  pageRoute({
    method: 'get',
    path: '/audit/export',
    who: 'audit.read',
    fresh: true,
    async handle(call) {
      await sendCsv(call.res, await exportAudit(call.deps, call.actor, asked(filtersOf(call), '')))
      return 'sent'
    },
  }),
]

function filtersOf({ req, query }: PageCall): Record<string, string> {
  return Object.fromEntries(
    FILTERS.map((name) => [name, DAYS.includes(name) ? dayAsked(req, name) : query(name).trim()]),
  )
}

/** What was left empty was not asked. */
function asked(values: Record<string, string>, before: string): AuditQuery {
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
  return parse(AuditQuery, { ...given, ...(before ? { before } : {}) })
}
