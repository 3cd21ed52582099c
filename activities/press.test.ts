import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { TEMPLATES } from '../documents/render.ts'
import { readConfig, readSealKeys } from '../platform/config.ts'
import { parsePem } from '../signatures/certificate.ts'
import { developmentKeys, reopenCa } from '../signatures/dev-ca.ts'
import { sealPdf } from '../signatures/seal.ts'
import { localSigner, type Signer } from '../signatures/signer.ts'
import type { Press } from './issue.ts'
import { openPress } from './press.ts'

// What leaves bears exactly the signature of its signer and the seal, or does not leave.

const dir = mkdtempSync(join(tmpdir(), 'lieta-press-'))
let press: Press
let pdf: Uint8Array
let director: Signer
let other: Signer
let stranger: Signer

beforeAll(async () => {
  const keys = developmentKeys()
  const file = (name: string, pem: string): string => {
    writeFileSync(join(dir, name), pem)
    return join(dir, name)
  }
  const config = readConfig({
    DATABASE_URL: 'unused',
    SEAL_KEY_FILE: file('seal.key', keys.seal.keyPem),
    SEAL_CERT_FILE: file('seal.cert', keys.seal.certPem),
    SEAL_CHAIN_FILE: file('ca', keys.ca.certPem),
  })
  const ca = reopenCa(keys.ca)
  const person = (code: string, issuer = ca): Signer => {
    const made = issuer.issue({
      use: 'person',
      name: 'A B',
      givenName: 'A',
      surname: 'B',
      serialNumber: code,
    })
    return localSigner(made.keyPem, made.certPem, issuer.pem.certPem)
  }
  director = person('PNOLV-329999-99955')
  other = person('PNOLV-329999-99966')
  stranger = person('PNOLV-329999-99955', reopenCa(developmentKeys().ca))
  press = openPress(config, readSealKeys(config), parsePem(keys.ca.certPem))
  pdf = await press.render('decision', TEMPLATES.decision.example)
}, 60_000)
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const signedBy = (signer: Signer): Promise<Uint8Array> =>
  sealPdf({ pdf, signer, kind: 'signature', fieldName: 'signatory' })

test('signed by its signer, then sealed: earlier bytes stay as they were', async () => {
  const signed = await signedBy(director)
  const sealed = await press.sealSigned(signed, '329999-99955')
  expect(Buffer.compare(sealed.subarray(0, signed.length), signed)).toBe(0)
})

test('somebody else’s signature, one of an issuer that does not count, and none at all do not leave', async () => {
  await expect(press.sealSigned(await signedBy(other), '329999-99955')).rejects.toThrow('of its signer')
  await expect(press.sealSigned(await signedBy(stranger), '329999-99955')).rejects.toThrow('does not verify')
  await expect(press.sealSigned(pdf, '329999-99955')).rejects.toThrow('of its signer')
})

test('a byte changed after the signature does not leave', async () => {
  const changed = Buffer.from(await signedBy(director))
  changed[200] = changed[200]! ^ 1
  await expect(press.sealSigned(changed, '329999-99955')).rejects.toThrow()
})
