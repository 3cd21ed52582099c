import { condition, defineUpdate, proxyLocalActivities, setHandler } from '@temporalio/workflow'

// The measure that the engine is held against: a workflow that takes Updates, each with one empty local activity.
const { nothing } = proxyLocalActivities<{ nothing(): Promise<void> }>({ startToCloseTimeout: '10 seconds' })

export const bareUpdate = defineUpdate<number, [number]>('bare')

/** Ends after `updates` Updates. */
export async function bare(updates: number): Promise<void> {
  let taken = 0
  setHandler(bareUpdate, async (n) => {
    await nothing()
    taken += 1
    return n
  })
  await condition(() => taken >= updates)
}
