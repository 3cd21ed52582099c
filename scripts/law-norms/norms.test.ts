import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { citationsIn } from './cited.ts'
import {
  exists,
  type KnownLaw,
  provisionsOf,
  readProvisions,
  readStatutes,
  writeProvisions,
} from './provisions.ts'
import { checkNorms, keptLaw } from './run.ts'

// A law that was never passed, in the form in which consolidated texts come.
const STATUTE = {
  url: 'https://likumi.lv/ta/id/55567-administrativa-procesa-likums',
  provisions: [
    { section: '1', content: 'Šis pants ir bez daļām.' },
    {
      section: '2',
      content: 'Iestāde:\n1) pirmais;\n1 1 ) iestarpinātais;\n2) (izslēgts ar 02.02.2017 . likumu) ;',
    },
    {
      section: '3',
      content:
        '(1) Pirmā daļa:\n1) punkts;\n2) punkts (sk. 5. punktu).\n(1 1 ) Iestarpināta.\n(2) (Izslēgta ar 02.02.2017 . likumu)\n1) palicis bez daļas\n(3) Trešā.',
    },
    { section: '4', content: '(Izslēgts ar 02.02.2017 . likumu)' },
    { section: '14.1', content: '(1) Pants ar indeksu.' },
    { section: 'pn1', content: '(1) Pārejas noteikums.' },
  ],
}
const known = (): KnownLaw => ({ state: '2026-02', acts: new Map([['APL', provisionsOf(STATUTE)]]) })
const wrong = (name: string, text: string) =>
  checkNorms(known(), new Map([[name, text]])).unknown.map(
    ({ place, norm, why }) => `${place} ${norm} ${why}`,
  )

test('a text has its articles, parts and points; raised ones are told, deleted ones do not exist', () => {
  expect([...provisionsOf(STATUTE).values()].map((all) => [...all])).toEqual([
    ['1'],
    ['2', '2 p. 1', '2 p. 1¹'],
    ['3', '3(1)', '3(1)1', '3(1)2', '3(1¹)', '3(3)'],
    ['14¹', '14¹(1)'],
  ])
})

test('the file says what was read, and no sentence of the law', () => {
  const text = writeProvisions(known())
  expect(text).toContain(
    '\nstate 2026-02\n\nact APL likumi.lv 55567\n1\n2 p.1,1¹\n3 (1)1,2 (1¹) (3)\n14¹ (1)\n',
  )
  expect(readProvisions(text)).toEqual(known())
})

test('a folder of statutes is read for the acts that are known here; what is no statute is refused', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lieta-law-'))
  try {
    writeFileSync(join(folder, '55567-x.json'), JSON.stringify(STATUTE))
    writeFileSync(
      join(folder, '999-y.json'),
      JSON.stringify({ ...STATUTE, url: 'https://likumi.lv/ta/id/999-y' }),
    )
    writeFileSync(join(folder, 'README.md'), 'x')
    expect(readStatutes(folder, '2026-02')).toEqual(known())
    writeFileSync(join(folder, 'z.json'), '{}')
    expect(() => readStatutes(folder, '2026-02')).toThrow('z.json: no url and provisions')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('what exists: an article, a part, a point; null where no text is at hand', () => {
  const at = (act: string, article: string) => exists(known(), act, article)
  expect(['', '1', '2 p. 1¹', '3(1)2', '14¹(1)'].map((article) => at('APL', article))).toEqual(
    Array(5).fill(true),
  )
  expect(
    ['4', '1(1)', '2(1)', '2 p. 2', '3(2)', '3(1)3', '14(1)'].map((article) => at('APL', article)),
  ).toEqual(Array(7).fill(false))
  expect(at('MK253', 'p. 4')).toBe(null)
})

test.each([
  ["norm('APL 3(1)')", ['APL 3(1)']],
  ['// after APL 3(1)2, 14¹(1) and 3(1¹).', ['APL 3(1)2', 'APL 14¹(1)', 'APL 3(1¹)']],
  ["'APL 2 p. 1¹'", ['APL 2 p. 1¹']],
  ["x = { act: 'APL', article: some ? '3(1)' : '3(3)' }", ['APL 3(1)', 'APL 3(3)']],
  ["x = { norm: 'MK253' }", ['MK253 ']],
  ["'MK253 p. 4.2'", ['MK253 p. 4.2']],
  ["'Administratīvā procesa likuma 3. panta pirmās daļas 2. punkts un 14.¹ pants'", ['APL 3(1)2', 'APL 14¹']],
  ["'Administratīvā procesa likuma 56. panta 1.¹ daļa, 2. panta 1. punkts'", ['APL 56(1¹)', 'APL 2 p. 1']],
  ["'APL 43. panta otrā daļa'", ['APL 43(2)']],
  ["'APL 4. nodaļa', 'XML 1.0', 'HTTP 404', { act: 'x', article: '1' }", []],
])('%s', (text, cited) => {
  expect(
    citationsIn('a.ts', text)
      .map(({ act, article }) => `${act} ${article}`)
      .sort(),
  ).toEqual(cited.sort())
})

test('what names nothing is told with where it stands; what is written twice in a line, once', () => {
  expect(wrong('a.ts', "const a = norm('APL 3(1)')\nconst b = norm('APL 3(2)') // APL 3(2)\n")).toEqual([
    'a.ts:2 APL 3(2) no such provision',
  ])
  expect(wrong('b.csv', '1;APL 4;Administratīvā procesa likuma 3. panta ceturtā daļa')).toEqual([
    'b.csv:1 APL 4 no such provision',
    'b.csv:1 APL 3(4) no such provision',
  ])
  expect(wrong('c.ts', "x = { act: 'IzgL', article: '1' }; y = norm('MK9999')")).toEqual([
    'c.ts:1 IzgL 1 no such act',
    'c.ts:1 MK9999 no such act',
  ])
})

test('acts whose text is not at hand are told apart; terms that no act sets are no citations', () => {
  const text = "norm('MK253'); norm('MK253 p. 4'); norm('APL 1'); norm('practice')"
  expect(checkNorms(known(), new Map([['a.ts', text]]))).toEqual({
    state: '2026-02',
    files: 1,
    checked: 1,
    unknown: [],
    notChecked: { MK253: 1 + 1 },
  })
})

test('what the project keeps knows of what was deleted and of what there never was', () => {
  const kept = keptLaw()
  expect(kept.state).toMatch(/^\d{4}-\d{2}$/)
  const at = (act: string, article: string) => exists(kept, act, article)
  expect([at('APL', '64(1¹)'), at('PazL', '9(1¹)'), at('IzglL', '36(1¹)'), at('PIL', '30¹(5)')]).toEqual(
    Array(4).fill(true),
  )
  expect([at('APL', '360(4)'), at('APL', '74(1)3'), at('PazL', '14')]).toEqual(Array(3).fill(false))
})
