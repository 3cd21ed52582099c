import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { line, prose } from '../../forms/fields.ts'
import { dayOf } from '../../law/time.ts'
import { whatIsDue } from '../../ledger/retention.ts'
import { LietaError } from '../../platform/errors.ts'
import { type SqlRunner, transaction } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { authorize, forbidden, may, notFound } from '../permissions.ts'
import { keyReused, refused } from '../refusals.ts'
import { tiedInSql } from '../relation.ts'

export const ApproveBody = z
  .object({
    agreement: line(200)
      .optional()
      .meta({ description: 'Number and day of the agreement of the National Archives (Archives Law 4(3))' }),
  })
  .meta({ id: 'DestructionApproval' })
export const RejectBody = z.object({ why: prose(1000) }).meta({ id: 'DestructionRejection' })

/**
 * Plans an act of destruction: all that is due today and stands in no other act. Nothing is erased; a second person
 * must approve it. Asked again under the same key, the same act is given.
 * @returns its id
 * @throws LietaError `not-allowed-now` when nothing is due
 */
export async function planDestruction(deps: Deps, actor: Actor, key: string): Promise<string> {
  authorize(actor, 'retention.plan')
  const now = await deps.clock.now()
  const today = dayOf(now.toISOString())
  const id = await transaction(deps.pool, async (sql) => {
    // Two who plan at once would both list the same.
    await sql.run(Prisma.sql`SELECT pg_advisory_xact_lock(hashtextextended('destruction', 0))`)
    const [known] = await sql.rows<{ id: string; plannedBy: string }>(
      Prisma.sql`SELECT id::text, planned_by::text AS "plannedBy" FROM destruction_act WHERE key = ${key}`,
    )
    if (known && known.plannedBy !== actor.personId) throw keyReused()
    if (known) return known.id
    const { items } = await whatIsDue(sql, today)
    if (items.length === 0)
      throw new LietaError('not-allowed-now', {
        lv: 'Šodien nekas nav dzēšams, vai viss jau ir citā aktā.',
        en: 'Nothing is due today, or all of it stands in another act.',
      })
    const made = randomUUID()
    await sql.run(Prisma.sql`
      INSERT INTO destruction_act (id, key, day, planned_by, planned_at)
      VALUES (${made}::uuid, ${key}, ${today}, ${actor.personId}::uuid, ${now})`)
    await sql.run(Prisma.sql`
      INSERT INTO destruction_item (act_id, n, rule, part, case_id, up_to, due_on, records, agreed)
      SELECT ${made}::uuid, i.n, i.rule, i.part, i."caseId", i."upTo", i."dueOn", i.records, i.agreed
      FROM jsonb_to_recordset(${JSON.stringify(items.map((item, i) => ({ ...item, n: i + 1 })))}::jsonb)
        AS i(n int, rule text, part text, "caseId" uuid, "upTo" text, "dueOn" text, records int, agreed boolean)`)
    return made
  })
  deps.log.info({ destructionAct: id }, 'act of destruction planned')
  return id
}

/**
 * Approves an act of destruction: from the commit on, it is carried out. Asked again by the same person, nothing more
 * happens.
 * @throws LietaError `own-work` for the person who planned it, `own-case` for who is tied to one of its cases,
 * `validation` without the agreement of the archives where the law asks for it, `not-allowed-now`
 */
export async function approveDestruction(deps: Deps, actor: Actor, id: string, raw: unknown): Promise<void> {
  authorize(actor, 'retention.approve')
  const parsed = ApproveBody.safeParse(raw ?? {})
  const agreement = parsed.success ? parsed.data.agreement?.trim() : undefined
  const now = await deps.clock.now()
  await transaction(deps.pool, async (sql) => {
    const act = await lockAct(sql, id)
    if (['approved', 'applied'].includes(act.state) && act.decidedBy === actor.personId) return
    if (act.state !== 'planned') throw decidedAlready()
    if (act.plannedBy === actor.personId) throw ownWork()
    if (await tiedToAny(sql, actor, id)) throw refused('own-case', 'retention.approve')
    if (!parsed.success || (act.agreed && !agreement)) throw agreementMissing()
    await sql.run(Prisma.sql`
      UPDATE destruction_act SET state = 'approved', decided_by = ${actor.personId}::uuid, decided_at = ${now},
        agreement = ${agreement || null}
      WHERE id = ${id}::uuid`)
  })
  deps.log.info({ destructionAct: id }, 'act of destruction approved')
}

/**
 * Rejects an act of destruction, or takes back one's own; why is kept. What it listed can be planned anew.
 * @throws LietaError `not-allowed-now` once it is decided
 */
export async function rejectDestruction(deps: Deps, actor: Actor, id: string, why: string): Promise<void> {
  if (!may(actor, 'retention.approve') && !may(actor, 'retention.plan')) throw forbidden()
  const now = await deps.clock.now()
  await transaction(deps.pool, async (sql) => {
    const act = await lockAct(sql, id)
    if (act.state === 'rejected' && act.decidedBy === actor.personId) return
    if (act.state !== 'planned') throw decidedAlready()
    await sql.run(Prisma.sql`
      UPDATE destruction_act SET state = 'rejected', decided_by = ${actor.personId}::uuid, decided_at = ${now},
        why = ${why}
      WHERE id = ${id}::uuid`)
  })
}

interface LockedAct {
  state: string
  plannedBy: string
  decidedBy: string | null
  agreed: boolean
}

async function lockAct(sql: SqlRunner, id: string): Promise<LockedAct> {
  const [act] = await sql.rows<LockedAct>(Prisma.sql`
    SELECT state, planned_by::text AS "plannedBy", decided_by::text AS "decidedBy",
      EXISTS (SELECT FROM destruction_item i WHERE i.act_id = a.id AND i.agreed) AS agreed
    FROM destruction_act a WHERE id = ${id}::uuid FOR UPDATE OF a`)
  if (!act) throw notFound()
  return act
}

/** Whoever applied in a case, or for its institution, does not decide that its record goes. */
async function tiedToAny(sql: SqlRunner, actor: Actor, id: string): Promise<boolean> {
  const [found] = await sql.rows<{ tied: boolean }>(Prisma.sql`
    SELECT EXISTS (SELECT FROM destruction_item i
      WHERE i.act_id = ${id}::uuid AND ${tiedInSql(actor.personId, Prisma.sql`i.case_id`)}) AS tied`)
  return found!.tied
}

function ownWork(): LietaError {
  return new LietaError('own-work', {
    lv: 'Aktu, ko sastādījāt pats, apstiprina cita persona.',
    en: 'An act that you planned yourself is approved by another person.',
  })
}

function decidedAlready(): LietaError {
  return new LietaError('not-allowed-now', {
    lv: 'Par šo aktu jau ir izlemts. Atveriet lapu no jauna, lai redzētu, kā.',
    en: 'This act has been decided on already. Reload the page to see how.',
  })
}

function agreementMissing(): LietaError {
  const message = {
    lv: 'Norādiet Latvijas Nacionālā arhīva saskaņojuma numuru un datumu (Arhīvu likuma 4. panta trešā daļa).',
    en: 'Give number and day of the agreement of the National Archives (Archives Law, Section 4, Paragraph three).',
  }
  return new LietaError('validation', message, [{ field: 'agreement', code: 'agreement', message }])
}
