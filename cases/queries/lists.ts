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
  partyName: string | null
  stage: string
  waitingOn: string
  receivedAt: string
  /** By when the one who looks must act, where the case waits for them; else the Service. */
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

/** The cases in which the person stands on the side of a party: itself, by an office of it, or as its representative. */
function ownCases(actor: Actor): Prisma.Sql {
  const now = Prisma.sql`${actor.asOf}::timestamptz`
  return Prisma.sql`
    SELECT p.case_id FROM case_party p WHERE p.institution_id = ANY(${institutionsOf(actor)}::uuid[])
    UNION SELECT p.case_id FROM case_party p WHERE p.person_id = ${actor.personId}::uuid AND (p.represents IS NULL
      OR (p.accepted AND p.valid_from <= ${now} AND (p.valid_until IS NULL OR p.valid_until > ${now})))`
}

// An array, and no join: else the planner walks all cases of the house in their order until it has met a page of the person's.
function casesOf(actor: Actor, { where, order, limit }: Cut): Prisma.Sql {
  return Prisma.sql`
    SELECT v.case_id AS "caseId", v.number, v.procedure, v.subject, v.party_name AS "partyName", v.stage,
      v.waiting_on AS "waitingOn", v.received_at AS "receivedAt", COALESCE(${ownDue(actor)}, v.due) AS due, v.outcome,
      v.closed_at AS "closedAt"
    FROM (SELECT * FROM case_view v WHERE v.case_id = ANY(ARRAY(${ownCases(actor)})) AND ${where}
      ORDER BY ${order} LIMIT ${limit}) v
    ORDER BY ${order}`
}

/** By when whoever looks must have done what the case `v` waits for them to do: the first of the terms that run for them. */
function ownDue(actor: Actor): Prisma.Sql {
  const now = Prisma.sql`${actor.asOf}::timestamptz`
  return Prisma.sql`(
    SELECT min(t.due) FROM term_view t JOIN case_party p ON p.case_id = t.case_id AND p.role = t.owner
    WHERE t.case_id = v.case_id AND t.owner = v.waiting_on AND t.state = 'running'
      AND (t.party_id IS NULL OR t.party_id = p.party_id)
      AND (p.institution_id = ANY(${institutionsOf(actor)}::uuid[]) OR p.person_id = ${actor.personId}::uuid
        OR EXISTS (SELECT FROM case_party a WHERE a.case_id = v.case_id AND a.represents = p.party_id
          AND a.person_id = ${actor.personId}::uuid AND a.accepted AND a.valid_from <= ${now}
          AND (a.valid_until IS NULL OR a.valid_until > ${now}))))`
}

function line(row: Row): CaseLine {
  return { ...row, receivedAt: row.receivedAt.toISOString(), closedAt: row.closedAt?.toISOString() ?? null }
}
