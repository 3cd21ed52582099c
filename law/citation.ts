import { ACTS } from './acts.ts'
import type { NormRef } from './norm.ts'

/** Where a text cites a provision: from and to as indices of the text (UTF-16), and what it cites. */
export interface Citation {
  from: number
  to: number
  norm: NormRef
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const GAP = '[ \\u00a0]'
// "64. panta otrā daļa", "14. panta 3. punkts", "4.2. apakšpunkts": the number leads to the place, the rest belongs to the citation.
const PLACE =
  `(\\d+(?:\\.\\d+)*)\\.([${RAISED}]*)${GAP}(?:pant\\p{L}*|punkt\\p{L}*|apakšpunkt\\p{L}*)` +
  `(?:${GAP}(?:\\p{L}+|\\d+\\.[${RAISED}]*)${GAP}(?:daļ\\p{L}*|punkt\\p{L}*|apakšpunkt\\p{L}*))*`
/** Words of which the titles of acts consist, with whatever space and quotation marks a text has between them. */
const loosely = (title: string): string =>
  title
    .split(' ')
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[“”]/g, '[“”„"]'))
    .join(GAP)

const KNOWN = Object.entries(ACTS)
  .flatMap(([act, { genitive, short, kind }]) =>
    // A standard has no articles; an abbreviation of one letter would be found in names.
    kind === 'standard'
      ? []
      : [genitive, ...(short.lv.length > 2 ? [short.lv] : [])].map((name) => ({ act, name })),
  )
  .sort((a, b) => b.name.length - a.name.length)
const ANY = new RegExp(
  `(?<!\\p{L})(${KNOWN.map(({ name }) => loosely(name)).join('|')})${GAP}${PLACE}(?!\\p{L})`,
  'giu',
)

const flat = (name: string): string =>
  name
    .replace(/\u00a0/g, ' ')
    .replace(/[“”„"]/g, '')
    .toLocaleLowerCase('lv')
const ACT_OF = new Map(KNOWN.map(({ act, name }) => [flat(name), act]))

const MORE = new RegExp(`(?:,|;|${GAP}un|${GAP}vai)${GAP}${PLACE}(?!\\p{L})`, 'iuy')

/**
 * The provisions that a Latvian text cites in words, as `normText` and lawyers write them ("Administratīvā procesa likuma 64. panta
 * otrā daļa, 76. pants un 79. pants"), in their order. Each names its act and its article or point; parts are not told apart, since
 * no address tells them.
 */
export function citationsIn(text: string): Citation[] {
  return [...text.matchAll(ANY)].flatMap((m) => {
    const [whole, name, number, raised] = m as unknown as [string, string, string, string]
    const act = ACT_OF.get(flat(name))!
    const cited = (from: number, to: number, no: string): Citation => {
      const point = ACTS[act as keyof typeof ACTS].kind === 'regulation'
      return { from, to, norm: { act, article: `${point ? 'p. ' : ''}${no}` } }
    }
    const first = cited(m.index, m.index + whole.length, number + raised)
    return [first, ...following(text, first.to, cited)]
  })
}

/** What follows a citation in its list names no act: it is of the same. */
function following(
  text: string,
  after: number,
  cited: (from: number, to: number, no: string) => Citation,
): Citation[] {
  const out: Citation[] = []
  for (MORE.lastIndex = after; ; ) {
    const m = MORE.exec(text)
    if (!m) return out
    const from = m.index + m[0].search(/\d/)
    out.push(cited(from, MORE.lastIndex, m[1]! + m[2]!))
  }
}
