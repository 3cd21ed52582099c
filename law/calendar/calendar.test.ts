import { describe, expect, test } from '@jest/globals'
import DateHolidays from 'date-holidays'
import { LawError } from '../errors.ts'
import { addDays, fromNumber, toNumber, weekdayOf } from '../time.ts'
import { CALENDAR } from './data.ts'
import { closingInstant, dayInfo } from './day.ts'
import { readCalendar } from './read.ts'
import { easterSunday, mothersDay, standingHolidays } from './rules.ts'
import type { Calendar } from './types.ts'
import { isWorkingDay, nearestWorking, whyNotWorking } from './working.ts'

const code = (f: () => unknown): string => {
  try {
    f()
  } catch (error) {
    if (error instanceof LawError) return `${error.code} ${error.reason.en}`
    throw error
  }
  return 'nothing thrown'
}

describe('holidays', () => {
  test.each([
    [1990, '1990-04-15'],
    [1999, '1999-04-04'],
    [2000, '2000-04-23'],
    [2008, '2008-03-23'],
    [2011, '2011-04-24'],
    [2018, '2018-04-01'],
    [2019, '2019-04-21'],
    [2021, '2021-04-04'],
    [2023, '2023-04-09'],
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2028, '2028-04-16'],
  ])('Easter Sunday %i', (year, day) => {
    expect(fromNumber(easterSunday(year))).toBe(day)
  })

  test('Easter is a Sunday from 22 March to 25 April in every year', () => {
    for (let year = 1900; year < 2200; year++) {
      const easter = easterSunday(year)
      expect(weekdayOf(easter)).toBe(7)
      const text = fromNumber(easter).slice(5)
      expect(text >= '03-22' && text <= '04-25').toBe(true)
    }
  })

  test("Mothers' Day is the second Sunday of May", () => {
    expect([2022, 2023, 2024, 2025, 2026, 2027].map((y) => fromNumber(mothersDay(y)))).toEqual([
      '2022-05-08',
      '2023-05-14',
      '2024-05-12',
      '2025-05-11',
      '2026-05-10',
      '2027-05-09',
    ])
  })

  test('date-holidays agrees from 1990 to 2045, except for its known errors and the days that it calls otherwise', () => {
    const theirs = new DateHolidays('LV')
    const ours = (day: string) => dayInfo(day).holidays.length > 0
    const differs: string[] = []
    for (let year = process.env.LAW_THIN === '1' ? 2000 : 1990; year <= 2045; year++) {
      const list = new Set(
        theirs
          .getHolidays(year)
          .filter((h) => h.type === 'public')
          .map((h) => h.date.slice(0, 10)),
      )
      for (let day = `${year}-01-01`; day.startsWith(`${year}`); day = addDays(day, 1)) {
        // Days off on a weekend make no difference to any term, and it leaves out Mothers' Day and Pentecost.
        if (weekdayOf(toNumber(day)) >= 6) continue
        if (list.has(day) !== ours(day)) differs.push(`${ours(day) ? '+' : '-'}${day}`)
      }
    }
    const missing = ['+2018-07-09', '+2018-09-24', '+2023-07-10', '+2028-07-10']
    // It knows no history: Easter Monday before 1997, 4 May before 2002, substitutes before 2007 and 2008, 24 December before 2007.
    const noHistory = differs.filter((d) => d.startsWith('-'))
    expect(differs.filter((d) => d.startsWith('+'))).toEqual(missing)
    expect(
      noHistory.every(
        (d) =>
          (d.slice(1) < '2007-12-31' && /-(05-0[456]|11-(18|19|20)|12-24)$/.test(d)) ||
          (d.slice(1) < '1997-01-01' && toNumber(d.slice(1)) === easterSunday(Number(d.slice(1, 5))) + 1),
      ),
    ).toBe(true)
    expect(noHistory.length).toBeGreaterThan(10)
  })

  test('each year has its holidays', () => {
    const names = standingHolidays(2026)
      .map((h) => `${fromNumber(h.n)} ${h.name.lv}`)
      .sort()
    expect(names).toEqual([
      '2026-01-01 Jaungada diena',
      '2026-04-03 Lielā Piektdiena',
      '2026-04-05 Pirmās Lieldienas',
      '2026-04-06 Otrās Lieldienas',
      '2026-05-01 Darba svētki, Latvijas Republikas Satversmes sapulces sasaukšanas diena',
      '2026-05-04 Latvijas Republikas Neatkarības atjaunošanas diena',
      '2026-05-10 Mātes diena',
      '2026-05-24 Vasarsvētki',
      '2026-06-23 Līgo diena',
      '2026-06-24 Jāņu diena',
      '2026-11-18 Latvijas Republikas Proklamēšanas diena',
      '2026-12-24 Ziemassvētku vakars',
      '2026-12-25 Pirmie Ziemassvētki',
      '2026-12-26 Otrie Ziemassvētki',
      '2026-12-31 Vecgada diena',
    ])
    // Easter Monday is a holiday from 1997, Pentecost from 1996.
    const names1996 = standingHolidays(1996).map((h) => h.name.en)
    expect(names1996).toContain('Pentecost')
    expect(names1996).not.toContain('Easter Monday')
    expect(standingHolidays(1995).map((h) => h.name.en)).not.toContain('Pentecost')
    expect(standingHolidays(1997).map((h) => h.name.en)).toContain('Easter Monday')
    expect(standingHolidays(2001).map((h) => fromNumber(h.n))).not.toContain('2001-05-04')
    expect(standingHolidays(2006).map((h) => fromNumber(h.n))).not.toContain('2006-12-24')
    expect(standingHolidays(2007).map((h) => fromNumber(h.n))).toContain('2007-12-24')
    expect(
      standingHolidays(2007)
        .filter((h) => h.kind === 'substitute')
        .map((h) => fromNumber(h.n)),
    ).toEqual(['2007-11-19'])
    expect(standingHolidays(2024).find((h) => h.kind === 'substitute')?.name.en).toBe(
      'day off, because 4 May was a Saturday',
    )
  })
})

describe('moved working days', () => {
  test('every entry moves a weekday to a Saturday of the same month or week, and names its order', () => {
    const days = CALENDAR.movedDays.flatMap((m) => [m.off, m.worked])
    expect(new Set(days).size).toBe(days.length)
    for (const m of CALENDAR.movedDays) {
      expect(weekdayOf(toNumber(m.off))).toBeLessThan(6)
      expect(weekdayOf(toNumber(m.worked))).toBe(6)
      expect(m.source).toMatch(/^https:\/\/likumi\.lv\/ta\/id\/\d+$/)
    }
    const otherMonth = CALENDAR.movedDays.filter((m) => m.off.slice(0, 7) !== m.worked.slice(0, 7))
    expect(otherMonth).toMatchObject([{ off: '2006-11-27', worked: '2006-12-02' }])
  })

  test('each year has as many as the Cabinet ordered', () => {
    const years: Record<string, number> = {}
    for (const m of CALENDAR.movedDays) years[m.off.slice(0, 4)] = (years[m.off.slice(0, 4)] ?? 0) + 1
    expect(years).toEqual({
      ...{ 2001: 1, 2002: 1, 2003: 1, 2004: 4, 2006: 1, 2007: 1, 2008: 2, 2009: 2, 2010: 3 },
      ...{ 2012: 1, 2013: 2, 2014: 2, 2015: 2, 2017: 1, 2018: 1, 2020: 1, 2021: 3, 2023: 1 },
      ...{ 2024: 2, 2025: 2, 2026: 2 },
    })
  })

  test('the four readings', () => {
    const all = (day: string) =>
      (['literal', 'practice', 'earlier', 'later'] as const).map((r) => isWorkingDay(day, CALENDAR, r))
    expect(all('2026-01-02')).toEqual([true, false, true, false])
    expect(all('2026-01-17')).toEqual([false, true, true, false])
    expect(all('2026-01-05')).toEqual([true, true, true, true])
    expect(all('2026-01-04')).toEqual([false, false, false, false])
    expect(all('2026-01-01')).toEqual([false, false, false, false])
  })

  test('reasons', () => {
    const why = (day: string) => whyNotWorking(toNumber(day), CALENDAR)
    expect(why('2026-01-02').reason.en).toBe('working day moved to 17 January 2026')
    expect(why('2026-01-17').reason.en).toBe('Saturday, worked in place of 2 January 2026')
    expect(why('2026-01-17').unverified).toBe(true)
    expect(why('2026-01-02').unverified).toBe(true)
    expect(why('2026-01-04')).toEqual({
      reason: { lv: 'svētdiena', en: 'Sunday' },
      norm: { act: 'APL', article: '43(2)' },
    })
    expect(why('2026-01-03').reason.lv).toBe('sestdiena')
    expect(why('2026-01-01').reason.lv).toBe('Jaungada diena')
  })

  test('the nearest working day in both directions', () => {
    expect(fromNumber(nearestWorking(toNumber('2026-04-04'), CALENDAR, 'literal', 1))).toBe('2026-04-07')
    expect(fromNumber(nearestWorking(toNumber('2026-04-06'), CALENDAR, 'literal', -1))).toBe('2026-04-02')
  })
})

describe('dayInfo', () => {
  test('a holiday', () => {
    expect(dayInfo('2026-11-18')).toEqual({
      day: '2026-11-18',
      weekday: { lv: 'trešdiena', en: 'Wednesday' },
      working: false,
      kind: 'holiday',
      why: {
        lv: 'Svētku diena: Latvijas Republikas Proklamēšanas diena',
        en: 'Public holiday: Proclamation Day of the Republic of Latvia',
      },
      norm: { act: 'SvetkuL', article: '1' },
      holidays: [
        {
          name: {
            lv: 'Latvijas Republikas Proklamēšanas diena',
            en: 'Proclamation Day of the Republic of Latvia',
          },
          kind: 'holiday',
          norm: { act: 'SvetkuL', article: '1' },
        },
      ],
      counts: { institution: false, party: false, service: false },
      nextWorkingDay: '2026-11-19',
      calendarVersion: CALENDAR.version,
    })
  })

  test('a moved day off and the Saturday worked for it', () => {
    const off = dayInfo('2026-06-22')
    expect(off).toMatchObject({
      working: false,
      kind: 'moved-off',
      moved: { off: '2026-06-22', worked: '2026-06-27' },
    })
    expect(off.counts).toEqual({ institution: true, party: false, service: false })
    expect(off.why.en).toContain('27 June 2026')
    expect(off.norm).toEqual({ act: 'DL', article: '133(4)' })
    const worked = dayInfo('2026-06-27')
    expect(worked).toMatchObject({
      working: true,
      kind: 'moved-worked',
      moved: { off: '2026-06-22', worked: '2026-06-27' },
      shortened: false,
    })
    expect(worked.counts).toEqual({ institution: true, party: false, service: false })
    expect(worked.why.en).toContain('22 June 2026')
    expect(dayInfo('2021-05-03').moved).toEqual({
      off: '2021-05-03',
      worked: '2021-05-08',
      source: 'https://likumi.lv/ta/id/315837',
    })
  })

  test('weekends, substitutes and ordinary days', () => {
    expect(dayInfo('2026-03-07')).toMatchObject({
      kind: 'weekend',
      working: false,
      why: { lv: 'Brīvdiena: sestdiena', en: 'Day off: Saturday' },
    })
    expect(dayInfo('2026-03-05')).toMatchObject({
      kind: 'working-day',
      working: true,
      shortened: false,
      why: { lv: 'Darba diena: ceturtdiena' },
      nextWorkingDay: '2026-03-06',
    })
    expect(dayInfo('2024-05-06')).toMatchObject({ kind: 'substitute', working: false })
    expect(dayInfo('2024-05-06').why.lv).toBe('brīvdiena, jo 4. maijs bija sestdiena')
    expect(dayInfo('2024-05-04').why).toEqual({
      lv: 'Svētku diena: Latvijas Republikas Neatkarības atjaunošanas diena (sestdiena)',
      en: 'Public holiday: Restoration of Independence Day (Saturday)',
    })
    expect(dayInfo('2028-07-10').holidays[0]).toMatchObject({ unverified: true })
  })

  test('the last known day knows no next one', () => {
    expect(dayInfo('2045-12-31').nextWorkingDay).toBeNull()
    expect(dayInfo('2045-12-28').nextWorkingDay).toBe('2045-12-29')
    expect(dayInfo('2028-12-28').nextWorkingDay).toBe('2028-12-29')
    expect(dayInfo('2028-12-28', { ...CALENDAR, knownUntil: '2028-12-29' }).nextWorkingDay).toBe('2028-12-29')
    expect(dayInfo('2026-11-17').nextWorkingDay).toBe('2026-11-19')
  })

  test('outside the known calendar there is no answer', () => {
    expect(code(() => dayInfo('2046-01-01'))).toMatch(/^calendar-unknown .*31 December 2045.*1 January 2046/)
    expect(dayInfo('2033-05-04')).toMatchObject({ kind: 'holiday' })
    expect(code(() => dayInfo('1989-12-31'))).toMatch(/^calendar-unknown/)
    expect(dayInfo('1990-01-01').working).toBe(false)
    expect(code(() => dayInfo('2026-02-30'))).toMatch(/^bad-day/)
  })
})

describe('closing time', () => {
  test('an hour earlier on the eve of a public holiday only', () => {
    expect(closingInstant('2025-12-22')).toBe('2025-12-22T15:00:00.000Z')
    expect(closingInstant('2025-12-23')).toBe('2025-12-23T14:00:00.000Z')
    expect(closingInstant('2025-12-30')).toBe('2025-12-30T14:00:00.000Z')
    expect(closingInstant('2026-06-22')).toBe('2026-06-22T13:00:00.000Z')
    expect(dayInfo('2025-12-23')).toMatchObject({
      shortened: true,
      closes: '2025-12-23T14:00:00.000Z',
      norm: { act: 'DL', article: '135' },
    })
    // The day before a mere day off in lieu is not shortened.
    expect(closingInstant('2024-05-05')).toBe('2024-05-05T14:00:00.000Z')
  })

  test('by weekday', () => {
    const cal: Calendar = { ...CALENDAR, closingTimes: ['18:00', '17:00', '17:00', '17:00', '15:30'] }
    expect(closingInstant('2026-03-02', cal)).toBe('2026-03-02T16:00:00.000Z')
    expect(closingInstant('2026-03-06', cal)).toBe('2026-03-06T13:30:00.000Z')
    expect(closingInstant('2026-03-07', cal)).toBe('2026-03-07T13:30:00.000Z')
  })
})

describe('reading a calendar', () => {
  test('adds to the one in use and raises the version', () => {
    const cal = readCalendar(
      {
        extraHolidays: [
          '2026-03-16',
          { day: '2026-03-17', name: 'Diena', kind: 'substitute', norm: { act: 'DL', article: '1' } },
          { day: '2018-09-24' },
        ],
        movedDays: [
          { off: '2027-05-03', worked: '2027-05-08' },
          { off: '2026-06-22', worked: '2026-06-27' },
        ],
        removedHolidays: ['2026-06-24', { day: '2026-06-23', reason: { lv: 'a', en: 'b' } }],
        movedDayPolicy: { institution: 'literal' },
        knownUntil: '2046-12-31',
        closingTimes: ['18:00', '17:00', '17:00', '17:00', '15:30'],
      },
      CALENDAR,
    )
    expect(cal.version).toBe(CALENDAR.version + 1)
    expect(cal.extraHolidays.length).toBe(CALENDAR.extraHolidays.length + 2)
    expect(cal.extraHolidays.at(-1)).toEqual({
      day: '2026-03-17',
      name: { lv: 'Diena', en: 'Diena' },
      kind: 'substitute',
      norm: { act: 'DL', article: '1' },
    })
    expect(cal.movedDays.length).toBe(CALENDAR.movedDays.length + 1)
    expect(cal.movedDayPolicy).toEqual({ institution: 'literal', party: 'later', service: 'later' })
    expect(dayInfo('2026-03-16', cal).working).toBe(false)
    expect(dayInfo('2026-06-24', cal).working).toBe(true)
    expect(dayInfo('2026-06-23', cal).working).toBe(true)
    expect(dayInfo('2046-12-28', cal).working).toBe(true)
    expect(cal.removedHolidays).toEqual([
      { day: '2026-06-24', reason: { lv: '', en: '' } },
      { day: '2026-06-23', reason: { lv: 'a', en: 'b' } },
    ])
    // A complete calendar read back is itself.
    expect(readCalendar(JSON.parse(JSON.stringify(cal)), CALENDAR)).toEqual(cal)
  })

  test.each([
    [null, 'calendar: must be an object'],
    [{ holidays: [] }, 'calendar.holidays: unknown field'],
    [{ version: 'x' }, 'calendar.version: must be a whole number'],
    [{ version: 0 }, 'calendar.version'],
    [{ extraHolidays: {} }, 'calendar.extraHolidays: must be a list'],
    [{ extraHolidays: ['2026-02-30'] }, 'calendar.extraHolidays[0].day'],
    [{ extraHolidays: [{ date: '2026-02-20' }] }, 'calendar.extraHolidays[0].date: unknown field'],
    [{ movedDays: [{ off: '2027-05-01', worked: '2027-05-08' }] }, 'calendar.movedDays[0].off: only'],
    [{ movedDays: [{ off: '2027-05-03', worked: '2027-05-09' }] }, 'calendar.movedDays[0].worked: a working'],
    [{ movedDays: [{ off: '2027-05-03', worked: '2027-06-12' }] }, 'calendar.movedDays[0]: the Saturday'],
    [{ movedDayPolicy: { party: 'best' } }, 'calendar.movedDayPolicy.party'],
    [{ closingTimes: ['17:00'] }, 'calendar.closingTimes: must be five'],
    [{ closingTimes: ['17:00', '17:00', '17:00', '17:00', '25:00'] }, 'calendar.closingTimes'],
    [{ knownUntil: 'soon' }, 'calendar.knownUntil'],
    [{ closingTimes: ['17:00', '17:00', '17:00', '17:00', 'x17:00'] }, 'calendar.closingTimes'],
    [{ closingTimes: ['17:00', '17:00', '17:00', '17:00', '17:000'] }, 'calendar.closingTimes'],
    [{ closingTimes: ['17:00', '17:00', '17:00', '17:00', 17] }, 'calendar.closingTimes'],
    [{ movedDays: [{ off: '2027-06-01', worked: '2027-05-29' }] }, 'calendar.movedDays[0]: the Saturday'],
  ])('refuses %j', (json, message) => {
    expect(code(() => readCalendar(json, CALENDAR))).toContain(message)
  })

  test('details of entries', () => {
    const cal = readCalendar(
      {
        extraHolidays: [
          { day: '2026-03-16', name: { lv: 'a' }, norm: { act: 'DL' } },
          { day: '2026-03-17', name: { lv: 'a', en: 'b' }, norm: null },
        ],
        movedDays: [
          { off: '2026-06-22', worked: '2026-06-13' },
          { off: '2026-06-15', worked: '2026-06-27', norm: { act: 'DL', article: '133(4)' } },
        ],
      },
      CALENDAR,
    )
    expect(cal.extraHolidays.slice(-2)).toEqual([
      {
        day: '2026-03-16',
        name: { lv: 'svētku diena', en: 'public holiday' },
        kind: 'holiday',
        norm: { act: 'SvetkuL', article: '1' },
      },
      {
        day: '2026-03-17',
        name: { lv: 'a', en: 'b' },
        kind: 'holiday',
        norm: { act: 'SvetkuL', article: '1' },
      },
    ])
    // The same day off with another Saturday is another entry.
    expect(cal.movedDays.slice(-2)).toEqual([
      { off: '2026-06-22', worked: '2026-06-13', norm: { act: 'MKmoved', article: '' } },
      { off: '2026-06-15', worked: '2026-06-27', norm: { act: 'DL', article: '133(4)' } },
    ])
  })

  test('a Saturday of the same week may lie in the next month', () => {
    expect(
      readCalendar({ movedDays: [{ off: '2027-04-30', worked: '2027-05-01' }] }, CALENDAR).movedDays.at(-1),
    ).toMatchObject({ off: '2027-04-30' })
  })
})
