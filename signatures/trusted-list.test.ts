import { beforeAll, expect, test } from '@jest/globals'
import { type Certificate, parsePem } from './certificate.ts'
import { developmentCa, type Pem } from './dev-ca.ts'
import { containerParts, writeZip } from './testing.ts'
import { signedList as list, STATUSES, listedService as service } from './testing-list.ts'
import { readTrustedList } from './trusted-list.ts'
import { verifyAsice } from './verify-asice.ts'

const at = new Date('2026-11-22')
let ca: ReturnType<typeof developmentCa>
let operator: Pem
let operators: Certificate[]

beforeAll(() => {
  ca = developmentCa({ key: 'ec-p256' })
  operator = developmentCa({ name: 'Operator', key: 'ec-p256' }).pem
  operators = parsePem(operator.certPem)
})
const read = (xml: string): ReturnType<typeof readTrustedList> =>
  readTrustedList(Buffer.from(xml), operators, at)
const caCert = (): Certificate => parsePem(ca.pem.certPem)[0]!

test('a signed list gives anchors, their uses and its version; a person under it is qualified', () => {
  const trust = read(list(service(caCert(), 'granted', '2020-01-01T00:00:00Z', ['ForeSignatures']), operator))
  expect(trust).toMatchObject({ version: 'TL-LV-57', territory: 'LV', stale: false })
  const files = [{ name: 'a.txt', data: Buffer.from('a') }]
  const person = ca.issue({
    use: 'person',
    name: 'T P',
    givenName: 'T',
    surname: 'P',
    serialNumber: 'PNOLV-329999-99999',
  })
  const r = verifyAsice(writeZip(containerParts(files, person)), { trust, at: new Date() })
  expect(r.verdict).toBe('TOTAL-PASSED')
  expect(r.signatures[0]!.qualified.answer).toBe('yes')
  const noDevice = ca.issue({
    use: 'person',
    name: 'T P',
    givenName: 'T',
    surname: 'P',
    serialNumber: 'PNOLV-329999-99999',
    qualifiedDevice: false,
  })
  expect(
    verifyAsice(writeZip(containerParts(files, noDevice)), { trust, at: new Date() }).signatures[0]!.qualified
      .answer,
  ).toBe('no')
  const seal = ca.issue({ use: 'seal', name: 'Z', organizationIdentifier: 'NTRLV-90001259032' })
  expect(verifyAsice(writeZip(containerParts(files, seal)), { trust, at: new Date() }).verdict).toBe(
    'INDETERMINATE',
  )
})

test('a service withdrawn since, or only granted before', () => {
  const history = `<ServiceHistory><ServiceHistoryInstance><ServiceStatus>${STATUSES}/granted</ServiceStatus><StatusStartingTime>2018-01-01T00:00:00Z</StatusStartingTime></ServiceHistoryInstance></ServiceHistory>`
  const trust = read(
    list(service(caCert(), 'withdrawn', '2024-01-01T00:00:00Z', ['ForeSignatures'], history), operator),
  )
  expect(trust.anchors[0]!.granted).toEqual([{ from: new Date('2018-01-01'), until: new Date('2024-01-01') }])
  const person = ca.issue({
    use: 'person',
    name: 'T P',
    givenName: 'T',
    surname: 'P',
    serialNumber: 'PNOLV-329999-99999',
  })
  const r = verifyAsice(writeZip(containerParts([{ name: 'a', data: Buffer.from('a') }], person)), {
    trust,
    at: new Date(),
  })
  expect(r.signatures[0]!.reasons.map((x) => x.code)).toContain('service-withdrawn')
  expect(
    read(list(service(caCert(), 'withdrawn', '2024-01-01T00:00:00Z', ['ForeSignatures']), operator)).anchors,
  ).toEqual([])
})

test('changed, signed by a stranger, unsigned, out of date', () => {
  const good = list(service(caCert(), 'granted', '2020-01-01T00:00:00Z', ['ForeSignatures']), operator)
  expect(() => read(good.replace('ForeSignatures', 'ForeSeals'))).toThrow('the list was changed')
  expect(() => read(good.replace('>57<', '>58<'))).toThrow('the list was changed')
  expect(() => read(list('', developmentCa({ name: 'Operator', key: 'ec-p256' }).pem))).toThrow(
    'not by a known scheme operator',
  )
  expect(() => read(good.replace(/<ds:Signature .*<\/ds:Signature>/, ''))).toThrow('Signature is missing')
  expect(read(list('', operator, '2026-01-01T00:00:00Z')).stale).toBe(true)
})
