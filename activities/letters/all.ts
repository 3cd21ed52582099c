import { duplicate, noDuplicate } from './certificate-copy.ts'
import type { LetterContext, LetterDraft } from './context.ts'
import { correction, explanation, forwarding, withdrawnContest } from './words/afterlife.ts'
import { withoutProgress } from './words/completeness.ts'
import { closing, receipt } from './words/course.ts'
import { delayForwarding } from './words/delay.ts'
import { extension } from './words/extend.ts'
import { hearing } from './words/hear.ts'
import { inspectionRefusal, inspectionReply } from './words/inspection.ts'
import { admission } from './words/parties.ts'
import { replacementReply } from './words/replacement.ts'
import { termDecision } from './words/restore.ts'

type Compose = (c: LetterContext) => LetterDraft | Promise<LetterDraft>

/** How each kind of letter is composed. */
const LETTERS: Record<string, Compose> = {
  receipt,
  'notice-without-progress': withoutProgress,
  'extension-notice': extension,
  'hearing-invitation': hearing,
  'closing-notice': closing,
  'contest-forwarding': forwarding,
  'contest-withdrawn': withdrawnContest,
  correction,
  explanation,
  admission,
  'term-granted': termDecision,
  'term-refused': termDecision,
  'delay-forwarding': delayForwarding,
  'inspection-reply': inspectionReply,
  'inspection-refusal': inspectionRefusal,
  'replacement-reply': replacementReply,
  duplicate,
  'no-duplicate': noDuplicate,
}

/** @throws Error when there is no such letter */
export function letterOf(kind: string): Compose {
  const found = LETTERS[kind]
  if (!found) throw new Error(`no letter of kind ${kind}`)
  return found
}
