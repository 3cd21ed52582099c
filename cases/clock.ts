import { LietaError } from '../platform/errors.ts'
import type { Deps } from './deps.ts'

const BATCH = 200

/** Nearer to real time than this is real time. */
const REAL_MS = 1_000

/**
 * Moves business time forward, in development and tests only: writes the offset, and in the same transaction the
 * orders to tell every open case and every entry that lives. The offset never goes back.
 * @param to the business instant that it shall be now
 * @throws LietaError `forbidden` in production, `validation` when `to` is not ahead
 */
export async function moveClock(deps: Deps, to: Date): Promise<{ now: string; cases: number; key: string }> {
  if (deps.config.LIETA_ENV === 'production')
    throw new LietaError('forbidden', {
      lv: 'Ražošanas vidē laiku nevar pārcelt.',
      en: 'In production time cannot be moved.',
    })
  const moved = await deps.db.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ offset_ms: bigint }[]>`
      SELECT offset_ms FROM business_clock WHERE id = 1 FOR UPDATE`
    const asked = to.getTime() - Date.now()
    const offset = Math.abs(asked) < REAL_MS ? 0 : asked
    if (Number.isNaN(offset) || offset <= Number(row?.offset_ms ?? 0)) throw notAhead()
    await tx.businessClock.update({
      where: { id: 1 },
      data: { offsetMs: BigInt(Math.round(offset)), movedAt: new Date() },
      select: { id: true },
    })
    const open = await tx.caseView.findMany({
      where: { closedAt: null },
      select: { caseId: true },
      orderBy: { caseId: 'asc' },
    })
    const entries = await tx.registerEntry.findMany({
      where: { lives: true },
      select: { register: true, entryNo: true },
      orderBy: [{ register: 'asc' }, { entryNo: 'asc' }],
    })
    const key = `clock/${Math.round(offset)}`
    const batches = Array.from(
      { length: Math.ceil(Math.max(open.length, entries.length) / BATCH) },
      (_, n) => {
        const [from, to] = [n * BATCH, (n + 1) * BATCH]
        return { caseIds: open.slice(from, to).map((c) => c.caseId), entries: entries.slice(from, to) }
      },
    )
    if (batches.length > 0)
      await tx.outbox.createMany({
        data: batches.map((told, n) => ({
          key: `${key}/${n}`,
          kind: 'clock-moved',
          payload: { offsetMs: Math.round(offset), ...told },
          availableAt: new Date(),
        })),
      })
    await tx.$executeRaw`SELECT pg_notify('outbox', '')`
    return { cases: open.length, key }
  })
  deps.clock.forget()
  return { now: to.toISOString(), ...moved }
}

/** How far the telling of a move has come. */
export async function moveProgress(deps: Deps): Promise<{ total: number; done: number }> {
  const [total, done] = await Promise.all([
    deps.db.outbox.count({ where: { kind: 'clock-moved' } }),
    deps.db.outbox.count({ where: { kind: 'clock-moved', doneAt: { not: null } } }),
  ])
  return { total, done }
}

function notAhead(): LietaError {
  const message = {
    lv: 'Laiku var pārcelt tikai uz priekšu. Norādiet vēlāku dienu.',
    en: 'Time can only be moved forward. Give a later day.',
  }
  return new LietaError('validation', message, [{ field: 'to', code: 'not-ahead', message }])
}
