import type { FileRef } from '../../../forms/form.ts'
import { textsFor } from '../../../forms/texts/all.ts'
import { clockOf } from '../../../law/clock/term.ts'
import { redact } from '../../../law/derivation/sentence.ts'
import { normText } from '../../../law/norm.ts'
import { ruleOf } from '../../../law/rules/catalogue.ts'
import { dayOf } from '../../../law/time.ts'
import { calendarCited } from '../../../ledger/calendars.ts'
import { decisionTerm, termOfKind } from '../../../ledger/fold/terms.ts'
import { applicationOf, head, type LetterContext, type LetterDraft, onPaper } from '../context.ts'

/** The receipt: what came in, when, its hash, and the terms that the law gives with their derivation. */
export function receipt(c: LetterContext): LetterDraft {
  const statutory = decisionTerm(c.state)!
  const folded = clockOf(statutory, calendarCited)
  const standardDue = termOfKind(c.state, 'standard')?.due
  return {
    template: 'receipt',
    title: { lv: 'Apliecinājums par saņemšanu', en: 'Receipt' },
    input: {
      ...head(c, false),
      number: c.state.number,
      what: applicationOf(c).what,
      applicant: onPaper(c.party),
      submittedBy: c.applicantName,
      receivedAt: c.state.receivedAt,
      channel: 'sistēmā Lieta',
      contentHash: c.application.contentHash,
      files: filesIn(c),
      term: {
        due: folded.due!,
        rule: 'Lēmuma pieņemšanas termiņš',
        norm: normText(ruleOf(statutory.rule, dayOf(c.state.receivedAt)).norm, 'lv'),
        steps: redact(folded.derivation).map((s) => ({
          text: s.text.lv,
          ...(s.norm ? { norm: normText(s.norm, 'lv') } : {}),
          ...(s.day ? { date: s.day } : {}),
        })),
      },
      ...(standardDue
        ? {
            standard: {
              due: standardDue,
              text: 'Pakalpojuma kartītē publicētais laiks. Izšķirošs ir likumā noteiktais termiņš.',
            },
          }
        : {}),
      next: textsFor(c.procedure).next.lv,
    },
  }
}

function filesIn(c: LetterContext): Record<string, unknown>[] {
  return Object.values(c.application.data).flatMap((value) =>
    Array.isArray(value)
      ? (value as FileRef[])
          .filter((f) => typeof f?.sha256 === 'string')
          .map((f) => ({ name: f.name, sha256: f.sha256, bytes: f.size }))
      : [],
  )
}

export function closing(c: LetterContext): LetterDraft {
  const withdrawn = c.input.facts?.outcome === 'withdrawn'
  const notice = c.state.documents.findLast((d) => d.kind === 'notice-without-progress')
  return {
    template: 'closing-notice',
    title: withdrawn
      ? { lv: 'Paziņojums par lietas izbeigšanu', en: 'Notice: case closed' }
      : { lv: 'Paziņojums: iesniegums uzskatāms par neiesniegtu', en: 'Notice: deemed not submitted' },
    input: {
      ...head(c, true),
      kind: withdrawn ? 'withdrawn' : 'deemed-not-submitted',
      application: applicationOf(c),
      course: withdrawn
        ? ['Iesniedzējs pieteikumu ir atsaucis, pirms lēmums pieņemts.']
        : [
            `Iesniegums atstāts bez virzības${notice?.number ? ` ar paziņojumu Nr. ${notice.number}` : ''}, un iesniedzējam noteikts termiņš trūkumu novēršanai.`,
            'Noteiktajā termiņā trūkumi nav novērsti.',
          ],
      norms: withdrawn
        ? [normText({ act: 'APL', article: '63(2)' }, 'lv')]
        : [normText({ act: 'APL', article: '56(1¹)' }, 'lv')],
      consequences:
        'Pieteikumu var iesniegt no jauna jebkurā laikā; sistēmā Lieta agrāk ievadītās ziņas ir saglabātas.',
    },
  }
}
