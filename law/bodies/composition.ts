import type { Day } from '../time.ts'
import type { BodyFunction, Membership } from './body.ts'

/** A place at the table: whose it is, and who may sit there while that person does not. */
export interface Seat {
  membership: string
  personId: string
  function: BodyFunction
  /** In the order in which they were named. */
  deputies: readonly string[]
}

/** Who a body consists of on a day. */
export interface Composition {
  day: Day
  /** Each member in office once, the chair first. */
  seats: readonly Seat[]
  secretaries: readonly string[]
}

/** Functions with a vote, in the order of precedence: whoever is two of them has one seat, by the first. */
const VOTING: readonly BodyFunction[] = ['chair', 'deputy-chair', 'member']

/** Whether a membership holds on a day. */
export function holdsOn({ from, until }: Pick<Membership, 'from' | 'until'>, day: Day): boolean {
  return from <= day && (until === null || day <= until)
}

/**
 * Who may sit in a body on a day, and who stands in for whom. A person has one seat, whatever they were named; a deputy whose
 * member is not in office stands in for nobody.
 */
export function composition(members: readonly Membership[], day: Day): Composition {
  const now = members.filter((m) => holdsOn(m, day))
  const voting = VOTING.flatMap((f) => now.filter((m) => m.function === f))
  const seats: Seat[] = []
  for (const member of voting) {
    const { personId } = member
    if (seats.some((s) => s.personId === personId)) continue
    // Whoever stands in for any of what the member is, stands in for the member.
    const own = new Set(voting.filter((m) => m.personId === personId).map((m) => m.id))
    const deputies = now
      .filter((m) => m.function === 'deputy' && m.standsFor !== null && own.has(m.standsFor))
      .map((m) => m.personId)
      .filter((id) => id !== personId)
    seats.push({
      ...{ membership: member.id, personId, function: member.function },
      deputies: [...new Set(deputies)],
    })
  }
  const secretaries = [...new Set(now.filter((m) => m.function === 'secretary').map((m) => m.personId))]
  return { day, seats, secretaries }
}

/** Who is there, and who is kept from an item of it (APL 37(1), PsiL 7(5)). */
export interface Attendance {
  present: ReadonlySet<string>
  recused: ReadonlySet<string>
}

/** A seat that somebody sits in. */
export interface Sitting {
  seat: Seat
  personId: string
  /** The member in whose place a deputy sits. */
  insteadOf: string | null
}

/**
 * Who sits for an item: each member who is there and not recused; in the place of one who is not, a deputy who is. Nobody sits
 * twice, a member and a deputy of theirs never both, and as many seats are taken as can be.
 * @param deputyForRecused a deputy sits also in the place of a member who is recused
 */
export function seated(
  { seats }: Composition,
  { present, recused }: Attendance,
  deputyForRecused: boolean,
): Sitting[] {
  const able = (id: string): boolean => present.has(id) && !recused.has(id)
  const members = new Set(seats.map((s) => s.personId))
  const free = seats.filter((s) => !able(s.personId) && (deputyForRecused || !recused.has(s.personId)))
  const placed = deputiesIn(free, (id) => able(id) && !members.has(id))
  return seats.flatMap((seat): Sitting[] => {
    if (able(seat.personId)) return [{ seat, personId: seat.personId, insteadOf: null }]
    const deputy = placed.get(seat.membership)
    return deputy === undefined ? [] : [{ seat, personId: deputy, insteadOf: seat.personId }]
  })
}

/** Gives each free seat a deputy of its own, so that as many as can be are taken; earlier seats and deputies go first. */
function deputiesIn(free: readonly Seat[], able: (id: string) => boolean): Map<string, string> {
  const seatOf = new Map<string, Seat>()
  const place = (seat: Seat, tried: Set<string>): boolean =>
    seat.deputies.filter(able).some((id) => {
      if (tried.has(id)) return false
      tried.add(id)
      const other = seatOf.get(id)
      if (other && !place(other, tried)) return false
      seatOf.set(id, seat)
      return true
    })
  for (const seat of free) place(seat, new Set())
  return new Map([...seatOf].map(([id, seat]) => [seat.membership, id]))
}
