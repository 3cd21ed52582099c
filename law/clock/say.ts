import type { Calendar } from '../calendar/types.ts'
import { normText } from '../norm.ts'
import type { Extension, Rule } from '../rules/types.ts'
import type { Text } from '../text.ts'
import { type Day, daysBetween } from '../time.ts'
import {
  amountAccusative,
  amountText,
  capital,
  dayEn,
  dayLv,
  onWeekday,
  singularLv,
  weekdayName,
} from '../words.ts'
import type { Skipped } from './count.ts'

/** The sentences of derivations. Dates in Latvian stand in the case that the sentence needs. */

const cite = (norm: Rule['norm']): Text => ({ lv: normText(norm, 'lv'), en: normText(norm, 'en') })

export function ruleLength(rule: Rule): Text {
  if (rule.unit === 'fixed-date') {
    const day = `2001-${String(rule.fixed!.month).padStart(2, '0')}-${String(rule.fixed!.day).padStart(2, '0')}`
    const without = '2001. gada '.length
    return {
      lv: `katru gadu līdz ${dayLv(day, 'dative').slice(without)}`,
      en: `every year until ${dayEn(day).slice(0, -5)}`,
    }
  }
  const amount = amountText(rule.amount, rule.unit)
  return rule.direction === 'backward'
    ? { lv: `${amount.lv} pirms notikuma`, en: `${amount.en} before the event` }
    : amount
}

export function sayRule(rule: Rule): Text {
  const length = ruleLength(rule)
  const norm = cite(rule.norm)
  return {
    lv: `${rule.title.lv}: ${length.lv} (${norm.lv}).`,
    en: `${rule.title.en}: ${length.en} (${norm.en}).`,
  }
}

export function sayEvent(rule: Rule, day: Day): Text {
  if (rule.unit === 'fixed-date') {
    return {
      lv: `Datums pienāk katru gadu; meklēts pirmais, kas nav agrāk par ${dayLv(day, 'accusative')}.`,
      en: `The date comes every year; looked for is the first that is not before ${dayEn(day)}.`,
    }
  }
  return {
    lv: `Notikums, ${rule.direction === 'backward' ? 'līdz kuram' : 'no kura'} skaita termiņu – ${rule.event.lv}: ${dayLv(day)} (${weekdayName(day).lv}).`,
    en: `The term counts ${rule.direction === 'backward' ? 'back from' : 'from'} the following event – ${rule.event.en}: ${weekdayName(day).en} ${dayEn(day)}.`,
  }
}

export function sayCorrected(from: Day, to: Day): Text {
  return {
    lv: `Saņemšanas datums labots: ${dayLv(from, 'genitive')} vietā – ${dayLv(to)}.`,
    en: `The date of receipt was corrected from ${dayEn(from)} to ${dayEn(to)}.`,
  }
}

/** Left until corrected: the day that holds, and where another was named, that one and why it does not. */
export function sayLeft(day: Day, cure: { named: Day; holds: Day; why: Text } | null): Text {
  const moved = cure && cure.named !== cure.holds
  const by = cure && {
    lv: `; trūkumi novēršami līdz ${dayLv(cure.holds, 'dative')}${moved ? ` (noteikts ${dayLv(cure.named)} – ${cure.why.lv})` : ''}`,
    en: `; the defects are to be cured by ${dayEn(cure.holds)}${moved ? ` (set was ${dayEn(cure.named)}: ${cure.why.en})` : ''}`,
  }
  return {
    lv: `${dayLv(day, 'locative')} iesniegums atstāts bez virzības${by?.lv ?? ''}.`,
    en: `On ${dayEn(day)} the application was put on hold until corrected${by?.en ?? ''}.`,
  }
}

export function sayCured(day: Day): Text {
  return {
    lv: `${dayLv(day, 'locative')} trūkumi novērsti; termiņu skaita no jauna, sākot ar nākamo dienu.`,
    en: `On ${dayEn(day)} the defects were cured; the term counts anew from the next day.`,
  }
}

export function sayLapsed(day: Day): Text {
  return {
    lv: `Trūkumi noteiktajā termiņā nav novērsti; ${dayLv(day, 'locative')} iestāde iesniegumu atzina par neiesniegtu.`,
    en: `The defects were not cured within the term; on ${dayEn(day)} the institution found the application not submitted.`,
  }
}

export function sayWaiting(): Text {
  return {
    lv: 'Kamēr trūkumi nav novērsti, iestādes termiņš netiek skaitīts.',
    en: 'Until the defects are cured, the term of the institution does not run.',
  }
}

export function sayStart(day: Day, cured: boolean): Text {
  return {
    lv: `${cured ? 'Trūkumu novēršanas' : 'Notikuma'} dienu neieskaita; termiņš sākas ${dayLv(day, 'locative')}.`,
    en: `The day of the ${cured ? 'cure' : 'event'} is not counted; the term begins on ${dayEn(day)}.`,
  }
}

export function sayFromHour(day: Day, time: string, next: boolean): Text {
  return next
    ? {
        lv: `Termiņu skaita no nākamās pilnās stundas – ${dayLv(day, 'genitive')} plkst. ${time.replace(':', '.')}.`,
        en: `The term counts from the next full hour: ${time} on ${dayEn(day)}.`,
      }
    : {
        lv: `Termiņu skaita no notikuma brīža – ${dayLv(day, 'genitive')} plkst. ${time.replace(':', '.')}.`,
        en: `The term counts from the moment of the event: ${time} on ${dayEn(day)}.`,
      }
}

/** 'skipped' in words: weekends as a number, everything else by name. */
export function saySkipped(skipped: Skipped): Text {
  const weekend = skipped.filter((s) => s.reason.lv === 'sestdiena' || s.reason.lv === 'svētdiena').length
  const named = skipped.filter((s) => s.reason.lv !== 'sestdiena' && s.reason.lv !== 'svētdiena')
  const lv = named.map((s) => `${dayLv(s.day)} (${s.reason.lv})`)
  const en = named.map((s) => `${dayEn(s.day)} (${s.reason.en})`)
  if (weekend > 0) {
    lv.unshift(`${weekend} ${singularLv(weekend) ? 'sestdiena vai svētdiena' : 'sestdienas un svētdienas'}`)
    en.unshift(`${weekend} weekend day${weekend === 1 ? '' : 's'}`)
  }
  return { lv: lv.join(', '), en: en.join(', ') }
}

function missingDay(from: Day, to: Day, rule: Pick<Rule, 'unit'>): boolean {
  return (rule.unit === 'months' || rule.unit === 'years') && from.slice(8) !== to.slice(8)
}

export function sayCount(
  amount: number,
  unit: Rule['unit'],
  from: Day,
  to: Day,
  skipped: Skipped,
  backward: boolean,
): Text {
  const words = amountText(amount, unit as Exclude<Rule['unit'], 'fixed-date'>)
  if (unit === 'working-days') {
    const without = saySkipped(skipped)
    return {
      lv: `Skaita tikai darbdienas; ${amount}. darbdiena${backward ? ' pirms notikuma' : ''} ir ${dayLv(to)}${without.lv ? `. Neieskaitītas: ${without.lv}` : ''}.`,
      en: `Only working days count; working day ${amount}${backward ? ' before the event' : ''} is ${dayEn(to)}${without.en ? `. Not counted: ${without.en}` : ''}.`,
    }
  }
  const end = missingDay(from, to, { unit })
    ? {
        lv: ` Mēnesī nav ${Number(from.slice(8))}. datuma, tāpēc tā ir mēneša pēdējā diena.`,
        en: ` The month has no day ${Number(from.slice(8))}, so it is the last day of the month.`,
      }
    : { lv: '', en: '' }
  return {
    lv: `Skaitot ${amountAccusative(amount, unit as Exclude<Rule['unit'], 'fixed-date'>)}${backward ? ' atpakaļ' : ''}, pēdējā diena ir ${dayLv(to)} (${weekdayName(to).lv}).${end.lv}`,
    en: `Counting ${words.en}${backward ? ' back' : ''}, the last day is ${weekdayName(to).en} ${dayEn(to)}.${end.en}`,
  }
}

export function saySuspended(from: Day, to: Day, end: Day): Text {
  const days = daysBetween(from, to)
  return {
    lv: `No ${dayLv(from, 'genitive')} termiņš bija apturēts; skaitīšana turpinās ${dayLv(to, 'locative')}. ${singularLv(days) ? 'Šo' : 'Šīs'} ${amountAccusative(days, 'days')} neieskaita, un termiņa beigas ir ${dayLv(end)}.`,
    en: `From ${dayEn(from)} the term was suspended; counting continues on ${dayEn(to)}. ${days === 1 ? 'This 1 day does' : `These ${days} days do`} not count, and the term ends on ${dayEn(end)}.`,
  }
}

export function sayStillSuspended(from: Day): Text {
  return {
    lv: `No ${dayLv(from, 'genitive')} termiņš ir apturēts; beigu datumu varēs noteikt pēc tā atjaunošanas.`,
    en: `The term has been suspended since ${dayEn(from)}; its end can be told once it is resumed.`,
  }
}

export function sayExtended(
  extension: Extension | null,
  to: Day,
  ground: string | null,
  told: Day | null,
): Text {
  const why = extension ? extension.title : { lv: 'pagarinājums', en: 'extension' }
  return {
    lv: `Termiņš pagarināts līdz ${dayLv(to, 'dative')} (${why.lv}${ground ? `: ${ground}` : ''})${told ? `; par to paziņots ${dayLv(told, 'locative')}` : ''}.`,
    en: `The term was extended to ${dayEn(to)} (${why.en}${ground ? `: ${ground}` : ''})${told ? `; notice was given on ${dayEn(told)}` : ''}.`,
  }
}

export function sayNoNotice(): Text {
  return {
    lv: 'Paziņojums personai par pagarinājumu nav ierakstīts; tas jānosūta pirms sākotnējā termiņa beigām.',
    en: 'No notice of the extension to the person is recorded; it must be sent before the earlier term ends.',
  }
}

export function sayRestored(to: Day, ended: Day | null): Text {
  return ended
    ? {
        lv: `Termiņš beidzās ${dayLv(ended, 'locative')}; nokavētais termiņš atjaunots līdz ${dayLv(to, 'dative')}.`,
        en: `The term ended on ${dayEn(ended)}; missed, it was restored until ${dayEn(to)}.`,
      }
    : {
        lv: `Nokavētais termiņš atjaunots līdz ${dayLv(to, 'dative')}.`,
        en: `The missed term was restored until ${dayEn(to)}.`,
      }
}

export function saySet(to: Day): Text {
  return {
    lv: `Iestāde termiņu noteikusi līdz ${dayLv(to, 'dative')}.`,
    en: `The institution set the term to end on ${dayEn(to)}.`,
  }
}

export function sayFixed(to: Day): Text {
  return { lv: `Tuvākais noteiktais datums ir ${dayLv(to)}.`, en: `The next fixed date is ${dayEn(to)}.` }
}

export function sayGoverning(to: Day): Text {
  return {
    lv: `No iespējamiem beigu datumiem piemēro vēlāko – ${dayLv(to, 'accusative')}.`,
    en: `Of the possible ends the latest governs: ${dayEn(to)}.`,
  }
}

export function sayRoll(from: Day, to: Day, skipped: Skipped, backward: boolean): Text {
  const only = skipped.length === 1 ? skipped[0] : undefined
  const reasons = (lang: 'lv' | 'en') =>
    only?.reason[lang] ??
    skipped.map((s) => `${lang === 'lv' ? dayLv(s.day) : dayEn(s.day)} – ${s.reason[lang]}`).join('; ')
  return {
    lv: `${capital(dayLv(from))} nav darba diena (${reasons('lv')}), tāpēc pēdējā diena ir ${backward ? 'iepriekšējā' : 'nākamā'} darba diena – ${dayLv(to)}.`,
    en: `${dayEn(from)} is not a working day (${reasons('en')}), so the last day is the ${backward ? 'previous' : 'next'} working day, ${dayEn(to)}.`,
  }
}

export function sayMoved(earliest: Day, latest: Day, due: Day, cal: Calendar): Text {
  return {
    lv: `Likums nenosaka, kā skaitīt pārceltās darba dienas (kalendāra versija ${cal.version}): agrākais iespējamais datums ir ${dayLv(earliest)}, vēlākais – ${dayLv(latest)}. Piemērots ${dayLv(due)}: iestādei saistošus termiņus skaita līdz agrākajam, personas tiesības – līdz vēlākajam.`,
    en: `The law does not say how moved working days count (calendar version ${cal.version}): the earliest possible date is ${dayEn(earliest)}, the latest ${dayEn(latest)}. ${dayEn(due)} is applied: terms that bind the institution end on the earlier, rights of a person on the later.`,
  }
}

export function sayMovedUnknown(cal: Calendar): Text {
  return {
    lv: `Pārceltās darba dienas ir zināmas līdz ${dayLv(cal.movedDaysKnownUntil, 'dative')}; jauns rīkojums vai vienreizēja svētku diena datumu var grozīt.`,
    en: `Moved working days are known until ${dayEn(cal.movedDaysKnownUntil)}; a new order or a one-off holiday may change the date.`,
  }
}

export function sayUnverified(missing: Text | undefined): Text {
  const asked = missing && /^(?:vai|no kuras|kā) /.test(missing.lv)
  return {
    lv: `Šis noteikums nav juridiski pārbaudīts${asked ? `; jānoskaidro, ${missing.lv}` : missing ? `: ${missing.lv}` : ''}.`,
    en: `This rule has not been verified by a lawyer${asked ? `; to be found out: ${missing.en}` : missing ? `: ${missing.en}` : ''}.`,
  }
}

export function sayCalendar(version: number, reason: string | null): Text {
  return {
    lv: `Darba kalendārs grozīts (versija ${version})${reason ? `: ${reason}` : ''}.`,
    en: `The working calendar was changed (version ${version})${reason ? `: ${reason}` : ''}.`,
  }
}

export function sayRuleVersion(from: Day, reason: string | null): Text {
  return {
    lv: `Piemērots noteikums redakcijā, kas ir spēkā no ${dayLv(from, 'genitive')}${reason ? `: ${reason}` : ''}.`,
    en: `The rule is applied in the version in force from ${dayEn(from)}${reason ? `: ${reason}` : ''}.`,
  }
}

export function sayEnd(rule: Rule, day: Day): Text {
  // What may be done only from a day on does not end on it.
  if (rule.kind === 'not-before') {
    return {
      lv: `Agrākā diena ir ${dayLv(day)} (${weekdayName(day).lv}).`,
      en: `The earliest day is ${weekdayName(day).en} ${dayEn(day)}.`,
    }
  }
  return {
    lv: `Termiņš beidzas ${dayLv(day, 'locative')} (${onWeekday(day).lv}) plkst. 24.00.`,
    en: `The term ends on ${onWeekday(day).en} ${dayEn(day)} at 24:00.`,
  }
}

export function sayAdvice(day: Day): Text {
  return {
    lv: `Tā ir brīvdiena; pēdējā darba diena pirms tās ir ${dayLv(day)}.`,
    en: `It is a day off; the last working day before it is ${dayEn(day)}.`,
  }
}

export function sayEndAt(day: Day, time: string): Text {
  return {
    lv: `Termiņš beidzas ${dayLv(day, 'locative')} (${onWeekday(day).lv}) plkst. ${time.replace(':', '.')}.`,
    en: `The term ends on ${onWeekday(day).en} ${dayEn(day)} at ${time}.`,
  }
}

export function sayClosing(day: Day, time: string): Text {
  return {
    lv: `Darbība veicama iestādē, tāpēc termiņš beidzas ${dayLv(day, 'locative')} (${onWeekday(day).lv}), kad iestāde beidz darbu – plkst. ${time.replace(':', '.')}.`,
    en: `The act is to be done at the institution, so the term ends on ${onWeekday(day).en} ${dayEn(day)} when it closes, at ${time}.`,
  }
}

export function sayStopped(day: Day, reason: string | null): Text {
  return {
    lv: `Termiņa skaitīšana pārtraukta ${dayLv(day, 'locative')}${reason ? `: ${reason}` : ''}.`,
    en: `The clock was stopped on ${dayEn(day)}${reason ? `: ${reason}` : ''}.`,
  }
}

/** A letter named a later day than the rule would give as things stand (APL 41; decision 9). */
export function sayTold(day: Day): Text {
  return {
    lv: `Vēstulē nosauktā pēdējā diena ir ${dayLv(day)}; agrāka tā nekļūst.`,
    en: `The last day that the letter named is ${dayEn(day)}; it becomes no earlier.`,
  }
}
