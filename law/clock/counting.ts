import type { NormRef } from '../norm.ts'
import type { Step } from './facts.ts'

/** What the Administrative Procedure Law says of counting, where the Law on Administrative Liability says the same. */
const IN_OFFENCES: Readonly<Record<string, string>> = {
  '42(1)': '58(1)',
  '42(2)': '58(2)',
  '43(1)': '59(1)',
  '43(2)': '59(2)',
  '43(3)': '59(3)',
  '43(4)': '59(4)',
}

/** The steps of a term with the provisions on counting of its own law: offences are not counted by the APL (AAL 58, 59). */
export function countedBy(act: string, steps: Step[]): Step[] {
  if (act !== 'AAL') return steps
  const own = (norm: NormRef): NormRef => {
    const article = norm.act === 'APL' ? IN_OFFENCES[norm.article] : undefined
    return article ? { act: 'AAL', article } : norm
  }
  return steps.map((step) => (step.norm ? { ...step, norm: own(step.norm) } : step))
}
