// What a director must know before signing: what happened in the case since it was reviewed, and how a draft that
// came back differs from the one that was seen. Pure.
import { type Findings, RESULT_WORDS } from '../../../forms/findings.ts'

/** An event of the ledger, as far as it is read here. */
export interface SeenEvent {
  seq: number
  type: string
  at: string
  data: Record<string, unknown>
}

export type ChangeKind =
  | 'document-issued'
  | 'note-added'
  | 'calendar-changed'
  | 'rule-changed'
  | 'assigned'
  | 'warned'
  | 'escalated'
  | 'act'

export interface Change {
  seq: number
  at: string
  kind: ChangeKind
  /** The document, act or day that it is about, as the texts of the pages name it. */
  about: string | null
}

/** What belongs to the review and the signing themselves. */
const OWN_ACTS = ['review.approve', 'decision.sign']

/** What happened after the last approval of the review, oldest first; empty when nothing has changed. */
export function changesSinceReview(events: readonly SeenEvent[]): Change[] {
  const approved = events.findLast((e) => e.type === 'act' && e.data.act === 'review.approve')
  if (!approved) return []
  return events.flatMap((e) => (e.seq > approved.seq ? (changeOf(e) ?? []) : []))
}

function changeOf(e: SeenEvent): Change | undefined {
  const change = (kind: ChangeKind, about: unknown = null): Change => ({
    seq: e.seq,
    at: e.at,
    kind,
    about: about === null || about === undefined ? null : String(about),
  })
  switch (e.type) {
    case 'act':
      if (OWN_ACTS.includes(String(e.data.act))) return undefined
      return change('act', e.data.act)
    case 'document-issued':
      return change('document-issued', e.data.kind)
    case 'note-added':
      return change('note-added', e.data.text)
    case 'assigned':
      return change('assigned')
    case 'warned':
    case 'escalated':
      return change(e.type, e.data.due)
    case 'clock-fact': {
      const { type } = e.data.fact as { type: string }
      return type === 'calendar-changed' || type === 'rule-changed' ? change(type) : undefined
    }
    default:
      return undefined
  }
}

export interface Difference {
  field: string
  removed: string[]
  added: string[]
}

/**
 * How the present draft differs from the one that the director saw and returned.
 * @returns undefined when none was returned; empty when the new one says the same
 */
export function differencesSinceReturn(
  events: readonly SeenEvent[],
): { returnedAt: string; comment: string | null; differences: Difference[] } | undefined {
  const returned = events.findLast((e) => e.type === 'act' && e.data.act === 'decision.return')
  if (!returned) return undefined
  const drafts = events.filter((e) => e.type === 'act' && e.data.act === 'proposal.submit')
  const seen = drafts.findLast((e) => e.seq < returned.seq)
  const now = drafts.at(-1)
  if (!seen || !now || now.seq < returned.seq) return undefined
  const { comment } = payloadOf(returned)
  return {
    returnedAt: returned.at,
    comment: typeof comment === 'string' ? comment : null,
    differences: differences(payloadOf(seen), payloadOf(now)),
  }
}

function payloadOf(e: SeenEvent): Record<string, unknown> {
  return (e.data.payload ?? {}) as Record<string, unknown>
}

/** Field by field, paragraph by paragraph: what is gone and what is new. */
export function differences(before: Record<string, unknown>, now: Record<string, unknown>): Difference[] {
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].flatMap((field) => {
    const [was, is] = [parts(before[field]), parts(now[field])]
    const removed = without(was, is)
    const added = without(is, was)
    return removed.length + added.length > 0 ? [{ field, removed, added }] : []
  })
}

function parts(value: unknown): string[] {
  if (value === undefined || value === null) return []
  // Findings: what was found now, in the words of the inspector.
  if (typeof value === 'object' && !Array.isArray(value))
    return Object.values(value as Findings).map(({ result, evidence }) =>
      [RESULT_WORDS[result], evidence].filter(Boolean).join(': '),
    )
  const list = Array.isArray(value) ? value.map(String) : String(value).split(/\n+/)
  return list.map((one) => one.trim()).filter(Boolean)
}

/** What of `these` is not among `those`, each taken as often as it stands there. */
function without(these: string[], those: string[]): string[] {
  const left = [...those]
  return these.filter((one) => {
    const at = left.indexOf(one)
    if (at < 0) return true
    left.splice(at, 1)
    return false
  })
}
