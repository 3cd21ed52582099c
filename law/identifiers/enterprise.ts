import { plain } from './read.ts'
import { no, type Parsed } from './types.ts'

export interface EnterpriseNumber {
  /** 11 digits. */
  canonical: string
  /** By the first digit: 4 and 5 = entities of the Enterprise Register, 9 = state and municipal institutions. */
  kind: 'register-entity' | 'public-institution' | 'other'
  vat: string
}

const WEIGHTS = [9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]

/** Parses an Enterprise Register or taxpayer number, with or without 'LV' before it; the checksum is binding. */
export function parseEnterpriseNumber(text: string): Parsed<EnterpriseNumber> {
  const digits = plain(text).replace(/^LV-?/i, '')
  if (!/^\d{11}$/.test(digits)) {
    return no('form', 'Reģistrācijas numurā ir 11 cipari.', 'A registration number has 11 digits.')
  }
  const first = Number(digits[0])
  if (first < 4) {
    return no(
      'first-digit',
      'Reģistrācijas numura pirmais cipars ir 4 vai lielāks; ar mazāku sākas personas kodi.',
      'A registration number begins with 4 or more; with less begin personal codes.',
    )
  }
  let sum = 0
  for (let i = 0; i < 11; i++) sum += WEIGHTS[i]! * Number(digits[i])
  if (sum % 11 !== 3) {
    return no(
      'checksum',
      'Reģistrācijas numura kontrolcipars nesakrīt.',
      'The check figure of the registration number is wrong.',
    )
  }
  const kind = first === 9 ? 'public-institution' : first === 4 || first === 5 ? 'register-entity' : 'other'
  return { ok: true, value: { canonical: digits, kind, vat: `LV${digits}` }, warnings: [] }
}
