import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { day, line, prose } from '../../forms/fields.ts'
import { CONFLICT_GROUNDS, type ConflictGround, tieBarsUntil } from '../../law/conflicts.ts'
import { dayOf } from '../../law/time.ts'
import type { FieldError, Words } from '../../platform/errors.ts'
import { prepared } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import type { Actor } from '../actor.ts'
import { asPerson } from '../audit/as-person.ts'
import type { Deps } from '../deps.ts'
import { authorize, may, notFound } from '../permissions.ts'
import { namesOf } from '../queries/case-file.ts'
import type { Paged, Turn } from '../queries/keyset.ts'
import { newestOf } from '../queries/newest.ts'
import { invalidBody, readBody } from '../read-body.ts'
import { keyReused, refused } from '../refusals.ts'
import { findByTie } from './conflict.ts'

// What ties somebody of the service to an institution, or to all institutions of a founder, is said once and stands whatever the
// case: the guard of every case of theirs reads it.

const GROUNDS = (Object.keys(CONFLICT_GROUNDS) as ConflictGround[]).filter((g) => CONFLICT_GROUNDS[g].tie)

export const TieBody = z
  .object({
    /** The registration number of the institution; or the founder, as the register has it. */
    regNo: line(20).nullable().optional(),
    founder: line(200).nullable().optional(),
    ground: z.enum(GROUNDS as [ConflictGround, ...ConflictGround[]]),
    /** The last day of the tie, where it is over and the law still counts it. */
    lastDay: day.nullable().optional(),
    reason: prose(1000),
  })
  .strict()
  .meta({ id: 'Tie' })

const LABELS: Record<string, Words> = {
  regNo: { lv: 'Iestādes reģistrācijas numurs', en: 'Registration number of the institution' },
  founder: { lv: 'Dibinātājs', en: 'Founder' },
  ground: { lv: 'Pamats', en: 'Ground' },
  lastDay: { lv: 'Pēdējā diena', en: 'Last day' },
  reason: { lv: 'Paskaidrojums', en: 'Explanation' },
}

export interface TieLine {
  id: string
  person: string
  own: boolean
  /** The institution, or the founder with all that it founded. */
  about: string
  founder: boolean
  ground: ConflictGround
  words: string
  lastDay: string | null
  /** The first day on which it keeps the person from nothing any more; null: it stands. */
  until: string | null
  enteredAt: string
  stands: boolean
  revokedBy: string | null
  revokedWhy: string | null
}

export interface Ties extends Omit<Paged<TieLine>, 'rows'> {
  ties: TieLine[]
  grounds: readonly ConflictGround[]
  /** May end those of others. */
  judges: boolean
}

/** A page of one's own ties; of all of them for superiors. The newest first. @throws LietaError `forbidden` */
export async function listTies(deps: Deps, actor: Actor, turn: Turn = {}): Promise<Ties> {
  authorize(actor, 'conflict.declare')
  const judges = may(actor, 'conflict.judge')
  const now = await deps.clock.now()
  const { rows, ...turns } = await newestOf(
    deps,
    'tie',
    turn,
    (ids) => deps.db.tie.findMany({ where: { id: { in: ids } } }),
    judges ? undefined : Prisma.sql`person_id = ${actor.personId}::uuid`,
  )
  const [names, institutions] = await Promise.all([
    namesOf(
      deps,
      rows.flatMap((r) => [r.personId, r.revokedBy]),
    ),
    deps.db.institution.findMany({
      where: { id: { in: rows.flatMap((r) => r.institutionId ?? []) } },
      select: { id: true, name: true },
    }),
  ])
  return {
    ...turns,
    judges,
    grounds: GROUNDS,
    ties: rows.map((r) => {
      const ends = [r.barsUntil, r.revokedAt].filter((one) => one !== null).sort((a, b) => +a - +b)[0]
      return {
        id: r.id,
        person: names.get(r.personId) ?? '',
        own: r.personId === actor.personId,
        about: r.founder ?? institutions.find((i) => i.id === r.institutionId)?.name ?? '',
        founder: r.founder !== null,
        ground: r.ground as ConflictGround,
        words: r.words,
        lastDay: r.lastDay,
        until: ends ? dayOf(ends.toISOString()) : null,
        enteredAt: r.enteredAt.toISOString(),
        stands: !ends || ends > now,
        revokedBy: r.revokedBy ? (names.get(r.revokedBy) ?? null) : null,
        revokedWhy: r.revokedWhy,
      }
    }),
  }
}

/**
 * Says to whom one is tied. From then on one does nothing for the service in any case of theirs; work that is open there goes
 * back to the queue, and a superior is told in each case. Asked again under the same key, what was left undone is done.
 * @throws LietaError `validation`, `forbidden`
 */
export async function declareTie(deps: Deps, actor: Actor, raw: unknown, key: string): Promise<string> {
  authorize(actor, 'conflict.declare')
  const given = readBody(TieBody, raw, LABELS)
  const now = await deps.clock.now()
  const about = await aboutWhom(deps, given)
  const wrong = objections(given, about, dayOf(now.toISOString()))
  if (wrong.length > 0) throw invalidBody(wrong)
  const { ground, lastDay = null, reason: words } = given
  const row = { ...{ personId: actor.personId, ground, words, lastDay }, ...about! }
  await asPerson(deps, actor.personId, (tx) =>
    tx.tie.createMany({
      data: {
        ...{ id: randomUUID(), key, enteredAt: now, ...row },
        barsUntil: lastDay ? tieBarsUntil(ground, lastDay) : null,
      },
      skipDuplicates: true,
    }),
  )
  const kept = await deps.db.tie.findUniqueOrThrow({ where: { key } })
  const same = Object.entries(row).every(([name, value]) => kept[name as keyof typeof row] === value)
  if (!same) throw keyReused()
  for (const caseId of await openWork(deps, actor.personId, now))
    await findByTie(deps, actor, {
      caseId,
      tie: kept.id,
      ground,
      reason: words,
      key: `tie/${kept.id}/${caseId}`,
    })
  return kept.id
}

/** The open cases of whoever the person is tied to, in which they have work. */
async function openWork(deps: Deps, personId: string, now: Date): Promise<string[]> {
  const asked = Prisma.sql`
    SELECT DISTINCT v.case_id AS id FROM case_view v JOIN case_party p ON p.case_id = v.case_id
      JOIN tied_institutions(${personId}::uuid, ${now}::timestamptz) t ON t = p.institution_id
    WHERE v.closed_at IS NULL AND (v.assignee_id = ${personId}::uuid OR EXISTS (SELECT 1 FROM task_view k
      WHERE k.case_id = v.case_id AND k.state = 'open' AND k.claimed_by = ${personId}::uuid))`
  return (await deps.pool.query<{ id: string }>(prepared(asked))).rows.map((r) => r.id)
}

type About = { institutionId: string | null; founder: string | null }

async function aboutWhom(
  deps: Deps,
  { regNo, founder }: z.infer<typeof TieBody>,
): Promise<About | undefined> {
  if (regNo && !founder) {
    const found = await deps.db.institution.findUnique({ where: { regNo }, select: { id: true } })
    return found ? { institutionId: found.id, founder: null } : undefined
  }
  if (!founder || regNo) return undefined
  const asked = Prisma.sql`SELECT founder FROM institution WHERE lower(founder) = lower(${founder}) LIMIT 1`
  const [found] = (await deps.pool.query<{ founder: string }>(prepared(asked))).rows
  return found && { institutionId: null, founder: found.founder }
}

function objections(given: z.infer<typeof TieBody>, about: About | undefined, today: string): FieldError[] {
  const found: FieldError[] = []
  const add = (field: string, code: string, lv: string, en: string): void => {
    found.push({ field, code, message: { lv, en } })
  }
  if (!given.regNo === !given.founder)
    add(
      'regNo',
      'one-of-both',
      'Norādiet iestādes reģistrācijas numuru vai dibinātāju, vienu no abiem.',
      'Give the registration number of the institution or the founder, one of the two.',
    )
  else if (!about)
    add(
      given.regNo ? 'regNo' : 'founder',
      'unknown',
      given.regNo ? 'Tādas iestādes reģistrā nav.' : 'Tāda dibinātāja reģistrā nav.',
      given.regNo
        ? 'There is no such institution in the register.'
        : 'There is no such founder in the register.',
    )
  if (given.lastDay && given.lastDay > today)
    add(
      'lastDay',
      'future',
      'Pēdējo dienu norāda, kad saistība jau ir beigusies.',
      'A last day is given once the tie is over.',
    )
  return found
}

export const TieEndBody = z
  .object({
    /** The day on which the tie ended; absent: there was none. */
    lastDay: day.nullable().optional(),
    reason: prose(1000),
  })
  .strict()
  .meta({ id: 'TieEnd' })

/**
 * A superior notes that a tie is over, from which day the law still counts; or that there was none. Never one's own. What was
 * found in cases meanwhile is judged there.
 * @throws LietaError `not-found` where none stands by that id, `own-work`, `validation`
 */
export async function endTie(deps: Deps, actor: Actor, id: string, raw: unknown): Promise<void> {
  authorize(actor, 'conflict.judge')
  const { lastDay, reason } = readBody(TieEndBody, raw, LABELS)
  const now = await deps.clock.now()
  const found = await deps.db.tie.findUnique({ where: { id } })
  if (!found || found.revokedAt) throw notFound()
  if (found.personId === actor.personId) throw refused('own-work', 'conflict.judge')
  if (lastDay && lastDay > dayOf(now.toISOString()))
    throw invalidBody([
      {
        field: 'lastDay',
        code: 'future',
        message: {
          lv: 'Pēdējo dienu norāda, kad saistība jau ir beigusies.',
          en: 'A last day is given once the tie is over.',
        },
      },
    ])
  await asPerson(deps, actor.personId, (tx) =>
    tx.tie.updateMany({
      where: { id, revokedAt: null },
      data: {
        ...{ revokedBy: actor.personId, revokedWhy: reason },
        ...(lastDay
          ? { lastDay, barsUntil: tieBarsUntil(found.ground as ConflictGround, lastDay) }
          : { revokedAt: now }),
      },
    }),
  )
}
