import type { Context } from './evaluate.ts'
import { type FileReport, POLICY, reason } from './report.ts'

/** A report that only says why there was no verification. */
export function unverified(
  code: 'not-supported' | 'timeout' | 'unreadable' | 'too-large',
  ctx: Context,
): FileReport {
  return {
    format: 'unknown',
    verdict: 'INDETERMINATE',
    reasons: [reason(code)],
    signatures: [],
    files: [],
    policy: POLICY,
    trust: { version: ctx.trust.version, anchors: ctx.trust.anchors.length },
    checkedFor: ctx.at.toISOString(),
  }
}
