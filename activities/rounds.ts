import { faultOf, type Log } from '../platform/log.ts'

/** A failure is told as an alarm so often, not at each try. */
const ALARM_EVERY_MS = 600_000

interface Work {
  everyMs: number
  /** Does a part of what is to be done. @returns whether more may be left: then it is asked again at once */
  round(): Promise<boolean>
  log: Log
  /** The alarm of a failure, and its words. */
  alarm: string
  fault: string
}

/** Something that a process does again and again beside its work. What fails is told and tried at the next turn. */
export class Rounds {
  private readonly work: Work
  private stopping = false
  private wake: () => void = () => {}
  private loop: Promise<void> | undefined
  private alarmedAt = 0

  constructor(work: Work) {
    this.work = work
  }

  start(): void {
    this.loop = this.run()
  }

  /** The round that is under way ends first. */
  async stop(): Promise<void> {
    this.stopping = true
    this.wake()
    await this.loop
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      try {
        while (!this.stopping && (await this.work.round()));
      } catch (e) {
        this.told(e)
      }
      if (!this.stopping)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, this.work.everyMs)
          this.wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
    }
  }

  private told(e: unknown): void {
    const { log, alarm, fault } = this.work
    const what = faultOf(e)
    if (Date.now() - this.alarmedAt < ALARM_EVERY_MS) log.warn(what, fault)
    else {
      this.alarmedAt = Date.now()
      log.error({ ...what, alarm }, fault)
    }
  }
}
