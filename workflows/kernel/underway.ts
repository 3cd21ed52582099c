import { CancellationScope, condition } from '@temporalio/workflow'

/**
 * What a case has under way outside. When something ends the case before its procedure, such as a withdrawal, what has not
 * been done by then is called back: a demand does not go out after the end. What could not be called back any more, as a
 * letter that is just being sent, is done and recorded.
 */
export class Underway {
  private why: Error | undefined
  private readonly scopes = new Set<CancellationScope>()
  private open = 0

  /** @throws what ended it */
  check(): void {
    if (this.why) throw this.why
  }

  get over(): boolean {
    return this.why !== undefined
  }

  /** Counts work as under way until it is done, called back or recorded. @throws what ended the case, if it has */
  async holds<T>(work: () => Promise<T>): Promise<T> {
    this.check()
    this.open += 1
    try {
      return await work()
    } finally {
      this.open -= 1
    }
  }

  /** Waits until nothing of it is under way any more. */
  async settled(): Promise<void> {
    await condition(() => this.open === 0)
  }

  /** Does one step outside that may be called back. @throws a cancellation when it was */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const scope = new CancellationScope()
    this.scopes.add(scope)
    try {
      return await scope.run(work)
    } finally {
      this.scopes.delete(scope)
    }
  }

  /** Calls back what is under way; nothing further of it begins. */
  breakOff(why: Error): void {
    this.why = why
    for (const scope of this.scopes) scope.cancel()
  }
}
