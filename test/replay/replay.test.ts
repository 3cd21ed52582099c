import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { describe, expect, test } from '@jest/globals'
import { SAMPLE_PEOPLE } from '../../scripts/lib/sample-people.ts'

const run = promisify(execFile)
const FOLDER = 'test/histories'
const files = readdirSync(FOLDER).filter((f) => f.endsWith('.json'))

/** The ends that a licensing case can have; each has a recorded history. */
const OUTCOMES = [
  'grant',
  'refuse',
  'not-submitted',
  'withdrawn',
  'contested-unchanged',
  'contested-revoked',
  'contested-other-act',
]

describe('recorded histories', () => {
  test.each(OUTCOMES)('there is one that ends with %s', (outcome) => {
    expect(files).toContain(`licensing-${outcome}.json`)
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
