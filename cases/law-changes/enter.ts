import { randomUUID } from 'node:crypto'
import { requestHash } from '../../ledger/append.ts'
import { lawInForce } from '../../ledger/law-changes.ts'
import { previewPage, totalsOf } from '../../ledger/law-preview.ts'
import { LietaError } from '../../platform/errors.ts'
import { transaction } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { authorize, notFound } from '../permissions.ts'
import { keyReused } from '../refusals.ts'
import { changeOf, type LawChangeInput, readLawChange } from './definition.ts'

/**
 * Enters a change of the law's data and shows what it would do to every open case. Nothing is applied; a second
 * person must approve it. Asked again under the same key, the same change is given.
 * @returns the id of the change, its preview complete
 * @throws LietaError `validation`, one error per field
 */
export async function enterLawChange(deps: Deps, actor: Actor, raw: unknown, key: string): Promise<string> {
  authorize(actor, 'law.change')
  const { calendar, base } = await lawInForce(deps.db)
  const input = readLawChange(raw, calendar)
  // What was entered under this key before counts only if it is the same, entered by the same person.
  const entered = async (): Promise<{ id: string; previewed: boolean } | undefined> => {
    const known = await deps.db.lawChange.findUnique({ where: { key } })
    if (!known) return undefined
    const same = requestHash(inputOf(known)) === requestHash(input)
    if (known.enteredBy !== actor.personId || !same) throw keyReused()
    return { id: known.id, previewed: known.previewedAt !== null }
  }
  const before = await entered()
  if (before) {
    if (!before.previewed) await previewAlone(deps, before.id)
    return before.id
  }
  const id = randomUUID()
  try {
    await deps.db.lawChange.create({
      data: {
        id,
        key,
        kind: input.kind,
        definition: input.definition as Prisma.InputJsonObject,
        reason: input.reason,
        norm: input.norm,
        enteredBy: actor.personId,
        enteredAt: await deps.clock.now(),
        base,
      },
      select: { id: true },
    })
  } catch (e) {
    // The same key came twice at once: the other one is doing it.
    if (!(e instanceof Prisma.PrismaClientKnownRequestError && e.code === 'P2002')) throw e
    return (await entered())!.id
  }
  await previewAlone(deps, id)
  return id
}

/**
 * Folds a change over all open cases as they stand now, page by page, and keeps old and new dates.
 * @throws LietaError `not-allowed-now` once it is approved or rejected, and while another preview of it is being made
 */
export async function previewLawChange(deps: Deps, actor: Actor, id: string): Promise<void> {
  authorize(actor, 'law.change')
  if (!(await previewAlone(deps, id))) throw beingPreviewed()
}

/**
 * One preview of a change at a time: two would take away each other's rows, and the one that ends first would call complete
 * what the other has only begun.
 * @returns false, and nothing is done, while another is being made
 */
async function previewAlone(deps: Deps, id: string): Promise<boolean> {
  return transaction(deps.pool, async (sql) => {
    const [lock] = await sql.rows<{ held: boolean }>(
      Prisma.sql`SELECT pg_try_advisory_xact_lock(hashtextextended(${`law-preview/${id}`}, 0)) AS held`,
    )
    if (lock!.held) await preview(deps, id)
    return lock!.held
  })
}

async function preview(deps: Deps, id: string): Promise<void> {
  const started = Date.now()
  const row = await deps.db.lawChange.findUnique({ where: { id } })
  if (!row) throw notFound()
  // Until it is complete nobody approves it.
  const { count } = await deps.db.lawChange.updateMany({
    where: { id, state: 'previewed' },
    data: { previewedAt: null },
  })
  if (count === 0) throw decidedAlready()
  const { calendar, base } = await lawInForce(deps.db)
  const change = changeOf(inputOf(row), calendar)
  await deps.db.lawChangeCase.deleteMany({ where: { lawChangeId: id } })
  const now = await deps.clock.now()
  let after: string | null = null
  do after = await previewPage(deps.db, id, change, now.toISOString(), after)
  while (after !== null)
  const totals = await totalsOf(deps.db, id)
  await deps.db.lawChange.updateMany({
    where: { id, state: 'previewed' },
    data: { previewedAt: now, base, report: { preview: totals } as unknown as Prisma.InputJsonObject },
  })
  deps.log.info({ lawChangeId: id, cases: totals.cases, ms: Date.now() - started }, 'change of law previewed')
}

/** What was entered, as it stands in its row. */
export function inputOf(row: {
  kind: string
  definition: unknown
  reason: string
  norm: string
}): LawChangeInput {
  const { kind, definition, reason, norm } = row
  return { kind, definition, reason, norm } as LawChangeInput
}

function beingPreviewed(): LietaError {
  return new LietaError('not-allowed-now', {
    lv: 'Šī grozījuma priekšskatījumu jau gatavo. Pagaidiet, līdz tas pabeigts.',
    en: 'A preview of this change is being made already. Wait until it is complete.',
  })
}

export function decidedAlready(): LietaError {
  return new LietaError('not-allowed-now', {
    lv: 'Par šo grozījumu jau ir izlemts. Atveriet lapu no jauna, lai redzētu, kā.',
    en: 'This change has been decided on already. Reload the page to see how.',
  })
}
