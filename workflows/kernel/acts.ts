import { type Procedure, refusal } from '../../procedures/procedure.ts'
import type { ActCommand } from '../types.ts'
import type { Decisions } from './decisions.ts'
import { refuse } from './ended.ts'
import type { Waits } from './waits.ts'

/** Which acts a case takes: by the table of its procedure, its guards, and what it waits for. */
export class Acts {
  /** Everybody who did an act in this case, by act. */
  readonly doneBy: Record<string, string[]> = {}
  private readonly procedure: Procedure
  private readonly waits: Waits
  private readonly always = new Map<string, (act: ActCommand) => void>()
  private readonly guards: ((act: ActCommand) => void)[] = []

  constructor(procedure: Procedure, waits: Waits) {
    this.procedure = procedure
    this.waits = waits
  }

  /** Goes on from what was done before. */
  begin(doneBy: Readonly<Record<string, readonly string[]>>): void {
    for (const [act, by] of Object.entries(doneBy)) this.doneBy[act] = [...by]
  }

  /** Handles an act that may come at any time, beside whatever the procedure waits for. */
  on(act: string, handler: (act: ActCommand) => void): void {
    this.always.set(act, handler)
  }

  /** A further condition on acts, looked at before one is taken; throws an ApplicationFailure to refuse. */
  guardWith(guard: (act: ActCommand) => void): void {
    this.guards.push(guard)
  }

  /**
   * Whether the act may be taken where the case stands.
   * @throws ApplicationFailure with the reason
   */
  check(act: ActCommand, where: { stage: string; revision: number; decisions: Decisions }): void {
    if (!act.entitled) throw refuse('forbidden')
    const { stage, revision, decisions } = where
    const stands = { stage, revision, doneBy: this.doneBy, decisions: decisions.list() }
    const { decisionId, partyId } = act.facts
    const why = refusal(this.procedure, act.act, stands, {
      ...act,
      decisionId: typeof decisionId === 'string' ? decisionId : undefined,
      partyId: typeof partyId === 'string' ? partyId : undefined,
    })
    if (why) throw refuse(why)
    for (const guard of this.guards) guard(act)
    if (!this.always.has(act.act) && !this.waits.waitsFor(act.act)) throw refuse('not-allowed-now')
  }

  /** From now on it was done. */
  note(act: ActCommand): void {
    const others = (this.doneBy[act.act] ?? []).filter((id) => id !== act.actorId)
    this.doneBy[act.act] = [...others, act.actorId]
  }

  /** Gives it to whoever handles it at any time, and to whoever waits for it. */
  give(act: ActCommand): void {
    this.always.get(act.act)?.(act)
    this.waits.give(act)
  }
}
