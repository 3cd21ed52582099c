import type { NormRef } from '../norm.ts'
import type { Text } from '../text.ts'
import { dayNumber, fromNumber, weekdayOf } from '../time.ts'
import { dayEn, dayLv, weekdayName } from '../words.ts'

/** A public holiday of one year, by its day number. */
export interface Holiday {
  n: number
  name: Text
  kind: 'holiday' | 'substitute'
  norm: NormRef
  unverified?: boolean
}

const SECTION_1: NormRef = { act: 'SvetkuL', article: '1' }

/** Day number of Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher). */
export function easterSunday(year: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 19 * l) / 433)
  const month = Math.floor((h + l - 7 * m + 90) / 25)
  const day = (h + l - 7 * m + 33 * month + 19) % 32
  return dayNumber(year, month, day)
}

/** Day number of Mothers' Day: the second Sunday of May. */
export function mothersDay(year: number): number {
  const first = dayNumber(year, 5, 1)
  return first + ((7 - weekdayOf(first)) % 7) + 7
}

interface FixedHoliday {
  month: number
  day: number
  name: Text
  /** First year as a public holiday. */
  from: number
  /** First year in which the next working day is off when the holiday falls on a Saturday or Sunday. */
  substituteFrom?: number
}

/** Fixed dates of Section 1. Years as recorded from the amendments; before 1990 the room does not answer. */
const FIXED: readonly FixedHoliday[] = [
  { month: 1, day: 1, from: 1990, name: { lv: 'Jaungada diena', en: "New Year's Day" } },
  {
    month: 5,
    day: 1,
    from: 1990,
    name: {
      lv: 'Darba svētki, Latvijas Republikas Satversmes sapulces sasaukšanas diena',
      en: 'Labour Day, Convocation of the Constitutional Assembly',
    },
  },
  {
    month: 5,
    day: 4,
    from: 2002,
    substituteFrom: 2008,
    name: { lv: 'Latvijas Republikas Neatkarības atjaunošanas diena', en: 'Restoration of Independence Day' },
  },
  { month: 6, day: 23, from: 1990, name: { lv: 'Līgo diena', en: 'Līgo Day (Midsummer Eve)' } },
  { month: 6, day: 24, from: 1990, name: { lv: 'Jāņu diena', en: 'Jāņi Day (Midsummer Day)' } },
  {
    month: 11,
    day: 18,
    from: 1990,
    substituteFrom: 2007,
    name: { lv: 'Latvijas Republikas Proklamēšanas diena', en: 'Proclamation Day of the Republic of Latvia' },
  },
  { month: 12, day: 24, from: 2007, name: { lv: 'Ziemassvētku vakars', en: 'Christmas Eve' } },
  { month: 12, day: 25, from: 1990, name: { lv: 'Pirmie Ziemassvētki', en: 'Christmas Day' } },
  { month: 12, day: 26, from: 1990, name: { lv: 'Otrie Ziemassvētki', en: 'Second Day of Christmas' } },
  { month: 12, day: 31, from: 1990, name: { lv: 'Vecgada diena', en: "New Year's Eve" } },
]

/** Days that follow from Easter or from the weekday, with the first year of each (amendments of 1995 and 1996). */
const MOVABLE: readonly { from: number; name: Text; day: (easter: number, year: number) => number }[] = [
  { from: 1990, name: { lv: 'Lielā Piektdiena', en: 'Good Friday' }, day: (easter) => easter - 2 },
  { from: 1990, name: { lv: 'Pirmās Lieldienas', en: 'Easter Sunday' }, day: (easter) => easter },
  // Law of 18 December 1996 (likumi.lv 41773).
  { from: 1997, name: { lv: 'Otrās Lieldienas', en: 'Easter Monday' }, day: (easter) => easter + 1 },
  { from: 1990, name: { lv: 'Mātes diena', en: "Mothers' Day" }, day: (_, year) => mothersDay(year) },
  // Law of 21 September 1995 (likumi.lv 37110).
  { from: 1996, name: { lv: 'Vasarsvētki', en: 'Pentecost' }, day: (easter) => easter + 49 },
]

/** Why the working day after is off: 'brīvdiena, jo 4. maijs bija sestdiena'. */
function inLieu(n: number): Text {
  const day = fromNumber(n)
  const [lv, en] = [dayLv(day).replace(/^\d+\. gada /, ''), dayEn(day).replace(/ \d+$/, '')]
  return {
    lv: `brīvdiena, jo ${lv} bija ${weekdayName(day).lv}`,
    en: `day off, because ${en} was a ${weekdayName(day).en}`,
  }
}

/**
 * The public holidays that the standing rules give for a year, with the substitute days of 4 May and 18 November.
 * One-off days and the song festival are data of the calendar (`ExtraHoliday`).
 */
export function standingHolidays(year: number): Holiday[] {
  const easter = easterSunday(year)
  const list: Holiday[] = []
  for (const { from, name, day } of MOVABLE) {
    if (year >= from) list.push({ n: day(easter, year), name, kind: 'holiday', norm: SECTION_1 })
  }
  for (const rule of FIXED) {
    if (year < rule.from) continue
    const n = dayNumber(year, rule.month, rule.day)
    list.push({ n, name: rule.name, kind: 'holiday', norm: SECTION_1 })
    const weekday = weekdayOf(n)
    if (rule.substituteFrom !== undefined && year >= rule.substituteFrom && weekday >= 6) {
      // "The next working day": neither 4 to 6 May nor 18 to 20 November can meet another holiday on a Monday.
      list.push({
        n: n + (8 - weekday),
        name: inLieu(n),
        kind: 'substitute',
        norm: SECTION_1,
      })
    }
  }
  return list
}
