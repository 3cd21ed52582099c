import { expect, test } from '@jest/globals'
import { applicationText } from './application-text.ts'
import { type FileRef, validateForm } from './form.ts'
import { licensingForm } from './licensing.ts'
import { type FileCheck, signatureProblem } from './signed.ts'

const rule = { by: 'applicant', what: 'application', norm: { act: 'APL', article: '56(1)' } } as const
const check = (over: Partial<FileCheck>): FileCheck => ({
  state: 'passed',
  byApplicant: 'yes',
  contents: ['h'],
  ...over,
})

test.each<[string, FileCheck | undefined, string | undefined]>([
  ['never verified', undefined, 'signature-missing'],
  ['unsigned', check({ state: 'unsigned' }), 'signature-missing'],
  ['failed', check({ state: 'failed', byApplicant: 'unclear' }), 'signature-failed'],
  ['another', check({ byApplicant: 'other' }), 'signature-other'],
  ['a seal', check({ byApplicant: 'seal' }), 'signature-seal'],
  [
    'indeterminate but certainly of another',
    check({ state: 'indeterminate', byApplicant: 'other' }),
    'signature-other',
  ],
  ['indeterminate, perhaps the own', check({ state: 'indeterminate', byApplicant: 'unclear' }), undefined],
  ['unreadable', check({ state: 'indeterminate', byApplicant: 'unclear', contents: [] }), undefined],
  ['another content', check({ contents: ['x'] }), 'signature-other-content'],
  ['not it alone', check({ byApplicant: 'not-exactly' }), 'signature-not-exactly'],
  ['the own', check({}), undefined],
])('%s', (_what, found, code) => {
  expect(signatureProblem(rule, found, 'h')).toBe(code)
})

test('signed by anyone is enough where anyone may sign', () => {
  expect(
    signatureProblem({ by: 'anyone', norm: rule.norm }, check({ byApplicant: 'seal' }), undefined),
  ).toBeUndefined()
})

const file: FileRef = {
  fileId: '1',
  name: 'plāns.pdf',
  size: 1,
  sha256: 'a'.repeat(64),
  mediaType: 'application/pdf',
}
const data = { route: 'model', programmeName: 'Programma', lessonPlan: [file], declaration: true }
const school = { name: 'Paraugu skola', regNo: '0000000011' }

test('the text to sign is the same for the same answers, names each file by its hash, and not the signature itself', () => {
  const text = applicationText(licensingForm, data, school)
  expect(applicationText(licensingForm, { ...data }, school)).toBe(text)
  expect(text).toContain(`plāns.pdf, SHA-256 ${file.sha256}`)
  expect(text).toContain('Paraugu skola')
  const signed = { ...data, signedApplication: [{ ...file, name: 'iesniegums.edoc' }] }
  expect(applicationText(licensingForm, signed, school)).toBe(text)
  expect(applicationText(licensingForm, { ...data, programmeName: 'Cita' }, school)).not.toBe(text)
})

test('the question is asked only of whom the sign-in does not vouch for', () => {
  const context = { today: '2026-03-05', sites: [] }
  const errors = (signature: 'sign-in' | 'own-signature') =>
    validateForm(licensingForm, data, { ...context, signature }, 'signature')
  expect(errors('sign-in')).toEqual([])
  expect(errors('own-signature').map((e) => e.code)).toEqual(['signature-missing'])
})
