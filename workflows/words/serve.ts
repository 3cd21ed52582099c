import { ApplicationFailure } from '@temporalio/workflow'
import type { Channel } from '../../law/service/channels.ts'
import { serveDocument } from '../../law/service/serve.ts'
import { dayOf, startOfDay } from '../../law/time.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { letter } from '../kernel/letter.ts'
import { pick, type Served, sent } from '../kernel/send.ts'
import type { ActCommand } from '../types.ts'

/**
 * Serves an administrative act: sent → deemed served → in force (APL 70(1)). A recorded proof of actual service
 * overrides the fiction (PazL 8(3), 9(3)).
 */
export async function serve(
  c: Kernel,
  documentId: string,
  options: { unfavourable: boolean; appealNote: boolean },
): Promise<Served> {
  c.enterStage('service')
  const served = await sent(c, documentId, { ...options, to: 'applicant' })
  c.sentAt = served.sentAt
  const proof = await c.act(['service.prove'], () => served.inForceInstant)
  const law = (): ReturnType<typeof serveDocument> =>
    serveDocument({
      channel: served.channel as Channel,
      sentAt: served.sentAt,
      appealNote: options.appealNote,
      calendar: c.clocks.calendar(),
      ...(proof ? { proofAt: momentOf(String(proof.facts.receivedAt), served.sentAt) } : {}),
    })
  const record = (found: ReturnType<typeof serveDocument>): void =>
    c.ledger.emit({
      type: 'document-served',
      data: {
        documentId,
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
  c.clocks.whenCalendarChanges(() => {
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
  if (c.sentAt && String(act.facts.receivedAt) >= dayOf(c.sentAt)) return
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
