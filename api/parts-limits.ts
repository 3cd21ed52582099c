import { MAX_FILE_BYTES } from '../cases/files.ts'
import { gated } from './gated.ts'
import { MOST_FIELDS } from './upload-refusals.ts'
import type { Sent } from './upload-types.ts'

/** Texts of one request together: they stand in memory. */
export const MOST_TEXT = 1024 * 1024

/**
 * Texts and names come whole, so that the gate sees what was sent; what is cut off here is too long for it anyway. Inputs
 * left empty count as files to the parser.
 */
export const limitsOf = (files: number) => ({
  fileSize: MAX_FILE_BYTES,
  files: files + 30,
  fields: MOST_FIELDS,
  fieldSize: MOST_TEXT,
  fieldNameSize: 1_000,
})

/** Through the gate of texts, as every other body; names of files too. @throws LietaError `validation` */
export function cleaned(sent: Sent): Sent {
  const files = sent.files.map((file) => ({ ...file, name: gated({ file: file.name }).file }))
  return { ...sent, fields: gated(sent.fields), files }
}
