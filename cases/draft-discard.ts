import { addDays, dayOf, startOfDay } from '../law/time.ts'
import { transaction } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'
import type { Actor } from './actor.ts'
import type { Deps } from './deps.ts'
import { lockUnsent, mayWriteDraft } from './drafts.ts'
import { notFound } from './permissions.ts'

/** Whole days for which a discarded draft can be brought back; the database lets none go sooner (draft_goes_as_told). */
const RECALL_DAYS = 7

/**
 * Discards a draft, also one that a colleague began: it goes with its files after a week, and can be brought back until then
 * (`keepDraft`). Done again, it changes nothing.
 * @throws LietaError `not-found`, `conflict` when it has been sent
 */
export async function discardDraft(deps: Deps, actor: Actor, id: string): Promise<void> {
  if ((await standing(deps, actor, id)).discardedAt) return
  const now = await deps.clock.now()
  const goesAt = startOfDay(addDays(dayOf(now.toISOString()), RECALL_DAYS + 1))
  await transaction(deps.pool, async (sql) => {
    await lockUnsent(sql, id)
    await sql.run(Prisma.sql`
      UPDATE draft SET discarded_at = ${now}, discarded_by = ${actor.personId}::uuid, goes_at = ${goesAt}::timestamptz
      WHERE id = ${id}::uuid`)
  })
}

/**
 * Keeps a draft that would be taken away, since it was abandoned or discarded: its time begins anew.
 * @throws LietaError `not-found`, `conflict` when it has been submitted
 */
export async function keepDraft(deps: Deps, actor: Actor, id: string): Promise<void> {
  await standing(deps, actor, id)
  const now = await deps.clock.now()
  await transaction(deps.pool, async (sql) => {
    await sql.run(
      Prisma.sql`UPDATE draft SET discarded_at = NULL, discarded_by = NULL WHERE id = ${id}::uuid AND case_id IS NULL`,
    )
    await lockUnsent(sql, id)
    await sql.run(Prisma.sql`UPDATE draft SET updated_at = ${now} WHERE id = ${id}::uuid`)
  })
}

/** Whether it was discarded. @throws LietaError `not-found` also where the person may not write it */
async function standing(deps: Deps, actor: Actor, id: string): Promise<{ discardedAt: Date | null }> {
  const draft = await deps.db.draft.findUnique({
    where: { id },
    select: { institutionId: true, curesCaseId: true, discardedAt: true },
  })
  if (!draft || !(await mayWriteDraft(deps, actor, draft))) throw notFound()
  return draft
}
