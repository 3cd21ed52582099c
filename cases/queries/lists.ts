import { onPool } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import { type Actor, institutionsOf } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { type Cut, type Order, type Paged, pageOf, type Turn } from './keyset.ts'

export interface CaseLine {
  caseId: string
  number: string
  procedure: string
  subject: string
  institutionName: string
  stage: string
  waitingOn: string
  receivedAt: string
  due: string | null
  outcome: string | null
  closedAt: string | null
}

type Row = Omit<CaseLine, 'receivedAt' | 'closedAt'> & { receivedAt: Date; closedAt: Date | null }

const PAGE = 50

/** Written out as the index has it. */
const ORDER: Order<Row> = {
  descending: true,
  keys: [
    { sql: "(v.waiting_on = 'applicant')", as: 'boolean', of: (r) => String(r.waitingOn === 'applicant') },
    { sql: 'v.received_at', as: 'timestamptz', of: (r) => r.receivedAt.toISOString() },
    { sql: 'v.number', as: 'text', of: (r) => r.number },
  ],
}

/** A page of the person's cases, those that wait for the person first, then the newest. */
export async function listCases(deps: Deps, actor: Actor, turn: Turn = {}): Promise<Paged<CaseLine>> {
  const { rows } = onPool(deps.pool)
  const page = await pageOf(ORDER, turn, PAGE, (cut) => rows<Row>(casesOf(actor, cut)))
  return { ...page, rows: page.rows.map(line) }
}

/** Whose cases they are is said here and nowhere else: the first of each institution, and of these the first. */
function casesOf(actor: Actor, { where, order, limit }: Cut): Prisma.Sql {
  return Prisma.sql`
    SELECT v.case_id AS "caseId", v.number, v.procedure, v.subject, v.institution_name AS "institutionName", v.stage,
      v.waiting_on AS "waitingOn", v.received_at AS "receivedAt", v.due, v.outcome, v.closed_at AS "closedAt"
    FROM unnest(${[...new Set(institutionsOf(actor))]}::uuid[]) AS own(id) CROSS JOIN LATERAL (
      SELECT * FROM case_view v WHERE v.institution_id = own.id AND ${where} ORDER BY ${order} LIMIT ${limit}) v
    ORDER BY ${order} LIMIT ${limit}`
}

function line(row: Row): CaseLine {
  return { ...row, receivedAt: row.receivedAt.toISOString(), closedAt: row.closedAt?.toISOString() ?? null }
}
