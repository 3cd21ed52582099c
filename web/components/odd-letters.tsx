import type { CaseFile } from '../../cases/queries/case-file.ts'
import { Note } from '../ui/index.ts'
import type { View } from '../view.ts'

/** Beside an answer: which words hold letters of another alphabet, and which letters. Nothing where there are none. */
export function OddLetters({ v, file, field }: { v: View; file: CaseFile; field: string }) {
  const words = file.oddLetters?.find((odd) => odd.field === field)?.words ?? []
  if (words.length === 0) return null
  const t = v.t.session
  return (
    <Note tone="now">
      <strong>{t.oddLetters}:</strong>{' '}
      {words
        .map(({ word, letters }) =>
          t.oddWord(word, letters.map(({ letter, script }) => `${letter} (${t.scripts[script]})`).join(', ')),
        )
        .join('; ')}
    </Note>
  )
}
