import { expect, test } from '@jest/globals'
import { CALENDAR } from '../calendar/data.ts'
import { redact, sentence } from '../derivation/sentence.ts'
import { RULES, type RuleId } from '../rules/catalogue.ts'
import { foldClock, termFrom } from './fold.ts'
import { readFacts } from './read.ts'

// What a lawyer and a parent stumbled over in the sentences.

const told = (rule: RuleId, ...facts: object[]) => {
  const { derivation } = foldClock(rule, readFacts(facts, rule, CALENDAR))
  return { lv: sentence(derivation, 'lv'), en: sentence(derivation, 'en') }
}
const received = { type: 'received', at: '2026-03-05' }

test('the day to cure is the one that holds, with why it is not the one that was set', () => {
  const sunday = told('MK253.licence', received, {
    type: 'left-without-progress',
    at: '2026-03-10',
    cureBy: '2026-03-22',
  })
  expect(sunday.lv).toContain(
    'trūkumi novēršami līdz 2026. gada 23. martam (noteikts 2026. gada 22. marts – svētdiena).',
  )
  expect(sunday.en).toContain('put on hold until corrected; the defects are to be cured by 23 March 2026')
  const monday = told('MK253.licence', received, {
    type: 'left-without-progress',
    at: '2026-03-10',
    cureBy: '2026-03-23',
  })
  expect(monday.lv).toContain('trūkumi novēršami līdz 2026. gada 23. martam.')
})

test('cured: the term counts from the next day; not cured: the institution found it not submitted', () => {
  const left = { type: 'left-without-progress', at: '2026-03-10', cureBy: '2026-03-24' }
  const cured = told('MK253.licence', received, left, { type: 'cured', at: '2026-03-20' })
  expect(cured.lv).toContain('termiņu skaita no jauna, sākot ar nākamo dienu')
  expect(cured.lv).toContain('termiņš sākas 2026. gada 21. martā')
  const lapsed = told('MK253.licence', received, left, { type: 'not-cured', at: '2026-03-26' })
  expect(lapsed.lv).toContain('2026. gada 26. martā iestāde iesniegumu atzina par neiesniegtu')
})

test('a restored term first says when it had ended', () => {
  const restored = told(
    'APL79.contest',
    { type: 'received', at: '2026-03-17' },
    { type: 'term-restored', at: '2026-05-04T08:00:00Z', until: '2026-05-20' },
  )
  expect(restored.lv).toContain(
    'Termiņš beidzās 2026. gada 17. aprīlī; nokavētais termiņš atjaunots līdz 2026. gada 20. maijam.',
  )
  expect(restored.en).toContain('The term ended on 17 April 2026; missed, it was restored until 20 May 2026.')
})

test('what may be done only from a day on does not end on it', () => {
  const steps = termFrom('IzglL30.head-first-earliest', '2026-08-31').derivation
  expect(steps.at(-1)!.text.lv).toBe('Agrākā diena ir 2027. gada 28. februāris (svētdiena).')
  expect(sentence(steps, 'en')).not.toContain('The term ends')
})

test('a term of offence proceedings is counted by the law on offences, every other by the APL', () => {
  const norms = (rule: RuleId) =>
    termFrom(rule, '2026-02-28').derivation.flatMap((s) =>
      s.norm ? [`${s.norm.act} ${s.norm.article}`] : [],
    )
  expect(norms('AAL262.pay')).toEqual(['AAL 262', 'AAL 58(1)', 'AAL 59(1)', 'AAL 59(2)', 'AAL 59(4)'])
  expect(norms('APL79.contest')).toEqual(['APL 79(1)', 'APL 42(1)', 'APL 43(1)', 'APL 43(2)', 'APL 43(4)'])
})

test('a duty of every year is not counted from an event', () => {
  const text = sentence(termFrom('IzglL39.list', '2026-03-02').derivation, 'lv')
  expect(text).toContain('Datums pienāk katru gadu')
  expect(text).not.toContain('Notikums, no kura')
})

test('a day off in lieu says of what', () => {
  const text = told('APL64.base', { type: 'received', at: '2024-04-06' })
  expect(text.lv).toContain('brīvdiena, jo 4. maijs bija sestdiena')
  expect(text.en).toContain('day off, because 4 May was a Saturday')
})

test('no sentence of any rule has a date in figures, a word twice, or a colon before a question', () => {
  for (const [id, rule] of Object.entries(RULES)) {
    const from = rule.validUntil ?? '2026-03-05'
    const steps = termFrom(id as RuleId, from).derivation
    for (const text of [sentence(steps, 'lv'), sentence(steps, 'en'), sentence(redact(steps), 'lv')]) {
      expect([id, text]).toEqual([
        id,
        expect.not.stringMatching(/\d{4}-\d{2}-\d{2}|pārbaudīts: (?:vai|no kuras)/),
      ])
      expect([id, text]).toEqual([
        id,
        expect.not.stringMatching(/([Nn]otikums) – notikums|without progress|deemed notified/),
      ])
    }
  }
})
