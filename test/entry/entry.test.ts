import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { infrastructure } from '../harness/infrastructure-info.ts'

// Entries of a register over ten years: the workflow that production runs, its ledger in memory, real timers (run.ts).

const run = promisify(execFile)
const told = new Map<string, unknown>()

beforeAll(async () => {
  const { address, namespace } = infrastructure().temporal
  const keep = process.env.RECORD_HISTORIES === '1' ? ['test/histories'] : []
  const { stdout } = await run(
    process.execPath,
    ['--import', 'tsx', 'test/entry/run.ts', address, namespace, ...keep],
    { env: { PATH: process.env.PATH ?? '', TZ: 'UTC' }, timeout: 500_000 },
  )
  if (process.env.SHOW_STORIES) console.log(stdout)
  for (const line of stdout.split('\n').filter((l) => l.startsWith('{'))) {
    const { story, told: what } = JSON.parse(line) as { story: string; told: unknown }
    told.set(story, what)
  }
}, 510_000)

/** Without what only says that the holder was told. */
const course = (story: string): string[] =>
  (told.get(story) as { told: string[] }).told.filter((line) => !line.endsWith(' told'))

describe('an entry of a register', () => {
  test('lives ten years: renewed twice in time, suspended and resumed, reminded before the last useful day, expired', () => {
    const { reminders, ...rest } = told.get('expired') as { reminders: Record<string, number> }
    expect(rest).toMatchObject({ ended: 'expired', yearly: true, version: 6 })
    expect(course('expired')).toEqual([
      '2031-03-10 made enter',
      '2034-01-11 reminded 30 days',
      '2034-02-03 reminded 7 days',
      '2034-02-05 changed renew',
      '2036-05-01 changed suspend',
      '2036-09-01 changed resume',
      '2037-01-11 reminded 30 days',
      '2037-01-30 changed renew',
      '2040-01-11 reminded 30 days',
      '2040-02-03 reminded 7 days',
      '2040-03-11 expired',
    ])
    // Each reminder went out once.
    expect(Object.values(reminders)).toEqual([1, 1, 1, 1, 1])
  })

  test('over which the clock jumps ten years: everything comes in its order, on its own day', () => {
    expect((told.get('jumped') as { ended: string }).ended).toBe('expired')
    expect(course('jumped')).toEqual([
      '2031-03-10 made enter',
      '2034-01-11 reminded 30 days',
      '2034-02-03 reminded 7 days',
      '2034-03-11 expired',
    ])
  })

  test('what cannot be ordered where it stands is refused and told; annulled it ends, restored it has the rest of its term', () => {
    expect(told.get('annulled')).toMatchObject({
      refused: ['refused', 'refused'],
      first: 'annulled',
      restored: 'taken',
      last: '2034-03-10',
      second: 'annulled',
      told: [
        '2031-03-10 made enter',
        '2031-03-10 order-refused resume',
        '2031-03-10 order-refused restore',
        '2031-03-10 changed annul',
        '2031-03-10 changed restore',
        '2031-03-10 changed annul',
      ],
    })
  })

  test('that has expired is excluded all the same', () => {
    expect((told.get('excluded') as { ended: string }).ended).toBe('excluded')
    expect(course('excluded').slice(-2)).toEqual(['2034-03-11 expired', '2034-03-11 changed exclude'])
  })

  test('to which two cases order 120 things at once takes each once, in the order of the inbox, over several runs', () => {
    expect(told.get('many')).toEqual({
      ended: 'excluded',
      again: true,
      version: 122,
      inOrder: true,
      places: 122,
    })
  })

  test('tells its holder though the mail server was away', () => {
    const { told: all, failing } = told.get('troubled') as { told: string[]; failing: number }
    expect(failing).toBe(0)
    expect(all.filter((line) => /told|trouble/.test(line))).toEqual(['2034-01-15 told'])
  })
})
