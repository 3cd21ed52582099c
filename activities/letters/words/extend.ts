import { type NormRef, normText } from '../../../law/norm.ts'
import { ruleOf } from '../../../law/rules/catalogue.ts'
import { dayOf } from '../../../law/time.ts'
import { decisionTerm } from '../../../ledger/fold/terms.ts'
import { applicationOf, head, type LetterContext, type LetterDraft } from '../context.ts'

export function extension(c: LetterContext): LetterDraft {
  return {
    template: 'extension-notice',
    title: { lv: 'Paziņojums par termiņa pagarināšanu', en: 'Notice of extension' },
    input: {
      ...head(c, true),
      application: applicationOf(c),
      oldDue: String(c.input.facts?.before),
      newDue: String(c.input.facts?.after),
      ground: String(c.payload.reason),
      norm: normText(extensionNorm(c), 'lv'),
      appeal: {},
    },
  }
}

/** The provision on which this extension rests, as the rule of the term names it. */
function extensionNorm(c: LetterContext): NormRef {
  const { rule } = decisionTerm(c.state)!
  const found = ruleOf(rule, dayOf(c.state.receivedAt)).extensions?.find((e) => e.id === c.payload.extension)
  return found?.norm ?? { act: 'APL', article: '64(2)' }
}
