import { readFileSync } from 'node:fs'
import { afterAll, expect, test } from '@jest/globals'
import { trustFolder } from './trust.ts'
import { createVerifier } from './verifier.ts'

const dir = 'test/fixtures/signatures'
const trust = trustFolder(`${dir}/trust`)
const verifier = createVerifier({ trust, timeoutMs: 20_000 })
afterAll(() => verifier.close())
const at = new Date('2026-11-22')

test('many files at once, each with its own answer', async () => {
  const names = [
    'valid/demo-lv-two-signers-lt.edoc',
    'valid/demo-lv-one-signer-t.asice',
    'invalid/zip-bomb.asice',
    'invalid/dss-hide.pdf',
  ]
  const reports = await Promise.all(
    names.map((n) => verifier.verify(readFileSync(`${dir}/${n}`), { at, name: n })),
  )
  expect(reports.map((r) => r.verdict)).toEqual([
    'TOTAL-PASSED',
    'INDETERMINATE',
    'TOTAL-FAILED',
    'TOTAL-FAILED',
  ])
  expect(reports[0]!.trust.version).toBe(trust.version)
}, 30_000)

test('neither a container nor a PDF', async () => {
  const r = await verifier.verify(Buffer.from('hello'), { at })
  expect(r.reasons.map((x) => x.code)).toEqual(['not-supported'])
  expect(r.verdict).toBe('INDETERMINATE')
}, 30_000)

test('a file that takes too long is indeterminate, and the next one is answered', async () => {
  const hasty = createVerifier({ trust, timeoutMs: 1 })
  const bytes = readFileSync(`${dir}/valid/demo-lv-two-signers-lt.edoc`)
  const r = await hasty.verify(bytes, { at })
  expect(r.reasons.map((x) => x.code)).toEqual(['timeout'])
  expect((await hasty.verify(Buffer.from('x'), { at })).verdict).toBe('INDETERMINATE')
  await hasty.close()
  expect((await hasty.verify(bytes)).verdict).toBe('INDETERMINATE')
}, 30_000)
