import { expect, test } from '@jest/globals'
import { ACTS } from './acts.ts'
import { citationsIn } from './citation.ts'
import { type NormRef, normText } from './norm.ts'
import { RULES } from './rules/catalogue.ts'

/** What a text cites, as act and article. */
const cited = (text: string): string[] => citationsIn(text).map(({ norm }) => `${norm.act} ${norm.article}`)
const words = (text: string): string[] => citationsIn(text).map(({ from, to }) => text.slice(from, to))

test('every provision of the catalogue is found again in its own words, with its act and article', () => {
  for (const { norm } of Object.values(RULES)) {
    const { act, article } = norm as NormRef
    if (ACTS[act as keyof typeof ACTS].kind === 'standard' || !/^(p\. )?\d/.test(article)) continue
    const text = `Termiņu nosaka ${normText(norm, 'lv')}.`
    const place = /^(?:p\. )?[\d.]+[⁰¹²³⁴⁵⁶⁷⁸⁹]*/.exec(article)![0]
    expect(cited(text)).toEqual([`${act} ${place}`])
    expect(words(text)).toEqual([normText(norm, 'lv')])
  }
})

test('a list names its act once; what belongs to another act is told apart', () => {
  const text =
    'Pamats: Administratīvā procesa likuma 76. panta otrā daļa, 77. panta pirmā daļa un 79. pants; Paziņošanas likuma 9. pants.'
  expect(cited(text)).toEqual(['APL 76', 'APL 77', 'APL 79', 'PazL 9'])
  expect(words(text)).toEqual([
    'Administratīvā procesa likuma 76. panta otrā daļa',
    '77. panta pirmā daļa',
    '79. pants',
    'Paziņošanas likuma 9. pants',
  ])
})

test('spaces that do not break, other quotation marks, abbreviations, any case of the words', () => {
  expect(cited('Saskaņā ar Izglītības likuma\u00a047.²\u00a0pantu')).toEqual(['IzglL 47²'])
  expect(cited('likuma „Par svētku, atceres un atzīmējamām dienām” 1. pantā')).toEqual(['SvetkuL 1'])
  expect(cited('(APL 79. panta trešās daļas 2. punkts)')).toEqual(['APL 79'])
  expect(cited('MINISTRU KABINETA 2023. gada 23. maija noteikumu Nr. 253 4.2. apakšpunktam')).toEqual([
    'MK253 p. 4.2',
  ])
})

test('what only looks like a citation is none', () => {
  expect(cited('Darba likuma tekstā nav 64. pants minēts.')).toEqual([])
  expect(cited('KAPL 64. pants')).toEqual([])
  expect(cited('2026. gada 5. marta lēmuma 3. punkts')).toEqual([])
  expect(cited('Paziņošanas likums')).toEqual([])
})
