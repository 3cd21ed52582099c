import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createLog } from '../../platform/log.ts'
import { parsePem } from '../../signatures/certificate.ts'
import { developmentCa } from '../../signatures/dev-ca.ts'
import { listedService, signedList } from '../../signatures/testing-list.ts'
import { openVerification, readTrust } from './service.ts'

const log = createLog('test', 'silent')
const THREADS = { VERIFY_THREADS: 1, VERIFY_STRANGER_THREADS: 1 }
const ca = developmentCa({ key: 'ec-p256' })
const operator = developmentCa({ name: 'Operator', key: 'ec-p256' }).pem
let folder: string
let config: Parameters<typeof readTrust>[0]

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lieta-list-'))
  const operators = join(folder, 'operators')
  mkdirSync(operators)
  writeFileSync(join(operators, 'lv.pem'), operator.certPem)
  config = {
    TRUSTED_LIST_FILE: join(folder, 'lv.xml'),
    TRUSTED_LIST_OPERATORS_DIR: operators,
    ...THREADS,
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const write = (by = operator, next?: string): void => {
  const service = listedService(parsePem(ca.pem.certPem)[0]!, 'granted', '2020-01-01T00:00:00Z', [
    'ForeSignatures',
  ])
  writeFileSync(config.TRUSTED_LIST_FILE!, signedList(service, by, next))
}

test('a trusted list signed by its operator gives anchors and its version; out of date, the version says so', () => {
  write(operator, '2099-01-01T00:00:00Z')
  expect(readTrust(config, log)).toMatchObject({ version: 'TL-LV-57', anchors: [{ qualified: true }] })
  write(operator, '2020-01-01T00:00:00Z')
  expect(readTrust(config, log).version).toBe('TL-LV-57-stale')
})

test('a list signed by somebody else gives no trust, and neither does one whose signers nobody named', () => {
  write(developmentCa({ name: 'Other', key: 'ec-p256' }).pem)
  expect(() => readTrust(config, log)).toThrow('not by a known scheme operator')
  const { TRUSTED_LIST_OPERATORS_DIR: _, ...without } = config
  expect(() => readTrust(without, log)).toThrow('TRUSTED_LIST_OPERATORS_DIR')
})

test('without any configuration nothing is trusted', () => {
  expect(readTrust(THREADS, log)).toMatchObject({ version: 'empty', anchors: [] })
})

test('nobody waits behind what strangers bring', async () => {
  const service = openVerification(THREADS, log)
  const costly = Buffer.alloc(4_000_000, '/ByteRange[')
  costly.write('%PDF-1.7\n')
  const at = new Date('2026-11-22')
  let answered = 0
  const strangers = Array.from({ length: 30 }, () =>
    service.examineForStranger(costly, '/verify/', { at }).then(() => {
      answered += 1
    }),
  )
  const { report } = await service.examine(Buffer.from('%PDF-1.4 trailer'), undefined, { at })
  expect(report.signatures).toEqual([])
  expect(answered).toBeLessThan(25)
  await Promise.all(strangers)
  await service.close()
}, 60_000)
