import { describe, expect, test } from '@jest/globals'
import { visitorView as view } from '../test/harness/view.ts'
import { citation, dayChip, dayShort, dayWords, fromToday, momentWords } from './format.ts'

describe('dates in the words of the reader', () => {
  test('Latvian in its cases, English without', () => {
    expect(dayWords(view('lv'), '2026-03-05', 'locative')).toBe('2026. gada 5. martā')
    expect(dayShort(view('lv'), '2026-03-05')).toBe('05.03.2026.')
    expect(dayWords(view('en'), '2026-03-05')).toBe('5 March 2026')
  })
  test('on a chip without a year that is this one', () => {
    expect(dayChip(view('lv'), '2026-03-04')).toBe('04.03.')
    expect(dayChip(view('lv'), '2027-03-04')).toBe('04.03.2027.')
    expect(dayChip(view('en'), '2026-03-04')).toBe('4 Mar')
    expect(dayChip(view('en'), '2027-03-04')).toBe('4 Mar 2027')
  })
  test('always by the clock in Riga, in summer and in winter', () => {
    expect(momentWords(view('lv'), '2026-07-01T21:30:00.000Z')).toBe('02.07.2026. plkst. 00.30')
    expect(momentWords(view('en'), '2026-01-01T22:30:00.000Z')).toBe('2 January 2026, 00:30')
  })
  test.each([
    ['2026-03-05', 'šodien', 'today'],
    ['2026-03-06', 'pēc 1 dienas', 'in 1 day'],
    ['2026-03-16', 'pēc 11 dienām', 'in 11 days'],
    ['2026-03-26', 'pēc 21 dienas', 'in 21 days'],
    ['2026-03-04', 'kavējas 1 dienu', '1 day overdue'],
    ['2026-03-02', 'kavējas 3 dienas', '3 days overdue'],
  ])('%s is %s', (day, latvian, english) => {
    expect(fromToday(view('lv'), day)).toBe(latvian)
    expect(fromToday(view('en'), day)).toBe(english)
  })
})

test('citations as each language writes them', () => {
  expect(citation(view('lv'), { act: 'APL', article: '64(1)' }).short).toBe('APL 64. panta pirmā daļa')
  expect(citation(view('lv'), { act: 'MK253', article: 'p. 4' }).short).toBe('MK noteikumu Nr. 253 4. punkts')
  expect(citation(view('en'), { act: 'APL', article: '64(1)' }).short).toBe('APL 64(1)')
  expect(citation(view('lv'), { act: 'nezināms', article: '1' }).short).toBe('nezināms 1')
})
