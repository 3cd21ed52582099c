import { describe, expect, test } from '@jest/globals'
import { CALENDAR } from '../calendar/data.ts'
import { LawError } from '../errors.ts'
import { RULES } from '../rules/catalogue.ts'
import type { Extension } from '../rules/types.ts'
import { readFacts } from './read.ts'

// What a new version of a rule may change, field by field.

const read = (change: object) =>
  readFacts(
    [{ type: 'rule-changed', at: '2026-03-20', from: '2026-03-20', change }],
    'APL64.base',
    CALENDAR,
  )[0]
const message = (change: object): string => {
  try {
    read(change)
  } catch (error) {
    if (error instanceof LawError) return `${error.code} ${error.reason.en}`
    throw error
  }
  return 'taken'
}

const extension = RULES['APL64.base'].extensions[0] as Extension
const place = 'bad-facts facts[0].change'

describe('takes', () => {
  test.each([
    { title: { lv: 'Cits termiņš', en: 'Another term' } },
    { norm: { act: 'APL', article: '64(2)' } },
    // An act that is cited as a whole.
    { norm: { act: 'APL', article: '' } },
    { validFrom: '2026-03-20', validUntil: '2026-12-31' },
    { unit: 'fixed-date', fixed: { month: 3, day: 31 } },
    { amount: 2, unit: undefined },
    { extensions: [] },
    { extensions: [extension, { ...extension, id: 'no-limit', amount: null }] },
    { extensions: [{ ...extension, amount: 10_000, unverified: undefined }] },
  ])('%j', (change) => {
    expect(read(change)).toMatchObject({ type: 'rule-changed', change })
  })
})

describe('refuses', () => {
  test.each([
    [{ title: { lv: 5, en: 'Term' } }, `${place}.title.lv: must be text`],
    [{ title: { lv: 'Termiņš', en: '  ' } }, `${place}.title.en: must be text`],
    [{ title: { lv: 'Termiņš' } }, `${place}.title.en: the field is required`],
    [{ norm: { act: 'APL', article: 64 } }, `${place}.norm.article: must be text`],
    [{ norm: { act: 'APL' } }, `${place}.norm.article: the field is required`],
    [{ validFrom: '2026-02-30' }, `${place}.validFrom: must be a date of the form YYYY-MM-DD`],
    [{ validUntil: 20260320 }, `${place}.validUntil: must be a date of the form YYYY-MM-DD`],
    [{ unit: 'fixed-date' }, `${place}.fixed: the field is required`],
    [{ extensions: [{ ...extension, amount: -1 }] }, `${place}.extensions[0].amount: must be a whole number`],
    [{ extensions: [extension, { ...extension, amount: '4' }] }, `${place}.extensions[1].amount`],
    [
      { extensions: [{ ...extension, amount: undefined }] },
      `${place}.extensions[0].amount: the field is required`,
    ],
  ])('%j', (change, want) => {
    expect(message(change)).toContain(want)
  })

  test('an act that nobody knows, by the place where it stands', () => {
    expect(message({ norm: { act: 'XYZ', article: '1' } })).toContain(`${place}.norm.act: `)
  })
})
