import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ACTS, type Act } from '../../law/acts.ts'

// Which articles, parts and points a law has: read from its text, kept as facts without any sentence of it.

/** The articles of one act: '64' → its parts and points, each as it is cited: '64', '64(1)', '67(2)7', '14 p. 2'. */
export type Provisions = Map<string, Set<string>>

/** What is known of the laws: the state of their texts, and by act which provisions exist. */
export interface KnownLaw {
  state: string
  acts: Map<string, Provisions>
}

interface Statute {
  url: string
  provisions: { section: string; content: string }[]
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const raise = (digits: string): string => [...digits].map((d) => RAISED[Number(d)]).join('')
const DELETED = /^\(?(?:izslēgt[sai]|zaudējis spēku|zaudējusi spēku)\b/i

/** The likumi.lv id of an act, from its address. */
export function likumiId(url: string | undefined): string | undefined {
  return url && /likumi\.lv\/(?:ta\/)?id\/(\d+)/.exec(url)?.[1]
}

/** The provisions that a consolidated text has; what was deleted (“izslēgts ar …”) does not exist. */
export function provisionsOf(statute: Statute): Provisions {
  const known: Provisions = new Map()
  for (const { section, content } of statute.provisions) {
    const number = /^(\d+)(?:\.(\d+))?$/.exec(section)
    if (!number || DELETED.test(content.trim())) continue
    const article = `${number[1]}${raise(number[2] ?? '')}`
    known.set(article, new Set([article, ...partsOf(article, content)]))
  }
  return known
}

/** The parts and points in the text of one article. */
function partsOf(article: string, content: string): string[] {
  const found: string[] = []
  // Points before any part belong to the article itself; those below a part belong to that part.
  let above: string | null = `${article} p. `
  for (const line of content.split('\n')) {
    const part = /^\((\d+)(?: (\d+))? ?\)(.*)/.exec(line)
    const point = /^(\d+)(?: (\d+))? ?\)(.*)/.exec(line)
    const m = part ?? point
    if (!m) continue
    const gone = DELETED.test(m[3]!.trim())
    const number = `${m[1]}${raise(m[2] ?? '')}`
    if (part) {
      above = gone ? null : `${article}(${number})`
      if (above) found.push(above)
    } else if (above && !gone) found.push(`${above}${number}`)
  }
  return found
}

/**
 * Reads a folder of statutes (one JSON file each, with `url` and `provisions[]` of `section` and `content`) for those acts
 * that the law room knows by the same likumi.lv id. Throws where a file of the folder is not of that form.
 */
export function readStatutes(folder: string, state: string): KnownLaw {
  const byId = new Map(
    Object.entries<Act>(ACTS).flatMap(([id, { url }]) => (likumiId(url) ? [[likumiId(url)!, id]] : [])),
  )
  const acts = new Map<string, Provisions>()
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.json')) continue
    const statute = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Statute
    if (typeof statute.url !== 'string' || !Array.isArray(statute.provisions))
      throw new Error(`${file}: no url and provisions`)
    const id = byId.get(likumiId(statute.url) ?? '')
    if (id) acts.set(id, provisionsOf(statute))
  }
  return { state, acts }
}

/** The facts as the file law/provisions.txt keeps them: one line an article. `readProvisions` reads them back. */
export function writeProvisions({ state, acts }: KnownLaw): string {
  const lines = [
    '# Which articles, parts and points the cited laws have. Facts only, made from the consolidated texts by',
    '# `npm run --silent law -- norms --statutes FOLDER --write --state YYYY-MM`; read by `npm run check:norms`.',
    `state ${state}`,
  ]
  for (const id of Object.keys(ACTS)) {
    const known = acts.get(id)
    if (!known) continue
    lines.push('', `act ${id} likumi.lv ${likumiId((ACTS as Record<string, Act>)[id]!.url)}`)
    for (const [article, all] of known) lines.push([article, ...shortened(article, all)].join(' '))
  }
  return `${lines.join('\n')}\n`
}

/** '67', {'67(2)', '67(2)1', '67(2)2'} → ['(2)1,2']: points stand behind their part, or behind 'p.'. */
function shortened(article: string, all: ReadonlySet<string>): string[] {
  const points = new Map<string, string[]>()
  for (const one of all) {
    if (one === article) continue
    const m = /^(\([^)]*\)| p\. )(.*)$/.exec(one.slice(article.length))!
    const head = m[1]!.trim()
    points.set(head, [...(points.get(head) ?? []), ...(m[2] ? [m[2]] : [])])
  }
  return [...points].map(([head, list]) => `${head}${list.join(',')}`)
}

/** Reads law/provisions.txt. */
export function readProvisions(text: string): KnownLaw {
  const acts = new Map<string, Provisions>()
  let state = ''
  let current: Provisions = new Map()
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    const [first, ...rest] = line.split(' ')
    if (first === 'state') state = rest[0]!
    else if (first === 'act') {
      current = new Map()
      acts.set(rest[0]!, current)
    } else current.set(first!, new Set([first!, ...rest.flatMap((part) => lengthened(first!, part))]))
  }
  return { state, acts }
}

function lengthened(article: string, part: string): string[] {
  const [, head, list] = /^(\([^)]*\)|p\.)(.*)$/.exec(part)!
  const above = head === 'p.' ? `${article} p. ` : `${article}${head}`
  const points = list === '' ? [] : list!.split(',').map((point) => `${above}${point}`)
  return head === 'p.' ? points : [above, ...points]
}

/** Whether the act has that provision. Null where no text of the act is at hand. */
export function exists(known: KnownLaw, act: string, article: string): boolean | null {
  const provisions = known.acts.get(act)
  if (!provisions) return null
  if (article === '') return true
  const number = /^[\d⁰¹²³⁴⁵⁶⁷⁸⁹]+/.exec(article)?.[0] ?? ''
  return provisions.get(number)?.has(article) ?? false
}
