import { condition } from '@temporalio/workflow'

/** Whoever did slow work waits here for the turn of its end. */
export class Steps {
  private readonly waiting = new Map<string, () => void>()

  /** Resolves when the place of this step is taken. */
  came(key: string): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.set(key, resolve)
    })
  }

  /** Waits until the work of this step is done; where a case is done again, it is done again first. */
  async waitedFor(key: string): Promise<void> {
    await condition(() => this.waiting.has(key))
  }

  take(key: string): void {
    this.waiting.get(key)!()
    this.waiting.delete(key)
  }
}
