import { findAct } from '../../forms/acts/all.ts'
import { type OddWord, oddWords } from '../../forms/text.ts'
import type { CaseFile } from './case-file.ts'

/** Where letters of another alphabet stand among Latin ones: an answer, or a field of what was said with an act. */
export interface OddField {
  /** The answer's name, or `act/field`. */
  field: string
  label: { lv: string; en: string }
  words: OddWord[]
}

/** So much of it is told; whoever sends more than that is told of as well. */
const MOST_WORDS = 20

/** Letters that a reader would take for others, in what came from outside and is shown to the staff. */
export function oddLetters(file: Pick<CaseFile, 'procedure' | 'application' | 'latestPayloads'>): OddField[] {
  const found: OddField[] = []
  const look = (field: string, label: OddField['label'], value: unknown): void => {
    const words = oddWords(textsOf(value).join('\n')).slice(0, MOST_WORDS)
    if (words.length > 0) found.push({ field, label, words })
  }
  // A list of choices is shown in our words; what was typed and what files are called is theirs.
  for (const { answers } of file.application.shown)
    for (const { name, question, answer } of answers)
      look(name, question, [file.application.data[name] ?? answer.lv])
  for (const [act, { payload }] of Object.entries(file.latestPayloads))
    for (const { name, label } of findAct(file.procedure, act)?.fields ?? [])
      look(`${act}/${name}`, label, payload[name])
  return found
}

/** The texts of a value that people read: of a file its name. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(textsOf)
  const name = (value as { name?: unknown } | null | undefined)?.name
  return typeof name === 'string' ? [name] : []
}
