import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { day } from '../../forms/fields.ts'
import { dayOf, endOfDay, startOfDay } from '../../law/time.ts'
import type { FieldError, LietaError, Words } from '../../platform/errors.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import type { Actor } from '../actor.ts'
import { asPerson } from '../audit/as-person.ts'
import type { Deps } from '../deps.ts'
import { authorize, may, notFound } from '../permissions.ts'
import { namesOf } from '../queries/case-file.ts'
import type { Paged, Turn } from '../queries/keyset.ts'
import { newestOf } from '../queries/newest.ts'
import { invalidBody, readBody } from '../read-body.ts'
import { keyReused } from '../refusals.ts'
import { type StaffMember, staffNow } from '../staff.ts'

// Who is away, and who works in their stead (VPIL 33). Nothing of the work moves: while somebody is away, the substitute finds it
// among their own, and does it under their own name; whatever is open on the return is where it was. What is done in somebody's
// stead says so in the ledger (`insteadOf`). The right to sign is no matter of absence: it is delegated (cases/delegations.ts).

export const AbsenceBody = z
  .object({
    /** Absent: oneself. */
    personId: z.uuid().optional(),
    substituteId: z.uuid(),
    firstDay: day,
    lastDay: day,
  })
  .strict()
  .meta({ id: 'Absence' })

const LABELS: Record<string, Words> = {
  personId: { lv: 'Kas ir prombūtnē', en: 'Who is away' },
  substituteId: { lv: 'Kas aizvieto', en: 'Who stands in' },
  firstDay: { lv: 'Pirmā diena', en: 'First day' },
  lastDay: { lv: 'Pēdējā diena', en: 'Last day' },
}

export interface AbsenceLine {
  id: string
  person: string
  substitute: string
  firstDay: string
  lastDay: string
  enteredBy: string
  when: 'current' | 'future' | 'past'
  endedBy: string | null
  endedAt: string | null
  /** May be ended by the person who asks. */
  mayEnd: boolean
  /** The absent person signs decisions, and in these days nobody has the right to do so in their stead. */
  nobodySigns: boolean
}

export interface Absences extends Omit<Paged<AbsenceLine>, 'rows'> {
  absences: AbsenceLine[]
  staff: { personId: string; name: string }[]
  /** May enter those of others. */
  manages: boolean
}

/** A page of those of everybody for supervisors; one's own, and those in which one stands in. The newest first. */
export async function listAbsences(deps: Deps, actor: Actor, turn: Turn = {}): Promise<Absences> {
  authorize(actor, 'absence.write')
  const manages = may(actor, 'absence.manage')
  const me = actor.personId
  const now = await deps.clock.now()
  const [{ rows, ...turns }, staff, delegations] = await Promise.all([
    newestOf(
      deps,
      'absence',
      turn,
      (ids) => deps.db.absence.findMany({ where: { id: { in: ids } } }),
      manages ? undefined : Prisma.sql`${me}::uuid IN (person_id, substitute_id)`,
    ),
    staffNow(deps),
    deps.db.delegation.findMany({ where: { revokedAt: null, validUntil: { gt: now } } }),
  ])
  const names = await namesOf(
    deps,
    rows.flatMap((r) => [r.personId, r.substituteId, r.enteredBy, r.revokedBy]),
  )
  const nameOf = (id: string): string => names.get(id) ?? ''
  return {
    ...turns,
    manages,
    staff: staff.map(({ personId, name }) => ({ personId, name })),
    absences: rows.map((r) => {
      const over = r.revokedAt !== null || r.validUntil <= now
      const signs = staff.find((s) => s.personId === r.personId)?.roles.includes('director') ?? false
      const covered = delegations.some(
        (d) => d.fromPerson === r.personId && d.validFrom <= r.validFrom && d.validUntil >= r.validUntil,
      )
      return {
        id: r.id,
        person: nameOf(r.personId),
        substitute: nameOf(r.substituteId),
        firstDay: dayOf(r.validFrom.toISOString()),
        lastDay: dayOf(new Date(r.validUntil.getTime() - 1).toISOString()),
        enteredBy: nameOf(r.enteredBy),
        when: over ? 'past' : r.validFrom > now ? 'future' : 'current',
        endedBy: r.revokedBy ? nameOf(r.revokedBy) : null,
        endedAt: r.revokedAt?.toISOString() ?? null,
        mayEnd: !over && (manages || r.personId === me),
        nobodySigns: !over && signs && !covered,
      }
    }),
  }
}

/**
 * Enters who is away and who stands in. Asked again under the same key, the same one is given.
 * @throws LietaError `validation` with what is wrong on which field; `forbidden` for the absence of another one
 */
export async function enterAbsence(deps: Deps, actor: Actor, raw: unknown, key: string): Promise<string> {
  authorize(actor, 'absence.write')
  const { personId = actor.personId, ...given } = readBody(AbsenceBody, raw, LABELS)
  if (personId !== actor.personId) authorize(actor, 'absence.manage')
  const now = await deps.clock.now()
  const begins = new Date(startOfDay(given.firstDay))
  const row = {
    ...{ personId, substituteId: given.substituteId, enteredBy: actor.personId },
    // What was before it was entered is not changed by it.
    validFrom: begins < now ? now : begins,
    validUntil: new Date(endOfDay(given.lastDay)),
  }
  const entered = async (): Promise<string | undefined> => {
    const known = await deps.db.absence.findUnique({ where: { key } })
    if (known && said(known) !== said(row)) throw keyReused()
    return known?.id
  }
  const before = await entered()
  if (before) return before
  const wrong = objections({ ...given, personId }, dayOf(now.toISOString()), await staffNow(deps))
  if (wrong.length === 0 && (await awayIn(deps, given.substituteId, row)))
    wrong.push({
      field: 'substituteId',
      code: 'away',
      message: {
        lv: 'Šis darbinieks tajās dienās pats ir prombūtnē. Izvēlieties citu.',
        en: 'That person is away in these days as well. Choose somebody else.',
      },
    })
  if (wrong.length > 0) throw invalidBody(wrong)
  try {
    await asPerson(deps, actor.personId, (tx) =>
      tx.absence.createMany({
        data: { id: randomUUID(), key, enteredAt: now, ...row },
        skipDuplicates: true,
      }),
    )
  } catch (e) {
    if (String(e).includes('another absence of that person')) throw overlaps()
    throw e
  }
  return (await entered())!
}

type Said = Record<'personId' | 'substituteId' | 'enteredBy', string> &
  Record<'validFrom' | 'validUntil', Date>

const said = ({ personId, substituteId, enteredBy, validFrom, validUntil }: Said): string =>
  JSON.stringify([personId, substituteId, enteredBy, dayOf(validFrom.toISOString()), validUntil])

function objections(
  given: z.infer<typeof AbsenceBody> & { personId: string },
  today: string,
  staff: StaffMember[],
): FieldError[] {
  const found: FieldError[] = []
  const add = (field: string, code: string, lv: string, en: string): void => {
    found.push({ field, code, message: { lv, en } })
  }
  const person = staff.find((s) => s.personId === given.personId)
  const substitute = staff.find((s) => s.personId === given.substituteId)
  // Signing is delegated, and supervision has no work of its own in cases.
  const work = person?.held.filter(({ role }) => role === 'inspector' || role === 'reviewer') ?? []
  const does = ({ role, unit }: StaffMember['held'][number]): boolean =>
    substitute!.held.some((h) => h.role === role && (h.unit === null || h.unit === unit))
  if (!person) add('personId', 'not-staff', 'Izvēlieties dienesta darbinieku.', 'Choose one of the staff.')
  if (!substitute)
    add('substituteId', 'not-staff', 'Izvēlieties dienesta darbinieku.', 'Choose one of the staff.')
  else if (given.substituteId === given.personId)
    add('substituteId', 'same-person', 'Aizvieto cita persona.', 'Somebody else stands in.')
  else if (!work.every(does))
    add(
      'substituteId',
      'other-function',
      'Aizvietotājam jādara tas pats darbs tajā pašā struktūrvienībā (inspektors aizvieto inspektoru, pārbaudītājs – pārbaudītāju).',
      'Whoever stands in does the same work in the same unit (an inspector for an inspector, a reviewer for a reviewer).',
    )
  if (given.firstDay < today)
    add(
      'firstDay',
      'past',
      'Prombūtni nevar ierakstīt par pagājušu laiku.',
      'An absence cannot be entered for the past.',
    )
  if (given.lastDay < given.firstDay)
    add('lastDay', 'before-first', 'Pēdējā diena ir agrāka par pirmo.', 'The last day is before the first.')
  return found
}

async function awayIn(
  deps: Deps,
  personId: string,
  days: { validFrom: Date; validUntil: Date },
): Promise<boolean> {
  const { validFrom, validUntil } = days
  const found = await deps.db.absence.findFirst({
    where: {
      ...{ personId, revokedAt: null },
      ...{ validFrom: { lt: validUntil }, validUntil: { gt: validFrom } },
    },
    select: { id: true },
  })
  return found !== null
}

function overlaps(): LietaError {
  return invalidBody([
    {
      field: 'firstDay',
      code: 'overlaps',
      message: {
        lv: 'Šajās dienās jau ir ierakstīta cita prombūtne. Vispirms izbeidziet to.',
        en: 'Another absence is entered for these days. End that one first.',
      },
    },
  ])
}

/** Ends an absence now: the person is back. One that is over stays as it was. @throws LietaError `not-found`, `forbidden` */
export async function endAbsence(deps: Deps, actor: Actor, id: string): Promise<void> {
  authorize(actor, 'absence.write')
  const found = await deps.db.absence.findUnique({ where: { id } })
  const manages = may(actor, 'absence.manage')
  if (!found || !(manages || found.personId === actor.personId || found.substituteId === actor.personId))
    throw notFound()
  if (found.personId !== actor.personId) authorize(actor, 'absence.manage')
  const revokedAt = await deps.clock.now()
  await asPerson(deps, actor.personId, (tx) =>
    tx.absence.updateMany({
      where: { id, revokedAt: null, validUntil: { gt: revokedAt } },
      data: { revokedBy: actor.personId, revokedAt },
    }),
  )
}
