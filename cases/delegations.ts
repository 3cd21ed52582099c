import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { day, line } from '../forms/fields.ts'
import { dayOf, endOfDay, startOfDay } from '../law/time.ts'
import type { FieldError, Words } from '../platform/errors.ts'
import type { Actor } from './actor.ts'
import { asPerson } from './audit/as-person.ts'
import type { Deps } from './deps.ts'
import { authorize, may, notFound } from './permissions.ts'
import { namesOf } from './queries/case-file.ts'
import type { Paged, Turn } from './queries/keyset.ts'
import { newestOf } from './queries/newest.ts'
import { invalidBody, readBody } from './read-body.ts'
import { keyReused } from './refusals.ts'

/** Who stands in for the director (pienākumu izpildītājs), for which days, on the ground of which order. */
export const DelegationBody = z
  .object({
    from: z.uuid(),
    to: z.uuid(),
    firstDay: day,
    lastDay: day,
    orderNumber: line(60),
    orderDate: day,
  })
  .strict()
  .meta({ id: 'Delegation' })

export interface DelegationLine {
  id: string
  from: string
  to: string
  firstDay: string
  lastDay: string
  orderNumber: string
  orderDate: string
  enteredBy: string
  enteredAt: string
  revokedBy: string | null
  revokedAt: string | null
  when: 'current' | 'future' | 'past'
}

export interface Delegations extends Omit<Paged<DelegationLine>, 'rows'> {
  delegations: DelegationLine[]
  /** Who may be stood in for, and who may stand in. */
  directors: { personId: string; name: string }[]
  people: { personId: string; name: string }[]
  mayEnter: boolean
}

/** A page of all delegations, the newest first. @throws LietaError `forbidden` */
export async function listDelegations(deps: Deps, actor: Actor, turn: Turn = {}): Promise<Delegations> {
  authorize(actor, 'delegation.read')
  const now = await deps.clock.now()
  const [{ rows, ...turns }, holders] = await Promise.all([
    newestOf(deps, 'delegation', turn, (ids) => deps.db.delegation.findMany({ where: { id: { in: ids } } })),
    staffOf(deps, now),
  ])
  const names = await namesOf(deps, [
    ...rows.flatMap((r) => [r.fromPerson, r.toPerson, r.enteredBy, r.revokedBy]),
    ...holders.keys(),
  ])
  const nameOf = (id: string): string => names.get(id) ?? ''
  const people = [...holders.keys()].map((personId) => ({ personId, name: nameOf(personId) }))
  return {
    ...turns,
    delegations: rows.map((r) => ({
      id: r.id,
      from: nameOf(r.fromPerson),
      to: nameOf(r.toPerson),
      firstDay: dayOf(r.validFrom.toISOString()),
      lastDay: dayOf(new Date(r.validUntil.getTime() - 1).toISOString()),
      orderNumber: r.orderNumber,
      orderDate: r.orderDate,
      enteredBy: nameOf(r.enteredBy),
      enteredAt: r.enteredAt.toISOString(),
      revokedBy: r.revokedBy ? nameOf(r.revokedBy) : null,
      revokedAt: r.revokedAt?.toISOString() ?? null,
      when: r.revokedAt || r.validUntil <= now ? 'past' : r.validFrom > now ? 'future' : 'current',
    })),
    directors: people.filter((p) => holders.get(p.personId)?.includes('director')),
    people: people.filter((p) => p.personId !== actor.personId),
    mayEnter: may(actor, 'delegation.write'),
  }
}

/** The staff by person, with the roles that each holds at this instant by an own right. */
async function staffOf(deps: Deps, now: Date): Promise<Map<string, string[]>> {
  const grants = await deps.db.roleGrant.findMany({
    where: {
      role: { in: ['inspector', 'reviewer', 'director', 'supervisor'] },
      validFrom: { lte: now },
      OR: [{ validUntil: null }, { validUntil: { gt: now } }],
    },
    select: { personId: true, role: true },
  })
  const held = new Map<string, string[]>()
  for (const { personId, role } of grants) held.set(personId, [...(held.get(personId) ?? []), role])
  return held
}

/**
 * Enters a delegation. Asked again under the same key, the same one is given.
 * @returns its id
 * @throws LietaError `validation` with what is wrong on which field; `forbidden` for who holds the role in somebody's
 *   stead only: what was delegated is not delegated on
 */
export async function enterDelegation(deps: Deps, actor: Actor, raw: unknown, key: string): Promise<string> {
  authorize(actor, 'delegation.write')
  const given = readBody(DelegationBody, raw, LABELS)
  // What was entered under this key before counts only if it is the same, entered by the same person.
  const entered = async (): Promise<string | undefined> => {
    const known = await deps.db.delegation.findUnique({ where: { key } })
    if (known && !sameAs(known, given, actor)) throw keyReused()
    return known?.id
  }
  const before = await entered()
  if (before) return before
  const now = await deps.clock.now()
  const wrong = objections(given, actor, dayOf(now.toISOString()), await staffOf(deps, now))
  if (wrong.length > 0) throw invalidBody(wrong)
  await asPerson(deps, actor.personId, (tx) =>
    tx.delegation.createMany({
      data: {
        id: randomUUID(),
        key,
        fromPerson: given.from,
        toPerson: given.to,
        role: 'director',
        validFrom: new Date(startOfDay(given.firstDay)),
        validUntil: new Date(endOfDay(given.lastDay)),
        orderNumber: given.orderNumber,
        orderDate: given.orderDate,
        enteredBy: actor.personId,
        enteredAt: now,
      },
      skipDuplicates: true,
    }),
  )
  return (await entered())!
}

function sameAs(
  row: {
    fromPerson: string
    toPerson: string
    validFrom: Date
    validUntil: Date
    orderNumber: string
    orderDate: string
    enteredBy: string
  },
  given: z.infer<typeof DelegationBody>,
  actor: Actor,
): boolean {
  return (
    row.enteredBy === actor.personId &&
    row.fromPerson === given.from &&
    row.toPerson === given.to &&
    row.validFrom.getTime() === new Date(startOfDay(given.firstDay)).getTime() &&
    row.validUntil.getTime() === new Date(endOfDay(given.lastDay)).getTime() &&
    row.orderNumber === given.orderNumber &&
    row.orderDate === given.orderDate
  )
}

const LABELS: Record<string, Words> = {
  from: { lv: 'Kura vietā', en: 'In whose stead' },
  to: { lv: 'Kas pilda pienākumus', en: 'Who stands in' },
  firstDay: { lv: 'Pirmā diena', en: 'First day' },
  lastDay: { lv: 'Pēdējā diena', en: 'Last day' },
  orderNumber: { lv: 'Rīkojuma numurs', en: 'Number of the order' },
  orderDate: { lv: 'Rīkojuma datums', en: 'Date of the order' },
}

function objections(
  given: z.infer<typeof DelegationBody>,
  actor: Actor,
  today: string,
  staff: Map<string, string[]>,
): FieldError[] {
  const found: FieldError[] = []
  const add = (field: string, code: string, lv: string, en: string): void => {
    found.push({ field, code, message: { lv, en } })
  }
  if (!staff.get(given.from)?.includes('director'))
    add('from', 'not-a-director', 'Izvēlieties direktoru.', 'Choose a director.')
  if (!staff.has(given.to))
    add('to', 'not-staff', 'Izvēlieties dienesta darbinieku.', 'Choose one of the staff.')
  else if (given.to === given.from)
    add('to', 'same-person', 'Pienākumus pilda cita persona.', 'Somebody else stands in.')
  else if (given.to === actor.personId)
    add('to', 'own', 'Sev tiesības parakstīt piešķirt nevar.', 'You cannot give yourself the right to sign.')
  if (given.firstDay < today)
    add(
      'firstDay',
      'past',
      'Tiesības parakstīt nevar piešķirt par pagājušu laiku.',
      'The right to sign cannot be given for the past.',
    )
  if (given.lastDay < given.firstDay)
    add('lastDay', 'before-first', 'Pēdējā diena ir agrāka par pirmo.', 'The last day is before the first.')
  if (given.orderDate > today)
    add('orderDate', 'future', 'Rīkojumam jābūt jau izdotam.', 'The order must have been issued already.')
  return found
}

/** Ends a delegation now; one that has ended stays as it ended. @throws LietaError `not-found` */
export async function revokeDelegation(deps: Deps, actor: Actor, id: string): Promise<void> {
  authorize(actor, 'delegation.write')
  const revokedAt = await deps.clock.now()
  const { count } = await asPerson(deps, actor.personId, (tx) =>
    tx.delegation.updateMany({
      where: { id, revokedAt: null },
      data: { revokedBy: actor.personId, revokedAt },
    }),
  )
  if (count > 0) return
  if (!(await deps.db.delegation.findUnique({ where: { id }, select: { id: true } }))) throw notFound()
}
