import { messageFor } from './messages.ts'

/** What is wrong with a text that comes in. */
export type TextFault =
  | 'not-text'
  | 'text-too-long'
  | 'text-control'
  | 'text-direction'
  | 'text-invisible'
  | 'text-broken'
  | 'text-stacked'

export interface TextRules {
  /** In UTF-16 units, after cleaning. */
  max?: number
  /** Line breaks and tabs are part of prose; a line has none. */
  lines?: boolean
}

/** The most that one text may hold anywhere; forms set narrower bounds. */
export const MAX_TEXT = 200_000

// Nobody can see them, and no Latvian or English text means anything by them. They come along when people paste
// from word processors and web pages, so they are taken away and nobody is bothered: byte order mark, soft hyphen,
// zero-width space, word joiner, and the selectors that only say whether a sign is drawn in colour.
const MEANINGLESS = /\uFEFF|\u00AD|\u200B|\u2060|\uFE0E|\uFE0F/gu
/** Separators that other systems write for a new line. */
const NEW_LINES = /\r\n|\r|\u2028|\u2029|\u0085/gu

// They change the order in which letters are read, so that two readers see two texts.
const DIRECTION = /[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/u
// Joiners change how letters look, so they cannot be taken away unasked; the rest is there to hide something.
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u
const BROKEN = /[\p{Cs}\p{Co}\p{Noncharacter_Code_Point}]/u
const CONTROL = /\p{Cc}/u
/** More marks on one letter than any living language writes. */
const STACKED = /\p{M}{5,}/u

/**
 * The one way by which text of others comes in: brought to one form (NFC, `\n`), cleaned of what nobody can see and
 * nothing means, and refused where it would show one reader something else than another.
 * @returns the text as it is kept, or what is wrong with it
 */
export function readText(
  given: unknown,
  { max = MAX_TEXT, lines = true }: TextRules = {},
): { text: string } | { fault: TextFault } {
  if (typeof given !== 'string') return { fault: 'not-text' }
  // What is far too long is not even looked at: normalising costs time.
  if (given.length > 4 * max + 1000) return { fault: 'text-too-long' }
  if (BROKEN.test(given)) return { fault: 'text-broken' }
  const text = given.replace(MEANINGLESS, '').normalize('NFC').replace(NEW_LINES, '\n')
  if (text.length > max) return { fault: 'text-too-long' }
  if (DIRECTION.test(text)) return { fault: 'text-direction' }
  if (CONTROL.test(lines ? text.replace(/[\n\t]/g, '') : text)) return { fault: 'text-control' }
  if (INVISIBLE.test(text)) return { fault: 'text-invisible' }
  if (STACKED.test(text)) return { fault: 'text-stacked' }
  return { text }
}

/** The same text without what made it be refused: offered to the person, who looks at it and decides. */
export function withoutFaults(given: string): string {
  return given
    .replace(
      /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800\p{Cs}\p{Co}\p{Noncharacter_Code_Point}\uFFFD]/gu,
      '',
    )
    .replace(NEW_LINES, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .normalize('NFC')
    .replace(/(\p{M}{4})\p{M}+/gu, '$1')
    .slice(0, MAX_TEXT)
}

/** The words for a fault, with the question's label where it is known. */
export function textMessage(
  fault: TextFault,
  label = { lv: 'Lauks', en: 'Field' },
): { lv: string; en: string } {
  return messageFor({ code: 'custom', message: fault, path: [], input: '' }, label, undefined).message
}

export interface DataFault {
  /** Where it stands: `data.programmeName`, `cases.0`. */
  field: string
  fault: TextFault | 'too-deep' | 'too-many' | 'not-a-number' | 'bad-name'
}

/** Bounds on what a whole body may be. */
const MAX_DEPTH = 12
const MAX_VALUES = 20_000
const FORBIDDEN_NAMES = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Everything in a body, a query or the parameters of an address through `readText`: values and names.
 * @returns the data with cleaned texts and every fault found, at most twenty
 */
export function readData(given: unknown): { data: unknown; faults: DataFault[] } {
  const faults: DataFault[] = []
  let seen = 0
  const tell = (field: string, fault: DataFault['fault']): undefined => {
    if (faults.length < 20) faults.push({ field: field.slice(0, 200), fault })
    return undefined
  }
  const walk = (value: unknown, field: string, depth: number): unknown => {
    seen += 1
    if (seen > MAX_VALUES) return seen === MAX_VALUES + 1 ? tell(field, 'too-many') : undefined
    if (typeof value === 'string') {
      const read = readText(value)
      return 'fault' in read ? tell(field, read.fault) : read.text
    }
    if (typeof value === 'number' && !Number.isFinite(value)) return tell(field, 'not-a-number')
    if (typeof value !== 'object' || value === null) return value
    if (depth >= MAX_DEPTH) return tell(field, 'too-deep')
    if (Array.isArray(value)) return value.map((one, n) => walk(one, inside(field, String(n)), depth + 1))
    const out: Record<string, unknown> = {}
    for (const [name, one] of Object.entries(value)) {
      const read = readText(name, { max: 200, lines: false })
      if ('fault' in read || FORBIDDEN_NAMES.has(read.text))
        tell(inside(field, withoutFaults(name)), 'bad-name')
      else out[read.text] = walk(one, inside(field, read.text), depth + 1)
    }
    return out
  }
  return { data: walk(given, '', 0), faults }
}

function inside(field: string, name: string): string {
  return field ? `${field}.${name}` : name
}

export type Script = 'cyrillic' | 'greek' | 'armenian' | 'cherokee' | 'other' | 'styled'

/** A word that looks like another one than it is, with each letter that makes it so. */
export interface OddWord {
  word: string
  letters: { letter: string; script: Script }[]
}

const LATIN = /\p{Script=Latin}/u
const SCRIPTS: [Exclude<Script, 'other' | 'styled'>, RegExp][] = [
  ['cyrillic', /\p{Script=Cyrillic}/u],
  ['greek', /\p{Script=Greek}/u],
  ['armenian', /\p{Script=Armenian}/u],
  ['cherokee', /\p{Script=Cherokee}/u],
]
// Letters that nobody tells from a Latin one, in the usual typefaces (Unicode confusables, those of living alphabets).
const TWINS = new Set('АВЕЅІЈКМНОРСТУХѴԌԚԜаеѕіјорсухѵһԁԛԝɡүΑΒΕΖΗΙΚΜΝΟΡΤΥΧοναρτυικχϳ')

function scriptOf(letter: string): Script | undefined {
  const found = SCRIPTS.find(([, script]) => script.test(letter))?.[0]
  if (found) return found
  // Fullwidth, mathematical, small capitals: drawn as a Latin letter or digit, and none.
  if (/[^\p{ASCII}]/u.test(letter) && /^[\p{ASCII}]+$/u.test(letter.normalize('NFKC')))
    return /[ªº²³¹]/u.test(letter) ? undefined : 'styled'
  if (/[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(letter)) return undefined
  return 'other'
}

/**
 * Words in which letters of another alphabet stand among Latin ones, such as a Cyrillic «а» in «Skolа», and, in a text
 * that is otherwise Latin, words that consist of nothing but such twins («СОРА»): they look the same and are found by no
 * search. Lawful now and then (a formula, a name in Russian), so people are told and nothing is refused.
 * @returns each such word once, with its odd letters
 */
export function oddWords(text: string): OddWord[] {
  const words = [...new Set(text.match(/[\p{L}\p{M}\p{Nd}]+/gu) ?? [])]
  const latin = words.some((word) => LATIN.test(word))
  return words.flatMap((word) => {
    const letters = [...new Set(word)].flatMap((letter) => {
      const script = scriptOf(letter)
      return script ? [{ letter, script }] : []
    })
    const mixed = letters.some((l) => l.script === 'styled') || LATIN.test(word)
    const twins = latin && word.length > 1 && [...word].every((letter) => TWINS.has(letter))
    return letters.length > 0 && (mixed || twins) ? [{ word, letters }] : []
  })
}
