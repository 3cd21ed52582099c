import type { Text } from '../text.ts'
import { parseEnterpriseNumber } from './enterprise.ts'
import { parseInstitutionNumber } from './institution.ts'
import { parsePersonalCode } from './personal-code.ts'
import { parseProgrammeCode } from './programme.ts'
import { parseSemanticsIdentifier } from './semantics.ts'
import type { IdentifierWarning, Parsed } from './types.ts'

export type IdentifierKind =
  | 'personal-code'
  | 'enterprise-number'
  | 'institution-number'
  | 'programme-code'
  | 'semantics-identifier'

export const IDENTIFIER_NAMES: Readonly<Record<IdentifierKind, Text>> = {
  'personal-code': { lv: 'personas kods', en: 'personal code' },
  'enterprise-number': {
    lv: 'Uzņēmumu reģistra (nodokļu maksātāja) numurs',
    en: 'Enterprise Register (taxpayer) number',
  },
  'institution-number': {
    lv: 'izglītības iestādes reģistrācijas numurs',
    en: 'registration number of an educational institution',
  },
  'programme-code': { lv: 'izglītības programmas kods', en: 'code of an education programme' },
  'semantics-identifier': { lv: 'sertifikāta identifikators', en: 'identifier in a certificate' },
}

/** One reading of a text as an identifier of some kind. */
export type Reading = { kind: IdentifierKind; name: Text } & (
  | { wellFormed: true; canonical: string; value: unknown; warnings: IdentifierWarning[] }
  | { wellFormed: false; code: string; reason: Text }
)

const PARSERS: readonly [
  IdentifierKind,
  (text: string) => Parsed<{ canonical: string }>,
  (text: string) => boolean,
][] = [
  ['semantics-identifier', parseSemanticsIdentifier, (t) => /^[A-Z]{3}[A-Z]{2}-/i.test(t)],
  ['personal-code', parsePersonalCode, (t) => /^\d{6}-\d{5}$/.test(t) || /^[0-3]\d{10}$/.test(t)],
  ['enterprise-number', parseEnterpriseNumber, (t) => /^(LV)?[4-9][\d ]{10,}$/i.test(t)],
  ['institution-number', parseInstitutionNumber, (t) => /^\d{10}$/.test(t)],
  [
    'programme-code',
    parseProgrammeCode,
    (t) => /^\d{2} ?[VTP]?[\d ]{5,}$/i.test(t) && t.replace(/\D/g, '').length <= 9,
  ],
]

/**
 * What a text may be: every kind of identifier whose shape it has, well-formed ones first. When it has the shape of
 * none, every kind with the reason why not.
 */
export function explainIdentifier(text: string): Reading[] {
  const trimmed = text.trim()
  const shaped = PARSERS.filter(([, , shape]) => shape(trimmed))
  const readings = (shaped.length > 0 ? shaped : PARSERS).map(([kind, parse]): Reading => {
    const parsed = parse(trimmed)
    const name = IDENTIFIER_NAMES[kind]
    return parsed.ok
      ? {
          kind,
          name,
          wellFormed: true,
          canonical: parsed.value.canonical,
          value: parsed.value,
          warnings: parsed.warnings,
        }
      : { kind, name, wellFormed: false, code: parsed.code, reason: parsed.reason }
  })
  return readings.sort((a, b) => Number(b.wellFormed) - Number(a.wellFormed))
}
