import { ApplicationFailure } from '@temporalio/workflow'
import type { Channel } from '../../law/service/channels.ts'
import { serveDocument } from '../../law/service/serve.ts'
import { dayOf, startOfDay } from '../../law/time.ts'
import type { ActCommand } from '../types.ts'
import type { Kernel } from './kernel.ts'
import { outside } from './outside.ts'

export interface Served {
  channel: string
  sentAt: string
  /** Day on which the addressee is deemed to have it. */
  servedOn: string
  inForceInstant: string
  contestEndInstant: string
  contestUntil: string
}

/** Sends a document by the channel that the law names and derives when it counts as served (PazL; APL 70). */
export async function sent<Stage extends string>(
  c: Kernel<Stage>,
  documentId: string,
  options: { unfavourable: boolean; to: 'applicant' | 'ministry'; appealNote?: boolean },
): Promise<Served> {
  const { unfavourable, to } = options
  const input = {
    caseId: c.start.caseId,
    documentId,
    key: c.step('deliver'),
    at: c.now(),
    unfavourable,
    to,
  }
  const delivered = await outside(c, input.key, ({ deliver }) => deliver(input))
  const law = serveDocument({
    channel: delivered.channel as Channel,
    sentAt: delivered.sentAt,
    appealNote: options.appealNote ?? true,
    calendar: c.calendar(),
  })
  c.emit({
    type: 'document-sent',
    data: {
      documentId,
      channel: delivered.channel,
      sentAt: delivered.sentAt,
      servedOn: law.servedOn,
      why: delivered.why,
      derivation: law.derivation.served,
    },
  })
  return { channel: delivered.channel, sentAt: delivered.sentAt, ...pick(law) }
}

/**
 * Serves an administrative act: sent → deemed served → in force (APL 70(1)). A recorded proof of actual service
 * overrides the fiction (PazL 8(3), 9(3)).
 */
export async function serve<Stage extends string>(
  c: Kernel<Stage>,
  documentId: string,
  options: { unfavourable: boolean; appealNote: boolean },
): Promise<Served> {
  const served = await sent(c, documentId, { ...options, to: 'applicant' })
  c.sentAt = served.sentAt
  const proof = await c.act(['service.prove'], () => served.inForceInstant)
  const law = (): ReturnType<typeof serveDocument> =>
    serveDocument({
      channel: served.channel as Channel,
      sentAt: served.sentAt,
      appealNote: options.appealNote,
      calendar: c.calendar(),
      ...(proof ? { proofAt: momentOf(String(proof.facts.receivedAt), served.sentAt) } : {}),
    })
  const record = (found: ReturnType<typeof serveDocument>): void =>
    c.emit({
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
  c.whenCalendarChanges(() => {
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
export function guardProof<Stage extends string>(c: Kernel<Stage>, act: ActCommand): void {
  if (act.act !== 'service.prove') return
  if (c.sentAt && String(act.facts.receivedAt) >= dayOf(c.sentAt)) return
  throw ApplicationFailure.create({
    message: 'proof-before-sending',
    type: 'proof-before-sending',
    nonRetryable: true,
  })
}

function pick(law: ReturnType<typeof serveDocument>): Omit<Served, 'channel' | 'sentAt'> {
  return {
    servedOn: law.servedOn,
    inForceInstant: law.inForceInstant,
    contestEndInstant: law.contestEndInstant,
    contestUntil: law.contestUntil,
  }
}
