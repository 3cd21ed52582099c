import { describe, expect, test } from '@jest/globals'
import { parseEnterpriseNumber } from './enterprise.ts'
import { explainIdentifier } from './explain.ts'
import { parseInstitutionNumber } from './institution.ts'
import { parsePersonalCode, personalCodeCheck } from './personal-code.ts'
import { parseProgrammeCode } from './programme.ts'
import { parseSemanticsIdentifier } from './semantics.ts'

const outcome = (p: { ok: boolean; code?: string; warnings?: { code: string }[] }) =>
  p.ok ? p.warnings!.map((w) => w.code) : p.code

describe('personal code', () => {
  test('the old form, with its date of birth', () => {
    expect(parsePersonalCode(' 16117519997 ')).toEqual({
      ok: true,
      value: { canonical: '161175-19997', format: 'birth-date', birthDate: '1975-11-16' },
      warnings: [],
    })
    expect(parsePersonalCode('111111-11111')).toMatchObject({
      ok: true,
      warnings: [],
      value: { birthDate: '1911-11-11' },
    })
    expect(parsePersonalCode('290200-20000')).toMatchObject({ value: { birthDate: '2000-02-29' } })
    expect(parsePersonalCode('010199-00000')).toMatchObject({ value: { birthDate: '1899-01-01' } })
  })
  test('the new form', () => {
    expect(parsePersonalCode('321234-12345')).toEqual({
      ok: true,
      value: { canonical: '321234-12345', format: 'random' },
      warnings: [],
    })
    expect(parsePersonalCode('39123412345')).toMatchObject({ value: { format: 'random' } })
  })
  test('as it is typed: any dash, blanks within', () => {
    for (const typed of [
      '161175–19997',
      '161175 - 19997',
      '161175 19997',
      '161175\u00a0\u201119997',
      '16 11 75-19997',
    ])
      expect([typed, parsePersonalCode(typed)]).toMatchObject([
        typed,
        { ok: true, value: { canonical: '161175-19997' } },
      ])
  })
  test('a birth to come, and an old code of somebody born when the new ones were given, warn', () => {
    const codes = (text: string, today?: string) => {
      const parsed = parsePersonalCode(text, today)
      return parsed.ok
        ? parsed.warnings.map((w) => w.code).filter((c) => !c.startsWith('checksum'))
        : parsed.code
    }
    expect(codes('300617-20000')).toEqual([])
    expect(codes('010717-20000')).toEqual(['old-form'])
    expect(codes('010717-20000', '2026-03-05')).toEqual(['old-form'])
    expect(codes('050326-20000', '2026-03-05')).toEqual(['old-form'])
    expect(codes('060326-20000', '2026-03-05')).toEqual(['birth-future'])
    expect(codes('010190-20000', '2026-03-05')).toEqual(['birth-future'])
    expect(codes('010117-10000', '1916-03-05')).toEqual(['birth-future'])
    expect(codes('329999-99911', '2026-03-05')).toEqual([])
  })
  test('a wrong check figure only warns', () => {
    expect(outcome(parsePersonalCode('161175-19998'))).toEqual(['checksum'])
    const ambiguous = Array.from({ length: 1000 }, (_, i) => `161175-1${String(i).padStart(3, '0')}`).find(
      (c) => personalCodeCheck(c.replace('-', '')) === 10,
    )!
    expect(outcome(parsePersonalCode(`${ambiguous}0`))).toEqual(['checksum-ambiguous'])
    expect(personalCodeCheck('1611751999')).toBe(7)
  })
  test('what is none', () => {
    expect(outcome(parsePersonalCode('161175-1999'))).toBe('form')
    expect(outcome(parsePersonalCode('161175--19997'))).toBe('form')
    expect(outcome(parsePersonalCode('x161175-19997'))).toBe('form')
    expect(outcome(parsePersonalCode('161175-199977'))).toBe('form')
    expect(outcome(parsePersonalCode('161175-39997'))).toBe('century')
    expect(outcome(parsePersonalCode('311175-19997'))).toBe('birth-date')
    expect(outcome(parsePersonalCode('310275-19997'))).toBe('birth-date')
    expect(outcome(parsePersonalCode('290201-20000'))).toBe('birth-date')
    expect(outcome(parsePersonalCode('001175-19997'))).toBe('birth-date')
  })
})

describe('Enterprise Register number', () => {
  test.each(['90001259032', '53603062391', '40003521600', '40008277542', '40008218958'])('%s', (n) => {
    expect(parseEnterpriseNumber(n)).toMatchObject({
      ok: true,
      value: { canonical: n, vat: `LV${n}` },
      warnings: [],
    })
  })
  test('kinds and forms', () => {
    expect(parseEnterpriseNumber('lv 4000 3521 600')).toMatchObject({
      value: { canonical: '40003521600', kind: 'register-entity' },
    })
    expect(parseEnterpriseNumber('90001259032')).toMatchObject({ value: { kind: 'public-institution' } })
    expect(parseEnterpriseNumber('53603062391')).toMatchObject({ value: { kind: 'register-entity' } })
    // Found by the checksum, to see that other first digits are told apart.
    const other = Array.from({ length: 11 }, (_, i) => `6000000000${i}`)
      .map((n) => parseEnterpriseNumber(n))
      .find((p) => p.ok)
    expect(other).toMatchObject({ value: { kind: 'other' } })
  })
  test('what is none', () => {
    expect(outcome(parseEnterpriseNumber('4000352160'))).toBe('form')
    expect(outcome(parseEnterpriseNumber('400035216000'))).toBe('form')
    expect(outcome(parseEnterpriseNumber('30003521600'))).toBe('first-digit')
    for (let i = 1; i < 10; i++) expect(outcome(parseEnterpriseNumber(`4000352160${i}`))).toBe('checksum')
  })
})

test('institution number', () => {
  expect(parseInstitutionNumber(' 4219902694')).toEqual({
    ok: true,
    value: { canonical: '4219902694' },
    warnings: [],
  })
  expect(parseInstitutionNumber('3813 800 960')).toMatchObject({ ok: true })
  expect(outcome(parseInstitutionNumber('42199026941'))).toBe('form')
  expect(outcome(parseInstitutionNumber('421990269'))).toBe('form')
})

describe('semantics identifier', () => {
  test('both forms', () => {
    expect(parseSemanticsIdentifier('pnolv-16117519997')).toEqual({
      ok: true,
      value: { canonical: 'PNOLV-161175-19997', type: 'PNO', country: 'LV', number: '161175-19997' },
      warnings: [],
    })
    expect(parseSemanticsIdentifier('NTRLV-40003521600')).toMatchObject({
      value: { canonical: 'NTRLV-40003521600', type: 'NTR', number: '40003521600' },
    })
    expect(outcome(parseSemanticsIdentifier('PNOLV-161175-19998'))).toEqual(['checksum'])
  })
  test('what is none', () => {
    expect(outcome(parseSemanticsIdentifier('PASLV-123'))).toBe('form')
    expect(outcome(parseSemanticsIdentifier('PNOEE-38001085718'))).toBe('country')
    expect(outcome(parseSemanticsIdentifier('NTRLV-40003521601'))).toBe('checksum')
    expect(outcome(parseSemanticsIdentifier('PNOLV-1'))).toBe('form')
    expect(outcome(parseSemanticsIdentifier('xPNOLV-161175-19997'))).toBe('form')
  })
})

describe('programme code', () => {
  test('general', () => {
    expect(parseProgrammeCode('21 011 121')).toEqual({
      ok: true,
      value: {
        canonical: '21011121',
        display: '21 011 121',
        family: 'general',
        stage: { digit: '2', name: { lv: 'pamatizglītība', en: 'basic education' } },
        type: '21',
        thematicGroup: '0',
        thematicField: '01',
        programmeGroup: '011',
        special: { digit: '1', name: { lv: 'parastais īstenošanas veids', en: 'ordinary' } },
        language: { digit: '2', name: { lv: 'mazākumtautību programma', en: 'minority programme' } },
        form: { digit: '1', name: { lv: 'klātiene', en: 'full-time' } },
        name: { lv: 'mazākumtautību pamatizglītības programma', en: 'minority basic education' },
      },
      warnings: [{ code: 'digits-unverified', text: expect.any(Object) }],
    })
    expect(parseProgrammeCode('01015511')).toMatchObject({
      value: {
        special: { digit: '5', name: { en: 'special kind (5)' } },
        language: { digit: '1', name: { en: 'in Latvian or not applicable' } },
      },
    })
    expect(parseProgrammeCode('31016011')).toMatchObject({
      value: { stage: { digit: '3' }, special: { digit: '0', name: { en: 'ordinary' } } },
    })
    expect(parseProgrammeCode('31016013')).toMatchObject({
      value: { form: { digit: '3', name: { en: 'distance learning' } } },
    })
    expect(outcome(parseProgrammeCode('31016012'))).toEqual(['digits-unverified', 'form-abolished'])
  })
  test('vocational', () => {
    expect(parseProgrammeCode('30t341021')).toEqual({
      ok: true,
      value: {
        canonical: '30T341021',
        display: '30T 341 02 1',
        family: 'vocational',
        stage: { digit: '3', name: { lv: 'vidējā izglītība', en: 'secondary education' } },
        type: '30T',
        letter: {
          letter: 'T',
          name: { lv: 'profesionālā tālākizglītība', en: 'continuing vocational education' },
        },
        thematicGroup: '3',
        thematicField: '34',
        programmeGroup: '341',
        set: '02',
        rest: '1',
      },
      warnings: [],
    })
    expect(parseProgrammeCode('33 484 01 1')).toMatchObject({
      value: { canonical: '33484011', display: '33 484 01 1', set: '01', rest: '1' },
    })
    expect(parseProgrammeCode('20V212011')).toMatchObject({ value: { letter: { letter: 'V' }, type: '20V' } })
    expect(parseProgrammeCode('20P2120')).toMatchObject({ ok: false, code: 'length' })
    // One digit lost or added is no code, of whatever family.
    for (const slip of ['33 484 01', '33 484 01 11', '20V21201', '20V2120111', '2101111', '210111111'])
      expect([slip, outcome(parseProgrammeCode(slip))]).toEqual([slip, 'length'])
    expect(outcome(parseProgrammeCode('41 484 01 1'))).toEqual(['stage-unverified'])
  })
  test('what is none', () => {
    expect(outcome(parseProgrammeCode('21-011'))).toBe('characters')
    expect(outcome(parseProgrammeCode(''))).toBe('characters')
    expect(outcome(parseProgrammeCode('2V0212011'))).toBe('letter-place')
    expect(outcome(parseProgrammeCode('201V12011'))).toBe('letter-place')
    expect(outcome(parseProgrammeCode('20VT212011'))).toBe('letter-place')
    expect(outcome(parseProgrammeCode('91011111'))).toBe('stage')
    expect(outcome(parseProgrammeCode('210111'))).toBe('length')
    expect(outcome(parseProgrammeCode('2101111111'))).toBe('length')
    expect(outcome(parseProgrammeCode('21011114'))).toBe('form-digit')
  })
})

describe('explainIdentifier', () => {
  const kinds = (text: string) =>
    explainIdentifier(text).map((r) => `${r.kind} ${r.wellFormed ? 'yes' : r.code}`)
  test('knows each kind by its shape', () => {
    expect(kinds('161175-19997')).toEqual(['personal-code yes'])
    expect(kinds('16117519997')).toEqual(['personal-code yes'])
    expect(kinds(' 40003521600 ')).toEqual(['enterprise-number yes'])
    expect(kinds('LV40003521600')).toEqual(['enterprise-number yes'])
    expect(kinds('40003521601')).toEqual(['enterprise-number checksum'])
    expect(kinds('4219902694')).toEqual(['institution-number yes'])
    expect(kinds('21011111')).toEqual(['programme-code yes'])
    expect(kinds('33 484 01 1')).toEqual(['programme-code yes'])
    expect(kinds('PNOLV-161175-19997')).toEqual(['semantics-identifier yes'])
    expect(kinds('161175–19997')).toEqual(['personal-code yes'])
    expect(kinds('4000 3521 600')).toEqual(['enterprise-number yes'])
    expect(kinds('LV-40003521600')).toEqual(['enterprise-number yes'])
    expect(kinds('PNOLV–161175–19997')).toEqual(['semantics-identifier yes'])
  })
  test('what is nearly right gets one line that helps, and what is nothing at all one line too', () => {
    const line = (text: string) => {
      const [only, ...more] = explainIdentifier(text)
      return more.length === 0 && only && !only.wellFormed
        ? [only.kind, only.code, only.reason.lv, only.reason.en]
        : more
    }
    // A truncated institution number is none.
    expect(line('421990269')).toEqual([
      'none',
      'nearly',
      'Te ir 9 cipari; izglītības iestādes reģistrācijas numurs – 10 cipari, izglītības programmas kods – 8 cipari.',
      'There are 9 digits here; registration number of an educational institution: 10 digits, code of an education programme: 8 digits.',
    ])
    expect(line('161175-1999')?.slice(0, 2)).toEqual(['none', 'nearly'])
    expect(line('x161175-19997')?.[2]).toBe(
      'Te ir 11 cipari un arī citas zīmes (x); personas kods – 11 cipari, Uzņēmumu reģistra (nodokļu maksātāja) numurs – 11 cipari, izglītības iestādes reģistrācijas numurs – 10 cipari.',
    )
    expect(line('abc')?.slice(0, 2)).toEqual(['none', 'none'])
    expect(line('7')?.[3]).toMatch(/^There is 1 digit here; personal code: 11 digits, .* 8 digits\.$/)
    expect(line('7')?.[2]).toMatch(/^Te ir 1 cipars; /)
  })
  test('the day of today tells a birth to come', () => {
    const warned = (today?: string) =>
      explainIdentifier('010190-20000', today).flatMap((r) => (r.wellFormed ? r.warnings : []))
    expect(warned('2026-03-05').map((w) => w.code)).toContain('birth-future')
    expect(warned().map((w) => w.code)).not.toContain('birth-future')
    const named = explainIdentifier('PNOLV-010190-20000', '2026-03-05')
    expect(named.flatMap((r) => (r.wellFormed ? r.warnings.map((w) => w.code) : []))).toContain(
      'birth-future',
    )
  })
  test('with name, canonical form, value and warnings', () => {
    expect(explainIdentifier('161175-19998')).toEqual([
      {
        kind: 'personal-code',
        name: { lv: 'personas kods', en: 'personal code' },
        wellFormed: true,
        canonical: '161175-19998',
        value: { canonical: '161175-19998', format: 'birth-date', birthDate: '1975-11-16' },
        warnings: [{ code: 'checksum', text: expect.any(Object) }],
      },
    ])
  })
  test('in words', () => {
    expect(
      [
        '161175-39997',
        '310275-19997',
        '30003521600',
        'PNOEE-38001085718',
        'x',
        '31016012',
        '41484011',
        '16117519998',
        '91011111',
        '210111',
        '21011114',
      ].map((t) => explainIdentifier(t)),
    ).toMatchSnapshot()
  })
})
