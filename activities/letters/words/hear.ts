import { dayOf } from '../../../law/time.ts'
import { contentOf } from '../content.ts'
import { head, type LetterContext, type LetterDraft, matterOf, termAfterService } from '../context.ts'

export function hearing(c: LetterContext): LetterDraft {
  const until = termAfterService(c, 'hearing.term', Number(c.input.facts?.days ?? 14), true)
  const { operative: intended } = contentOf(c)
  return {
    template: 'hearing-invitation',
    title: { lv: 'Uzaicinājums izteikt viedokli', en: 'Invitation to be heard' },
    until,
    input: {
      ...head(c, true),
      subject: `Par ${matterOf(c)}`,
      intended: intended.join(' '),
      facts: lines(c.payload.facts).map((text) => ({ text })),
      norms: c.payload.norms as string[],
      answerBy: until,
    },
  }
}

function lines(text: unknown): string[] {
  return String(text ?? '')
    .split(/\r?\n/)
    .map((p) => p.trim())
    .filter(Boolean)
}

/** Until when the addressee could answer, and when the answer came, as a decision tells it. */
export function heardIn(c: LetterContext): { answerBy?: string; heardOn?: string } {
  const due = c.state.tasks.findLast((t) => t.kind === 'views')?.due
  const views = c.latestPayloads.get('views.submit')
  return { ...(due ? { answerBy: due } : {}), ...(views ? { heardOn: dayOf(views.at.toISOString()) } : {}) }
}
