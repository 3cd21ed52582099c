import type { RuleId } from '../../law/rules/catalogue.ts'
import type { Channel } from '../../law/service/channels.ts'
import { contestRule, serveDocument } from '../../law/service/serve.ts'
import type { Kernel } from './kernel.ts'
import { outside } from './outside.ts'
import type { To } from './parties.ts'
import type { Underway } from './underway.ts'

export interface Served {
  /** The recipient. */
  to: To
  channel: string
  sentAt: string
  /** Day on which the addressee is deemed to have it. */
  servedOn: string
  inForceInstant: string
  contestEndInstant: string
  contestUntil: string
  /** By which rule that day follows from the day of service. */
  contestRule: RuleId
  /** Its addressee has proven when it was received. */
  proven?: true
  /** It was proven since that it was received later: what was deemed is no longer followed. */
  rebutted?: true
}

/**
 * Sends a document by the channel that the law names and derives when it counts as served (PazL; APL 70).
 * @param options.underway what the sending ends with, see `outside`; absent: with what the case has under way
 * @throws what ended the case: before it was sent, or after, when that is recorded
 */
export async function sent(
  c: Kernel,
  documentId: string,
  options: { unfavourable: boolean; to: To; appealNote?: boolean; underway?: Underway | null },
): Promise<Served> {
  const { unfavourable, to, appealNote = true } = options
  const { underway = c.waits.underway } = options
  const input = {
    caseId: c.start.caseId,
    documentId,
    key: c.ledger.step('deliver'),
    at: c.now(),
    unfavourable,
    to,
  }
  const delivered = await outside(c, input.key, ({ deliver }) => deliver(input), underway)
  const law = serveDocument({
    channel: delivered.channel as Channel,
    sentAt: delivered.sentAt,
    appealNote,
    calendar: c.terms.calendar(),
  })
  c.ledger.emit({
    type: 'document-sent',
    data: {
      documentId,
      ...('partyId' in to ? { partyId: to.partyId } : {}),
      channel: delivered.channel,
      sentAt: delivered.sentAt,
      servedOn: law.servedOn,
      why: delivered.why,
      derivation: law.derivation.served,
    },
  })
  underway?.check()
  const { channel, sentAt } = delivered
  return { to, channel, sentAt, contestRule: contestRule(appealNote), ...pick(law) }
}

/** What the law says of a service, without its derivation. */
export function pick(
  law: ReturnType<typeof serveDocument>,
): Pick<Served, 'servedOn' | 'inForceInstant' | 'contestEndInstant' | 'contestUntil'> {
  return {
    servedOn: law.servedOn,
    inForceInstant: law.inForceInstant,
    contestEndInstant: law.contestEndInstant,
    contestUntil: law.contestUntil,
  }
}
