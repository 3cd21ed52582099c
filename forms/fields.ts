import { z } from 'zod'
import { readText } from './text.ts'

/** A calendar day that exists, `YYYY-MM-DD`, in years with which the law can still count forward and back. */
export const day = z
  .string()
  .refine((s) => {
    const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(s)
    if (!m) return false
    const d = new Date(Date.UTC(Number(m[1]), Number(m[2]) - 1, Number(m[3])))
    return d.toISOString().slice(0, 10) === s
  }, 'date-real')
  .refine((s) => !/^\d{4}-/.test(s) || (s >= '1900' && s < '2200'), 'date-range')

/** One line of text, through the gate of texts: what is in it ends up in documents and letters. */
export function line(max: number) {
  return text(max, false)
}

/** Paragraphs of text: as a line, and line breaks and tabs are fine. */
export function prose(max: number) {
  return text(max, true)
}

function text(max: number, lines: boolean) {
  return z
    .string()
    .overwrite((given) => {
      const read = readText(given, { lines })
      return 'text' in read ? read.text : given
    })
    .min(1)
    .max(max)
    .superRefine((given, context) => {
      const read = readText(given, { max, lines })
      // How long it may be is said above, with the number.
      if ('fault' in read && read.fault !== 'text-too-long')
        context.addIssue({ code: 'custom', message: read.fault })
    })
}

export const fileRef = z.object({
  fileId: z.uuid(),
  name: z.string(),
  size: z.number(),
  sha256: z.string(),
  mediaType: z.string(),
})

/** At least one file. */
export const files = z.array(fileRef, { error: 'file-missing' }).min(1, 'file-missing').max(10)
