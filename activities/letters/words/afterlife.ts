import { foldDecision } from '../../../law/afterlife/fold.ts'
import { calendarIn } from '../../../law/clock/term.ts'
import { normText } from '../../../law/norm.ts'
import { dayOf } from '../../../law/time.ts'
import { dayLv } from '../../../law/words.ts'
import { calendarCited } from '../../../ledger/calendars.ts'
import type { FoldedDecision } from '../../../ledger/decisions.ts'
import { head, type LetterContext, type LetterDraft, matterOf, onPaper, toMinistry } from '../context.ts'

/** The decision that a letter is about: the one that its workflow names, or the newest. */
function decisionOf(c: LetterContext): FoldedDecision {
  const { decisionId } = c.input.facts ?? {}
  const found = c.state.decisions.findLast((d) => decisionId === undefined || d.decisionId === decisionId)
  if (!found) throw new Error('there is no decision to write of')
  return found
}

/** A decision as letters name it. */
function named(c: LetterContext, { number, facts }: FoldedDecision) {
  return { what: `Lēmums par ${matterOf(c)}`, number, date: dayOf(facts[0]!.at) }
}

/** A correction (APL 72); what touches what the addressee decides by says that it is served anew (71). */
export function correction(c: LetterContext): LetterDraft {
  const decision = decisionOf(c)
  const { where, was, becomes } = c.payload
  const part = String(where ?? 'text')
  const renewed = part !== 'text'
  const [made] = decision.facts
  const unfavourable = made?.type === 'made' && !made.favourable
  return {
    template: 'correction',
    title: { lv: 'Kļūdas labojums', en: 'Correction' },
    input: {
      ...head(c, renewed && unfavourable),
      act: named(c, decision),
      changes: [{ part, where: PLACES[part]!, was: String(was), becomes: String(becomes) }],
      reason: 'Pārrakstīšanās kļūda, kuras labojums nemaina lēmuma būtību.',
      norms: [
        ...(renewed ? [normText({ act: 'APL', article: '71(3)' }, 'lv')] : []),
        normText({ act: 'APL', article: '72(1)' }, 'lv'),
        ...(renewed ? [normText({ act: 'APL', article: '79(1)' }, 'lv')] : []),
      ],
      ...(renewed ? { appeal: {} } : {}),
    },
  }
}

const PLACES: Record<string, string> = {
  text: 'Lēmuma tekstā',
  norms: 'Piemērotajās tiesību normās',
  operative: 'Lemjošajā daļā',
  'appeal-note': 'Norādē par apstrīdēšanu',
}

/** What a decision means, in the words of the Service (APL 73). */
export function explanation(c: LetterContext): LetterDraft {
  const decision = decisionOf(c)
  const asked = c.latestPayloads.get('decision.ask')
  const { what, number } = named(c, decision)
  return {
    template: 'reply',
    title: { lv: 'Lēmuma izskaidrojums', en: 'Explanation of the decision' },
    input: {
      ...head(c, false),
      subject: `${what}, Nr. ${number}`,
      heading: 'Lēmuma izskaidrojums',
      ...(asked
        ? {
            submission: {
              what: 'lūgums par lēmumu',
              receivedOn: dayOf(asked.at.toISOString()),
              number: c.state.number,
            },
          }
        : {}),
      answers: [
        {
          question: asked ? String(asked.payload.text) : 'Ko lēmums nosaka?',
          answer: String(c.payload.text),
        },
      ],
      conclusion: 'Izskaidrojums neietekmē lēmuma spēkā esamību un termiņus.',
      norms: [normText({ act: 'APL', article: '73' }, 'lv')],
    },
  }
}

/** To the ministry at once (APL 77(3)), with what the law makes of it. */
export function forwarding(c: LetterContext): LetterDraft {
  const decision = decisionOf(c)
  const { partyId } = c.input.facts ?? {}
  const contested = decision.facts.findLast(
    (f) => f.type === 'contested' && (partyId === undefined || f.partyId === partyId),
  )!
  const upTo = decision.facts.slice(0, decision.facts.indexOf(contested) + 1)
  const standing = foldDecision(upTo, calendarIn(c.state.terms, calendarCited))
  const received = dayOf(contested.at)
  const { inForceFrom, contestUntil } = standing
  const late = standing.contest?.late ?? false
  const restore = String(c.payload.restore ?? '')
  const term = `Lēmums stājās spēkā ${inForceFrom ? dayLv(inForceFrom, 'locative') : ''}; pēdējā apstrīdēšanas diena ir ${contestUntil ? dayLv(contestUntil) : ''}; iesniegums saņemts ${dayLv(received, 'locative')}.`
  return {
    template: 'contest-forwarding',
    title: { lv: 'Apstrīdēšanas iesnieguma pārsūtīšana', en: 'Forwarding of the contestation' },
    input: {
      ...toMinistry(c),
      act: { ...named(c, decision), ...(inForceFrom ? { inForceFrom } : {}) },
      contester: onPaper(c.addressee),
      receivedOn: received,
      inTime: {
        yes: !late,
        why: late && restore ? `${term} Iesniedzējs lūdz termiņu atjaunot: ${restore}` : term,
      },
      suspended: { yes: standing.force === 'suspended', why: standing.steps.at(-1)!.text.lv },
      enclosures: [
        'Apstrīdēšanas iesniegums',
        `Lēmums Nr. ${decision.number}`,
        'Lietas materiāli sistēmā Lieta',
      ],
    },
  }
}

/** To the ministry: the contestation was withdrawn (APL 78(3)). */
export function withdrawnContest(c: LetterContext): LetterDraft {
  const decision = decisionOf(c)
  const { what, number, date } = named(c, decision)
  const reason = String(c.payload.reason ?? '')
  return {
    template: 'reply',
    title: { lv: 'Apstrīdēšanas iesnieguma atsaukums', en: 'Withdrawal of the contestation' },
    input: {
      ...toMinistry(c),
      heading: 'Par apstrīdēšanas iesnieguma atsaukumu',
      subject: `${what}, ${dayLv(date, 'locative')}, Nr. ${number}`,
      submission: {
        what: 'apstrīdēšanas iesnieguma atsaukums',
        receivedOn: dayOf(c.input.at),
        number: c.state.number,
      },
      answers: [
        {
          question: 'Atsaukums',
          answer: `Iesniedzējs apstrīdēšanas iesniegumu ir atsaucis.${reason ? ` ${reason}` : ''}`,
        },
      ],
      norms: [normText({ act: 'APL', article: '78(3)' }, 'lv')],
    },
  }
}
