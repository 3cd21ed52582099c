import { z } from 'zod'

/** A calendar day that exists, `YYYY-MM-DD`. */
export const day = z.string().refine((s) => {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(s)
  if (!m) return false
  const d = new Date(Date.UTC(Number(m[1]), Number(m[2]) - 1, Number(m[3])))
  return d.toISOString().slice(0, 10) === s
}, 'date-real')

/** One line of text. Control characters are refused: they end up in documents and letters. */
export function line(max: number) {
  return z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}]*$/u)
}

/** Paragraphs of text: line breaks and tabs are fine, other control characters are not. */
export function prose(max: number) {
  return z
    .string()
    .min(1)
    .max(max)
    .regex(/^(?:[^\p{Cc}]|[\n\r\t])*$/u)
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
