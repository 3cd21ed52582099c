import { z } from 'zod'
import { day } from '../../forms/fields.ts'
import { endOfDay, startOfDay } from '../../law/time.ts'
import { LietaError } from '../../platform/errors.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { authorize } from '../permissions.ts'
import { AUDIT_KINDS, audit, QUARTER } from './write.ts'

const word = z.string().trim().max(200)

/** What an auditor looks for. People, cases and institutions by id, or as they are called. */
export const AuditQuery = z
  .object({
    person: word.optional(),
    case: word.optional(),
    institution: word.optional(),
    kind: z.enum(AUDIT_KINDS).optional(),
    from: day.optional(),
    to: day.optional(),
    before: z
      .string()
      .regex(/^\d{1,18}$/)
      .optional()
      .meta({ description: 'Position of the last entry of the page before' }),
  })
  .strict()
export type AuditQuery = z.infer<typeof AuditQuery>

export interface AuditLine {
  position: string
  /** Business time, and the real time at which it was written. */
  at: string
  recordedAt: string
  kind: string
  person: { id: string; name: string } | null
  /** Whose rights changed. */
  about: { id: string; name: string } | null
  role: string | null
  unit: string | null
  case: { id: string; number: string } | null
  institution: { id: string; name: string } | null
  object: string | null
  purpose: string | null
  data: Record<string, unknown>
  /** In whose words a purpose was stated: it stands beside the log, not in it. */
  reason: string | null
  /** How often, within a quarter of an hour. */
  times: number
}

export interface AuditPage {
  entries: AuditLine[]
  /** Position from which the next page goes on; null at the beginning of the log. */
  next: string | null
}

const PAGE = 50

/**
 * A page of the audit log, the newest first. Looking at it is told in it.
 * @throws LietaError `forbidden`; `validation` when something that is looked for is not known
 */
export async function listAudit(deps: Deps, actor: Actor, query: AuditQuery): Promise<AuditPage> {
  authorize(actor, 'audit.read')
  const where = await conditions(deps, query)
  await audit(deps, {
    kind: 'audit.read',
    personId: actor.personId,
    role: 'auditor',
    data: filtersOf(query),
    onceIn: QUARTER,
  })
  const entries = await read(deps, where, query.before, PAGE + 1)
  const more = entries.length > PAGE
  const page = entries.slice(0, PAGE)
  return { entries: page, next: more ? page.at(-1)!.position : null }
}

/** What one export holds at most; for more the days are narrowed. */
const MOST_EXPORTED = 100_000
const BATCH = 1000

/**
 * The log as it was asked for, in batches. That it was taken along is written down before the first of them.
 * @throws as `listAudit`
 */
export async function exportAudit(
  deps: Deps,
  actor: Actor,
  query: AuditQuery,
): Promise<AsyncGenerator<AuditLine[]>> {
  authorize(actor, 'audit.read')
  const where = await conditions(deps, query)
  await audit(deps, {
    kind: 'audit.export',
    personId: actor.personId,
    role: 'auditor',
    data: filtersOf(query),
  })
  return (async function* () {
    let before = query.before
    for (let n = 0; n < MOST_EXPORTED; n += BATCH) {
      const batch = await read(deps, where, before, BATCH)
      if (batch.length > 0) yield batch
      if (batch.length < BATCH) return
      before = batch.at(-1)!.position
    }
  })()
}

/** By what was looked for, not which: a name that somebody typed does not enter the log. */
function filtersOf({ before: _, ...query }: AuditQuery): Record<string, string | boolean> {
  return {
    ...(query.kind ? { kind: query.kind } : {}),
    ...(query.from ? { from: query.from } : {}),
    ...(query.to ? { to: query.to } : {}),
    ...Object.fromEntries(
      (['person', 'case', 'institution'] as const).filter((f) => query[f]).map((f) => [f, true]),
    ),
  }
}

type Column = 'person' | 'case' | 'institution'

/** How each is found: by its id, else by what it is called. */
const FIND: Record<Column, (text: string) => Prisma.Sql> = {
  person: (text) => Prisma.sql`
    SELECT id FROM person WHERE lower(given_name || ' ' || family_name) LIKE ${like(text)} LIMIT 200`,
  case: (text) => Prisma.sql`SELECT id FROM case_record WHERE lower(number) = ${text.toLowerCase()}`,
  institution: (text) => Prisma.sql`
    SELECT id FROM institution WHERE reg_no = ${text} OR lower(name) LIKE ${like(text)} LIMIT 200`,
}

function like(text: string): string {
  return `%${text.toLowerCase().replace(/[\\%_]/g, (c) => `\\${c}`)}%`
}

async function idsOf(deps: Deps, column: Column, text: string): Promise<string[]> {
  if (z.uuid().safeParse(text).success) return [text]
  const found = await deps.db.$queryRaw<{ id: string }[]>(FIND[column](text))
  if (found.length > 0) return found.map((f) => f.id)
  const message = {
    lv: 'Nekas tāds nav atrasts; pārbaudiet, kā ierakstīts.',
    en: 'Nothing by that name was found; check the spelling.',
  }
  throw new LietaError('validation', message, [{ field: column, code: 'unknown', message }])
}

async function conditions(deps: Deps, query: AuditQuery): Promise<Prisma.Sql> {
  const all: Prisma.Sql[] = [Prisma.sql`true`]
  if (query.person) {
    const ids = await idsOf(deps, 'person', query.person)
    all.push(Prisma.sql`(e.person_id = ANY(${ids}::uuid[]) OR e.about_id = ANY(${ids}::uuid[]))`)
  }
  if (query.case) {
    const ids = await idsOf(deps, 'case', query.case)
    all.push(Prisma.sql`e.case_id = ANY(${ids}::uuid[])`)
  }
  if (query.institution) {
    const ids = await idsOf(deps, 'institution', query.institution)
    all.push(Prisma.sql`e.institution_id = ANY(${ids}::uuid[])`)
  }
  if (query.kind) all.push(Prisma.sql`e.kind = ${query.kind}`)
  if (query.from) all.push(Prisma.sql`e.at >= ${startOfDay(query.from)}::timestamptz`)
  if (query.to) all.push(Prisma.sql`e.at < ${endOfDay(query.to)}::timestamptz`)
  return Prisma.join(all, ' AND ')
}

interface Row {
  position: bigint
  at: Date
  recordedAt: Date
  kind: string
  personId: string | null
  personName: string | null
  aboutId: string | null
  aboutName: string | null
  role: string | null
  unit: string | null
  caseId: string | null
  caseNumber: string | null
  institutionId: string | null
  institutionName: string | null
  object: string | null
  purpose: string | null
  data: Record<string, unknown>
  reason: string | null
  times: number
}

async function read(
  deps: Deps,
  where: Prisma.Sql,
  before: string | undefined,
  limit: number,
): Promise<AuditLine[]> {
  const rows = await deps.db.$queryRaw<Row[]>`
    SELECT e.position, e.at, e.recorded_at AS "recordedAt", e.kind, e.role, e.unit, e.object, e.purpose, e.data,
      e.person_id AS "personId", p.given_name || ' ' || p.family_name AS "personName",
      e.about_id AS "aboutId", a.given_name || ' ' || a.family_name AS "aboutName",
      e.case_id AS "caseId", c.number AS "caseNumber",
      e.institution_id AS "institutionId", i.name AS "institutionName", COALESCE(r.times, 1) AS times,
      s.reason
    FROM audit_event e
      LEFT JOIN audit_repeat r ON r.position = e.position
      LEFT JOIN person p ON p.id = e.person_id
      LEFT JOIN person a ON a.id = e.about_id
      LEFT JOIN case_record c ON c.id = e.case_id
      LEFT JOIN institution i ON i.id = e.institution_id
      LEFT JOIN reading_purpose s ON e.kind = 'purpose.stated' AND s.id::text = e.data ->> 'statement'
    WHERE ${where} AND e.position < ${BigInt(before ?? '9000000000000000000')}
    ORDER BY e.position DESC LIMIT ${limit}`
  return rows.map((r) => ({
    position: String(r.position),
    at: r.at.toISOString(),
    recordedAt: r.recordedAt.toISOString(),
    kind: r.kind,
    person: r.personId ? { id: r.personId, name: r.personName ?? '' } : null,
    about: r.aboutId ? { id: r.aboutId, name: r.aboutName ?? '' } : null,
    role: r.role,
    unit: r.unit,
    case: r.caseId ? { id: r.caseId, number: r.caseNumber ?? '' } : null,
    institution: r.institutionId ? { id: r.institutionId, name: r.institutionName ?? '' } : null,
    object: r.object,
    purpose: r.purpose,
    data: r.data,
    reason: r.reason,
    times: r.times,
  }))
}
