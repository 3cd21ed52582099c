import type { Text } from '../text.ts'
import type { Day } from '../time.ts'

/** A collegial body: people who decide together (VPIL 69(1): a commission, a council). */
export type BodyKind = 'commission' | 'council'

export const BODY_KINDS: Readonly<Record<BodyKind, Text>> = {
  commission: { lv: 'komisija', en: 'commission' },
  council: { lv: 'padome', en: 'council' },
}

/** What somebody is in a body. A secretary has no vote by that; whoever has both is named twice. */
export type BodyFunction = 'chair' | 'deputy-chair' | 'secretary' | 'member' | 'deputy'

export const BODY_FUNCTIONS: Readonly<Record<BodyFunction, Text>> = {
  chair: { lv: 'priekšsēdētājs', en: 'chair' },
  'deputy-chair': { lv: 'priekšsēdētāja vietnieks', en: 'deputy chair' },
  secretary: { lv: 'sekretārs', en: 'secretary' },
  member: { lv: 'loceklis', en: 'member' },
  deputy: { lv: 'locekļa aizstājējs', en: 'deputy member' },
}

/** That somebody is something in a body, from a day to a day. Nothing of it changes but that it ends. */
export interface Membership {
  id: string
  personId: string
  function: BodyFunction
  /** Of a deputy: the membership of the member in whose place they sit. */
  standsFor: string | null
  from: Day
  /** The last day; null: until it is ended. */
  until: Day | null
}

/** A part of a whole that is needed: more than it, or at least it. */
export interface Share {
  of: readonly [number, number]
  more: boolean
}

/** How a body decides, as its regulation or by-law says. */
export interface BodyRule {
  /** How many must be there: a part of the base, or a number. */
  quorum: { share: Share } | { number: number }
  /** Of what the quorum is counted: all members in office, or those of them who are not recused from the item. */
  quorumOf: 'in-office' | 'not-recused'
  majority: Share
  /**
   * Of what the majority is counted: all members in office; those present and not recused (whoever abstains or does not vote is
   * not in favour); or the votes for and against.
   */
  majorityOf: 'in-office' | 'present' | 'cast'
  vote: 'open' | 'closed'
  /** As many for as against: whoever presides decides by their vote, it is not carried, or it is voted on again. */
  tie: 'chair' | 'falls' | 'again'
  /** Members may sit by video, or vote in writing. */
  remote: boolean
  written: boolean
  /** A deputy sits also in the place of a member who is recused from the item. */
  deputyForRecused: boolean
}

/**
 * What is assumed of a body whose by-law is not known. VPIL has no rule on quorum, majority or a casting vote: the whole text was
 * searched. `unverified`: somebody must put the by-law in its place.
 */
export const ASSUMED_RULE: BodyRule = {
  quorum: { share: { of: [1, 2], more: true } },
  quorumOf: 'in-office',
  majority: { of: [1, 2], more: true },
  majorityOf: 'present',
  vote: 'open',
  tie: 'chair',
  remote: true,
  written: true,
  deputyForRecused: false,
}

/** How many of `base` a share asks for. */
export function needed({ of: [part, whole], more }: Share, base: number): number {
  const product = part * base
  return more ? Math.floor(product / whole) + 1 : Math.ceil(product / whole)
}
