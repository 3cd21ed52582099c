import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Logger } from 'pino'
import { appendBatch } from '../ledger/append.ts'
import type { EmittedFact, NewEvent } from '../ledger/events.ts'
import { lawChangeIdOf } from '../ledger/law-changes.ts'
import { prepared, type SqlRunner } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'
import { registerById } from '../registers/all.ts'
import type { RegisterDef } from '../registers/register.ts'
import type { LedgerActivities, MissedAct } from '../workflows/types.ts'
import { reasonsFor } from './law-change.ts'

/**
 * Writes what a case did: one transaction for the events, their numbers, the projections, and the answers to the
 * commands that caused them. Every event is keyed, so that a repeated call finds it done.
 */
export function ledgerActivities(pool: pg.Pool, log: Logger): LedgerActivities {
  return {
    async record(input) {
      const { numbers } = await appendBatch(pool, input, {
        complete: (sql, events, texts) => completed(sql, input.caseId, events, texts),
        also: (sql, events) => keepCuredApplications(sql, input.caseId, events),
      })
      log.debug({ caseId: input.caseId, events: input.events.length }, 'recorded')
      return { numbers }
    },

    async missedActs({ caseId, taken }) {
      const sql = Prisma.sql`
        SELECT data->>'command' AS key, data->>'act' AS act, actor_id AS "actorId", actor_role AS role,
          data->'facts' AS facts, at FROM case_event
        WHERE case_id = ${caseId}::uuid AND type = 'act' ORDER BY seq OFFSET ${taken}`
      const { rows } = await pool.query<Omit<MissedAct, 'at'> & { at: Date }>(prepared(sql))
      if (rows.length > 0) log.warn({ caseId, acts: rows.length }, 'the ledger was ahead of the case')
      return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
    },
  }
}

/**
 * Adds what must not travel through a workflow: the text of a command to the act that it became, the public data to a
 * register entry, and its reason to a change of law.
 */
async function completed(
  sql: SqlRunner,
  caseId: string,
  events: NewEvent[],
  texts: Record<string, unknown>,
): Promise<NewEvent[]> {
  const changes = events.flatMap((e) =>
    e.type === 'clock-fact' ? (lawChangeIdOf(e.data.fact.id) ?? []) : [],
  )
  const reasons = changes.length === 0 ? new Map<string, string>() : await reasonsFor(sql, changes)
  const done: NewEvent[] = []
  for (const event of events) {
    if (event.type === 'act')
      done.push({ ...event, data: { ...event.data, payload: texts[event.data.command] ?? null } })
    else if (event.type === 'register-entered')
      done.push({
        ...event,
        data: { ...event.data, ...(await publicData(sql, caseId, event.data.register)) },
      })
    else if (event.type === 'clock-fact' && reasons.has(event.data.fact.id))
      done.push(withReason(event, reasons.get(event.data.fact.id)!))
    else done.push(event)
  }
  return done
}

function withReason(event: NewEvent & { type: 'clock-fact' }, reason: string): NewEvent {
  return { ...event, data: { ...event.data, fact: { ...event.data.fact, reason } as EmittedFact } }
}

async function publicData(sql: SqlRunner, caseId: string, register: string): Promise<{ entry: unknown }> {
  const [found] = await sql.rows<{
    data: unknown
    institution: Parameters<RegisterDef['entry']>[1]
  }>(Prisma.sql`
    SELECT a.data, jsonb_build_object('name', i.name, 'regNo', i.reg_no, 'legalAddress', i.legal_address,
      'founder', i.founder) AS institution
    FROM case_record r JOIN institution i ON i.id = r.institution_id JOIN application a ON a.case_id = r.id
    WHERE r.id = ${caseId}::uuid ORDER BY a.version DESC LIMIT 1`)
  if (!found) throw new Error(`case ${caseId} has no application to enter into a register`)
  return { entry: registerById(register).entry(found.data, found.institution) }
}

/** The cured application becomes the next version of the application in the moment in which the cure is recorded. */
async function keepCuredApplications(sql: SqlRunner, caseId: string, events: NewEvent[]): Promise<void> {
  for (const event of events) {
    if (event.type !== 'act' || event.data.act !== 'application.cure') continue
    const cured = event.data.payload as CuredApplication
    await sql.run(Prisma.sql`
      WITH sent AS (DELETE FROM draft WHERE id = ${cured.draftId}::uuid)
      INSERT INTO application (id, case_id, version, form, form_version, data, shown, content_hash, submitted_at,
        submitted_by)
      VALUES (${randomUUID()}::uuid, ${caseId}::uuid, ${cured.version}, ${cured.form}, ${cured.formVersion},
        ${JSON.stringify(cured.data)}::jsonb, ${JSON.stringify(cured.shown)}::jsonb, ${cured.contentHash},
        ${event.at}::timestamptz, ${event.actorId}::uuid)`)
  }
}

interface CuredApplication {
  draftId: string
  version: number
  form: string
  formVersion: number
  data: unknown
  shown: unknown
  contentHash: string
}
