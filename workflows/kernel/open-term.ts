import { type CaseTerm, ending, type TermEnd, type TermSpec, termId } from '../../law/clock/term.ts'
import type { RuleId } from '../../law/rules/catalogue.ts'
import type { EmittedFact } from '../../ledger/events.ts'
import type { Kernel } from './kernel.ts'

/** What is said of a term that is opened in mid-case, beside its name and its rule. */
export interface TermOptions
  extends Pick<TermSpec, 'owner'>,
    Partial<Omit<TermSpec, 'name' | 'n' | 'rule' | 'owner'>> {
  /** The event from which it counts, an instant (UTC); absent: what is being done. */
  from?: string
}

/** A term that was opened in mid-case, to whoever opened it. */
export class OpenTerm {
  readonly id: string
  private readonly c: Kernel

  constructor(
    c: Kernel,
    name: string,
    rule: RuleId,
    { from = c.now(), kind = 'statutory', ...of }: TermOptions,
  ) {
    this.c = c
    const spec = { name, rule, kind, ...of }
    const term = c.terms.open(spec, { at: from, recordedAt: c.now() })
    this.id = termId(term)
    const { due, derivation } = c.terms.clock(term)
    c.ledger.emit({ type: 'term-opened', data: { ...spec, n: term.n, from, due, derivation } })
  }

  private get term(): CaseTerm {
    return this.c.terms.of(this.id)
  }

  /** The task that is to be done by then. */
  get taskId(): string | undefined {
    return this.term.taskId
  }

  /** The last day; null while it cannot be told. */
  get due(): string | null {
    return this.term.due
  }

  /** The first moment after it, to wait for; undefined while it stands still. */
  end(): string | undefined {
    if (this.c.terms.asked.has(this.id)) return undefined
    const { clock, end } = this.term
    return clock === 'running' ? (end ?? undefined) : undefined
  }

  /** Something that extends, stops or resumes it. */
  fact(fact: EmittedFact): void {
    this.c.terms.fact([this.id], fact)
  }

  /** It comes to its end; a second end changes nothing. */
  close(how: TermEnd): void {
    if (!this.c.terms.living().includes(this.term)) return
    const at = this.c.now()
    this.c.terms.take([this.id], ending(this.term, how, at) as EmittedFact, at)
    this.c.ledger.emit({ type: 'term-closed', data: { term: this.id, how } })
  }

  /** Another term takes its place. */
  supersede(rule: RuleId, options: TermOptions): OpenTerm {
    this.close('superseded')
    return this.c.term(this.term.name, rule, options)
  }
}
