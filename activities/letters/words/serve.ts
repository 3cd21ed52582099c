import { normText } from '../../../law/norm.ts'
import { dayOf } from '../../../law/time.ts'
import { head, type LetterContext, type LetterDraft, matterOf } from '../context.ts'

export function correction(c: LetterContext): LetterDraft {
  const decision = c.state.documents.findLast((d) => d.kind === 'decision')
  if (!decision) throw new Error('there is no decision to correct')
  return {
    template: 'correction',
    title: { lv: 'Kļūdas labojums', en: 'Correction' },
    input: {
      ...head(c, true),
      act: {
        what: `Lēmums par ${matterOf(c)}`,
        number: decision.number ?? '',
        date: dayOf(decision.at),
      },
      changes: [{ where: 'Lēmuma tekstā', was: String(c.payload.was), becomes: String(c.payload.becomes) }],
      reason: 'Pārrakstīšanās kļūda, kuras labojums nemaina lēmuma būtību.',
      restartsContest: false,
      norms: [normText({ act: 'APL', article: '72' }, 'lv')],
    },
  }
}
