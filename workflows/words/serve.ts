import { ApplicationFailure } from '@temporalio/workflow'
import type { PartyRole } from '../../law/parties.ts'
import type { Channel } from '../../law/service/channels.ts'
import { serveDocument } from '../../law/service/serve.ts'
import { dayOf, startOfDay } from '../../law/time.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { letter } from '../kernel/letter.ts'
import { recipientsIn } from '../kernel/parties.ts'
import { pick, type Served, sent } from '../kernel/send.ts'
import type { ActCommand } from '../types.ts'

/**
 * Serves an administrative act on each party to whom it is addressed: sent → deemed served → in force (APL 70(1)). A recorded
 * proof of actual service overrides the fiction (PazL 8(3), 9(3)). Each is served by itself (APL 26(4)).
 * @returns the service of the one whose term to contest ends last
 */
export async function serve(
  c: Kernel,
  documentId: string,
  options: { unfavourable: boolean; appealNote: boolean; to?: PartyRole },
): Promise<Served> {
  c.enterStage('service')
  const { unfavourable, appealNote, to = 'applicant' } = options
  const recipients = recipientsIn(c.start.parties, to)
  const services = await Promise.all(
    recipients.map((one) => sent(c, documentId, { unfavourable, appealNote, to: one })),
  )
  for (const served of services) c.sentAt.set(partyOf(served), served.sentAt)
  const proofs = await provenUntilInForce(c, services)
  const all = services.map((served) =>
    inForce(c, documentId, served, appealNote, proofs.get(partyOf(served))),
  )
  return all.reduce((last, one) => (one.contestEndInstant > last.contestEndInstant ? one : last))
}

const partyOf = ({ to }: Served): string => ('partyId' in to ? to.partyId : to.authority)

/** Waits until the act is in force for all of them, or it was proven when each had it. @returns proofs, by party */
async function provenUntilInForce(c: Kernel, services: Served[]): Promise<Map<string, ActCommand>> {
  const proofs = new Map<string, ActCommand>()
  const open = (): Served[] => services.filter((s) => !proofs.has(partyOf(s)))
  while (open().length > 0) {
    const last = open()
      .map((s) => s.inForceInstant)
      .sort()
      .at(-1)
    const proof = await c.act(['service.prove'], () => last)
    if (!proof) break
    proofs.set(String(proof.facts.partyId ?? partyOf(open()[0]!)), proof)
  }
  return proofs
}

/** Records since when the act is in force for one of them, and until when it may be contested (APL 70, 79). */
function inForce(
  c: Kernel,
  documentId: string,
  served: Served,
  appealNote: boolean,
  proof: ActCommand | undefined,
): Served {
  const law = (): ReturnType<typeof serveDocument> =>
    serveDocument({
      channel: served.channel as Channel,
      sentAt: served.sentAt,
      appealNote,
      calendar: c.terms.calendar(),
      ...(proof ? { proofAt: momentOf(String(proof.facts.receivedAt), served.sentAt) } : {}),
    })
  const record = (found: ReturnType<typeof serveDocument>): void =>
    c.ledger.emit({
      type: 'document-served',
      data: {
        documentId,
        partyId: partyOf(served),
        servedOn: found.servedOn,
        inForceFrom: found.inForceFrom,
        contestUntil: found.contestUntil,
        derivation: [...found.derivation.inForce, ...found.derivation.contest],
      },
    })
  const first = law()
  const result: Served = { ...served, ...pick(first) }
  record(first)
  // A new day off may prolong the term to contest; what was told is never shortened, nor opened again when it is over.
  c.terms.whenCalendarChanges(() => {
    const found = law()
    if (c.now() >= result.contestEndInstant || found.contestEndInstant <= result.contestEndInstant) return
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

/**
 * Refuses a proof that cannot be: received before it was sent, or not sent yet.
 * @throws ApplicationFailure `proof-before-sending`
 */
function guardProof(c: Kernel, act: ActCommand): void {
  if (act.act !== 'service.prove') return
  const { partyId, receivedAt } = act.facts
  const sentAt = partyId ? c.sentAt.get(String(partyId)) : [...c.sentAt.values()][0]
  if (sentAt && String(receivedAt) >= dayOf(sentAt)) return
  throw ApplicationFailure.create({
    message: 'proof-before-sending',
    type: 'proof-before-sending',
    nonRetryable: true,
  })
}

/**
 * What is possible while a decision is served and after: proof of service is held against the sending, and a clerical
 * error is corrected (APL 72).
 */
export function serveable(c: Kernel): void {
  c.acts.guardWith((act) => guardProof(c, act))
  c.acts.on('decision.correct', (act) => {
    c.beside(letter(c, 'correction', { command: act.key }))
  })
}
