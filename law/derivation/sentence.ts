import type { Step } from '../clock/facts.ts'
import type { Lang } from '../text.ts'

/** The derivation as a paragraph, one sentence or two per step. */
export function sentence(steps: readonly Step[], lang: Lang): string {
  return steps.map((step) => step.text[lang]).join(' ')
}

/**
 * The derivation for the citizen: the same dates and norms, without free words of officials and without the
 * ledger's ids. The reader can still recompute the date.
 */
export function redact(steps: readonly Step[]): Step[] {
  return steps.map(({ fact: _, personal, publicText, ...rest }) =>
    personal && publicText ? { ...rest, text: publicText } : rest,
  )
}
