import type { TermEnd } from '../../law/clock/term.ts'
import { startOfDay } from '../../law/time.ts'
import type { Kernel } from './kernel.ts'
import type { OpenTerm, TermOptions } from './open-term.ts'
import type { Served } from './send.ts'
import { recipientOf } from './services.ts'

/** The terms to contest one decision: that of whoever it is addressed to, and of every other party to whom it was served its own. */
export class ContestTerms {
  private readonly c: Kernel
  private readonly taskId: string
  private main: OpenTerm | undefined
  private readonly others = new Map<string, OpenTerm>()

  /** @param services how it was served to each; @param taskId the task by which it is contested */
  constructor(c: Kernel, services: readonly Served[], taskId: string) {
    this.c = c
    this.taskId = taskId
    this.main = this.open(latest(services.filter((one) => this.isMain(one))))
    for (const served of services.filter((one) => !this.isMain(one))) this.openFor(served)
  }

  /** The first moment at which nobody to whom it was served may contest it any more. */
  end(): string | undefined {
    const ends = [this.main, ...this.others.values()].flatMap((term) => term?.end() ?? [])
    return ends.sort().at(-1)
  }

  /** Served anew by a correction: for each begins a new term. */
  renew(services: readonly Served[]): void {
    const served = latest(services.filter((one) => this.isMain(one)))
    if (served) this.main = this.instead(this.main, served)
    for (const one of services.filter((s) => !this.isMain(s))) this.openFor(one)
  }

  /**
   * Somebody has proven that they received it later. Of several who applied, the one whose term ends last decides: what one of
   * them proves shortens nobody's.
   */
  prolong(served: Served): void {
    if (!this.isMain(served)) this.openFor(served)
    else if (served.contestEndInstant > (this.main?.end() ?? '')) this.main = this.instead(this.main, served)
  }

  close(how: TermEnd): void {
    for (const term of [this.main, ...this.others.values()]) term?.close(how)
  }

  private isMain(served: Served): boolean {
    return this.roleOf(served) === this.c.addressee
  }

  private roleOf(served: Served): TermOptions['owner'] {
    return this.c.parties.find((p) => p.partyId === recipientOf(served))?.role ?? this.c.addressee
  }

  private openFor(served: Served): void {
    const partyId = recipientOf(served)
    this.others.set(partyId, this.instead(this.others.get(partyId), served, { partyId }))
  }

  private open(served: Served | undefined): OpenTerm | undefined {
    return served && this.instead(undefined, served)
  }

  /** The term to contest what was served, which its addressee was told of. */
  private instead(before: OpenTerm | undefined, served: Served, of: { partyId?: string } = {}): OpenTerm {
    const options = {
      ...{ owner: this.roleOf(served), from: startOfDay(served.servedOn), told: served.contestUntil, ...of },
      ...('partyId' in of ? {} : { taskId: this.taskId }),
    }
    if (before) return before.supersede(served.contestRule, options)
    return this.c.term('contest', served.contestRule, options)
  }
}

function latest(services: readonly Served[]): Served | undefined {
  return services.reduce<Served | undefined>(
    (last, one) => (last && last.contestEndInstant >= one.contestEndInstant ? last : one),
    undefined,
  )
}
