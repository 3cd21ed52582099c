import { LietaError } from '../platform/errors.ts'

/** As many texts as no form of ours has. */
export const MOST_FIELDS = 100

export function noPlace(): LietaError {
  return new LietaError('rate-limited', {
    lv: 'Šobrīd tiek saņemts daudz datņu. Mēģiniet pēc minūtes vēlreiz; līdz šim pievienotais ir saglabāts.',
    en: 'Many files are coming in just now. Try again in a minute; what you attached so far is saved.',
  })
}

export function tooMuch(bytes: number): LietaError {
  const most = Math.floor(bytes / (1024 * 1024))
  return new LietaError('too-large', {
    lv: `Vienā reizē nosūtīts par daudz: kopā atļauti ${most} MB. Pievienojiet datnes pa vienai.`,
    en: `Too much was sent at once: ${most} MB are allowed together. Attach the files one by one.`,
  })
}

/** Nothing is left out without a word. */
export function tooMany(files: number): LietaError {
  return new LietaError('too-large', {
    lv: `Vienā reizē nosūtīts par daudz: atļautas ${files} datnes un ${MOST_FIELDS} lauki. Pievienojiet datnes pa daļām.`,
    en: `Too much was sent at once: ${files} files and ${MOST_FIELDS} fields are allowed. Attach the files in several steps.`,
  })
}

export function unreadable(): LietaError {
  return new LietaError('validation', {
    lv: 'Nosūtīto nevar izlasīt, vai tas nāca par lēnu. Pievienojiet datni vēlreiz.',
    en: 'What was sent cannot be read, or it came too slowly. Attach the file again.',
  })
}
