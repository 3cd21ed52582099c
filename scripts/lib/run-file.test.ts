import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { isAlive } from './processes.ts'
import { endLeftOvers, type RunFile, runningStarter, writeRunFile } from './run-file.ts'

let state: string
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'lieta-run-'))
})
afterEach(() => rmSync(state, { recursive: true, force: true }))

function sleeper() {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  if (!child.pid) throw new Error('no process')
  return { child, pid: child.pid }
}

test('ends what is still what was written down', async () => {
  const { pid } = sleeper()
  writeRunFile(state, [{ name: 'api', pid }])
  expect(runningStarter(state)?.pid).toBe(process.pid)
  expect(await endLeftOvers(state)).toEqual(['api'])
  expect(isAlive(pid)).toBe(false)
  expect(await endLeftOvers(state)).toEqual([])
})

test('leaves a stranger alone who was given the same process id', async () => {
  const { child, pid } = sleeper()
  writeRunFile(state, [{ name: 'api', pid }])
  const file = join(state, 'run.json')
  const run = JSON.parse(readFileSync(file, 'utf8')) as RunFile
  for (const one of run.processes) one.started = 'Thu Jan  1 00:00:00 2026'
  writeFileSync(file, JSON.stringify(run))
  expect(await endLeftOvers(state)).toEqual([])
  expect(isAlive(pid)).toBe(true)
  child.kill('SIGKILL')
})
