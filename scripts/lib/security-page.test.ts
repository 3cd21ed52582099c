import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { ROOT } from './paths.ts'

// docs/security.md promises a test for each threat and requirement: that the page and the tests stay together.

const page = readFileSync(join(ROOT, 'docs', 'security.md'), 'utf8')

/** Levels 1 and 2 of ASVS 4.0.3: how many requirements a section has, and which of them are not asked for here. */
const SECTIONS: Record<string, [number, number[]?]> = {
  ...{
    '1.1': [7],
    '1.2': [4],
    '1.4': [5, [2, 3]],
    '1.5': [4],
    '1.6': [4],
    '1.7': [2],
    '1.8': [2],
    '1.9': [2],
  },
  ...{ '1.10': [1], '1.11': [2], '1.12': [2, [1]], '1.14': [6] },
  ...{
    '2.1': [12],
    '2.2': [3],
    '2.3': [3],
    '2.4': [6],
    '2.5': [7],
    '2.6': [3],
    '2.7': [6],
    '2.8': [7],
    '2.9': [3],
  },
  ...{ '2.10': [4], '3.1': [1], '3.2': [4], '3.3': [4], '3.4': [5], '3.5': [3], '3.7': [1] },
  ...{ '4.1': [5, [4]], '4.2': [2], '4.3': [3], '5.1': [5], '5.2': [8], '5.3': [10], '5.4': [3], '5.5': [4] },
  ...{ '6.1': [3], '6.2': [6], '6.3': [2], '6.4': [2], '7.1': [4], '7.2': [2], '7.3': [4, [2]], '7.4': [3] },
  ...{ '8.1': [4], '8.2': [3], '8.3': [8], '9.1': [3], '9.2': [4], '10.2': [2], '10.3': [3], '11.1': [8] },
  ...{ '12.1': [3], '12.2': [1], '12.3': [6], '12.4': [2], '12.5': [2], '12.6': [1] },
  ...{ '13.1': [5, [2]], '13.2': [6, [4]], '13.3': [2], '13.4': [2] },
  ...{ '14.1': [4], '14.2': [6], '14.3': [3, [1]], '14.4': [7], '14.5': [4] },
}
const WANTED = Object.entries(SECTIONS).flatMap(([section, [count, without = []]]) =>
  Array.from({ length: count }, (_, n) => n + 1)
    .filter((n) => !without.includes(n))
    .map((n) => `${section}.${n}`),
)

interface Row {
  line: string
  first: string
  shown: string
}

const rowsOf = (text: string): Row[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (?:threat|requirement) \|/.test(line))
    .map((line) => {
      const cells = line.split(' | ')
      return { line, first: cells[0]!.slice(2), shown: cells.at(-1)! }
    })

/** What is wrong with a row: a test that is not there, words that no test has, nothing at all. */
function faultsOf({ line, shown }: Row): string[] {
  const found: string[] = []
  const named = [...shown.matchAll(/`([\w./*-]+)`(?: "([^"]+)")?/g)]
  const paths = named.filter(([, path]) => path!.includes('/') || path!.endsWith('.ts'))
  for (const [, path = '', words] of paths) {
    const whole = join(ROOT, path)
    if (path.includes('*')) continue
    if (!existsSync(whole)) found.push(`${path} is not there: ${line}`)
    else if (words && !readFileSync(whole, 'utf8').includes(words)) found.push(`${path} has no "${words}"`)
  }
  const test = paths.some(([, path]) => /\.test\.tsx?$/.test(path!))
  if (!test && !/reason|\*\*gap\*\*/.test(shown)) found.push(`neither test nor reason: ${line}`)
  return found
}

describe('docs/security.md', () => {
  const asvs = page.split('## ASVS')[1]!
  const threats = page.split('## What strangers cost')[0]!

  test('names for every threat and requirement a test that is there, or the reason', () => {
    expect(rowsOf(threats).length).toBeGreaterThan(20)
    expect([...rowsOf(threats), ...rowsOf(asvs)].flatMap(faultsOf)).toEqual([])
  })

  test('holds every requirement of levels 1 and 2 once', () => {
    expect(rowsOf(asvs).map((row) => row.first.split(' ')[0])).toEqual(WANTED)
  })

  test('would be found out', () => {
    const row = (shown: string): string[] => faultsOf({ line: 'x', first: 'x', shown })
    expect(row('`test/api/none.test.ts` |')).toHaveLength(1)
    expect(row('`test/api/gate.test.ts` "no such words" |')).toHaveLength(1)
    expect(row('yes |')).toHaveLength(1)
    expect(row('`api/gate.ts` |')).toHaveLength(1)
    expect(row('`test/api/gate.test.ts` "bodies" |')).toEqual([])
    expect(row('reason: provider |')).toEqual([])
  })
})
