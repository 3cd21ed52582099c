import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { Spool } from './spool.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lieta-spool-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const files = (): string[] => readdirSync(root).flatMap((folder) => readdirSync(join(root, folder)))

async function* pieces(...all: string[]): AsyncGenerator<Uint8Array> {
  for (const one of all) yield Buffer.from(one)
}

test('what comes is written down with its size and hash, and taken away when it is done with', async () => {
  const spool = new Spool(root)
  const file = await spool.keep(pieces('ab', 'c'))
  expect(readFileSync(file.path, 'utf8')).toBe('abc')
  expect(file).toMatchObject({ size: 3, sha256: createHash('sha256').update('abc').digest('hex') })
  await spool.remove(file)
  expect(files()).toEqual([])
  spool.close()
  expect(readdirSync(root)).toEqual([])
})

test('what breaks off leaves nothing', async () => {
  const spool = new Spool(root)
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('half')
    throw new Error('gone')
  }
  await expect(spool.keep(broken())).rejects.toThrow('gone')
  expect(files()).toEqual([])
})

test('the disk of all uploads together is bounded, and free again when one breaks off', async () => {
  const spool = new Spool(root, 10)
  const first = await spool.keep(pieces('12345678'))
  await expect(spool.keep(pieces('123'))).rejects.toMatchObject({ code: 'unavailable' })
  expect(files()).toHaveLength(1)
  await spool.remove(first)
  await spool.remove(await spool.keep(pieces('1234567890')))
})

test('what a process left that was killed is taken away at the next start; what another one holds stays', () => {
  // No process has this number: it is above the highest that Linux gives.
  for (const pid of [4_194_305, process.pid, process.ppid]) {
    mkdirSync(join(root, `${pid}-x`))
    writeFileSync(join(root, `${pid}-x`, 'a'), 'a')
  }
  const spool = new Spool(root)
  expect(readdirSync(root).filter((name) => name.endsWith('-x'))).toEqual([`${process.ppid}-x`])
  spool.close()
})
