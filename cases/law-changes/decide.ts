import { refOf } from '../../ledger/calendars.ts'
import { changeLaw, type LawFact, lawFactId, lawInForce } from '../../ledger/law-changes.ts'
import { businessNow } from '../../platform/business-clock.ts'
import type { Tx } from '../../platform/database.ts'
import { LietaError } from '../../platform/errors.ts'
import type { Prisma } from '../../prisma/generated/client.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { authorize, forbidden, may, notFound } from '../permissions.ts'
import { changeOf } from './definition.ts'
import { decidedAlready, inputOf } from './enter.ts'

/**
 * Approves a change: from the commit on, every new case begins with it, and the order to apply it to all open ones
 * is given. Asked again by the same person, nothing more happens.
 * @throws LietaError `own-work` for the person who entered it, `stale` when the law has changed since the preview,
 * `conflict` while another change is being applied or when some case would be left without a date
 */
export async function approveLawChange(deps: Deps, actor: Actor, id: string): Promise<void> {
  authorize(actor, 'law.approve')
  await deps.db.$transaction(
    async (tx) => {
      await changeLaw(tx)
      const row = await tx.lawChange.findUnique({ where: { id } })
      if (!row) throw notFound()
      if (row.approvedBy === actor.personId) return
      if (row.state !== 'previewed') throw decidedAlready()
      if (row.enteredBy === actor.personId) throw ownWork()
      if (!row.previewedAt) throw notReady()
      const { calendar, base } = await lawInForce(tx)
      if (base !== row.base) throw outdated()
      await refuseConflicts(tx, id)
      const at = (await businessNow(tx)).toISOString()
      const change = changeOf(inputOf(row), calendar)
      const made = change.type === 'calendar-changed' ? change.calendar : undefined
      const cited = made ? { calendar: refOf(made) } : {}
      const fact = { ...change, ...cited, id: lawFactId(id), at } as LawFact
      await tx.lawChange.update({
        where: { id },
        data: {
          state: 'approved',
          approvedBy: actor.personId,
          approvedAt: at,
          fact: fact as unknown as Prisma.InputJsonObject,
          calendarVersion: made?.version ?? null,
        },
        select: { id: true },
      })
      if (made)
        await tx.calendarVersion.create({
          data: { ...refOf(made), calendar: made as unknown as Prisma.InputJsonObject, lawChangeId: id },
          select: { version: true },
        })
      await tx.outbox.create({
        data: {
          key: `law-change/${id}`,
          kind: 'law-change',
          payload: { lawChangeId: id },
          availableAt: new Date(),
        },
        select: { id: true },
      })
      await tx.$executeRaw`SELECT pg_notify('outbox', '')`
    },
    { timeout: 20_000, maxWait: 10_000 },
  )
  deps.log.info({ lawChangeId: id }, 'change of law approved')
}

async function refuseConflicts(tx: Tx, id: string): Promise<void> {
  // One at a time: a preview then always shows the law as it will be when this change is applied.
  if ((await tx.lawChange.count({ where: { state: { in: ['approved', 'applying'] } } })) > 0)
    throw new LietaError('conflict', {
      lv: 'Pašlaik tiek piemērots cits grozījums. Pagaidiet, līdz tas pabeigts, un sagatavojiet priekšskatījumu vēlreiz.',
      en: 'Another change is being applied. Wait until it is done and make the preview anew.',
    })
  if ((await tx.lawChangeCase.count({ where: { lawChangeId: id, effect: 'error' } })) > 0)
    throw new LietaError('conflict', {
      lv: 'Ir lietas, kurās pēc šī grozījuma datumu nevarētu noteikt; tās redzamas priekšskatījumā. Labojiet grozījumu.',
      en: 'There are cases in which no date could be told after this change; the preview names them. Correct the change.',
    })
}

/**
 * Rejects a change, or takes back one's own; why is kept.
 * @throws LietaError `not-allowed-now` once it is approved
 */
export async function rejectLawChange(deps: Deps, actor: Actor, id: string, why: string): Promise<void> {
  if (!may(actor, 'law.approve') && !may(actor, 'law.change')) throw forbidden()
  const { count } = await deps.db.lawChange.updateMany({
    where: { id, state: 'previewed' },
    data: {
      state: 'rejected',
      rejectedBy: actor.personId,
      rejectedAt: await deps.clock.now(),
      rejection: why,
    },
  })
  if (count > 0) return
  const row = await deps.db.lawChange.findUnique({ where: { id }, select: { rejectedBy: true } })
  if (!row) throw notFound()
  if (row.rejectedBy !== actor.personId) throw decidedAlready()
}

function ownWork(): LietaError {
  return new LietaError('own-work', {
    lv: 'Grozījumu, ko ierakstījāt pats, apstiprina cita persona.',
    en: 'A change that you entered yourself is approved by another person.',
  })
}

function notReady(): LietaError {
  return new LietaError('not-allowed-now', {
    lv: 'Priekšskatījums vēl nav gatavs. Mēģiniet pēc brīža vēlreiz.',
    en: 'The preview is not complete yet. Try again in a moment.',
  })
}

function outdated(): LietaError {
  return new LietaError('stale', {
    lv: 'Kopš priekšskatījuma ir stājies spēkā cits grozījums. Sagatavojiet priekšskatījumu vēlreiz un izlemiet pēc tā.',
    en: 'Another change has come into force since the preview. Make the preview anew and decide by it.',
  })
}
