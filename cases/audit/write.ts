import type pg from 'pg'
import { prepared, type SqlRunner } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'

/** What the audit log knows of. Changes of rights are written by the database itself. */
export const AUDIT_KINDS = [
  'sign-in',
  'sign-in-failed',
  'sign-out',
  'sessions-ended',
  'step-up',
  'step-up-failed',
  'refused',
  'case.read',
  'file.read',
  'preview.read',
  'purpose.stated',
  'search',
  'case.assigned',
  'signature.judged',
  'hold.set',
  'hold.lifted',
  'representation.entered',
  'representation.judged',
  'representation.ended',
  'conflict.declared',
  'conflict.found',
  'conflict.judged',
  // Acts of destruction and what went by them are told by the database, as changes of rights are.
  'destruction.planned',
  'destruction.approved',
  'destruction.rejected',
  'destruction.applied',
  'erased',
  'rights',
  'audit.read',
  'audit.export',
] as const
export type AuditKind = (typeof AUDIT_KINDS)[number]

/** Codes, ids and counts only: what somebody wrote has no place in the log. */
export interface AuditEntry {
  kind: Exclude<AuditKind, 'rights'>
  personId?: string | null
  /** In which function it was done; `director-acting` in the director's stead. */
  role?: string | null
  unit?: string | null
  caseId?: string | null
  institutionId?: string | null
  object?: string | null
  purpose?: string | null
  data?: Record<string, string | number | boolean | null>
  /** The same again within so many minutes is counted and not written anew. */
  onceIn?: number
}

/** How long repeated readings, refusals and failures are one entry with a count. */
export const QUARTER = 15

/** The statement that writes entries, for a transaction of the caller: it locks the end of the log until that ends. */
export function auditSql(entries: AuditEntry[]): Prisma.Sql {
  const rows = entries.map((e) => ({
    kind: e.kind,
    person: e.personId ?? null,
    role: e.role ?? null,
    unit: e.unit ?? null,
    case: e.caseId ?? null,
    institution: e.institutionId ?? null,
    object: e.object ?? null,
    purpose: e.purpose ?? null,
    data: e.data ?? {},
    minutes: e.onceIn ?? null,
  }))
  return Prisma.sql`
    SELECT audit_write(e.kind, e.person, e.role, e.unit, NULL, e."case", e.institution, e.object, e.purpose, e.data,
      e.minutes)
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS e(kind text, person uuid, role text, unit text,
      "case" uuid, institution uuid, object text, purpose text, data jsonb, minutes int)`
}

/** Writes entries in a transaction of their own. @throws whatever the database says: nothing was written then */
export async function audit(deps: { pool: pg.Pool }, ...entries: AuditEntry[]): Promise<void> {
  if (entries.length > 0) await deps.pool.query(prepared(auditSql(entries)))
}

/** Writes entries with what they tell of, or not at all. */
export async function auditWith(sql: SqlRunner, ...entries: AuditEntry[]): Promise<void> {
  if (entries.length > 0) await sql.rows(auditSql(entries))
}
