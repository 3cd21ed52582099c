import type { NormRef } from '../norm.ts'
import type { Calendar, ExtraHoliday, MovedDay } from './types.ts'

const HOLIDAYS: NormRef = { act: 'SvetkuL', article: '1' }
const ORDER: NormRef = { act: 'MKmoved', article: '' }
const FESTIVAL = {
  lv: 'Vispārējo latviešu Dziesmu un deju svētku noslēguma diena',
  en: 'Closing day of the Nationwide Latvian Song and Dance Festival',
}
const IN_LIEU = {
  lv: `brīvdiena, jo ${FESTIVAL.lv} bija svētdiena`,
  en: `day off, because the ${FESTIVAL.en} was a Sunday`,
}
const EXPECTED = {
  lv: 'svētku noslēguma diena 2028. gadā vēl nav oficiāli noteikta',
  en: 'the closing day of the festival of 2028 is not officially set yet',
}

/** Days off beyond the standing rules. The festival rule holds from 22 October 2014 (amendments of 2 October 2014). */
const EXTRA: readonly ExtraHoliday[] = [
  { day: '2018-07-08', name: FESTIVAL, kind: 'holiday', norm: HOLIDAYS },
  { day: '2018-07-09', name: IN_LIEU, kind: 'substitute', norm: HOLIDAYS },
  {
    day: '2018-09-24',
    name: {
      lv: 'Viņa Svētības pāvesta Franciska pastorālās vizītes diena',
      en: 'Day of the pastoral visit of His Holiness Pope Francis',
    },
    kind: 'holiday',
    norm: HOLIDAYS,
  },
  {
    day: '2023-05-29',
    name: {
      lv: 'Diena, kad Latvijas hokeja komanda ieguva bronzas medaļu 2023. gada pasaules čempionātā',
      en: 'Day of the bronze medal of the Latvian team at the 2023 Ice Hockey World Championship',
    },
    kind: 'holiday',
    norm: HOLIDAYS,
  },
  { day: '2023-07-09', name: FESTIVAL, kind: 'holiday', norm: HOLIDAYS },
  { day: '2023-07-10', name: IN_LIEU, kind: 'substitute', norm: HOLIDAYS },
  { day: '2028-07-09', name: FESTIVAL, kind: 'holiday', norm: HOLIDAYS, unverified: true, missing: EXPECTED },
  {
    day: '2028-07-10',
    name: IN_LIEU,
    kind: 'substitute',
    norm: HOLIDAYS,
    unverified: true,
    missing: EXPECTED,
  },
]

/** @param order number of the Cabinet order at likumi.lv */
function moved(off: string, worked: string, order: number): MovedDay {
  return { off, worked, norm: ORDER, source: `https://likumi.lv/ta/id/${order}` }
}

/**
 * Working days moved by Cabinet orders (Labour Law 133(4)). The days and the order of each are those that the list of
 * holidays of the open project Vacanza records; no order is known for 1990–2000, 2005, 2011, 2016, 2019 and 2022.
 * Two orders name days of 2004 (80562 and 83431); which of its days stands in which is not recorded.
 */
const MOVED: readonly MovedDay[] = [
  moved('2001-12-24', '2001-12-22', 56308),
  moved('2002-12-30', '2002-12-28', 60769),
  moved('2003-11-17', '2003-11-15', 80562),
  moved('2004-01-02', '2004-01-10', 80562),
  moved('2004-05-03', '2004-05-08', 80562),
  moved('2004-06-25', '2004-06-19', 80562),
  moved('2004-11-19', '2004-11-13', 83431),
  moved('2006-11-27', '2006-12-02', 145144),
  moved('2007-04-30', '2007-04-14', 131354),
  moved('2008-05-02', '2008-05-10', 173689),
  moved('2008-11-17', '2008-11-22', 173689),
  moved('2009-01-02', '2009-01-10', 185051),
  moved('2009-06-22', '2009-06-27', 185051),
  moved('2010-05-03', '2010-05-29', 203023),
  moved('2010-06-25', '2010-06-19', 203023),
  moved('2010-11-19', '2010-11-13', 203023),
  moved('2012-04-30', '2012-04-28', 228399),
  moved('2013-12-23', '2013-12-14', 247102),
  moved('2013-12-30', '2013-12-28', 247102),
  moved('2014-05-02', '2014-05-10', 257810),
  moved('2014-11-17', '2014-11-22', 257810),
  moved('2015-01-02', '2015-01-10', 266487),
  moved('2015-06-22', '2015-06-27', 266487),
  moved('2017-05-05', '2017-05-13', 282928),
  moved('2018-04-30', '2018-04-21', 290413),
  moved('2020-06-22', '2020-06-13', 308097),
  moved('2021-05-03', '2021-05-08', 315837),
  moved('2021-06-25', '2021-06-19', 315837),
  moved('2021-11-19', '2021-11-13', 315837),
  moved('2023-05-05', '2023-05-20', 333470),
  moved('2024-12-23', '2024-12-14', 342680),
  moved('2024-12-30', '2024-12-28', 342680),
  moved('2025-05-02', '2025-05-10', 351684),
  moved('2025-11-17', '2025-11-08', 351684),
  moved('2026-01-02', '2026-01-17', 361161),
  moved('2026-06-22', '2026-06-27', 361161),
]

/**
 * The built-in calendar. Holidays follow from standing rules, so terms of many years can be counted; the Cabinet moves
 * working days a year or two ahead, and the order for 2027 was not found, so moved days are known until the end of 2026
 * and every later date says so. Closing times are those usual in state institutions
 * (unverified: the institution's own opening hours are to be entered).
 */
export const CALENDAR: Calendar = {
  version: 2,
  knownFrom: '1990-01-01',
  knownUntil: '2045-12-31',
  movedDaysKnownUntil: '2026-12-31',
  extraHolidays: EXTRA,
  removedHolidays: [],
  movedDays: MOVED,
  movedDayPolicy: { institution: 'earlier', party: 'later', service: 'later' },
  closingTimes: ['17:00', '17:00', '17:00', '17:00', '17:00'],
}
