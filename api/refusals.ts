import { type ErrorCode, LietaError, type Words } from '../platform/errors.ts'

/** What Express and its parsers refuse, by the status that they give it. */
const REFUSED: Record<number, { code: ErrorCode; words: Words }> = {
  400: {
    code: 'malformed',
    words: {
      lv: 'Pieprasījumu nevar izlasīt: tas ir bojāts vai nav pilnīgs.',
      en: 'The request cannot be read: it is broken or not complete.',
    },
  },
  404: { code: 'not-found', words: { lv: 'Tādas adreses nav.', en: 'There is no such address.' } },
  408: {
    code: 'timeout',
    words: {
      lv: 'Pieprasījums netika saņemts laikā. Mēģiniet vēlreiz.',
      en: 'The request did not arrive in time. Try again.',
    },
  },
  413: { code: 'too-large', words: { lv: 'Pieprasījums ir par lielu.', en: 'The request is too large.' } },
  415: {
    code: 'unsupported-media',
    words: {
      lv: 'Pieprasījuma kodējumu vai satura veidu nepieņem. Sūtiet UTF-8.',
      en: 'The encoding or kind of content of the request is not taken. Send UTF-8.',
    },
  },
  429: {
    code: 'rate-limited',
    words: {
      lv: 'Pārāk daudz pieprasījumu. Mēģiniet pēc minūtes vēlreiz.',
      en: 'Too many requests. Try again in a minute.',
    },
  },
  431: {
    code: 'headers-too-large',
    words: {
      lv: 'Pieprasījuma galvenes ir par lielām.',
      en: 'The headers of the request are too large.',
    },
  },
}

/** The refusal for a status that a library or the HTTP parser gave; undefined for what would be a fault of ours. */
export function refusalOf(status: number | undefined): LietaError | undefined {
  if (status === undefined || status < 400 || status > 499) return undefined
  const { code, words } = REFUSED[status] ?? REFUSED[400]!
  return new LietaError(code, words)
}
