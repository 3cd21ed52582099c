import type { Issued, IssueInput } from '../types.ts'
import type { Kernel } from './kernel.ts'
import { outside } from './outside.ts'
import { type Served, sent } from './send.ts'

/**
 * A letter of the institution: made, numbered, sealed, sent by the channel that the law names.
 * Every step is keyed, so that a repeated one finds the letter made or sent.
 * @returns when it counts as served, and the last day that it gives, if it gives one
 */
export async function letter(
  c: Kernel,
  kind: string,
  options: {
    command?: string
    facts?: Record<string, unknown>
    unfavourable?: boolean
    to?: 'applicant' | 'ministry'
    /** A receipt bears the number of the case, not one of the letters' series. */
    numbered?: boolean
  } = {},
): Promise<Served & { until: string | null }> {
  const { documentId, until } = await makeDocument(c, kind, {
    ...(options.numbered === false ? {} : { series: 'letter' }),
    ...(options.command ? { command: options.command } : {}),
    ...(options.facts ? { facts: options.facts } : {}),
    toApplicant: true,
  })
  const served = await sent(c, documentId, {
    unfavourable: options.unfavourable ?? false,
    to: options.to ?? 'applicant',
  })
  return { ...served, until }
}

/** Makes a document once and enters it into the case. */
export async function makeDocument(
  c: Kernel,
  kind: string,
  options: Pick<IssueInput, 'number' | 'series' | 'command' | 'facts'> & { toApplicant: boolean },
): Promise<Issued> {
  const { toApplicant, ...rest } = options
  const input = { caseId: c.start.caseId, key: c.ledger.step(kind), kind, at: c.now(), ...rest }
  const issued = await outside(c, input.key, ({ issueDocument }) => issueDocument(input))
  c.ledger.emit({
    type: 'document-issued',
    data: { documentId: issued.documentId, kind, number: issued.number, toApplicant },
  })
  return issued
}
