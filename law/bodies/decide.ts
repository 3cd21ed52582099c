import { LawError } from '../errors.ts'
import type { Text } from '../text.ts'
import { type BodyRule, needed } from './body.ts'
import { type Attendance, type Composition, type Sitting, seated } from './composition.ts'

/** Whether a body may decide an item: how many of what are needed, and how many there are. */
export interface Quorum {
  met: boolean
  needed: number
  /** Seats that somebody sits in who is not recused. */
  have: number
  base: number
  baseIs: BodyRule['quorumOf']
  why: Text
}

/**
 * The quorum of an item. Whoever is recused is not counted as being there, also if they sit in the room; whether they count
 * among those of whom a part is needed, the rule says.
 */
export function quorum(rule: BodyRule, body: Composition, attendance: Attendance): Quorum {
  const have = seated(body, attendance, rule.deputyForRecused).length
  const recused = body.seats.filter((s) => attendance.recused.has(s.personId)).length
  const base = body.seats.length - (rule.quorumOf === 'not-recused' ? recused : 0)
  const least = 'number' in rule.quorum ? rule.quorum.number : Math.max(1, needed(rule.quorum.share, base))
  const met = have >= least
  return {
    ...{ met, needed: least, have, base, baseIs: rule.quorumOf },
    why: {
      lv: `Kvorumam vajag ${least} no ${base}; ir ${have}.`,
      en: `The quorum is ${least} of ${base}; there are ${have}.`,
    },
  }
}

export type Vote = 'for' | 'against' | 'abstain'

/** What came of a vote: the numbers, the base of the majority, and why. */
export interface Outcome {
  result: 'carried' | 'not-carried' | 'again' | 'no-quorum'
  for: number
  against: number
  abstained: number
  /** Sit there, are not recused, and gave no vote. */
  silent: number
  /** Members, or the deputies in their place, who are not there. */
  absent: number
  recused: number
  needed: number
  base: number
  baseIs: BodyRule['majorityOf']
  /** There were as many for as against, and this decided. */
  tie: BodyRule['tie'] | null
  why: Text
}

/** What was voted: by each who sits there; of a closed vote only how many, and, should it come to that, whoever presides. */
export type Votes =
  | ReadonlyMap<string, Vote>
  | { for: number; against: number; abstain: number; presiding?: Vote }

/**
 * Whether a motion is carried. Recused, abstaining and absent are three things: the recused are in none of the bases that count
 * who is present or voted; whoever abstains is present; the absent are in office and nothing else.
 * @param presiding who presides: the chair, or who stands in for the chair
 * @throws LawError `not-seated` where somebody votes who does not sit there for this item, `too-many-votes`
 */
export function carried(
  rule: BodyRule,
  body: Composition,
  attendance: Attendance,
  votes: Votes,
  presiding: string | null,
): Outcome {
  const sitting = seated(body, attendance, rule.deputyForRecused)
  const told = counted(votes, sitting, presiding)
  const { yes, no, abstained } = told
  const bases = { 'in-office': body.seats.length, present: sitting.length, cast: yes + no }
  const base = bases[rule.majorityOf]
  const least = Math.max(1, needed(rule.majority, base))
  const recused = body.seats.filter((s) => attendance.recused.has(s.personId)).length
  const numbers = {
    ...{ for: yes, against: no, abstained, silent: sitting.length - yes - no - abstained },
    absent: body.seats.length - sitting.length - unseatedRecused(body, attendance, sitting),
    ...{ recused, needed: least, base, baseIs: rule.majorityOf },
  }
  const said = (result: Outcome['result'], tie: Outcome['tie'], lv: string, en: string): Outcome => ({
    ...numbers,
    ...{ result, tie },
    why: {
      lv: `Par ${yes}, pret ${no}, atturas ${abstained}; vajag ${least} no ${base}. ${lv}`,
      en: `For ${yes}, against ${no}, abstaining ${abstained}; ${least} of ${base} are needed. ${en}`,
    },
  })
  const there = quorum(rule, body, attendance)
  if (!there.met) return said('no-quorum', null, there.why.lv, there.why.en)
  if (yes >= least) return said('carried', null, 'Lēmums ir pieņemts.', 'It is carried.')
  // The deciding vote counts once more: where even that does not reach the majority, it decides nothing.
  if (yes !== no || yes === 0 || yes + 1 < least)
    return said('not-carried', null, 'Lēmums nav pieņemts.', 'It is not carried.')
  if (rule.tie === 'again')
    return said('again', 'again', 'Balsu skaits vienāds: balso atkārtoti.', 'A tie: it is voted on again.')
  if (rule.tie === 'chair' && told.presiding === 'for')
    return said(
      'carried',
      'chair',
      'Balsu skaits vienāds: izšķir sēdes vadītāja balss „par”.',
      'A tie: the vote of whoever presides decides, for.',
    )
  return said(
    'not-carried',
    rule.tie,
    'Balsu skaits vienāds: lēmums nav pieņemts.',
    'A tie: it is not carried.',
  )
}

/** Recused members in whose place nobody sits: they are not absent. */
function unseatedRecused(body: Composition, { recused }: Attendance, sitting: readonly Sitting[]): number {
  const taken = new Set(sitting.map((s) => s.seat.membership))
  return body.seats.filter((s) => recused.has(s.personId) && !taken.has(s.membership)).length
}

function counted(
  votes: Votes,
  sitting: readonly Sitting[],
  presiding: string | null,
): { yes: number; no: number; abstained: number; presiding: Vote | undefined } {
  if (!(votes instanceof Map)) {
    const {
      for: yes,
      against: no,
      abstain,
      presiding: own,
    } = votes as Exclude<Votes, ReadonlyMap<string, Vote>>
    if (yes + no + abstain > sitting.length)
      throw new LawError('too-many-votes', {
        lv: 'Balsu ir vairāk nekā klātesošo, kuri drīkst balsot.',
        en: 'There are more votes than people who may vote.',
      })
    return { yes, no, abstained: abstain, presiding: own }
  }
  const may = new Set(sitting.map((s) => s.personId))
  for (const who of votes.keys())
    if (!may.has(who))
      throw new LawError('not-seated', {
        lv: 'Balso kāds, kurš šajā jautājumā nedrīkst balsot.',
        en: 'Somebody votes who may not vote on this item.',
      })
  const of = (vote: Vote): number => [...votes.values()].filter((v) => v === vote).length
  return {
    ...{ yes: of('for'), no: of('against'), abstained: of('abstain') },
    presiding: presiding === null ? undefined : votes.get(presiding),
  }
}
