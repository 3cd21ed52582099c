import { condition } from '@temporalio/workflow'

/** Tells when everything that was set off has run to its next wait: Temporal looks at conditions only then. */
export class Stillness {
  private asked = 0
  private still = 0

  constructor() {
    void this.watch()
  }

  async reached(): Promise<void> {
    const mark = ++this.asked
    await condition(() => this.still >= mark)
  }

  private async watch(): Promise<void> {
    for (;;) {
      await condition(() => this.asked > this.still)
      this.still = this.asked
    }
  }
}
