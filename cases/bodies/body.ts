import {
  ASSUMED_RULE,
  type BodyFunction,
  type BodyKind,
  type BodyRule,
  type Membership,
} from '../../law/bodies/body.ts'
import { composition, holdsOn } from '../../law/bodies/composition.ts'
import { type Quorum, quorum } from '../../law/bodies/decide.ts'
import { addDays, type Day, dayOf } from '../../law/time.ts'
import type { Words } from '../../platform/errors.ts'
import { UNITS } from '../../procedures/units.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { authorize, may, notFound } from '../permissions.ts'
import { namesOf } from '../queries/case-file.ts'
import type { Paged, Turn } from '../queries/keyset.ts'
import { newestOf } from '../queries/newest.ts'
import { staffNow } from '../staff.ts'

// Commissions and councils as they are on a day: who may sit, who stands in for whom, by which rule they decide. What they decide,
// sittings will tell; the rules by which it is carried are in law/bodies.

export interface BodyLine {
  id: string
  code: string
  kind: BodyKind
  name: Words
  norm: string | null
  unit: string | null
}

export interface MemberLine {
  id: string
  personId: string
  person: string
  function: BodyFunction
  /** In whose place a deputy sits. */
  standsFor: string | null
  from: Day
  /** The last day, by the order that named or the one that ended. */
  until: Day | null
  order: { number: string; date: Day }
  ended: { number: string; date: Day; by: string } | null
  /** Holds on the day that was asked for. */
  holds: boolean
}

export interface RuleLine {
  /** Null: assumed, since none was entered. */
  from: Day | null
  /** The last day; null: until another one begins. */
  until: Day | null
  rule: BodyRule
  /** The by-law that says so; null: no source does. */
  source: string | null
}

export interface BodyView extends BodyLine {
  day: Day
  seats: { person: string; function: BodyFunction; deputies: string[] }[]
  secretaries: string[]
  /** How many must be there if nobody is recused. */
  quorum: Pick<Quorum, 'needed' | 'base'>
  /** In force on the day. */
  rule: RuleLine
  rules: RuleLine[]
  members: MemberLine[]
  /** Who can be named, for those who name. */
  people: { personId: string; name: string }[] | null
}

/** A page of all bodies, the newest first. */
export async function listBodies(
  deps: Deps,
  actor: Actor,
  turn: Turn = {},
): Promise<
  Omit<Paged<BodyLine>, 'rows'> & {
    bodies: BodyLine[]
    manages: boolean
    units: { id: string; title: Words }[]
  }
> {
  authorize(actor, 'body.read')
  const { rows, ...turns } = await newestOf(deps, 'body', turn, (ids) =>
    deps.db.body.findMany({ where: { id: { in: ids } } }),
  )
  const units = Object.entries(UNITS).map(([id, { title }]) => ({ id, title }))
  return { ...turns, bodies: rows.map(lineOf), manages: may(actor, 'body.write'), units }
}

/**
 * A body as it was, or is to be, on a day.
 * @param on absent: today
 * @throws LietaError `not-found`
 */
export async function getBody(deps: Deps, actor: Actor, id: string, on?: Day): Promise<BodyView> {
  authorize(actor, 'body.read')
  const day = on ?? dayOf((await deps.clock.now()).toISOString())
  const [row, staff] = await Promise.all([
    deps.db.body.findUnique({
      where: { id },
      include: {
        rules: { orderBy: { fromDay: 'asc' } },
        members: { orderBy: [{ enteredAt: 'asc' }, { id: 'asc' }] },
      },
    }),
    may(actor, 'body.write') ? staffNow(deps) : null,
  ])
  if (!row) throw notFound()
  const names = await namesOf(deps, [
    ...row.members.flatMap((m) => [m.personId, m.endedBy]),
    ...(staff ?? []).map((s) => s.personId),
  ])
  const nameOf = (who: string): string => names.get(who) ?? ''
  const members = row.members.map(
    (m): Membership => ({
      ...{ id: m.id, personId: m.personId, function: m.function as BodyFunction, standsFor: m.standsFor },
      ...{ from: m.fromDay, until: lastDayOf(m) },
    }),
  )
  const now = composition(members, day)
  const rules = rulesOf(row.rules)
  const rule = ruleOn(rules, day)
  const everybody = new Set(now.seats.map((s) => s.personId))
  const { needed, base } = quorum(rule.rule, now, { present: everybody, recused: new Set() })
  return {
    ...lineOf(row),
    ...{ day, rule, rules, quorum: { needed, base } },
    seats: now.seats.map((s) => ({
      ...{ person: nameOf(s.personId), function: s.function },
      deputies: s.deputies.map(nameOf),
    })),
    secretaries: now.secretaries.map(nameOf),
    members: row.members.map((m, n) => ({
      ...members[n]!,
      person: nameOf(m.personId),
      standsFor: nameOfMember(row.members, m.standsFor, nameOf),
      order: { number: m.orderNumber, date: m.orderDate },
      ended: m.endedOn === null ? null : { number: m.endNumber!, date: m.endDate!, by: nameOf(m.endedBy!) },
      holds: holdsOn(members[n]!, day),
    })),
    people: staff && [...names].map(([personId, name]) => ({ personId, name })).sort(byName),
  }
}

const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name, 'lv')

function nameOfMember(
  members: readonly { id: string; personId: string }[],
  id: string | null,
  nameOf: (who: string) => string,
): string | null {
  const found = members.find((m) => m.id === id)
  return found ? nameOf(found.personId) : null
}

/** That of the order, or an earlier one by which it was ended. */
export function lastDayOf({
  untilDay,
  endedOn,
}: {
  untilDay: string | null
  endedOn: string | null
}): Day | null {
  return [untilDay, endedOn].filter((d) => d !== null).sort()[0] ?? null
}

function lineOf(row: {
  id: string
  code: string
  kind: string
  nameLv: string
  nameEn: string
  norm: string | null
  unit: string | null
}): BodyLine {
  const { id, code, kind, nameLv, nameEn, norm, unit } = row
  return { ...{ id, code, norm, unit }, kind: kind as BodyKind, name: { lv: nameLv, en: nameEn } }
}

function rulesOf(rows: readonly { fromDay: string; rule: unknown; source: string | null }[]): RuleLine[] {
  return rows.map(({ fromDay, rule, source }, n) => ({
    ...{ from: fromDay, rule: rule as BodyRule, source },
    until: rows[n + 1] ? addDays(rows[n + 1]!.fromDay, -1) : null,
  }))
}

/** The rule in force on a day; before the first one, what is assumed. */
function ruleOn(rules: readonly RuleLine[], day: Day): RuleLine {
  const found = rules.findLast((r) => r.from! <= day)
  if (found) return found
  const first = rules[0]?.from
  return { from: null, until: first ? addDays(first, -1) : null, rule: ASSUMED_RULE, source: null }
}
