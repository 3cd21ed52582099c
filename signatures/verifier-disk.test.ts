import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { trustFolder } from './trust.ts'
import { createVerifier, type Verifier } from './verifier.ts'

// Files that lie on disk are read by the thread, so that whoever asks never holds them.

const dir = 'test/fixtures/signatures'
const at = new Date('2026-11-22')
let verifier: Verifier
let folder: string

beforeAll(() => {
  verifier = createVerifier({ trust: trustFolder(`${dir}/trust`), timeoutMs: 20_000 })
  folder = mkdtempSync(join(tmpdir(), 'lieta-verifier-'))
})
afterAll(async () => {
  await verifier.close()
  rmSync(folder, { recursive: true, force: true })
})

test('the same report as for the bytes, and whether a signature can be in it at all', async () => {
  const path = `${dir}/valid/demo-lv-two-signers-lt.edoc`
  const fromDisk = await verifier.examine({ path }, undefined, { at })
  expect(fromDisk.report).toEqual(await verifier.verify(readFileSync(path), { at }))
  expect(fromDisk.report.verdict).toBe('TOTAL-PASSED')
  expect(fromDisk.unsignable).toBe(false)
  const plain = join(folder, 'plain.pdf')
  writeFileSync(plain, '%PDF-1.4 trailer')
  expect(await verifier.examine({ path: plain }, undefined, { at })).toMatchObject({ unsignable: true })
  const holed = join(folder, 'holed.pdf')
  writeFileSync(holed, '%PDF-1.4 /ByteRange [0 1 2 3]')
  expect(await verifier.examine({ path: holed }, undefined, { at })).toMatchObject({ unsignable: false })
}, 60_000)

test('a file that is gone is unreadable, and the next one is answered', async () => {
  const gone = await verifier.examine({ path: join(folder, 'gone.pdf') }, undefined, { at })
  expect(gone.report.reasons.map((r) => r.code)).toEqual(['unreadable'])
  expect((await verifier.verify(readFileSync(`${dir}/invalid/dss-hide.pdf`), { at })).verdict).toBe(
    'TOTAL-FAILED',
  )
}, 60_000)
