import type { PartyRole } from '../../law/parties.ts'
import type { Issued, IssueInput } from '../types.ts'
import type { Kernel } from './kernel.ts'
import { outside } from './outside.ts'
import { type Recipient, recipientsIn, type To } from './parties.ts'
import { type Served, sent } from './send.ts'
import type { Underway } from './underway.ts'

interface LetterOptions {
  command?: string
  facts?: Record<string, unknown>
  unfavourable?: boolean
  /** To each party in this role, or to an authority; when left out, to whoever the case decides upon. */
  to?: Recipient
  /** A receipt bears the number of the case, not one of the letters' series. */
  numbered?: boolean
  /** Whose matter a letter to an authority is; absent: every applicant's. */
  of?: string
  /** It goes out also when the case ends meanwhile. */
  regardless?: boolean
}

/**
 * A letter of the institution: made, numbered, sealed, sent by the channel that the law names. Each recipient gets a letter
 * of their own, and is served by itself. Every step is keyed, so that a repeated one finds the letter made or sent.
 * @returns when it counts as served with the last of them, and the last day that it gives, if it gives one
 * @throws Error when there is nobody to write to: a fault of the procedure
 */
export async function letter(
  c: Kernel,
  kind: string,
  options: LetterOptions = {},
): Promise<Served & { until: string | null }> {
  const all = await letters(c, kind, options)
  return all.reduce((last, one) => (one.servedOn > last.servedOn ? one : last))
}

/** As above, for whoever needs to know of each recipient. */
export async function letters(
  c: Kernel,
  kind: string,
  options: LetterOptions = {},
): Promise<(Served & { until: string | null })[]> {
  const recipients = recipientsIn(c.parties, options.to ?? c.addressee)
  if (recipients.length === 0) throw new Error(`${c.procedure.id}: nobody to send ${kind} to`)
  const underway = options.regardless ? null : c.waits.underway
  return Promise.all(recipients.map((to) => letterTo(c, kind, to, { ...options, underway })))
}

async function letterTo(
  c: Kernel,
  kind: string,
  to: To,
  options: LetterOptions & { underway: Underway | null },
): Promise<Served & { until: string | null }> {
  const of = 'partyId' in to ? to.partyId : options.of
  const { documentId, until } = await makeDocument(c, kind, {
    underway: options.underway,
    ...(options.numbered === false ? {} : { series: 'letter' }),
    ...(options.command ? { command: options.command } : {}),
    ...(options.facts ? { facts: options.facts } : {}),
    ...(of === undefined ? {} : { addressee: of }),
    // What goes to an authority is the matter of a party: it is told that it went.
    seenBy: [c.parties.find((p) => p.partyId === of)?.role ?? c.addressee],
  })
  const { underway, unfavourable = false } = options
  const served = await sent(c, documentId, { unfavourable, to, underway })
  return { ...served, until }
}

/** Makes a document once and enters it into the case. */
async function makeDocument(
  c: Kernel,
  kind: string,
  options: Pick<IssueInput, 'number' | 'series' | 'command' | 'facts' | 'addressee'> & {
    seenBy: PartyRole[]
    underway: Underway | null
  },
): Promise<Issued> {
  const { seenBy, underway, ...rest } = options
  const input = { caseId: c.start.caseId, key: c.ledger.step(kind), kind, at: c.now(), ...rest }
  const issued = await outside(c, input.key, ({ issueDocument }) => issueDocument(input), underway)
  c.ledger.emit({
    type: 'document-issued',
    data: {
      ...{ documentId: issued.documentId, kind, number: issued.number, seenBy },
      ...(rest.addressee === undefined ? {} : { partyId: rest.addressee }),
    },
  })
  return issued
}
