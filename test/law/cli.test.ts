// The command line as strangers use it: JSON on standard output, a message and status 2 for bad input.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { FACT_FIELDS } from '../../law/clock/read.ts'
import { REASONS } from '../../law/clock/reasons.ts'
import { FAMILIES, RULES } from '../../law/rules/catalogue.ts'
import { CHANNELS } from '../../law/service/channels.ts'
import { withTables } from '../../scripts/lib/law-tables.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

function law(args: string[], input = '') {
  // The zone of the process must not matter: Kiritimati is a day ahead of Riga for most of the day.
  const env = { ...process.env, TZ: 'Pacific/Kiritimati', NODE_OPTIONS: '' }
  const { status, stdout, stderr } = spawnSync('node', ['--import', 'tsx', 'scripts/law.ts', ...args], {
    cwd: root,
    input,
    env,
    encoding: 'utf8',
  })
  return { status, stdout, stderr, json: status === 0 ? JSON.parse(stdout) : undefined }
}

test('due, from facts on standard input', () => {
  const { status, json, stderr } = law(
    ['due', 'IesL.reply', '--facts', '-', '--at', '2026-03-20'],
    '[{"type":"received","at":"2026-03-05"}]',
  )
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(json).toMatchObject({
    rule: 'IesL.reply.2026',
    due: '2026-03-19',
    overdue: true,
    state: 'running',
    rejected: [],
    sentence: { lv: expect.stringContaining('2026. gada 19. marts') },
  })
}, 180_000)

test('serve', () => {
  const { json } = law(['serve', '--channel', 'post', '--sent', '2026-03-13', '--to', 'natural-person'])
  expect(json).toMatchObject({
    servedOn: '2026-03-21',
    inForceFrom: '2026-03-21',
    contestUntil: '2026-04-21',
  })
  expect(json.sentence.contest.en).toContain('21 April 2026')
}, 180_000)

test('day, id and rules', () => {
  expect(law(['day', '2026-11-18']).json).toMatchObject({
    working: false,
    kind: 'holiday',
    calendarVersion: 2,
  })
  expect(law(['id', '33 484 01 1']).json).toMatchObject({
    wellFormed: true,
    readings: [{ kind: 'programme-code' }],
  })
  expect(law(['norm', 'APL 64(1)']).json).toEqual({
    norm: { act: 'APL', article: '64(1)', url: 'https://likumi.lv/ta/id/55567#p64' },
    text: {
      lv: 'Administratīvā procesa likuma 64. panta pirmā daļa',
      en: 'Administrative Procedure Law, Section 64, Paragraph one',
    },
  })
  const rules = law(['rules']).json as { id: string }[]
  expect(rules.map((r) => r.id)).toEqual([...Object.keys(RULES), ...Object.keys(FAMILIES)])
}, 180_000)

test.each([
  [['due', 'APL64'], 'There is no rule “APL64”. Did you mean'],
  [['due', 'APL64.base', '--facts', '/nowhere.json'], 'cannot read'],
  [['due', 'APL64.base', '--facts', '-'], 'is not JSON'],
  [['day', '2046-01-01'], 'known from 1 January 1990 to 31 December 2045'],
  [['serve', '--channel', 'pigeon', '--sent', '2026-03-13'], '--channel: “pigeon” is not one of'],
  [['due', 'APL64.base', '--from', '2026-03-05', '--from', '2026-03-06'], '--from is given twice'],
  [['nonsense'], 'There is no command “nonsense”'],
  [['day', '2026-03-05', '--colour'], 'colour'],
])(
  'bad input %j: a message, status 2, nothing on standard output',
  (args, message) => {
    const { status, stdout, stderr } = law(args)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain(message)
  },
  60_000,
)

test('the tables of docs/law-cli.md are those of the law (npm run law:table)', () => {
  const doc = readFileSync(new URL('../../docs/law-cli.md', import.meta.url), 'utf8')
  expect(withTables(doc)).toBe(doc)
  expect(doc).toContain('| `public-notice` | 1 working day after publication | PazL 11(5) |')
})

test('docs/law-cli.md names every rule, family, fact, field, channel and code', () => {
  const doc = readFileSync(new URL('../../docs/law-cli.md', import.meta.url), 'utf8')
  const missing = [
    ...Object.keys(RULES),
    ...Object.keys(FAMILIES),
    ...Object.keys(CHANNELS),
    ...Object.keys(REASONS),
    ...Object.entries(FACT_FIELDS).flatMap(([type, fields]) => [type, ...Object.keys(fields)]),
  ].filter((word) => !doc.includes(`\`${word}\``))
  expect(missing).toEqual([])
})
