import { ACTS, type Act } from './acts.ts'
import { LawError } from './errors.ts'
import type { Lang } from './text.ts'

/** A place in the law: the act's id in ACTS and the article as lawyers write it: '64(1)', '56(1¹)', 'p. 4'. */
export interface NormRef {
  act: string
  /**
   * Law: '64', '64(1)', '74(1)4', '14 p. 3' (a section of points only). Regulation: 'p. 4', 'p. 4.2'.
   * Empty = the act as a whole.
   */
  article: string
}

const ORDINALS_LV =
  'pirmā otrā trešā ceturtā piektā sestā septītā astotā devītā desmitā vienpadsmitā divpadsmitā'.split(' ')
const ORDINALS_EN = 'one two three four five six seven eight nine ten eleven twelve'.split(' ')
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const ARTICLE = /^(\d+[⁰¹²³⁴⁵⁶⁷⁸⁹]*)(?:\((\d+)([⁰¹²³⁴⁵⁶⁷⁸⁹]*)\))?(?:(?: p\. )?(\d+[⁰¹²³⁴⁵⁶⁷⁸⁹]*))?$/

/** The act of an id. Throws LawError 'unknown-act'. */
export function actOf(id: string): Act {
  const act = (ACTS as Record<string, Act>)[id]
  if (!act || !Object.hasOwn(ACTS, id)) {
    throw new LawError('unknown-act', {
      lv: `Tiesību akts “${id}” šeit nav zināms.`,
      en: `The act “${id}” is not known here.`,
    })
  }
  return act
}

/** 64 → "64.", 63¹ → "63.¹": the dot stands before the raised figure. */
function numberLv(text: string): string {
  const raised = [...text].findIndex((c) => SUPERSCRIPTS.includes(c))
  return raised < 0 ? `${text}.` : `${text.slice(0, raised)}.${text.slice(raised)}`
}

/**
 * The citation in words, nominative: 'Administratīvā procesa likuma 64. panta pirmā daļa' /
 * 'Administrative Procedure Law, Section 64, Paragraph one'. Throws LawError 'unknown-act'.
 */
export function normText(norm: NormRef, lang: Lang): string {
  const act = actOf(norm.act)
  if (norm.article === '') return act.title[lang]
  return lang === 'lv'
    ? `${act.genitive} ${articleLv(norm.article)}`
    : `${act.title.en}, ${articleEn(norm.article)}`
}

/** The citation in its shortest form for tables: 'APL 64(1)'. */
export function normShort(norm: NormRef, lang: Lang): string {
  return `${actOf(norm.act).short[lang]}${norm.article === '' ? '' : ` ${norm.article}`}`
}

/**
 * Where the text of a provision can be read: its act, at the article or point where that has an address of its own.
 * Undefined where no address of the act is known. Throws LawError 'unknown-act'.
 */
export function normUrl(norm: NormRef): string | undefined {
  const { url } = actOf(norm.act)
  if (!url) return undefined
  // likumi.lv gives articles and points anchors by their number; those with a raised figure are not told here.
  const number = /^(?:p\. )?(\d+)(?![\d⁰¹²³⁴⁵⁶⁷⁸⁹])/.exec(norm.article)?.[1]
  return number && url.startsWith('https://likumi.lv/') ? `${url}#p${number}` : url
}

/** The provisions of a list as checks write it: 'APL 62(1), 75(1)2; PazL 8(2)'. An article alone is of the act before it. */
export function normsIn(text: string): NormRef[] {
  let act = ''
  return text.split(/[,;] /).map((one) => {
    const named = /^(\p{Lu}[\p{L}\d]*) (.+)$/u.exec(one)
    act = named ? named[1]! : act
    return { act, article: named ? named[2]! : one }
  })
}

function articleLv(article: string): string {
  if (article.startsWith('p. ')) {
    // A point within a point of Cabinet regulations is an apakšpunkts.
    const point = article.slice(3)
    return `${numberLv(point).replace(/\.\.$/, '.')} ${/^[\d¹²³]+\.\d/.test(point) ? 'apakšpunkts' : 'punkts'}`
  }
  const m = ARTICLE.exec(article)
  if (!m) return article
  const [, section, paragraph, raised, point] = m
  const n = Number(paragraph)
  if (paragraph === undefined) {
    return point === undefined
      ? `${numberLv(section!)} pants`
      : `${numberLv(section!)} panta ${numberLv(point)} punkts`
  }
  const part = raised ? numberLv(`${paragraph}${raised}`) : (ORDINALS_LV[n - 1] ?? `${n}.`)
  if (point === undefined) return `${numberLv(section!)} panta ${part} daļa`
  return `${numberLv(section!)} panta ${part.replace(/ā$/, 'ās')} daļas ${numberLv(point)} punkts`
}

function articleEn(article: string): string {
  if (article.startsWith('p. ')) return `Paragraph ${article.slice(3)}`
  const m = ARTICLE.exec(article)
  if (!m) return article
  const [, section, paragraph, raised, point] = m
  const bits = [`Section ${section}`]
  if (paragraph !== undefined) {
    bits.push(
      `Paragraph ${raised ? `${paragraph}${raised}` : (ORDINALS_EN[Number(paragraph) - 1] ?? paragraph)}`,
    )
  }
  if (point !== undefined) bits.push(`Clause ${point}`)
  return bits.join(', ')
}
