import type { NormRef } from '../norm.ts'
import type { Calendar, ExtraHoliday, MovedDay } from './types.ts'

const HOLIDAYS: NormRef = { act: 'SvetkuL', article: '1' }
const ORDER: NormRef = { act: 'MKmoved', article: '' }
const FESTIVAL = {
  lv: 'Vispārējo latviešu Dziesmu un deju svētku noslēguma diena',
  en: 'Closing day of the Nationwide Latvian Song and Dance Festival',
}
const IN_LIEU = {
  lv: `Brīvdiena par svētku dienu brīvdienās (${FESTIVAL.lv})`,
  en: `Day off in lieu (${FESTIVAL.en})`,
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

function moved(off: string, worked: string, source: string, missing?: { lv: string; en: string }): MovedDay {
  return { off, worked, norm: ORDER, source, ...(missing ? { unverified: true, missing } : {}) }
}

const FINAL = {
  lv: 'nav pārbaudīts rīkojuma galīgais teksts',
  en: 'the final text of the order was not checked',
}

/**
 * Working days moved by Cabinet orders (Labour Law 133(4)), as far as sources were found. Years without a row
 * are either without an order (2019, 2022) or not found (1990–2000, 2002–2006, 2011, 2013–2016).
 */
const MOVED: readonly MovedDay[] = [
  moved('2001-12-24', '2001-12-22', 'zz.lv 111710', {
    lv: 'gads secināts no nedēļas dienas',
    en: 'the year is inferred from the weekday',
  }),
  moved('2008-05-02', '2008-05-10', 'vestnesis.lv 174501'),
  moved('2008-11-17', '2008-11-22', 'vestnesis.lv 174501'),
  moved('2009-01-02', '2009-01-10', 'arhivs.bauskasdzive.lv 18355', {
    lv: 'nav zināms, vai rīkojumu vēlāk neatcēla',
    en: 'not known whether the order was later revoked',
  }),
  moved('2009-06-22', '2009-06-27', 'arhivs.bauskasdzive.lv 18355', {
    lv: 'nav zināms, vai rīkojumu vēlāk neatcēla',
    en: 'not known whether the order was later revoked',
  }),
  moved('2010-05-03', '2010-05-29', 'delfi.lv 28940423', FINAL),
  moved('2012-04-30', '2012-04-28', 'old.daugvt.lv (MK rīkojums Nr. 146)'),
  moved('2017-05-05', '2017-05-13', 'ovv.lv'),
  moved('2018-04-30', '2018-04-21', 'ifinanses.lv 13295 (MK rīkojums Nr. 211)'),
  moved('2020-06-22', '2020-06-13', 'R/l', { lv: 'avots nav atrasts', en: 'no source found' }),
  moved('2021-05-03', '2021-05-08', 'itiesibas.lv 17014', FINAL),
  moved('2021-06-25', '2021-06-19', 'itiesibas.lv 17014', FINAL),
  moved('2021-11-19', '2021-11-13', 'itiesibas.lv 17014', FINAL),
  moved('2023-05-05', '2023-05-20', 'tvnet.lv 7548286'),
  moved('2024-12-23', '2024-12-14', 'MK 13.06.2023. rīkojums Nr. 348'),
  moved('2024-12-30', '2024-12-28', 'MK 13.06.2023. rīkojums Nr. 348'),
  moved('2025-05-02', '2025-05-10', 'jauns.lv 676729'),
  moved('2025-11-17', '2025-11-08', 'jauns.lv 676729'),
  moved('2026-01-02', '2026-01-17', '1188.lv 56535'),
  moved('2026-06-22', '2026-06-27', '1188.lv 56535'),
]

/**
 * The built-in calendar. Holidays follow from standing rules until the end of 2028; the Cabinet order for 2027 was
 * not found, so moved days are known until the end of 2026. Closing times are those usual in state institutions
 * (unverified: the institution's own opening hours are to be entered).
 */
export const CALENDAR: Calendar = {
  version: 1,
  knownFrom: '1990-01-01',
  knownUntil: '2028-12-31',
  movedDaysKnownUntil: '2026-12-31',
  extraHolidays: EXTRA,
  removedHolidays: [],
  movedDays: MOVED,
  movedDayPolicy: { institution: 'earlier', party: 'later', service: 'later' },
  closingTimes: ['17:00', '17:00', '17:00', '17:00', '17:00'],
}
