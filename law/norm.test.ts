import { expect, test } from '@jest/globals'
import { ACTS } from './acts.ts'
import { LawError } from './errors.ts'
import { actOf, normShort, normsIn, normText, normUrl } from './norm.ts'
import { RULES } from './rules/catalogue.ts'
import { norm } from './rules/spec.ts'

test.each([
  [
    'APL 64(1)',
    'Administratīvā procesa likuma 64. panta pirmā daļa',
    'Administrative Procedure Law, Section 64, Paragraph one',
  ],
  [
    'APL 64(2)',
    'Administratīvā procesa likuma 64. panta otrā daļa',
    'Administrative Procedure Law, Section 64, Paragraph two',
  ],
  [
    'APL 56(1¹)',
    'Administratīvā procesa likuma 56. panta 1.¹ daļa',
    'Administrative Procedure Law, Section 56, Paragraph 1¹',
  ],
  ['APL 63¹', 'Administratīvā procesa likuma 63.¹ pants', 'Administrative Procedure Law, Section 63¹'],
  ['APL 62', 'Administratīvā procesa likuma 62. pants', 'Administrative Procedure Law, Section 62'],
  [
    'APL 74(1)4',
    'Administratīvā procesa likuma 74. panta pirmās daļas 4. punkts',
    'Administrative Procedure Law, Section 74, Paragraph one, Clause 4',
  ],
  ['IzglL 14 p. 13¹', 'Izglītības likuma 14. panta 13.¹ punkts', 'Education Law, Section 14, Clause 13¹'],
  [
    'PIL 6(14)',
    'Profesionālās izglītības likuma 6. panta 14. daļa',
    'Vocational Education Law, Section 6, Paragraph 14',
  ],
  [
    'BTAL 72(5)',
    'Bērnu tiesību aizsardzības likuma 72. panta piektā daļa',
    'Law on the Protection of the Rights of the Child, Section 72, Paragraph five',
  ],
  [
    'MK301 p. 40',
    'Ministru kabineta 2018. gada 29. maija noteikumu Nr. 301 “Psihologu noteikumi” 40. punkts',
    'Cabinet Regulation No. 301 of 29 May 2018 “Regulations Regarding Psychologists”, Paragraph 40',
  ],
  [
    'MK253 p. 4.2',
    'Ministru kabineta 2023. gada 23. maija noteikumu Nr. 253 4.2. apakšpunkts',
    'Cabinet Regulation No. 253 of 23 May 2023, Paragraph 4.2',
  ],
  [
    'MK253 p. 12.3',
    'Ministru kabineta 2023. gada 23. maija noteikumu Nr. 253 12.3. apakšpunkts',
    'Cabinet Regulation No. 253 of 23 May 2023, Paragraph 12.3',
  ],
  [
    'MK404 p. 20¹',
    'Ministru kabineta 2013. gada 16. jūlija noteikumu Nr. 404 20.¹ punkts',
    'Cabinet Regulation No. 404 of 16 July 2013, Paragraph 20¹',
  ],
  ['IzglL 14 p. 3', 'Izglītības likuma 14. panta 3. punkts', 'Education Law, Section 14, Clause 3'],
  ['IesL', 'Iesniegumu likums', 'Law on Submissions'],
  [
    'IzglL 20(3)6',
    'Izglītības likuma 20. panta trešās daļas 6. punkts',
    'Education Law, Section 20, Paragraph three, Clause 6',
  ],
  ['APL 4. nodaļa', 'Administratīvā procesa likuma 4. nodaļa', 'Administrative Procedure Law, 4. nodaļa'],
  [
    'SvetkuL 1',
    'likuma “Par svētku, atceres un atzīmējamām dienām” 1. pants',
    'Law on Public Holidays, Days of Remembrance and Observance, Section 1',
  ],
])('%s', (text, lv, en) => {
  expect(normText(norm(text), 'lv')).toBe(lv)
  expect(normText(norm(text), 'en')).toBe(en)
})

test('short forms', () => {
  expect(normShort(norm('APL 64(1)'), 'lv')).toBe('APL 64(1)')
  expect(normShort(norm('MK253'), 'lv')).toBe('MK noteikumi Nr. 253')
  expect(normShort(norm('MK253 p. 4'), 'en')).toBe('Cabinet Regulation No. 253 p. 4')
})

test('where a provision can be read: at its article or point; at the act where that has no plain number', () => {
  expect(normUrl(norm('APL 64(1)'))).toBe('https://likumi.lv/ta/id/55567#p64')
  expect(normUrl(norm('MK253 p. 4.2'))).toMatch(/^https:\/\/likumi\.lv\/ta\/id\/\d+#p4$/)
  expect(normUrl({ act: 'APL', article: '63¹' })).toBe('https://likumi.lv/ta/id/55567')
  expect(normUrl(norm('APL'))).toBe('https://likumi.lv/ta/id/55567')
})

test('a list of provisions is read one by one, an article alone as of the act before it', () => {
  expect(normsIn('APL 71, 72; PazL 8(2)')).toEqual([
    { act: 'APL', article: '71' },
    { act: 'APL', article: '72' },
    { act: 'PazL', article: '8(2)' },
  ])
  expect(normsIn('MK253 p. 4.2')).toEqual([{ act: 'MK253', article: 'p. 4.2' }])
})

test('an unknown act is refused', () => {
  expect(() => actOf('NAV')).toThrow(LawError)
  expect(() => actOf('toString')).toThrow('unknown-act')
})

test('every act says where it can be read, save those whose address nobody has found', () => {
  const without = Object.entries(ACTS).filter(([, act]) => !('url' in act))
  expect(without.map(([id]) => id)).toEqual('MK681 MK159 MK322 MKmoved standard practice'.split(' '))
})

test('every act has both titles, and every norm of the catalogue can be cited', () => {
  for (const act of Object.values(ACTS)) {
    expect(act.title.lv.length).toBeGreaterThan(5)
    expect(act.title.en.length).toBeGreaterThan(5)
    expect(act.genitive.length).toBeGreaterThan(5)
  }
  for (const rule of Object.values(RULES)) {
    for (const ref of [rule.norm, ...rule.extensions.map((e) => e.norm)])
      expect(normText(ref, 'lv').length).toBeGreaterThan(5)
  }
})
