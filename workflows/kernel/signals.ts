import { defineSignal, defineUpdate } from '@temporalio/workflow'
import type { Place } from '../../ledger/inbox.ts'

/**
 * Something was noted at this place: answered when it is settled. Whoever noted an act says along with it what stands
 * there; what is done upon it is recorded only if its row says the same.
 */
export const wakeUpdate = defineUpdate<void, [number, Place?]>('wake')
/** The same, for whoever does not wait for it. */
export const wakeSignal = defineSignal<[number]>('woken')
export const clockMovedSignal = defineSignal<[number]>('clockMoved')
