// Every provision that a document cites leads to its text: a link on the citation, and for paper the addresses of the acts.
import { ACTS } from '../law/acts.ts'
import { type Citation, citationsIn } from '../law/citation.ts'
import { normUrl } from '../law/norm.ts'
import {
  type Block,
  type Composition,
  type List,
  type ListItem,
  type Paragraph,
  p,
  type Rich,
  type Run,
} from './blocks.ts'

/**
 * In: a composition. Out: the same, with a link on each citation of a provision whose address is known; and before its end, where it
 * has one (letters and acts), a line with the addresses of the acts that it cites.
 */
export function withCitations(c: Composition): Composition {
  const acts = new Set<string>()
  const rich = (text: Rich): Rich => linked(text, acts)
  const blocks = c.blocks.map((b) => citing(b, rich))
  const at = blocks.findIndex((b) => b.k === 'together' && b.ending)
  if (acts.size === 0 || at < 0) return { ...c, blocks }
  return { ...c, blocks: blocks.toSpliced(at, 0, addresses([...acts])) }
}

function addresses(acts: readonly string[]): Paragraph {
  const all = acts.map((id) => ({
    ...ACTS[id as keyof typeof ACTS],
    url: normUrl({ act: id, article: '' })!,
  }))
  const runs = all.flatMap(({ title, url }, i): (string | Run)[] => [
    `${i === 0 ? '' : '; '}${title.lv} – `,
    { t: url.replace('https://', ''), link: url },
  ])
  return p([all.length === 1 ? 'Tiesību akta teksts: ' : 'Tiesību aktu teksti: ', ...runs, '.'], {
    size: 8.5,
    muted: true,
  })
}

function citing(b: Block, rich: (text: Rich) => Rich): Block {
  switch (b.k) {
    case 'p':
      return { ...b, text: rich(b.text) }
    case 'list':
      return listCiting(b, rich)
    case 'facts':
      return { ...b, rows: b.rows.map(([label, value]) => [label, rich(value)] as const) }
    case 'table':
      return { ...b, rows: b.rows.map((row) => row.map(rich)) }
    case 'note':
      return { ...b, blocks: b.blocks.map((q) => ({ ...q, text: rich(q.text) })) }
    case 'together':
      return { ...b, blocks: b.blocks.map((one) => citing(one, rich)) }
    default:
      return b
  }
}

function listCiting(list: List, rich: (text: Rich) => Rich): List {
  const item = (one: ListItem): ListItem => {
    if (typeof one !== 'object' || !('text' in one)) return rich(one as Rich)
    const sub = one.sub?.map((q) => citing(q, rich) as Paragraph | List)
    return { ...one, text: rich(one.text), ...(sub ? { sub } : {}) }
  }
  return { ...list, items: list.items.map(item) }
}

/** Text of several looks is read as one: a citation may begin in one and end in the next. */
function linked(text: Rich, acts: Set<string>): Rich {
  const runs = (typeof text === 'string' ? [text] : text).map(
    (r): Run => (typeof r === 'string' ? { t: r } : r),
  )
  const cited = citationsIn(runs.map((r) => r.t).join('')).flatMap((c) => {
    const link = normUrl(c.norm)
    return link ? [{ ...c, link }] : []
  })
  if (cited.length === 0) return text
  for (const { norm } of cited) acts.add(norm.act)
  let start = 0
  return runs.flatMap((run) => {
    const pieces = run.link ? [run] : cut(run, start, cited)
    start += run.t.length
    return pieces
  })
}

/** The pieces of a run that begins at `start` of its text, those inside a citation with its link. */
function cut(run: Run, start: number, cited: readonly (Citation & { link: string })[]): Run[] {
  const out: Run[] = []
  let at = 0
  const take = (to: number, link?: string): void => {
    if (to > at) out.push({ ...run, t: run.t.slice(at, to), ...(link ? { link } : {}) })
    at = Math.max(at, to)
  }
  for (const { from, to, link } of cited) {
    const end = Math.min(to - start, run.t.length)
    if (end <= at) continue
    take(Math.min(Math.max(from - start, at), run.t.length))
    take(end, link)
  }
  take(run.t.length)
  return out
}
