import type { Day } from '../time.ts'
import { parseEnterpriseNumber } from './enterprise.ts'
import { parsePersonalCode } from './personal-code.ts'
import { plain } from './read.ts'
import { no, type Parsed } from './types.ts'

/** A semantics identifier of an electronic signature certificate: 'PNOLV-161175-19997' or 'NTRLV-40003521600'. */
export interface SemanticsIdentifier {
  canonical: string
  /** PNO = a natural person's number, NTR = a number in the trade register. */
  type: 'PNO' | 'NTR'
  country: string
  /** Canonical form of the personal code or registration number. */
  number: string
}

/** Parses the PNOLV and NTRLV forms of certificates (ETSI EN 319 412-1). */
export function parseSemanticsIdentifier(text: string, today?: Day): Parsed<SemanticsIdentifier> {
  const m = /^(PNO|NTR)([A-Z]{2})-(.+)$/.exec(plain(text).toUpperCase())
  if (!m) {
    return no(
      'form',
      'Identifikatora forma ir PNOLV-… vai NTRLV-….',
      'The identifier has the form PNOLV-… or NTRLV-….',
    )
  }
  const [, type, country, rest] = m as unknown as [string, 'PNO' | 'NTR', string, string]
  if (country !== 'LV') {
    return no(
      'country',
      `Identifikatoru izdevusi cita valsts (${country}).`,
      `The identifier was issued by another country (${country}).`,
    )
  }
  const parsed = type === 'PNO' ? parsePersonalCode(rest, today) : parseEnterpriseNumber(rest)
  if (!parsed.ok) return parsed
  const number = parsed.value.canonical
  return {
    ok: true,
    value: { canonical: `${type}LV-${number}`, type, country, number },
    warnings: parsed.warnings,
  }
}
