import type { Text } from '../text.ts'
import type { Day } from '../time.ts'
import { singularLv } from '../words.ts'
import { parseEnterpriseNumber } from './enterprise.ts'
import { parseInstitutionNumber } from './institution.ts'
import { parsePersonalCode } from './personal-code.ts'
import { parseProgrammeCode } from './programme.ts'
import { plain } from './read.ts'
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

/** One reading of a text as an identifier of some kind; 'none': it has the shape of no kind. */
export type Reading = { kind: IdentifierKind | 'none'; name: Text } & (
  | { wellFormed: true; canonical: string; value: unknown; warnings: IdentifierWarning[] }
  | { wellFormed: false; code: string; reason: Text }
)

const PARSERS: readonly [
  IdentifierKind,
  (text: string, today?: Day) => Parsed<{ canonical: string }>,
  (text: string) => boolean,
][] = [
  ['semantics-identifier', parseSemanticsIdentifier, (t) => /^[A-Z]{3}[A-Z]{2}-/i.test(t)],
  ['personal-code', parsePersonalCode, (t) => /^\d{6}-\d{5}$/.test(t) || /^[0-3]\d{10}$/.test(t)],
  ['enterprise-number', parseEnterpriseNumber, (t) => /^(LV-?)?[4-9]\d{10}$/i.test(t)],
  ['institution-number', parseInstitutionNumber, (t) => /^\d{10}$/.test(t)],
  ['programme-code', parseProgrammeCode, (t) => /^\d{2}([VTP]?)\d{6}$/i.test(t)],
]
/** How many digits each has. */
const DIGITS: readonly [IdentifierKind, number][] = [
  ['personal-code', 11],
  ['enterprise-number', 11],
  ['institution-number', 10],
  ['programme-code', 8],
]

/**
 * What a text is: the kind of identifier whose shape it has (no two kinds share one). When it has the shape of none, a
 * reading of no kind, whose reason says what it is near to.
 * @param today a birth after it is warned of
 */
export function explainIdentifier(text: string, today?: Day): Reading[] {
  const typed = plain(text)
  const found = PARSERS.find(([, , shape]) => shape(typed))
  if (!found) return [nearest(typed)]
  const [kind, parse] = found
  const name = IDENTIFIER_NAMES[kind]
  const parsed = parse(typed, today)
  if (!parsed.ok) return [{ kind, name, wellFormed: false, code: parsed.code, reason: parsed.reason }]
  const { value, warnings } = parsed
  return [{ kind, name, wellFormed: true, canonical: value.canonical, value, warnings }]
}

/** One line that helps whoever mistyped: how many digits there are, and what has one more or one fewer. */
function nearest(typed: string): Reading {
  const count = typed.replace(/\D/g, '').length
  const others = [...new Set(typed.replace(/[\d-]/g, ''))].join(' ')
  const near = DIGITS.filter(([, digits]) => Math.abs(digits - count) <= 1)
  const of = (near.length > 0 ? near : DIGITS).map(([kind, digits]) => ({
    ...IDENTIFIER_NAMES[kind],
    digits,
  }))
  return {
    kind: 'none',
    name: { lv: 'nav zināms identifikators', en: 'no identifier that is known here' },
    wellFormed: false,
    code: near.length > 0 ? 'nearly' : 'none',
    reason: {
      lv: `Te ir ${count} ${singularLv(count) ? 'cipars' : 'cipari'}${others ? ` un arī citas zīmes (${others})` : ''}; ${of.map((o) => `${o.lv} – ${o.digits} cipari`).join(', ')}.`,
      en: `There ${count === 1 ? 'is 1 digit' : `are ${count} digits`} here${others ? ` and other signs (${others})` : ''}; ${of.map((o) => `${o.en}: ${o.digits} digits`).join(', ')}.`,
    },
  }
}
