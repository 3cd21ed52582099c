import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from '@jest/globals'
import { infrastructure } from '../harness/infrastructure-info.ts'

// Decision 38: how a new release meets the cases that have begun.

const run = promisify(execFile)

test('a case begun by the old code ends under the new; a change that would break it is found before it is deployed', async () => {
  const { address, namespace } = infrastructure().temporal
  const { stdout } = await run(
    process.execPath,
    ['--import', 'tsx', 'test/kernel/versions.ts', address, namespace],
    { env: { PATH: process.env.PATH ?? '', TZ: 'UTC' }, timeout: 170_000 },
  )
  const told = JSON.parse(stdout.split('\n').find((line) => line.startsWith('{"'))!)
  expect(told).toEqual({
    carelessReplays: false,
    nextReplays: true,
    // It goes on as it began, and what begins now takes the new way.
    old: { end: { outcome: 'picked' }, watered: 0 },
    fresh: { end: { outcome: 'picked' }, watered: 1 },
  })
}, 180_000)
