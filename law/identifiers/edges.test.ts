import { describe, expect, test } from '@jest/globals'
import { parseEnterpriseNumber } from './enterprise.ts'
import { explainIdentifier } from './explain.ts'
import { parseInstitutionNumber } from './institution.ts'
import { parseSemanticsIdentifier } from './semantics.ts'

const kinds = (text: string): string[] => explainIdentifier(text).map((r) => r.kind)

describe('what stands around an identifier', () => {
  test('blanks are not part of it', () => {
    expect(parseEnterpriseNumber('\t40003521600 \n')).toMatchObject({ ok: true })
    expect(parseInstitutionNumber('\t4313900123\n')).toEqual({
      ok: true,
      value: { canonical: '4313900123' },
      warnings: [],
    })
    expect(parseSemanticsIdentifier('\tNTRLV-40003521600\n')).toMatchObject({ ok: true })
  })

  test('LV stands before a number, not within it', () => {
    expect(parseEnterpriseNumber('LV40003521600')).toMatchObject({ ok: true })
    expect(parseEnterpriseNumber('4000LV3521600')).toMatchObject({ ok: false, code: 'form' })
  })

  test('letters before or after leave no shape at all', () => {
    for (const text of [
      'x329999-99911',
      '329999-99911x',
      'x40003521600',
      '40003521600x',
      'x21011111',
      '21011111x',
    ])
      expect([text, kinds(text)]).toEqual([text, ['none']])
    expect(kinds('aPNOLV-329999-99911')).toEqual(['none'])
    expect(kinds('32999999911')).toContain('personal-code')
    expect(kinds('329999999115')).toEqual(['none'])
  })

  test('a programme code has eight figures, a letter only of the three', () => {
    expect(kinds('33 484011')).toContain('programme-code')
    expect(kinds('33P484011')).toContain('programme-code')
    expect(kinds('33X484011')).toEqual(['none'])
    expect(kinds('330484011')).not.toContain('programme-code')
    expect(kinds('3304840111')).not.toContain('programme-code')
  })
})
