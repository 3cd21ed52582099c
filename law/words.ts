import type { Text } from './text.ts'
import { type Day, parts, toNumber, weekdayOf } from './time.ts'

export type Case = 'nominative' | 'genitive' | 'dative' | 'accusative' | 'locative'

const STEMS = [
  ['janvār', 'is'],
  ['februār', 'is'],
  ['mart', 's'],
  ['aprīl', 'is'],
  ['maij', 's'],
  ['jūnij', 's'],
  ['jūlij', 's'],
  ['august', 's'],
  ['septembr', 'is'],
  ['oktobr', 'is'],
  ['novembr', 'is'],
  ['decembr', 'is'],
] as const
const ENDINGS: Record<'s' | 'is', Record<Case, string>> = {
  s: { nominative: 's', genitive: 'a', dative: 'am', accusative: 'u', locative: 'ā' },
  is: { nominative: 'is', genitive: 'a', dative: 'im', accusative: 'i', locative: 'ī' },
}
// In the genitive the stems of the second declension change their consonant, except after r in month names of
// foreign origin, where usage keeps a plain r: janvāra, septembra, but aprīļa.
const GENITIVE_STEMS: Record<string, string> = { aprīl: 'aprīļ' }
const MONTHS_EN =
  'January February March April May June July August September October November December'.split(' ')
const WEEKDAYS_LV = 'pirmdiena otrdiena trešdiena ceturtdiena piektdiena sestdiena svētdiena'.split(' ')
const WEEKDAYS_EN = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ')

/** The day in Latvian words in a grammatical case, e.g. accusative '2026. gada 5. martu'. */
export function dayLv(day: Day, inCase: Case = 'nominative'): string {
  const p = parts(day)
  const [stem, declension] = STEMS[p.month - 1]!
  const root = inCase === 'genitive' ? (GENITIVE_STEMS[stem] ?? stem) : stem
  return `${p.year}. gada ${p.day}. ${root}${ENDINGS[declension][inCase]}`
}

/** The day in English words, e.g. '5 March 2026'. */
export function dayEn(day: Day): string {
  const p = parts(day)
  return `${p.day} ${MONTHS_EN[p.month - 1]} ${p.year}`
}

/** Name of the weekday of a day, both languages. */
export function weekdayName(day: Day): Text {
  const w = weekdayOf(toNumber(day)) - 1
  return { lv: WEEKDAYS_LV[w]!, en: WEEKDAYS_EN[w]! }
}

/** The weekday as an adverb in Latvian ('otrdien'), as a noun in English ('Tuesday'). */
export function onWeekday(day: Day): Text {
  const name = weekdayName(day)
  return { lv: name.lv.slice(0, -1), en: name.en }
}

/** True when a Latvian noun after this number stands in the singular (1, 21, 101, but not 11). */
export function singularLv(n: number): boolean {
  return n % 10 === 1 && n % 100 !== 11
}

export type Unit = 'years' | 'months' | 'weeks' | 'days' | 'working-days' | 'hours' | 'minutes' | 'fixed-date'

const UNITS_LV: Record<Exclude<Unit, 'fixed-date'>, readonly [string, string]> = {
  years: ['gads', 'gadi'],
  months: ['mēnesis', 'mēneši'],
  weeks: ['nedēļa', 'nedēļas'],
  days: ['diena', 'dienas'],
  'working-days': ['darbdiena', 'darbdienas'],
  hours: ['stunda', 'stundas'],
  minutes: ['minūte', 'minūtes'],
}
const UNITS_EN: Record<Exclude<Unit, 'fixed-date'>, string> = {
  years: 'year',
  months: 'month',
  weeks: 'week',
  days: 'day',
  'working-days': 'working day',
  hours: 'hour',
  minutes: 'minute',
}

/** An amount in words: '10 darbdienas' / '10 working days'. */
export function amountText(n: number, unit: Exclude<Unit, 'fixed-date'>): Text {
  const [one, many] = UNITS_LV[unit]
  return { lv: `${n} ${singularLv(n) ? one : many}`, en: `${n} ${UNITS_EN[unit]}${n === 1 ? '' : 's'}` }
}

const ACCUSATIVE_LV: Record<Exclude<Unit, 'fixed-date'>, readonly [string, string]> = {
  years: ['gadu', 'gadus'],
  months: ['mēnesi', 'mēnešus'],
  weeks: ['nedēļu', 'nedēļas'],
  days: ['dienu', 'dienas'],
  'working-days': ['darbdienu', 'darbdienas'],
  hours: ['stundu', 'stundas'],
  minutes: ['minūti', 'minūtes'],
}

/** An amount in the Latvian accusative, as after 'skaitot': '1 mēnesi', '10 darbdienas'. */
export function amountAccusative(n: number, unit: Exclude<Unit, 'fixed-date'>): string {
  const [one, many] = ACCUSATIVE_LV[unit]
  return `${n} ${singularLv(n) ? one : many}`
}

/** Upper-cases the first letter, for a sentence's start. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const ORDINALS_EN = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ')

/** 2 → 'second', as far as ten; then '11th'. */
export function ordinalEn(n: number): string {
  return ORDINALS_EN[n - 1] ?? `${n}th`
}
