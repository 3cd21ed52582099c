import { describe, expect, test } from '@jest/globals'
import { type FileReport, reason, type SignatureReport } from '../../signatures/report.ts'
import { applicantSignature, stateOf, viewOf } from './check.ts'
import { standingOf } from './judge.ts'

const signature = (over: Partial<SignatureReport> = {}): SignatureReport => ({
  id: 'S1',
  format: 'XAdES',
  level: 'B-T',
  verdict: 'TOTAL-PASSED',
  reasons: [],
  signer: { kind: 'person', scheme: 'PNO', country: 'LV', code: '329999-99911', name: 'TESTA PERSONA' },
  certificate: null,
  algorithm: 'ECDSA-SHA256',
  time: { trusted: '2026-03-05T07:00:00.000Z' },
  qualified: { answer: 'unknown', why: [] },
  revocation: 'good',
  covers: { files: ['a.txt'], whole: true },
  ...over,
})
const report = (signatures: SignatureReport[], over: Partial<FileReport> = {}): FileReport => ({
  format: 'ASiC-E',
  verdict: 'TOTAL-PASSED',
  reasons: [],
  signatures,
  files: [{ name: 'a.txt', bytes: 1, sha256: 'aa' }],
  policy: 'p',
  trust: { version: 't', anchors: 1 },
  checkedFor: '2026-03-05T07:00:00.000Z',
  ...over,
})
const CODE = '329999-99911'

describe('whose signature it is: by code, never by name', () => {
  const person = (code: string, over = {}) => ({
    kind: 'person' as const,
    scheme: 'PNO',
    country: 'LV',
    code,
    name: 'TESTA PERSONA',
    ...over,
  })
  test.each<[string, SignatureReport[], Partial<FileReport>, string]>([
    ['the own', [signature()], {}, 'yes'],
    ['the own, digits written otherwise', [signature({ signer: person('32999999911') })], {}, 'yes'],
    ['the same name, another code', [signature({ signer: person('329999-99922') })], {}, 'other'],
    [
      'the same code of another country',
      [signature({ signer: person(CODE, { country: 'EE' }) })],
      {},
      'other',
    ],
    [
      'a seal',
      [signature({ signer: { kind: 'seal', scheme: 'NTR', country: 'LV', code: '90000000011', name: 'X' } })],
      {},
      'seal',
    ],
    ['the own beside another', [signature({ signer: person('329999-99922') }), signature()], {}, 'yes'],
    [
      'the own, not decided',
      [signature({ verdict: 'INDETERMINATE' })],
      { verdict: 'INDETERMINATE' },
      'unclear',
    ],
    [
      'a signer that cannot be read',
      [signature({ signer: null, verdict: 'INDETERMINATE' })],
      { verdict: 'INDETERMINATE' },
      'unclear',
    ],
    [
      'two files in the container',
      [signature({ covers: { files: ['a.txt', 'b.txt'], whole: true } })],
      {
        files: [
          { name: 'a.txt', bytes: 1, sha256: 'aa' },
          { name: 'b.txt', bytes: 1, sha256: 'bb' },
        ],
      },
      'not-exactly',
    ],
    ['a part of it', [signature({ covers: { files: [], whole: false } })], {}, 'not-exactly'],
  ])('%s', (_what, signatures, over, expected) => {
    expect(applicantSignature(report(signatures, over), CODE)).toBe(expected)
  })

  test('without a known code nobody is the applicant', () => {
    expect(applicantSignature(report([signature()]), null)).toBe('other')
  })
})

test('a PDF that cannot be read and names no hole for a signature is not signed; one that does is for a person', () => {
  const unreadable = report([], { format: 'PDF', verdict: 'INDETERMINATE', reasons: [reason('unreadable')] })
  expect(stateOf({ report: unreadable, unsignable: true })).toBe('unsigned')
  expect(stateOf({ report: unreadable, unsignable: false })).toBe('indeterminate')
  // The thread ended before it could say.
  expect(stateOf({ report: unreadable })).toBe('indeterminate')
  const plain = report([], { verdict: 'TOTAL-FAILED', reasons: [reason('unsigned')] })
  expect(stateOf({ report: plain, unsignable: false })).toBe('unsigned')
})

test('what people see has its personal codes covered; a seal keeps its public number', () => {
  const seal = signature({
    signer: { kind: 'seal', scheme: 'NTR', country: 'LV', code: '90000000011', name: 'X' },
  })
  const row = {
    id: 'v',
    fileId: 'f',
    state: 'passed',
    report: report([signature(), seal]),
    verifiedAt: new Date(),
  }
  const view = viewOf(row, CODE)
  expect(view.signatures.map((s) => [s.code, s.byApplicant])).toEqual([
    ['PNOLV ••••••-••911', true],
    ['NTRLV 90000000011', false],
  ])
  expect(JSON.stringify(view)).not.toContain('329999')
})

describe('what stands in the way of a complete application', () => {
  const own = { by: 'applicant', norm: { act: 'APL', article: '56(1)' } } as const
  const check = (
    state: 'passed' | 'indeterminate' | 'failed' | 'unsigned',
    byApplicant = 'yes' as const,
  ) => ({ state, byApplicant, contents: [] })
  test.each([
    ['a plain file', undefined, check('unsigned'), null, 'fine'],
    ['a picture', undefined, undefined, null, 'fine'],
    ['failed where no signature is asked', undefined, check('failed'), null, 'fine'],
    ['indeterminate', undefined, check('indeterminate'), null, 'judge'],
    ['indeterminate, accepted', own, check('indeterminate'), { accepted: true }, 'fine'],
    [
      'indeterminate, not accepted, not needed',
      undefined,
      check('indeterminate'),
      { accepted: false },
      'fine',
    ],
    ['indeterminate, not accepted, needed', own, check('indeterminate'), { accepted: false }, 'refused'],
    ['needed and passed', own, check('passed'), null, 'fine'],
    ['needed, failed when verified again', own, check('failed'), { accepted: true }, 'refused'],
    [
      'needed, by another when verified again',
      own,
      { ...check('passed'), byApplicant: 'other' as const },
      null,
      'refused',
    ],
  ])('%s', (_what, rule, found, judgement, expected) => {
    expect(standingOf(rule, found, judgement)).toBe(expected)
  })
})
