import { CALENDAR } from '../calendar/data.ts'
import type { Calendar } from '../calendar/types.ts'
import { termFrom } from '../clock/fold.ts'
import { addDays, addMonths, type Day, dayOf, endOfDay, type Instant } from '../time.ts'
import { dayEn, dayLv } from '../words.ts'
import { forceOfAnnulled, isUndone, stepOfAnnulled, stepOfRestored } from './annulled.ts'
import { contested, withdrawn } from './contest.ts'
import type { DecisionFact, DecisionForce } from './facts.ts'
import { type DecisionStanding, type Made, note, resumed } from './standing.ts'

/** Nobody contests after three years from entry into force, and that term is not restored (APL 79(3)2). */
const BAR_MONTHS = 36

/** Whether the term to contest runs at an instant (UTC). */
export function isContestable(
  { stage, contestEnd }: Pick<DecisionStanding, 'stage' | 'contestEnd'>,
  at: Instant,
): boolean {
  return stage === 'contest-period' && contestEnd !== null && at < contestEnd
}

/** What a decision is worth on a day: a suspension ends by itself. @param day in Riga */
export function forceOn(
  standing: Pick<DecisionStanding, 'force' | 'suspension' | 'inForceFrom'>,
  day: Day,
): DecisionForce {
  const { force, suspension, inForceFrom } = standing
  if (force === 'in-force' && inForceFrom !== null && day < inForceFrom) return 'not-yet'
  if (force !== 'suspended' || !suspension) return force
  return suspension.until !== null && day >= suspension.until ? 'in-force' : 'suspended'
}

/**
 * Folds what happened to a decision into where it stands: service, the term to contest (APL 79), contestation and its outcome
 * (76–82), the court (185, 188), corrections (72). Pure; the same facts in the same order give the same standing.
 * @param facts in the order of recording, the first one `made`
 * @throws Error when the first fact is another one; LawError where the calendar does not reach
 */
export function foldDecision(
  facts: readonly DecisionFact[],
  calendar: Calendar = CALENDAR,
): DecisionStanding {
  const [made, ...others] = facts
  if (made?.type !== 'made') throw new Error('a decision begins by being made')
  const standing: DecisionStanding = {
    stage: 'service',
    force: 'not-yet',
    inForceFrom: null,
    contestUntil: null,
    contestEnd: null,
    barredFrom: null,
    contest: null,
    contests: [],
    ends: {},
    courtUntil: null,
    court: null,
    suspension: null,
    annulledBy: null,
    annulledFrom: null,
    steps: [],
  }
  for (const [i, fact] of others.entries()) {
    // What was undone changes nothing any more, but that it was is told.
    if (fact.type === 'annulled' && isUndone(fact, others.slice(i))) standing.steps.push(stepOfAnnulled(fact))
    else step(standing, fact, made, calendar)
  }
  return standing
}

function step(s: DecisionStanding, fact: DecisionFact, made: Made, calendar: Calendar): void {
  // What was suspended until a day that has come is so no more, whatever happens next.
  if (s.suspension?.until && s.suspension.until <= dayOf(fact.at)) {
    s.suspension = null
    if (s.force === 'suspended') s.force = 'in-force'
  }
  switch (fact.type) {
    case 'made':
      throw new Error('a decision is made once')
    case 'served':
      s.ends = { ...s.ends, [fact.partyId]: fact.contestEnd }
      // Of several recipients the one whose term ends last decides when it becomes incontestable.
      if (s.inForceFrom === null || fact.inForceFrom < s.inForceFrom) s.inForceFrom = fact.inForceFrom
      if (s.contestEnd === null || fact.contestEnd > s.contestEnd) {
        s.contestEnd = fact.contestEnd
        s.contestUntil = fact.contestUntil
        // Far beyond any calendar that is known: counted without looking whether its last day is a working day.
        s.barredFrom = endOfDay(addMonths(fact.inForceFrom, BAR_MONTHS))
      }
      if (s.stage === 'service') s.stage = 'contest-period'
      if (s.force === 'not-yet') s.force = 'in-force'
      break
    case 'corrected':
      note(
        s,
        { act: 'APL', article: '72(1)' },
        dayOf(fact.at),
        fact.renewed
          ? {
              lv: 'Lēmums labots; labojums skar normas, rezolutīvo daļu vai norādi par apstrīdēšanu, tāpēc to paziņo no jauna.',
              en: 'Corrected; the correction touches norms, operative part or appeal note, so it is served anew.',
            }
          : {
              lv: 'Lēmumā labota kļūda, kas nemaina tā būtību.',
              en: 'An error was corrected that does not change its substance.',
            },
      )
      if (fact.renewed && s.stage === 'settled' && s.contest === null) s.stage = 'contest-period'
      break
    case 'contested':
      contested(s, fact, made, calendar)
      break
    case 'contest-withdrawn':
      withdrawn(s, fact)
      break
    case 'ministry-decided':
      ministryDecided(s, fact, made, calendar)
      break
    case 'court-filed':
      courtFiled(s, fact, made)
      break
    case 'court-decided':
      courtDecided(s, fact)
      break
    case 'annulled':
      s.stage = 'settled'
      s.force = forceOfAnnulled(fact)
      s.annulledBy = fact.by
      s.annulledFrom = fact.from
      s.suspension = null
      s.steps.push(stepOfAnnulled(fact))
      break
    case 'restored':
      s.steps.push(stepOfRestored(fact))
      break
  }
}

function ministryDecided(
  s: DecisionStanding,
  fact: DecisionFact & { type: 'ministry-decided' },
  made: Made,
  calendar: Calendar,
): void {
  const { outcome, inForceFrom } = fact
  // One decision on all that contested it.
  s.contests = s.contests.map((one) =>
    one.outcome === null ? { ...one, outcome, decidedOn: inForceFrom } : one,
  )
  if (s.contest) s.contest = { ...s.contest, outcome, decidedOn: inForceFrom }
  s.stage = 'settled'
  const term = termFrom(fact.appealNote ? 'APL188.court' : 'APL188.court-no-note', inForceFrom, calendar)
  s.courtUntil = term.due
  s.steps.push(...term.derivation)
  if (outcome === 'revoked') s.force = 'annulled'
  else if (outcome === 'revoked-partly') s.force = 'annulled-partly'
  else if (outcome === 'other-act') s.force = 'replaced'
  if (outcome !== 'unchanged' && outcome !== 'not-examined') {
    s.suspension = null
    if (s.force === 'suspended') s.force = 'in-force'
    return
  }
  if (!s.suspension) return
  // APL 80(2): from the end of the term to apply to the court, whether or not that would suspend it once more.
  s.suspension = { ...s.suspension, until: addDays(term.due, 1) }
  note(s, { act: 'APL', article: '80(2)' }, addDays(term.due, 1), {
    lv: `Lēmuma darbība atjaunojas, kad beidzies pārsūdzēšanas termiņš: ${dayLv(addDays(term.due, 1), 'locative')}${
      courtSuspends(made, true) ? ', ja līdz tam nav vērsušies tiesā' : ''
    }.`,
    en: `The decision has effect again when the term to apply to the court is over: on ${dayEn(addDays(term.due, 1))}${
      courtSuspends(made, true) ? ', unless the court was applied to' : ''
    }.`,
  })
}

/** Whether an application to the court suspends the act (APL 185(1), (4)). */
export function courtSuspends(
  made: Pick<Made, 'does' | 'favourable' | 'immediate'>,
  addressee: boolean,
): boolean {
  if (made.immediate) return false // 185(4)3
  if (made.does === 'refuses' || made.does === 'withdraws') return false // 185(4)8, 10
  return !(made.favourable && addressee) // 185(4)5
}

function courtFiled(s: DecisionStanding, fact: DecisionFact & { type: 'court-filed' }, made: Made): void {
  s.stage = 'in-court'
  s.court = { filedOn: fact.on, outcome: null, decidedOn: null }
  if (s.force !== 'in-force' && s.force !== 'suspended') return
  if (courtSuspends(made, fact.addressee)) {
    const since = s.suspension && (s.suspension.until === null || s.suspension.until > fact.on)
    s.suspension = { since: since ? s.suspension!.since : fact.on, until: null, by: 'court' }
    s.force = 'suspended'
    note(s, { act: 'APL', article: '185(1)' }, fact.on, {
      lv: 'Pieteikums saņemts tiesā; lēmuma darbība apturēta.',
      en: 'The court received the application; the decision is suspended.',
    })
    return
  }
  note(s, { act: 'APL', article: '185(4)' }, fact.on, {
    lv: 'Pieteikums saņemts tiesā; lēmuma darbību tas neaptur.',
    en: 'The court received the application; that does not suspend the decision.',
  })
}

function courtDecided(s: DecisionStanding, fact: DecisionFact & { type: 'court-decided' }): void {
  const { outcome, inForceFrom } = fact
  s.stage = 'settled'
  if (s.court) s.court = { ...s.court, outcome, decidedOn: inForceFrom }
  if (outcome === 'annulled' || outcome === 'annulled-partly') {
    s.force = outcome
    s.suspension = null
    return
  }
  resumed(
    s,
    inForceFrom,
    { act: 'APL', article: '185(7)' },
    {
      lv: 'Tiesa pieteikumu nav apmierinājusi; lēmuma darbība atjaunojas.',
      en: 'The court did not allow the application; the decision has effect again.',
    },
  )
}
