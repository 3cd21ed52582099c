// Latvian wording of dates, times and sizes. Pure string work: the caller has already put every time
// into Latvian local time or gives an instant with its offset.

const MONTHS_LOC = [
  'janvārī',
  'februārī',
  'martā',
  'aprīlī',
  'maijā',
  'jūnijā',
  'jūlijā',
  'augustā',
  'septembrī',
  'oktobrī',
  'novembrī',
  'decembrī',
]
const MONTHS_DAT = [
  'janvārim',
  'februārim',
  'martam',
  'aprīlim',
  'maijam',
  'jūnijam',
  'jūlijam',
  'augustam',
  'septembrim',
  'oktobrim',
  'novembrim',
  'decembrim',
]
const MONTHS_GEN = [
  'janvāra',
  'februāra',
  'marta',
  'aprīļa',
  'maija',
  'jūnija',
  'jūlija',
  'augusta',
  'septembra',
  'oktobra',
  'novembra',
  'decembra',
]
const MONTHS_NOM = [
  'janvāris',
  'februāris',
  'marts',
  'aprīlis',
  'maijs',
  'jūnijs',
  'jūlijs',
  'augusts',
  'septembris',
  'oktobris',
  'novembris',
  'decembris',
]
const NBSP = '\u00a0'

function worded(iso: string, months: readonly string[]): string {
  const m = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso)
  const name = m && months[Number(m[2]) - 1]
  if (!m || !name) throw new Error(`not an ISO date: ${iso}`)
  return `${m[1]}.${NBSP}gada${NBSP}${Number(m[3])}.${NBSP}${name}`
}

/** '2026-03-05' → "2026. gada 5. martā" (when something happened). Throws on anything but an ISO date. */
export const onDate = (iso: string): string => worded(iso, MONTHS_LOC)
/** '2026-03-05' → "2026. gada 5. martam" (after "līdz"). */
export const untilDate = (iso: string): string => worded(iso, MONTHS_DAT)
/** '2026-03-05' → "2026. gada 5. marta" (after "no", or before a noun). */
export const ofDate = (iso: string): string => worded(iso, MONTHS_GEN)
/** '2026-03-05' → "2026. gada 5. marts". */
export const dateName = (iso: string): string => worded(iso, MONTHS_NOM)
/** '2026-03-05' → "05.03.2026." (tables). */
export function shortDate(iso: string): string {
  const m = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso)
  if (!m) throw new Error(`not an ISO date: ${iso}`)
  return `${m[3]}.${m[2]}.${m[1]}.`
}

const riga = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Riga',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

/** An instant ('2026-03-05T07:12:03Z') → "2026. gada 5. martā plkst. 9.12.03" by Latvian time. */
export function onInstant(iso: string): string {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) throw new Error(`not an ISO time: ${iso}`)
  const part = Object.fromEntries(riga.formatToParts(at).map((x) => [x.type, x.value]))
  const day = onDate(`${part.year}-${part.month}-${part.day}`)
  return `${day} plkst.${NBSP}${Number(part.hour)}.${part.minute}.${part.second}`
}

/** 1 536 → "1,5 kB"; bytes in, Latvian decimal comma out. */
export function byteSize(bytes: number): string {
  if (bytes < 1000) return `${bytes}${NBSP}B`
  const [v, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kB'] : [bytes / 1_000_000, 'MB']
  return `${v.toFixed(1).replace('.', ',')}${NBSP}${unit}`
}

/** Spaces every 8 characters let a hash break over lines and be compared by eye. */
export const spacedHash = (hex: string): string => hex.replace(/(.{8})(?=.)/g, '$1 ')

/** A sentence of somebody's own words, with one full stop however they ended it. */
export const ended = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`)

/** Somebody's items in one sentence: however each ended, a semicolon between them and one full stop. */
export const listed = (items: readonly string[]): string =>
  ended(items.map((item, i) => (i < items.length - 1 ? item.replace(/\.$/, '') : item)).join('; '))

const BOUND = [
  /(?<=\d{4}\.) (?=gada \d)/g,
  /(?<=\d{4}\.[ \u00a0]gada) (?=\d{1,2}\.)/g,
  /(?<=gada[ \u00a0]\d{1,2}\.) (?=\p{Ll})/gu,
  /(?<=\d\.[¹²³⁴-⁹]?) (?=(?:pant|punkt|daļ|apakšpunkt))/gu,
  /(?<=\bNr\.) (?=\S)/g,
]

/** Dates, numbers and articles of the law as people type them, bound so that no line breaks inside. */
export const bound = (text: string): string => BOUND.reduce((t, gap) => t.replace(gap, NBSP), text)
