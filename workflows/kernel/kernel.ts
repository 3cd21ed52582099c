import { condition } from '@temporalio/workflow'
import type { PartyRole } from '../../law/parties.ts'
import type { RuleId } from '../../law/rules/catalogue.ts'
import { type Procedure, termsFrom } from '../../procedures/procedure.ts'
import type { ActCommand, CaseHead, CaseStart } from '../types.ts'
import { Acts } from './acts.ts'
import { Decisions } from './decisions.ts'
import { LedgerWriter } from './ledger-writer.ts'
import { OpenTerm, type TermOptions } from './open-term.ts'
import { addresseeRole, type CaseParty } from './parties.ts'
import { Post } from './post.ts'
import { Services } from './services.ts'
import { Strands } from './strands.ts'
import { Terms } from './terms.ts'
import { Waits } from './waits.ts'

/**
 * The case under the words of a procedure: where it stands, what it says to the ledger, what it waits for. Everything
 * that happens to it comes by its mailbox, one thing at a time.
 */
export class Kernel {
  readonly start: CaseStart
  readonly procedure: Procedure
  readonly terms: Terms
  readonly acts: Acts
  readonly ledger: LedgerWriter
  readonly decisions: Decisions
  /** The role of whoever the case decides upon: written to, heard, served. */
  readonly addressee: PartyRole
  parties: CaseParty[] // who stands in it by now
  readonly waits = new Waits()
  stage: string
  revision = 0
  /** What the case comes to, where more was done after its procedure had said so. */
  outcome: string | undefined
  /** The person was heard, or invited to be, in this case (APL 62). */
  heard = false
  /** How each decision was sent to each party, and when each is deemed to have it. */
  readonly services = new Services()
  /** The procedure has reached its end: nothing is left to watch. */
  decided = false
  /** No further act is let in. */
  closed = false
  /** It has ended, and nothing was done in it since. */
  asleep = false
  private readonly post: Post
  private readonly strands = new Strands()
  private readonly life = new Strands()

  constructor(start: CaseStart, procedure: Procedure) {
    this.start = start
    this.parties = [...start.parties]
    this.procedure = procedure
    this.stage = procedure.first
    this.addressee = addresseeRole(start.parties)
    this.acts = new Acts(procedure, this.waits)
    this.ledger = new LedgerWriter(start.caseId, () => this.post.mailbox)
    this.terms = new Terms(termsFrom(procedure, start.parties), start.receivedAt, this.ledger)
    this.decisions = new Decisions(this.ledger, this.terms)
    this.post = new Post(this)
    if (!start.after) this.post.begin()
    this.post.listen()
    // What was in force at receipt stands in the ledger since registration: nothing is emitted for it.
    for (const order of start.law ?? []) {
      this.terms.learn(order)
      this.terms.take(order.clocks, order.fact, start.receivedAt)
    }
  }

  /** It had ended, and goes on from where the ledger says. */
  begin(head: CaseHead): void {
    this.stage = head.stage
    this.revision = head.revision
    if (head.parties) this.parties = [...head.parties]
    this.outcome = head.outcome
    this.acts.begin(head.doneBy)
    this.terms.begin(head.terms, head.calendars)
    this.decisions.begin(head.decisions)
    this.ledger.begin(head.n)
    this.asleep = true
    this.post.begin(head)
  }

  /** Runs the procedure with the mailbox and the clock beside it. @throws BeginAnew */
  async run<T>(procedureRuns: () => Promise<T>): Promise<T> {
    return Promise.race([procedureRuns(), this.strands.broken, this.life.broken, ...this.post.running()])
  }

  /** Business time of what is being done, as a UTC instant. */
  now(): string {
    return this.post.mailbox.at
  }

  /** @throws Error when the procedure has no such stage: a fault of its code */
  enterStage(stage: string): void {
    const rule = this.procedure.stages[stage]
    if (!rule) throw new Error(`${this.procedure.id} has no stage ${stage}`)
    this.stage = stage
    this.revision += 1
    const waitingOn = rule.waitingOn === 'applicant' ? this.addressee : rule.waitingOn
    this.ledger.emit({ type: 'stage-entered', data: { stage, waitingOn, revision: this.revision } })
  }

  /** Opens a term in mid-case, beside those that run from receipt; several of one name may run at once. */
  term(name: string, rule: RuleId, options: TermOptions): OpenTerm {
    return new OpenTerm(this, name, rule, options)
  }

  /** Work beside the procedure, such as a letter under way; the case does not end before it is done or broken off. */
  beside(work: Promise<unknown>): void {
    this.strands.beside(work)
  }

  /** A part of the procedure beside it, such as what becomes of a decision: the procedure is not over before it. */
  alongside(work: Promise<unknown>): void {
    this.life.beside(work)
  }

  /** Waits until no part of the procedure runs beside it any more, and no letter is under way. */
  async joined(): Promise<void> {
    await condition(() => this.life.idle && this.strands.idle)
  }

  /** Waits for one of these acts, or for a deadline; see Waits. @throws CaseEnded */
  async act(...args: Parameters<Waits['wait']>): Promise<ActCommand | undefined> {
    return this.waits.wait(...args)
  }

  /** Waits until whatever was noted after the end of the case was looked at. */
  async woken(): Promise<void> {
    await condition(() => !this.asleep || this.post.mailbox.idle)
  }

  /** The turn of whoever did slow work outside. */
  async inTurn(key: string): Promise<void> {
    await this.post.mailbox.inTurn(key)
  }

  /** Passes over what is being done, since the code of the procedure fails there. @throws BeginAnew */
  async giveUp(e: unknown): Promise<never> {
    return this.post.mailbox.giveUp(e)
  }

  /** Lets no further act in, and waits until all is settled and answered. What comes after is done in a run of its own. */
  async end(): Promise<void> {
    this.closed = true
    await this.post.end()
  }
}
