import ts from 'typescript'
import { ACTS, type Act } from '../../law/acts.ts'

// Where the code, the texts and the documents cite the law, and what.

/** A citation: the act (as it is written, known or not), the article ('' for the act as a whole) and its line. */
export interface Citation {
  act: string
  article: string
  line: number
}

const NUMBER = '\\d+[⁰¹²³⁴⁵⁶⁷⁸⁹]*'
const ARTICLE = `${NUMBER}(?:\\(${NUMBER}\\)(?:${NUMBER})?| p\\. ${NUMBER})?`
/** 'APL 67(2)9, 67(7)', 'IzglL 14 p. 3'; in Cabinet regulations points: 'MK253 p. 4.2'. Not 'APL 4. nodaļa'. */
const SHORT = new RegExp(
  `(?<![\\p{L}\\d_.-])(\\p{Lu}[\\p{L}]*|MK\\d+) (p\\. \\d[\\d.¹²³]*|${ARTICLE})(?![\\d.]*\\d)(?!\\. ?\\p{L})((?:(?:(?:[,;]| un| and| to) |–)${ARTICLE}(?=[,;).'"\`|]|\\s*$| un | and ))*)`,
  'gmu',
)
const ORDINALS = [
  ...['pirm', 'otr', 'treš', 'ceturt', 'piekt', 'sest', 'septīt', 'astot', 'devīt', 'desmit'],
  ...['vienpadsmit', 'divpadsmit', 'trīspadsmit'],
]
/** The sentence form: '64. panta pirmās daļas 2. punkts', '56. panta 1.¹ daļa', '63.¹ pants'. */
const LONG =
  /(\d+)\.([⁰¹²³⁴⁵⁶⁷⁸⁹]*) ?pant[\p{L}]*(?: (?:(\d+)\.([⁰¹²³⁴⁵⁶⁷⁸⁹]*) ?|(\p{L}+(?:ā|ās|o|ajā|ajai|ajās)) )daļ[\p{L}]*)?(?: (\d+)\.([⁰¹²³⁴⁵⁶⁷⁸⁹]*) ?punkt[\p{L}]*)?/gu

/** Known, or written like the abbreviation of a law or a regulation: 'IzgL', 'MK999'. XML 1 is something else. */
const meansAct = (id: string): boolean =>
  Object.hasOwn(ACTS, id) || /^(?:\p{Lu}\p{L}*\p{Ll}L|MK\d+)$/u.test(id)

/** Every citation of one file: its short forms, its sentences, and in TypeScript the norms that are built of two strings. */
export function citationsIn(path: string, text: string): Citation[] {
  const lineOf = lines(text)
  const found = [...short(text, lineOf), ...sentences(text, lineOf)]
  if (/\.tsx?$/.test(path)) found.push(...built(path, text))
  return found
}

function lines(text: string): (at: number) => number {
  const ends = [...text.matchAll(/\n/g)].map((m) => m.index)
  return (at) => {
    const next = ends.findIndex((end) => end >= at)
    return (next < 0 ? ends.length : next) + 1
  }
}

function* short(text: string, lineOf: (at: number) => number): Generator<Citation> {
  for (const m of text.matchAll(SHORT)) {
    const act = m[1]!
    if (!meansAct(act)) continue
    const line = lineOf(m.index)
    yield { act, article: m[2]!.replace(/\.$/, ''), line }
    for (const more of m[3]!.matchAll(new RegExp(ARTICLE, 'gu'))) yield { act, article: more[0], line }
  }
}

/** Sentences name the act in the genitive, or by its abbreviation, before the first article; others follow it. */
function* sentences(text: string, lineOf: (at: number) => number): Generator<Citation> {
  const names = Object.entries<Act>(ACTS)
    .filter(([, { kind }]) => kind === 'law')
    .flatMap(([id, act]) => [...new Set([act.genitive, act.short.lv, id])].map((name) => ({ id, name })))
  for (const { id, name } of names) {
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      let from = at + name.length
      if (/[\p{L}\d]/u.test(text[at - 1] ?? ' ')) continue
      // Line breaks of the code between words of one sentence are passed over; anything else ends the chain.
      for (;;) {
        const gap = /^(?:[\s'"`+,]|(?:un|and)(?=\s\d))*/u.exec(text.slice(from, from + 80))![0].length
        LONG.lastIndex = from + gap
        const m = LONG.exec(text)
        if (!m || m.index !== from + gap) break
        const article = articleOf(m)
        if (article) yield { act: id, article, line: lineOf(m.index) }
        from = m.index + m[0].length
      }
    }
  }
}

function articleOf(m: RegExpExecArray): string | null {
  const [, section, raised, number, numberRaised, word, point, pointRaised] = m
  const ordinal =
    word === undefined
      ? undefined
      : ORDINALS.findIndex((o) => word.startsWith(o) && word.length <= o.length + 4)
  if (ordinal !== undefined && ordinal < 0) return null
  const part =
    number !== undefined ? `${number}${numberRaised}` : ordinal === undefined ? undefined : `${ordinal + 1}`
  const head = `${section}${raised}${part === undefined ? '' : `(${part})`}`
  if (point === undefined) return head
  return `${head}${part === undefined ? ' p. ' : ''}${point}${pointRaised}`
}

/** `{ act: 'APL', article: '64(2)' }`, `norm('MK253')` and `norm: 'MK253'`. */
function built(path: string, text: string): Citation[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const found: Citation[] = []
  const add = (node: ts.Node, act: string, article: string) => {
    if (meansAct(act))
      found.push({ act, article, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1 })
  }
  const whole = (node: ts.Node | undefined) => {
    if (node && ts.isStringLiteralLike(node)) add(node, node.text, '')
  }
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const act = literalsOf(node, 'act')
      const article = literalsOf(node, 'article')
      for (const one of article) if (act[0] !== undefined) add(node, act[0], one)
    }
    if (ts.isCallExpression(node) && node.expression.getText() === 'norm') whole(node.arguments[0])
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'norm') whole(node.initializer)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** The strings that a property of an object literal may take: of a conditional, each of its ends. */
function literalsOf(node: ts.ObjectLiteralExpression, name: string): string[] {
  const property = node.properties.find((p) => ts.isPropertyAssignment(p) && p.name.getText() === name)
  const ends = (value: ts.Expression): string[] => {
    if (ts.isStringLiteralLike(value)) return [value.text]
    if (ts.isConditionalExpression(value)) return [...ends(value.whenTrue), ...ends(value.whenFalse)]
    return []
  }
  return property && ts.isPropertyAssignment(property) ? ends(property.initializer) : []
}
