import { plain } from './read.ts'
import { no, type Parsed } from './types.ts'

/** Parses a number of the Register of Educational Institutions: ten digits, no checksum known. */
export function parseInstitutionNumber(text: string): Parsed<{ canonical: string }> {
  const digits = plain(text)
  if (!/^\d{10}$/.test(digits)) {
    return no(
      'form',
      'Izglītības iestādes reģistrācijas numurā ir 10 cipari.',
      'The registration number of an educational institution has 10 digits.',
    )
  }
  return { ok: true, value: { canonical: digits }, warnings: [] }
}
