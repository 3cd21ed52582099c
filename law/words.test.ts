import { expect, test } from '@jest/globals'
import {
  amountAccusative,
  amountText,
  capital,
  dayEn,
  dayLv,
  onWeekday,
  ordinalEn,
  singularLv,
  weekdayName,
} from './words.ts'

test('months in every case', () => {
  const inAll = (day: string) =>
    (['nominative', 'genitive', 'dative', 'accusative', 'locative'] as const).map((c) =>
      dayLv(day, c).split(' ').at(-1),
    )
  expect(inAll('2026-01-05')).toEqual(['janvāris', 'janvāra', 'janvārim', 'janvāri', 'janvārī'])
  expect(inAll('2026-02-05')).toEqual(['februāris', 'februāra', 'februārim', 'februāri', 'februārī'])
  expect(inAll('2026-03-05')).toEqual(['marts', 'marta', 'martam', 'martu', 'martā'])
  expect(inAll('2026-04-05')).toEqual(['aprīlis', 'aprīļa', 'aprīlim', 'aprīli', 'aprīlī'])
  expect(inAll('2026-05-05')).toEqual(['maijs', 'maija', 'maijam', 'maiju', 'maijā'])
  expect(inAll('2026-06-05')).toEqual(['jūnijs', 'jūnija', 'jūnijam', 'jūniju', 'jūnijā'])
  expect(inAll('2026-07-05')).toEqual(['jūlijs', 'jūlija', 'jūlijam', 'jūliju', 'jūlijā'])
  expect(inAll('2026-08-05')).toEqual(['augusts', 'augusta', 'augustam', 'augustu', 'augustā'])
  expect(inAll('2026-09-05')).toEqual(['septembris', 'septembra', 'septembrim', 'septembri', 'septembrī'])
  expect(inAll('2026-10-05')).toEqual(['oktobris', 'oktobra', 'oktobrim', 'oktobri', 'oktobrī'])
  expect(inAll('2026-11-05')).toEqual(['novembris', 'novembra', 'novembrim', 'novembri', 'novembrī'])
  expect(inAll('2026-12-05')).toEqual(['decembris', 'decembra', 'decembrim', 'decembri', 'decembrī'])
  expect(dayLv('2026-03-05')).toBe('2026. gada 5. marts')
})

test('English days and weekdays', () => {
  expect(dayEn('2026-03-05')).toBe('5 March 2026')
  expect(
    ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06', '2026-03-07', '2026-03-08'].map(
      (d) => weekdayName(d),
    ),
  ).toEqual([
    { lv: 'pirmdiena', en: 'Monday' },
    { lv: 'otrdiena', en: 'Tuesday' },
    { lv: 'trešdiena', en: 'Wednesday' },
    { lv: 'ceturtdiena', en: 'Thursday' },
    { lv: 'piektdiena', en: 'Friday' },
    { lv: 'sestdiena', en: 'Saturday' },
    { lv: 'svētdiena', en: 'Sunday' },
  ])
  expect(onWeekday('2026-03-03')).toEqual({ lv: 'otrdien', en: 'Tuesday' })
  for (const [
    i,
    name,
  ] of 'January February March April May June July August September October November December'
    .split(' ')
    .entries()) {
    expect(dayEn(`2026-${String(i + 1).padStart(2, '0')}-09`)).toBe(`9 ${name} 2026`)
  }
})

test('amounts', () => {
  expect([1, 2, 10, 11, 21, 101, 111].map((n) => singularLv(n))).toEqual([
    true,
    false,
    false,
    false,
    true,
    true,
    false,
  ])
  expect(amountText(1, 'months')).toEqual({ lv: '1 mēnesis', en: '1 month' })
  expect(amountText(21, 'working-days')).toEqual({ lv: '21 darbdiena', en: '21 working days' })
  expect(amountText(11, 'days')).toEqual({ lv: '11 dienas', en: '11 days' })
  expect(amountText(60, 'minutes')).toEqual({ lv: '60 minūtes', en: '60 minutes' })
  expect(amountText(1, 'hours')).toEqual({ lv: '1 stunda', en: '1 hour' })
  expect(amountText(2, 'weeks')).toEqual({ lv: '2 nedēļas', en: '2 weeks' })
  expect(amountText(3, 'years')).toEqual({ lv: '3 gadi', en: '3 years' })
  const units = ['years', 'months', 'weeks', 'days', 'working-days', 'hours', 'minutes'] as const
  expect(units.map((u) => amountAccusative(1, u))).toEqual([
    '1 gadu',
    '1 mēnesi',
    '1 nedēļu',
    '1 dienu',
    '1 darbdienu',
    '1 stundu',
    '1 minūti',
  ])
  expect(units.map((u) => amountAccusative(2, u))).toEqual([
    '2 gadus',
    '2 mēnešus',
    '2 nedēļas',
    '2 dienas',
    '2 darbdienas',
    '2 stundas',
    '2 minūtes',
  ])
  expect(units.map((u) => amountText(1, u).lv)).toEqual([
    '1 gads',
    '1 mēnesis',
    '1 nedēļa',
    '1 diena',
    '1 darbdiena',
    '1 stunda',
    '1 minūte',
  ])
  expect(units.map((u) => amountText(2, u).lv)).toEqual([
    '2 gadi',
    '2 mēneši',
    '2 nedēļas',
    '2 dienas',
    '2 darbdienas',
    '2 stundas',
    '2 minūtes',
  ])
  expect([1, 2, 7, 10, 11].map(ordinalEn)).toEqual(['first', 'second', 'seventh', 'tenth', '11th'])
  expect(capital('jūnijs')).toBe('Jūnijs')
  expect(capital('')).toBe('')
})
