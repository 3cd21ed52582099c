import type { Text } from '../text.ts'
import type { IdentifierWarning } from './types.ts'
import { no, type Parsed } from './types.ts'

export interface ProgrammeCode {
  /** Without spaces: '21011111', '30T341021'. */
  canonical: string
  /** In groups, as in documents: '21 011 111', '33 484 01 1'. */
  display: string
  family: 'general' | 'vocational'
  /** Digit 1: stage of education. */
  stage: { digit: string; name: Text }
  /** Digits 1–2 with the letter, if any: type of programme. */
  type: string
  letter?: { letter: 'V' | 'T' | 'P'; name: Text }
  /** Digit 3: thematic group; digits 3–4: thematic field; digits 3–5: programme group. */
  thematicGroup: string
  thematicField: string
  programmeGroup: string
  /** General programmes: digits 6, 7 and 8. */
  special?: { digit: string; name: Text }
  language?: { digit: string; name: Text }
  form?: { digit: string; name: Text }
  /** Vocational programmes: digits 6–7, the programme set (kopa), and the eighth. */
  set?: string
  rest?: string
  /** Name of a well-known code. */
  name?: Text
}

const STAGES: Record<string, Text> = {
  '0': { lv: 'pirmsskolas izglītība', en: 'pre-school education' },
  '1': { lv: 'pamatizglītības pirmais posms', en: 'first stage of basic education' },
  '2': { lv: 'pamatizglītība', en: 'basic education' },
  '3': { lv: 'vidējā izglītība', en: 'secondary education' },
  '4': { lv: 'pēcvidējā vai augstākā izglītība', en: 'post-secondary or higher education' },
}
const LETTERS: Record<'V' | 'T' | 'P', Text> = {
  V: { lv: 'profesionālā ievirze', en: 'vocationally oriented education' },
  T: { lv: 'profesionālā tālākizglītība', en: 'continuing vocational education' },
  P: { lv: 'profesionālā pilnveide', en: 'professional in-service training' },
}
const FORMS: Record<string, Text> = {
  '1': { lv: 'klātiene', en: 'full-time' },
  '2': { lv: 'vakara (maiņu) vai neklātiene', en: 'evening (shift) or part-time' },
  '3': { lv: 'tālmācība', en: 'distance learning' },
}
const KNOWN: Record<string, Text> = {
  '01011111': { lv: 'pirmsskolas izglītības programma', en: 'pre-school education' },
  '01011121': {
    lv: 'mazākumtautību pirmsskolas izglītības programma (izbeigta)',
    en: 'minority pre-school education (phased out)',
  },
  '01015511': {
    lv: 'speciālā pirmsskola: valodas traucējumi',
    en: 'special pre-school: language impairments',
  },
  '01015611': {
    lv: 'speciālā pirmsskola: jaukti attīstības traucējumi',
    en: 'special pre-school: mixed developmental disorders',
  },
  '01015811': {
    lv: 'speciālā pirmsskola: garīgās attīstības traucējumi',
    en: 'special pre-school: intellectual disabilities',
  },
  '11011111': { lv: 'pamatizglītības pirmā posma programma', en: 'first stage of basic education' },
  '21011111': { lv: 'pamatizglītības programma', en: 'basic education' },
  '21011121': { lv: 'mazākumtautību pamatizglītības programma', en: 'minority basic education' },
  '31016011': { lv: 'vispārējās vidējās izglītības programma', en: 'general secondary education' },
  '31011011': {
    lv: 'vispārējās vidējās izglītības vispārizglītojošais virziens (agrākā)',
    en: 'general secondary education, general direction (older)',
  },
  '31011021': {
    lv: 'mazākumtautību vispārējā vidējā, vispārizglītojošais virziens (agrākā)',
    en: 'minority general secondary, general direction (older)',
  },
}

/**
 * Parses the code of an education programme (classification of education, Cabinet Regulation No. 322), spaces
 * allowed. What the digits mean beyond stage, type and theme is only partly sourced and comes as a warning.
 */
export function parseProgrammeCode(text: string): Parsed<ProgrammeCode> {
  const canonical = text.toUpperCase().replace(/\s/g, '')
  if (!/^[0-9VTP]+$/.test(canonical)) {
    return no(
      'characters',
      'Programmas kodā ir tikai cipari un pēc otrā cipara burts V, T vai P.',
      'A programme code has only digits and, after the second, a letter V, T or P.',
    )
  }
  if (!/^\d{2}[VTP]?\d+$/.test(canonical)) {
    return no(
      'letter-place',
      'Burts V, T vai P var būt tikai pēc otrā cipara.',
      'A letter V, T or P can stand only after the second digit.',
    )
  }
  const letter = /[VTP]/.exec(canonical)?.[0] as 'V' | 'T' | 'P' | undefined
  const stageDigit = canonical[0]!
  const stage = STAGES[stageDigit]
  if (!stage) {
    return no(
      'stage',
      `Pirmais cipars ir izglītības pakāpe, 0 līdz 4, nevis ${stageDigit}.`,
      `The first digit is the stage of education, 0 to 4, not ${stageDigit}.`,
    )
  }
  const digits = canonical.slice(letter ? 3 : 2)
  const total = digits.length + 2
  // One more or one fewer is a slip, and not another kind of code.
  if (total !== 8) {
    return no(
      'length',
      `Programmas kodā ir 8 cipari, nevis ${total}.`,
      `A programme code has 8 digits, not ${total}.`,
    )
  }
  const theme = digits.slice(0, 3)
  // General programmes have the theme 01x (general education) and no letter.
  const general = !letter && theme.startsWith('01')
  const type = canonical.slice(0, letter ? 3 : 2)
  const warnings: IdentifierWarning[] = []
  const value: ProgrammeCode = {
    canonical,
    display: general
      ? `${canonical.slice(0, 2)} ${canonical.slice(2, 5)} ${canonical.slice(5)}`
      : display(type, digits),
    family: general ? 'general' : 'vocational',
    stage: { digit: stageDigit, name: stage },
    type,
    ...(letter ? { letter: { letter, name: LETTERS[letter] } } : {}),
    thematicGroup: theme.slice(0, 1),
    thematicField: theme.slice(0, 2),
    programmeGroup: theme,
  }
  if (stageDigit === '4') {
    warnings.push({
      code: 'stage-unverified',
      text: { lv: 'Pakāpes “4” nozīme nav pārbaudīta.', en: 'The meaning of stage “4” is not verified.' },
    })
  }
  if (general) {
    const form = FORMS[digits[5]!]
    if (!form) {
      return no(
        'form-digit',
        `Astotais cipars ir ieguves forma, 1 līdz 3, nevis ${digits[5]}.`,
        `The eighth digit is the form of acquisition, 1 to 3, not ${digits[5]}.`,
      )
    }
    value.special = {
      digit: digits[3]!,
      name:
        digits[3] === '1' || digits[3] === '0'
          ? { lv: 'parastais īstenošanas veids', en: 'ordinary' }
          : { lv: `īpašs veids (${digits[3]})`, en: `special kind (${digits[3]})` },
    }
    value.language = {
      digit: digits[4]!,
      name:
        digits[4] === '2'
          ? { lv: 'mazākumtautību programma', en: 'minority programme' }
          : { lv: 'latviešu valodā vai nav piemērojams', en: 'in Latvian or not applicable' },
    }
    value.form = { digit: digits[5]!, name: form }
    warnings.push({
      code: 'digits-unverified',
      text: {
        lv: '6.–8. cipara nozīme ir daļēji pārbaudīta (MK noteikumu Nr. 322 3. pielikums).',
        en: 'The meaning of digits 6 to 8 is verified only in part (Regulation No. 322, Annex 3).',
      },
    })
    if (digits[5] === '2') {
      warnings.push({
        code: 'form-abolished',
        text: {
          lv: 'Vakara (maiņu) forma atcelta; programmas bija īstenojamas līdz 2022. gada 31. augustam.',
          en: 'The evening (shift) form was abolished; such programmes were to be finished by 31 August 2022.',
        },
      })
    }
  } else {
    value.set = digits.slice(3, 5)
    value.rest = digits.slice(5)
  }
  const known = KNOWN[canonical]
  if (known) value.name = known
  return { ok: true, value, warnings }
}

function display(type: string, digits: string): string {
  return [type, digits.slice(0, 3), digits.slice(3, 5), digits.slice(5)].join(' ')
}
