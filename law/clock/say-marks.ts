import type { Text } from '../text.ts'
import { type Day, dayOf } from '../time.ts'
import { dayEn, dayLv } from '../words.ts'
import type { ClockFact } from './facts.ts'

// Sentences on facts that do not do what they seem to, and on readings of which nobody is certain.

/** The institution left it without progress when its own term had ended. */
export function sayMissed(due: Day): Text {
  return {
    lv: `Termiņš jau bija beidzies ${dayLv(due, 'locative')}; iesniegumu atstājot bez virzības vēlāk, tas nesākas no jauna.`,
    en: `The term had ended on ${dayEn(due)} already; it does not begin anew when the application is left without progress later.`,
  }
}

/** An extension that was right by the receipt known then. @param cap the day beyond which the law allows none now */
export function sayKept(cap: Day | null): Text {
  return cap === null
    ? {
        lv: 'Saņemšanas datums labots pēc pagarinājuma izdošanas; pagarinājums paliek spēkā.',
        en: 'The date of receipt was corrected after the extension had been granted; the extension stays in force.',
      }
    : {
        lv: `Saņemšanas datums labots pēc pagarinājuma izdošanas; pagarinājums paliek spēkā, bet ne ilgāk, kā likums atļauj: līdz ${dayLv(cap, 'dative')}.`,
        en: `The date of receipt was corrected after the extension had been granted; the extension stays in force, but no longer than the law allows: until ${dayEn(cap)}.`,
      }
}

/** @param reason free words of an official; null: without them */
export function sayAnnulled(fact: ClockFact | undefined, reason: string | null): Text {
  const day = fact ? dayOf(fact.at) : null
  const why = reason ? `: ${reason}` : ''
  return {
    lv: `Ieraksts${day ? ` par ${dayLv(day, 'accusative')}` : ''} nav spēkā no paša sākuma${why}.`,
    en: `The entry${day ? ` of ${dayEn(day)}` : ''} has no effect, and never had${why}.`,
  }
}

/** APL 45 speaks of suspended proceedings; whether the institution's own term stands still meanwhile, no norm says. */
export function saySuspensionUnsure(without: Day, due: Day): Text {
  return {
    lv: `Nav droši, ka apturējums pagarina iestādes pašas termiņu: bez tā termiņš beigtos ${dayLv(without, 'locative')}, ar to – ${dayLv(due, 'locative')}.`,
    en: `It is not certain that a suspension prolongs the institution's own term: without it the term would end on ${dayEn(without)}, with it on ${dayEn(due)}.`,
  }
}

/** APL 43(2) moves the end of terms that count forward only. */
export function sayBackwardUnsure(earlier: Day, later: Day): Text {
  return {
    lv: `Likums nenosaka, kā pārceļ atpakaļ skaitīta termiņa dienu, kas ir brīvdiena: drošākā ir agrākā diena – ${dayLv(earlier)}; ja pārceļ uz priekšu, tā ir ${dayLv(later)}.`,
    en: `The law does not say how a day counted back is moved when it is a day off: the earlier day, ${dayEn(earlier)}, is the safe one; moved forward it is ${dayEn(later)}.`,
  }
}

/** APL 43(2) names Saturdays, Sundays and public holidays; a day off in lieu of one is none of them by its words. */
export function saySubstituteUnsure(other: Day, due: Day): Text {
  return {
    lv: `Nav droši, ka brīvdiena svētku dienas vietā pārceļ termiņa beigas: piemērots ${dayLv(due)}; ja nepārceļ, termiņš beidzas ${dayLv(other, 'locative')}.`,
    en: `It is not certain that a day off in lieu of a holiday moves the end of a term: ${dayEn(due)} is applied; if it does not, the term ends on ${dayEn(other)}.`,
  }
}

/** A document that came when the institution did not work; no norm says which day is that of its receipt. */
export function sayAfterHours(time: string, due: Day, next: Day, later: Day): Text {
  return {
    lv: `Saņemts plkst. ${time.replace(':', '.')}, ārpus darba laika. Nav normas, kas noteiktu, kuru dienu tad uzskata par saņemšanas dienu: piemērots ${dayLv(due)}; ja saņemšanas diena ir nākamā darba diena, ${dayLv(next)}, termiņš beidzas ${dayLv(later, 'locative')}.`,
    en: `Received at ${time}, outside working hours. No norm says which day is then the day of receipt: ${dayEn(due)} is applied; if it is the next working day, ${dayEn(next)}, the term ends on ${dayEn(later)}.`,
  }
}
