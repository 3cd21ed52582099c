import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { describe, expect, test } from '@jest/globals'
import { SAMPLE_PEOPLE } from '../../scripts/lib/sample-people.ts'
import { overview } from '../../scripts/procedures.ts'

const run = promisify(execFile)
const FOLDER = 'test/histories'
const files = readdirSync(FOLDER).filter((f) => f.endsWith('.json'))

describe('recorded histories', () => {
  test('there is one for every outcome of every procedure, and it ends so', () => {
    const wanted = overview().flatMap((p) => p.outcomes.map((o) => [`${p.id}-${o.id}.json`, o.id]))
    expect(files).toEqual(expect.arrayContaining(wanted.map(([file]) => file)))
    for (const [file, outcome] of wanted)
      expect(`${file}: ${endOf(JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')))}`).toBe(
        `${file}: ${outcome}`,
      )
  })

  test('all replay on the workflow code of today', async () => {
    const { stdout } = await run(process.execPath, ['--import', 'tsx', 'test/replay/run.ts'], {
      env: { PATH: process.env.PATH ?? '', TZ: 'UTC' },
    })
    const results = stdout
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as { history: string; ok: boolean; error?: string })
    expect(results.filter((r) => !r.ok)).toEqual([])
    expect(results).toHaveLength(files.length)
  }, 120_000)

  test('no name, personal code or free text ever entered a workflow', () => {
    for (const file of files) {
      const text = decoded(JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')))
      for (const person of SAMPLE_PEOPLE) {
        expect(text).not.toContain(person.familyName)
        expect(text).not.toContain(person.personalCode)
      }
      expect(text).not.toContain('Priežukaln')
      expect(text).not.toContain('samērīgs')
    }
  })
})

/** The outcome with which a history ends. */
function endOf(history: { events: { workflowExecutionCompletedEventAttributes?: Ended }[] }): string {
  const { result } = history.events.at(-1)!.workflowExecutionCompletedEventAttributes!
  const { outcome } = JSON.parse(Buffer.from(result.payloads[0]!.data, 'base64').toString('utf8'))
  return outcome
}

interface Ended {
  result: { payloads: { data: string }[] }
}

/** Everything that the history says, with the payloads (base64 in the JSON form) read. */
function decoded(value: unknown): string {
  if (typeof value === 'string') {
    const plain = Buffer.from(value, 'base64').toString('utf8')
    return `${value} ${plain} `
  }
  if (Array.isArray(value)) return value.map(decoded).join('')
  if (value && typeof value === 'object') return Object.values(value).map(decoded).join('')
  return ''
}
