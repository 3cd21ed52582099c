/**
 * What a procedure consists of, for those who read it from outside: its stages, and who may do what in each.
 * One typed table per procedure; the buttons on the pages and the guard in the workflow read the same one.
 */

export type Role = 'applicant' | 'inspector' | 'reviewer' | 'director' | 'supervisor'

/** Who the case waits for; computed for every stage, so that every page can say who acts next. */
export type WaitingOn =
  | 'applicant'
  | 'inspector'
  | 'reviewer'
  | 'director'
  | 'ministry'
  | 'service'
  | 'nobody'

export interface ActRule<Stage extends string> {
  /** Roles that may do it. An applicant may only ever act in a case of the own institution. */
  by: readonly Role[]
  /** Stages in which it is possible. */
  in: readonly Stage[]
  /** Whether the page must have shown the newest revision: acts that judge what is seen say yes. */
  fresh: boolean
  /** Whoever did one of these acts last may not do this one (review by a second person). */
  notBySameAs?: readonly string[]
}

export interface Procedure<Stage extends string, Act extends string> {
  id: string
  stages: Record<Stage, { waitingOn: WaitingOn; open: boolean }>
  acts: Record<Act, ActRule<Stage>>
}

export type Refusal = 'not-allowed-now' | 'forbidden' | 'stale' | 'own-work'

/**
 * Whether an act may be done now: the one guard, read by pages (to show or explain a button) and by the workflow.
 * @param lastBy who did each act last, by act name
 * @returns undefined when it may, else why not
 */
export function refusal<S extends string, A extends string>(
  procedure: Procedure<S, A>,
  act: string,
  where: { stage: S; revision: number; lastBy: Record<string, string | undefined> },
  who: { role: Role; actorId: string; revision?: number | undefined },
): Refusal | undefined {
  const rule = (procedure.acts as Record<string, ActRule<S> | undefined>)[act]
  if (!rule) return 'not-allowed-now'
  if (!rule.by.includes(who.role)) return 'forbidden'
  if (!rule.in.includes(where.stage)) return 'not-allowed-now'
  if (rule.fresh && who.revision !== undefined && who.revision !== where.revision) return 'stale'
  if (rule.notBySameAs?.some((other) => where.lastBy[other] === who.actorId)) return 'own-work'
  return undefined
}
