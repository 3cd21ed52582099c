import type { TurnEvent } from '../../ledger/append.ts'
import type { Place } from '../../ledger/inbox.ts'
import type { PlacedEffect } from '../../ledger/orders.ts'
import type { StreamRef } from '../../ledger/streams.ts'
import type { ActCommand, LawOrder } from '../types.ts'
import { refuse } from './ended.ts'
import type { Kernel } from './kernel.ts'

/** What the mailbox asks of the stream whose it is. */
export interface Taker {
  stream: StreamRef
  /** The next thing whose moment had come before `at`, to be dealt with first; undefined when there is none. */
  due(at: string): { at: string; pass(): void } | undefined
  /** Does what stands at a place. @throws ApplicationFailure to refuse it */
  take(place: Place): void
  /** What was emitted since it was last asked. */
  emitted(): TurnEvent[]
}

/** Does to a case what stands at a place of its inbox. @throws ApplicationFailure to refuse it */
export function take(c: Kernel, { act, data, kind }: Place): void {
  if (act) perform(c, act as ActCommand)
  else if (kind === 'law') followLaw(c, data as LawOrder)
  else if (kind === 'order') followEffect(c, data as PlacedEffect)
}

function perform(c: Kernel, act: ActCommand): void {
  if (c.closed) throw refuse('not-allowed-now')
  c.acts.check(act, c)
  wake(c, { act: act.act })
  c.revision += 1
  c.acts.note(act)
  const { key: command, facts } = act
  c.ledger.emit({ type: 'act', data: { act: act.act, command, revision: c.revision, facts } }, act)
  c.acts.give(act)
}

/**
 * A change of the law's data reaches a running case: the fact enters the terms that it concerns. It bears the id of
 * the change, so the same change given twice changes nothing; a case at its end takes none.
 */
function followLaw(c: Kernel, order: LawOrder): void {
  const { clocks, fact } = order
  const missing = c.terms.missing(clocks, fact.id)
  if (missing.length > 0 && c.closed) throw refuse('closed')
  if (missing.length === 0) return
  c.terms.learn(order)
  c.terms.fact(missing, fact)
}

/** Another case has decided upon a decision of this one. @throws ApplicationFailure where nothing here lives on by decisions */
function followEffect(c: Kernel, effect: PlacedEffect): void {
  if (!c.decisions.follow) throw refuse('not-allowed-now')
  wake(c, {})
  c.decisions.follow(effect)
}

/** Something more is done after its end. */
function wake(c: Kernel, data: { act?: string }): void {
  if (!c.asleep) return
  c.asleep = false
  c.ledger.emit({ type: 'resumed', data })
}
