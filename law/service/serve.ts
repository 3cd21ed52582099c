import { CALENDAR } from '../calendar/data.ts'
import type { Calendar, MovedReading } from '../calendar/types.ts'
import { countRead, type Skipped } from '../clock/count.ts'
import type { Step } from '../clock/facts.ts'
import { termFrom } from '../clock/fold.ts'
import { sayMoved, saySkipped } from '../clock/say.ts'
import { LawError } from '../errors.ts'
import type { NormRef } from '../norm.ts'
import type { RuleId } from '../rules/catalogue.ts'
import type { Text } from '../text.ts'
import { type Day, dayOf, fromNumber, type Instant, startOfDay, toMillis, toNumber } from '../time.ts'
import { amountText, capital, dayEn, dayLv, ordinalEn, weekdayName } from '../words.ts'
import { type Addressee, CHANNELS, type Channel } from './channels.ts'

export interface ServeInput {
  channel: Channel
  /** When the document was handed over, registered as outgoing, given to the post, sent or published. */
  sentAt: Instant
  to?: Addressee
  /**
   * When it was actually received, if that is proven. Later than presumed it rebuts the presumption, which is the addressee's
   * right (PazL 8(4), 9(4)); earlier it shortens nothing, unless the addressee signed for it (10(2)).
   */
  proofAt?: Instant
  /** Whether the act says where and until when it may be contested; default true. */
  appealNote?: boolean
  /** 'issuer' (default): contested at the higher institution; 'higher': that institution's decision, goes to court. */
  instance?: 'issuer' | 'higher'
  /** Whether the act is unfavourable to the addressee; only for warnings. */
  unfavourable?: boolean
  calendar?: Calendar
}

export interface Warning {
  code: string
  text: Text
  norm: NormRef
}

export interface Service {
  servedOn: Day
  inForceFrom: Day
  /** 00:00 Riga of the day of entry into force, or the proven moment. */
  inForceInstant: Instant
  /** Last day to contest (for a decision of the higher institution: to apply to the court). */
  contestUntil: Day
  contestEndInstant: Instant
  /** Only for a decision of the higher institution: last day to apply to the court. */
  courtUntil?: Day
  courtEndInstant?: Instant
  derivation: { served: Step[]; inForce: Step[]; contest: Step[] }
  warnings: Warning[]
  unverified: boolean
}

/**
 * When a document is deemed served, when the act enters into force and until when it may be contested.
 * Presumptions of service are not moved to a working day; the term that follows them is (APL 43(2)).
 * Throws LawError 'unknown-channel', 'proof-before-sending', 'bad-instant', 'calendar-unknown'.
 */
export function serveDocument(input: ServeInput): Service {
  const { channel, sentAt, proofAt } = input
  const cal = input.calendar ?? CALENDAR
  const rule = Object.hasOwn(CHANNELS, channel) ? CHANNELS[channel] : undefined
  if (!rule) {
    throw new LawError('unknown-channel', {
      lv: `Paziņošanas veids “${channel}” nav zināms.`,
      en: `The channel “${channel}” is not known.`,
    })
  }
  const sent = dayOf(sentAt)
  const skipped: Skipped = []
  const reading = cal.movedDayPolicy.service
  const presumedBy = (by: MovedReading, passed?: Skipped): Day =>
    fromNumber(countRead(toNumber(sent), rule.amount, rule.unit, 1, cal, by, [], passed)!)
  const presumed = presumedBy(reading, skipped)
  const served: Step[] = [
    {
      kind: 'service',
      norm: rule.norm,
      from: sent,
      to: presumed,
      counted: rule.amount,
      unit: rule.unit,
      ...(skipped.length > 0 ? { skipped } : {}),
      text: sayService(channel, sent, presumed, skipped),
    },
  ]
  let servedOn = presumed
  if (proofAt !== undefined) {
    if (toMillis(proofAt) < toMillis(sentAt)) {
      throw new LawError('proof-before-sending', {
        lv: 'Dokuments nevar būt saņemts, pirms tas nosūtīts.',
        en: 'A document cannot have been received before it was sent.',
      })
    }
    const proven = dayOf(proofAt)
    const counts = proofCounts(channel, presumed, proven)
    if (counts) servedOn = proven
    served.push({
      kind: 'proof',
      norm: { act: 'PazL', article: rebuttal(channel) },
      day: proven,
      text: counts
        ? {
            lv: `Ir pierādīta faktiskā saņemšana ${dayLv(proven, 'locative')}; tā atspēko pieņēmumu.`,
            en: `Actual receipt on ${dayEn(proven)} is proven; it rebuts the presumption.`,
          }
        : {
            lv: `Ir ziņas par saņemšanu jau ${dayLv(proven, 'locative')}; adresāta termiņu tas nesaīsina, jo pieņēmumu var atspēkot tikai adresāts.`,
            en: `There is word of receipt on ${dayEn(proven)} already; it does not shorten the addressee's term, since only the addressee may rebut the presumption.`,
          },
    })
  }
  const handed = rule.amount === 0
  const inForce: Step[] = [
    {
      kind: 'note',
      norm: { act: 'APL', article: '70(1)' },
      day: servedOn,
      text: {
        lv: `Administratīvais akts stājas spēkā, kad tas paziņots adresātam: ${dayLv(servedOn, 'locative')}.`,
        en: `The administrative act enters into force when the addressee is notified: on ${dayEn(servedOn)}.`,
      },
    },
  ]
  const higher = input.instance === 'higher'
  const note = input.appealNote !== false
  const term = higher ? courtRule(note) : contestRule(note)
  const contest = termFrom(term, servedOn, cal)
  // By the other reading of moved working days it was served, and may be contested, until another day: both are told.
  const other = presumedBy(reading === 'earlier' ? 'later' : 'earlier')
  const unsure = servedOn === presumed && other !== presumed
  const steps = [...contest.derivation]
  if (unsure) {
    served.push(eitherDay(other, presumed, cal))
    const due = termFrom(term, other, cal).due
    if (due !== contest.due) steps.push(eitherDay(due, contest.due, cal))
  }
  return {
    servedOn,
    inForceFrom: servedOn,
    inForceInstant:
      proofAt !== undefined && servedOn === dayOf(proofAt) ? proofAt : handed ? sentAt : startOfDay(servedOn),
    contestUntil: contest.due,
    contestEndInstant: contest.dueInstant,
    ...(higher ? { courtUntil: contest.due, courtEndInstant: contest.dueInstant } : {}),
    derivation: { served, inForce, contest: steps },
    warnings: warn(input),
    unverified: contest.unverified || unsure,
  }
}

/** The two days that the readings of moved working days give, and which of them is applied. */
function eitherDay(other: Day, applied: Day, cal: Calendar): Step {
  const [from, to] = [other, applied].sort() as [Day, Day]
  const text = sayMoved(from, to, applied, cal)
  return { kind: 'moved-day', norm: { act: 'DL', article: '133(4)' }, from, to, text, unverified: true }
}

/** The term to contest at the higher institution, from force. @param note the act names that term (APL 79(1)) */
export function contestRule(note: boolean): RuleId {
  return note ? 'APL79.contest' : 'APL79.contest-no-note'
}

function courtRule(note: boolean): RuleId {
  return note ? 'APL188.court' : 'APL188.court-no-note'
}

/** Whether a receipt on that day counts for a document that was sent so: see `ServeInput.proofAt`. */
export function proofCounts(channel: Channel, presumed: Day, receivedOn: Day): boolean {
  const { signed, amount } = CHANNELS[channel]
  return receivedOn > presumed || signed === true || amount === 0
}

/** Where the law says that a presumption of service may be rebutted, or the fact of service proven. */
function rebuttal(channel: Channel): string {
  switch (channel) {
    case 'post':
    case 'registered-post':
      return '8(4)'
    case 'registered-post-eu':
    case 'registered-post-abroad':
      return '10(2)'
    case 'e-mail':
    case 'e-address':
    case 'portal':
      return '9(4)'
    default:
      return '3(5)'
  }
}

function sayService(channel: Channel, sent: Day, presumed: Day, skipped: Skipped): Text {
  const rule = CHANNELS[channel]
  if (rule.amount === 0) {
    return {
      lv: `${capital(rule.title.lv)}: dokuments uzskatāms par paziņotu tā nodošanas dienā, ${dayLv(sent, 'locative')}.`,
      en: `${capital(rule.title.en)}: the document is deemed to have been notified on the day of handing over, ${dayEn(sent)}.`,
    }
  }
  const without = saySkipped(skipped)
  const after = amountText(rule.amount, rule.unit)
  // A letter is served on the seventh day after, but when three weeks have passed.
  const then =
    rule.unit === 'weeks'
      ? `, kad pagājušas ${after.lv},`
      : ` ${rule.amount}. ${rule.unit === 'days' ? 'dienā' : 'darbdienā'} pēc tam`
  const afterEn =
    rule.unit === 'weeks'
      ? `${after.en} after that, on`
      : `on the ${ordinalEn(rule.amount)} ${rule.unit === 'days' ? 'day' : 'working day'} after that,`
  const roll = rule.unit !== 'working-days' && weekend(presumed)
  return {
    lv: `${capital(rule.title.lv)}: ${rule.sent.lv} ${dayLv(sent, 'locative')}; dokuments uzskatāms par paziņotu${then} – ${dayLv(presumed, 'locative')}${without.lv ? ` (neieskaitot: ${without.lv})` : ''}.${roll ? ' Paziņošanas pieņēmumu uz darba dienu nepārceļ.' : ''}`,
    en: `${capital(rule.title.en)}: ${rule.sent.en} on ${dayEn(sent)}; the document is deemed to have been notified ${afterEn} ${weekdayName(presumed).en} ${dayEn(presumed)}${without.en ? ` (not counting: ${without.en})` : ''}.${roll ? ' A presumption of service is not moved to a working day.' : ''}`,
  }
}

function weekend(day: Day): boolean {
  const name = weekdayName(day).en
  return name === 'Saturday' || name === 'Sunday'
}

function warn(input: ServeInput): Warning[] {
  const list: Warning[] = []
  if (input.unfavourable && input.channel === 'post') {
    list.push({
      code: 'registered-letter-required',
      norm: { act: 'APL', article: '70(2)' },
      text: {
        lv: 'Nelabvēlīgu administratīvo aktu pa pastu sūta ierakstītā sūtījumā.',
        en: 'An unfavourable administrative act sent by post must go by registered letter.',
      },
    })
  }
  const private_ =
    input.channel !== 'e-address' && input.channel !== 'in-person' && input.channel !== 'messenger'
  if (private_ && (input.to === 'legal-person' || input.to === 'institution')) {
    list.push({
      code: 'e-address-first',
      norm: { act: 'OEAL', article: '' },
      text: {
        lv: 'Uzņēmumu reģistrā reģistrētam subjektam un iestādei dokumentus sūta uz oficiālo elektronisko adresi.',
        en: 'Documents to an entity of the Enterprise Register or an institution go to its official electronic address.',
      },
    })
  }
  if (input.channel === 'e-mail' && input.to === 'natural-person') {
    list.push({
      code: 'e-mail-consent',
      norm: { act: 'PazL', article: '9' },
      text: {
        lv: 'E-pastu var izmantot tikai tad, ja adresāts to lūdzis, tam piekritis vai pats tā sazinājies.',
        en: 'E-mail may be used only if the addressee asked for it, agreed to it or wrote that way.',
      },
    })
  }
  return list
}
