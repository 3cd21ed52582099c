import { expect, test } from '@jest/globals'
import { licensingForm } from './licensing.ts'
import { typedAnswers } from './typed.ts'

test('only fields of the form are kept: no marker of the system, and no file that was named instead of uploaded', () => {
  const file = [{ fileId: 'x', name: 'a.pdf', size: 1, sha256: 'a', mediaType: 'application/pdf' }]
  const given = { programmeName: 'A', _cure: { cureOf: 'x' }, _signature: 'sign-in', lessonPlan: file }
  expect(typedAnswers(licensingForm, given)).toEqual({ answers: { programmeName: 'A' }, errors: [] })
})

test.each([
  ['programmeName', { toString: 1 }],
  ['programmeName', ['a']],
  ['programmeName', 7],
  ['programmeName', 'a'.repeat(20_001)],
  ['durationMonths', Number.NaN],
  ['durationMonths', {}],
  ['declaration', 'true'],
])('%s: %j is no answer, and the field is named', (name, value) => {
  const { answers, errors } = typedAnswers(licensingForm, { [name]: value })
  expect(answers).toEqual({})
  expect(errors.map((e) => [e.field, e.code])).toEqual([[name, 'wrong-type']])
})

test('what is wrong as an answer is kept as it was entered', () => {
  const given = {
    programmeName: '',
    durationMonths: '1000',
    plannedStart: '2027-02-30',
    declaration: false,
    scope: null,
  }
  expect(typedAnswers(licensingForm, given)).toEqual({ answers: { ...given, scope: '' }, errors: [] })
})
