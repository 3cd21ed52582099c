import type { PartyRole } from '../../law/parties.ts'
import type { Channel } from '../../law/service/channels.ts'
import { proofCounts, serveDocument } from '../../law/service/serve.ts'
import { dayOf, startOfDay } from '../../law/time.ts'
import { refuse } from '../kernel/ended.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { recipientsIn } from '../kernel/parties.ts'
import { pick, type Served, sent } from '../kernel/send.ts'
import { recipientOf } from '../kernel/services.ts'
import type { ActCommand } from '../types.ts'
import type { Decision } from './decide.ts'

/** What is served: a decision, or the correction by which it is served anew. */
type Serving = Pick<Decision, 'id' | 'documentId' | 'favourable' | 'appealNote'>

/**
 * Serves a decision on each party to whom it is addressed: sent → deemed served → in force (APL 70(1)). Each is served by
 * itself (APL 26(4)). Proof that it was received later rebuts the presumption (PazL 8(4), 9(4)); where the addressee signs for
 * it, proof that it came earlier counts as well (10(2)).
 * @returns how it was served to each
 */
export async function serve(c: Kernel, decision: Serving): Promise<Served[]> {
  c.enterStage('service')
  const { appealNote, favourable } = decision
  const services = await Promise.all(
    servedIn(c).flatMap((role) =>
      recipientsIn(c.parties, role).map((to) =>
        // What gives something to its addressee may restrict a third person.
        sent(c, decision.documentId, { unfavourable: !favourable || role === 'third', appealNote, to }),
      ),
    ),
  )
  return untilInForce(c, decision, services)
}

/** To whom a decision is notified: its addressee, who has mostly applied (APL 70(2)), and third persons (71(1)). */
export function servedIn(c: Kernel): PartyRole[] {
  return [c.addressee, 'third']
}

/**
 * What was sent to each of them comes into force with each.
 * @returns how it was served to each, as it was proven
 */
export async function untilInForce(c: Kernel, decision: Serving, services: Served[]): Promise<Served[]> {
  for (const served of services) c.services.set(decision.id, served)
  const proofs = await provenUntilInForce(c, decision.id, services)
  return services.map((served) => inForce(c, decision, served, proofs.get(recipientOf(served))))
}

/** Waits until the act is in force for all of them, or it was proven when each had it. @returns proofs, by party */
async function provenUntilInForce(
  c: Kernel,
  decisionId: string,
  services: Served[],
): Promise<Map<string, ActCommand>> {
  const proofs = new Map<string, ActCommand>()
  const open = (): Served[] => services.filter((s) => !proofs.has(recipientOf(s)))
  const fits = (act: ActCommand): boolean => provenDecision(c, act) === decisionId
  while (open().length > 0) {
    const last = open()
      .map((s) => s.inForceInstant)
      .sort()
      .at(-1)
    const proof = await c.act(['service.prove'], () => last, { fits })
    const served = proof && provenOf(c, proof)
    if (!served) break
    served.proven = true
    proofs.set(recipientOf(served), proof)
  }
  return proofs
}

/** Records since when the decision is in force for one of them, and until when it may be contested (APL 70, 79). */
function inForce(
  c: Kernel,
  decision: Pick<Serving, 'id' | 'documentId' | 'appealNote'>,
  served: Served,
  proof: ActCommand | undefined,
): Served {
  const { id, documentId, appealNote } = decision
  const law = (): ReturnType<typeof serveDocument> =>
    serveDocument({
      channel: served.channel as Channel,
      sentAt: served.sentAt,
      appealNote,
      calendar: c.terms.calendar(),
      ...(proof ? { proofAt: momentOf(String(proof.facts.receivedAt), served.sentAt) } : {}),
    })
  const record = (found: ReturnType<typeof serveDocument>): void => {
    const { servedOn, inForceFrom, contestUntil } = found
    const partyId = recipientOf(served)
    c.ledger.emit({
      type: 'document-served',
      data: {
        ...{ documentId, partyId, servedOn, inForceFrom, contestUntil },
        derivation: [...found.derivation.inForce, ...found.derivation.contest],
      },
    })
    c.decisions.fact(id, {
      ...{ type: 'served', at: c.now(), partyId, inForceFrom, inForceAt: found.inForceInstant },
      ...{ contestUntil, contestEnd: found.contestEndInstant },
    })
  }
  const first = law()
  const result: Served = { ...served, ...pick(first) }
  c.services.set(id, result)
  record(first)
  // A new day off may prolong the term to contest; what was told is never shortened, nor opened again when it is over.
  c.terms.whenCalendarChanges(() => {
    const found = law()
    if (
      result.rebutted ||
      c.now() >= result.contestEndInstant ||
      found.contestEndInstant <= result.contestEndInstant
    )
      return
    result.contestEndInstant = found.contestEndInstant
    result.contestUntil = found.contestUntil
    record({ ...found, servedOn: first.servedOn, inForceFrom: first.inForceFrom })
  })
  return result
}

/** Proof names a day. On the day of sending itself the earliest possible moment is that of sending. */
function momentOf(day: string, sentAt: string): string {
  return day === dayOf(sentAt) ? sentAt : startOfDay(day)
}

/** The decision that a proof is about: the one that it names, or the first that is served or may be contested. */
const provenDecision = (c: Kernel, act: ActCommand): string => c.decisions.of(act, PROVABLE)
const PROVABLE = ['service', 'contest-period'] as const

/** The service that a proof is about; undefined: nothing was sent yet. */
function provenOf(c: Kernel, act: ActCommand): Served | undefined {
  const { partyId } = act.facts
  return c.services.find(provenDecision(c, act), typeof partyId === 'string' ? partyId : undefined)
}

/**
 * Refuses a proof that cannot be, or that the law does not hear: received before it was sent, not sent yet, or earlier than
 * the law presumes where only the addressee may say so.
 * @throws ApplicationFailure `proof-before-sending`, `proof-too-early`
 */
function guardProof(c: Kernel, act: ActCommand): void {
  if (act.act !== 'service.prove') return
  const day = String(act.facts.receivedAt)
  const served = provenOf(c, act)
  if (!served || day < dayOf(served.sentAt)) throw refuse('proof-before-sending')
  if (!proofCounts(served.channel as Channel, served.servedOn, day)) throw refuse('proof-too-early')
}

/**
 * What is possible while a decision is served, and until it can be contested no more: whoever received it later than the law
 * presumes has the whole term to contest from then.
 */
export function serveable(c: Kernel): void {
  c.acts.guardWith((act) => guardProof(c, act))
  c.acts.on('service.prove', (act) => {
    const id = provenDecision(c, act)
    const served = provenOf(c, act)
    const open = c.decisions.contestable.get(id)
    // Before it is in force, whoever waits for that takes it.
    if (!served || !open) return
    const { documentId, appealNote } = c.decisions.madeAs(id)
    served.proven = true
    const later = inForce(c, { id, documentId, appealNote }, served, act)
    served.rebutted = true
    open.prolong(later)
  })
}
