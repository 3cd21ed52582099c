import { CaseEnded } from './ended.ts'

/** Work beside the procedure, such as a letter under way: the case does not end before all of it is done. */
export class Strands {
  /** Rejects when work beside the procedure fails of itself. */
  readonly broken: Promise<never>
  private open = 0
  private fault!: (why: unknown) => void

  constructor() {
    this.broken = new Promise<never>((_, reject) => {
      this.fault = reject
    })
  }

  /** What is broken off with the case is no fault. */
  beside(work: Promise<unknown>): void {
    this.open += 1
    const done = (): void => {
      this.open -= 1
    }
    work.then(done, (e: unknown) => {
      done()
      if (!(e instanceof CaseEnded)) this.fault(e)
    })
  }

  /** Nothing is under way. */
  get idle(): boolean {
    return this.open === 0
  }
}
