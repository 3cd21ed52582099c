import { type Day, isDay } from '../time.ts'
import { plain } from './read.ts'
import { type IdentifierWarning, no, type Parsed } from './types.ts'

export interface PersonalCode {
  /** With the dash: '161175-19997'. */
  canonical: string
  /** 'birth-date' = issued before 1 July 2017, 'random' = the codes that begin with 32 to 39. */
  format: 'birth-date' | 'random'
  /** Only in the old format. */
  birthDate?: string
}

const WEIGHTS = [1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** Check figure of an old personal code (0–10; 10 cannot be written), by the algorithm that is in use unofficially. */
export function personalCodeCheck(digits: string): number {
  let sum = 0
  for (let i = 0; i < 10; i++) sum += WEIGHTS[i]! * Number(digits[i])
  return (((1101 - sum) % 11) + 11) % 11
}

/** From this day on the codes that were given told no date of birth. */
const RANDOM_SINCE = '2017-07-01'

/**
 * Parses a personas kods, with or without the dash, blanks allowed. A wrong check figure is a warning only: the algorithm
 * of the old format was never officially confirmed, and the new one has none. So are a birth that is still to come, and
 * an old code of somebody born when the new ones were given.
 * @param today without it nobody is held to be not yet born
 */
export function parsePersonalCode(text: string, today?: Day): Parsed<PersonalCode> {
  const trimmed = plain(text)
  if (!/^\d{6}-?\d{5}$/.test(trimmed)) {
    return no(
      'form',
      'Personas kodā ir 11 cipari; pēc sestā raksta domuzīmi (piemēram, 161175-19997).',
      'A personal code has 11 digits, with a dash after the sixth (for example 161175-19997).',
    )
  }
  const digits = trimmed.replace('-', '')
  const canonical = `${digits.slice(0, 6)}-${digits.slice(6)}`
  if (/^3[2-9]/.test(digits)) return { ok: true, value: { canonical, format: 'random' }, warnings: [] }
  const century = Number(digits[6])
  if (century > 2) {
    return no(
      'century',
      `Septītais cipars norāda gadsimtu un var būt 0, 1 vai 2, nevis ${century}.`,
      `The seventh digit tells the century and can be 0, 1 or 2, not ${century}.`,
    )
  }
  const birthDate = `${18 + century}${digits.slice(4, 6)}-${digits.slice(2, 4)}-${digits.slice(0, 2)}`
  if (!isDay(birthDate)) {
    return no(
      'birth-date',
      `Pirmie seši cipari nav datums: ${digits.slice(0, 2)}.${digits.slice(2, 4)}.${digits.slice(4, 6)}`,
      `The first six digits are no date: ${digits.slice(0, 2)}.${digits.slice(2, 4)}.${digits.slice(4, 6)}`,
    )
  }
  const warnings = bornWhen(birthDate, today)
  const check = personalCodeCheck(digits)
  if (check === 10) {
    warnings.push({
      code: 'checksum-ambiguous',
      text: {
        lv: 'Kontrolcipars nav aprēķināms (atlikums 10); kodu pārbaudiet reģistrā.',
        en: 'The check figure cannot be computed (remainder 10); look the code up in the register.',
      },
    })
  } else if (check !== Number(digits[10])) {
    warnings.push({
      code: 'checksum',
      text: {
        lv: 'Kontrolcipars nesakrīt; iespējams, kodā ir pārrakstīšanās kļūda.',
        en: 'The check figure does not match; there may be a slip in the code.',
      },
    })
  }
  return { ok: true, value: { canonical, format: 'birth-date', birthDate }, warnings }
}

function bornWhen(birthDate: Day, today: Day | undefined): IdentifierWarning[] {
  if (today !== undefined && birthDate > today) {
    return [
      {
        code: 'birth-future',
        text: {
          lv: 'Pēc koda persona vēl nav dzimusi; pārbaudiet gadu un septīto ciparu (gadsimtu).',
          en: 'By the code the person is not born yet; check the year and the seventh digit (the century).',
        },
      },
    ]
  }
  if (birthDate < RANDOM_SINCE) return []
  return [
    {
      code: 'old-form',
      text: {
        lv: 'No 2017. gada 1. jūlija piešķir kodus, kas sākas ar 32–39; šajā ir vēlāks dzimšanas datums.',
        en: 'Since 1 July 2017 codes begin with 32 to 39; this one tells a later date of birth.',
      },
    },
  ]
}
