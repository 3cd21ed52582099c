import type { Calendar } from '../calendar/types.ts'
import type { Step } from '../clock/facts.ts'
import { termFrom } from '../clock/fold.ts'
import { dayOf, type Instant } from '../time.ts'
import type { DecisionFact } from './facts.ts'
import { type Contest, type DecisionStanding, type Made, note, resumed } from './standing.ts'

/** Contestations on which nobody has decided yet. */
export function openContests({ contests }: Pick<DecisionStanding, 'contests'>): Contest[] {
  return contests.filter((one) => one.outcome === null)
}

/** The instant at which the term to contest ends for whoever contests: its own, else that of whoever was not notified. */
function endFor(
  s: DecisionStanding,
  { partyId, learnedOn }: DecisionFact & { type: 'contested' },
  calendar: Calendar,
): { end: Instant | null; steps: Step[] } {
  const own = partyId === undefined ? undefined : s.ends[partyId]
  if (own !== undefined) return { end: own, steps: [] }
  if (learnedOn === undefined || s.inForceFrom === null) return { end: s.contestEnd, steps: [] }
  // APL 79(2): a month from the day on which they learned of it, at most a year from its entry into force.
  const month = termFrom('APL79.uninvited', learnedOn, calendar)
  const limit = termFrom('APL79.uninvited-limit', s.inForceFrom, calendar)
  const first = limit.dueInstant < month.dueInstant ? limit : month
  return { end: first.dueInstant, steps: first.derivation }
}

/** APL 76(1), 80(1). */
export function contested(
  s: DecisionStanding,
  fact: DecisionFact & { type: 'contested' },
  made: Made,
  calendar: Calendar,
): void {
  const { end, steps } = endFor(s, fact, calendar)
  const late = end !== null && fact.at >= end
  const on = dayOf(fact.at)
  const suspends = !late && !made.immediate && !(made.favourable && fact.addressee)
  s.steps.push(...steps)
  s.stage = 'contested'
  const partyId = fact.partyId ?? null
  const others = s.contests.filter((one) => one.partyId !== partyId)
  s.contests = [...others, { partyId, at: fact.at, late, suspends, outcome: null, decidedOn: null }]
  s.contest = { at: fact.at, late, outcome: null, decidedOn: null }
  s.courtUntil = null
  s.court = null
  if (late)
    note(
      s,
      { act: 'APL', article: '76(4)' },
      on,
      {
        lv: 'Apstrīdēts pēc termiņa beigām; par termiņa atjaunošanu lemj ministrija. Likums nenosaka, ka novēlots iesniegums apturētu lēmuma darbību.',
        en: 'Contested after the term had ended; the ministry decides on restoring it. No law says that a late contestation suspends the decision.',
      },
      true,
    )
  else if (made.immediate)
    note(s, { act: 'APL', article: '80(1)' }, on, {
      lv: 'Apstrīdēts; lēmums izpildāms nekavējoties, tāpēc tā darbība nav apturēta.',
      en: 'Contested; the decision is to be carried out at once, so it is not suspended.',
    })
  else if (!suspends)
    note(s, { act: 'APL', article: '80(1)' }, on, {
      lv: 'Labvēlīgu lēmumu apstrīd tā adresāts, lai panāktu vēl labvēlīgāku; lēmuma darbība nav apturēta.',
      en: 'The addressee contests a favourable decision for a more favourable one; it is not suspended.',
    })
  else {
    // Suspended by another already, it stays so since then.
    const open = s.force === 'suspended' && s.suspension?.until === null ? s.suspension : null
    s.force = 'suspended'
    s.suspension = open ?? { since: on, until: null, by: 'contest' }
    note(s, { act: 'APL', article: '80(1)' }, on, {
      lv: 'Apstrīdēts; lēmuma darbība apturēta no iesnieguma saņemšanas dienas.',
      en: 'Contested; the decision is suspended from the receipt of the contestation.',
    })
  }
}

/** APL 78(3). */
export function withdrawn(s: DecisionStanding, fact: DecisionFact & { type: 'contest-withdrawn' }): void {
  const on = dayOf(fact.at)
  const ended = { outcome: 'withdrawn', decidedOn: on } as const
  const own = (one: Contest): boolean => fact.partyId === undefined || one.partyId === fact.partyId
  s.contests = s.contests.map((one) => (one.outcome === null && own(one) ? { ...one, ...ended } : one))
  const open = openContests(s)
  const left = open.at(-1)
  if (left) {
    const { at, late, outcome, decidedOn } = left
    s.contest = { at, late, outcome, decidedOn }
  } else if (s.contest) s.contest = { ...s.contest, ...ended }
  // Within the term it may be contested once more; what others contest is examined all the same (APL 26(4)).
  s.stage = left ? 'contested' : 'contest-period'
  const norm = { act: 'APL', article: '78(3)' }
  const text = { lv: 'Apstrīdēšanas iesniegums atsaukts.', en: 'The contestation was withdrawn.' }
  if (open.some((one) => one.suspends))
    note(s, norm, on, {
      lv: `${text.lv} Lēmumu apstrīd vēl kāds, tāpēc tā darbība paliek apturēta.`,
      en: `${text.en} Somebody else contests the decision, so it stays suspended.`,
    })
  else resumed(s, on, norm, text)
}
