import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openPress } from '../../activities/press.ts'
import { TEMPLATES } from '../../documents/render.ts'
import { readConfig, readSealKeys } from '../../platform/config.ts'
import { parsePem } from '../../signatures/certificate.ts'
import { sealPdf } from '../../signatures/seal.ts'
import { localSigner } from '../../signatures/signer.ts'
import { containerParts, writeZip } from '../../signatures/testing.ts'
import { trustCertificates } from '../../signatures/trust.ts'
import { verifyFile } from '../../signatures/verify.ts'

// The process that `npm run bench -- documents` measures: renders and seals as the documents worker does, then verifies.
// Asked for COUNT documents, it writes down the times of each (ms) and the memory that it used.
// The worker holds its database and its connection to Temporal in the same memory: loaded here for their weight.
await Promise.all([import('@temporalio/worker'), import('../../platform/database.ts')])

export interface PressFigures {
  pages: number
  bytes: number
  document: number[]
  render: number[]
  cpu: number[]
  rssPeak: number
  rssEnd: number
  container: { bytes: number; ms: number[] }
  twoSignatures: { bytes: number; ms: number[] }
}

const WORDS =
  'Izglītības iestādes iesniegtais mācību plāns, pedagogu kvalifikācija, telpas un materiālā bāze ir salīdzināti ar ' +
  'valsts standarta prasībām, un konstatējumi ir pamatoti ar lietas materiāliem un apskatē redzēto. '

/** A decision of four pages, different each time. */
function decision(n: number): Record<string, unknown> {
  const example = TEMPLATES.decision.example
  return {
    ...example,
    number: `4-7/2026/${n}`,
    caseNumber: `L-2026/${String(n).padStart(5, '0')}`,
    facts: Array.from({ length: 5 }, (_, i) => ({
      text: `${i + 1}. konstatējums lietā ${n}. ${WORDS.repeat(1 + ((n + i) % 2))}`.trim(),
      evidence: [`Pārbaudes akts Nr. ${n}-${i + 1}`],
    })),
    reasoning: Array.from({ length: 3 }, (_, i) => `${WORDS.repeat(2 + ((n + i) % 2))}(${n}.${i})`),
    verifyUrl: `https://lieta.example/verify/${n}`,
  }
}

async function timed<T>(samples: number[], work: () => T | Promise<T>): Promise<T> {
  const began = performance.now()
  const result = await work()
  samples.push(performance.now() - began)
  return result
}

async function measure(count: number, keysDirectory: string): Promise<PressFigures> {
  const keys = readSealKeys(readConfig())
  const pem = (name: string): string => readFileSync(join(keysDirectory, name), 'utf8')
  const press = openPress(readConfig(), keys, parsePem(pem('ca.cert.pem')))
  const figures: PressFigures = {
    pages: 0,
    bytes: 0,
    document: [],
    render: [],
    cpu: [],
    rssPeak: 0,
    rssEnd: 0,
    container: { bytes: 0, ms: [] },
    twoSignatures: { bytes: 0, ms: [] },
  }
  const first = Buffer.from(await press.render('decision', decision(1))).toString('latin1')
  figures.pages = first.match(/\/Type \/Page\b/g)?.length ?? 0
  for (let n = 1; n <= count; n++) {
    const cpu = process.cpuUsage()
    const sealed = await timed(figures.document, async () => {
      const pdf = await timed(figures.render, () => press.render('decision', decision(n)))
      return press.seal(pdf)
    })
    const { user, system } = process.cpuUsage(cpu)
    figures.cpu.push((user + system) / 1000)
    figures.bytes = sealed.length
  }
  figures.rssPeak = process.resourceUsage().maxRSS * 1024
  figures.rssEnd = process.memoryUsage.rss()

  const person = { certPem: pem('person.cert.pem'), keyPem: pem('person.key.pem') }
  const trust = trustCertificates(parsePem(keys.chainPem || keys.certificatePem), 'seal')
  const data = randomBytes(28_000)
  const container = writeZip(containerParts([{ name: 'iesniegums.pdf', data }], person))
  const signer = localSigner(person.keyPem, person.certPem, keys.chainPem)
  const signed = await sealPdf({
    pdf: await press.render('decision', decision(0)),
    signer,
    kind: 'signature',
    fieldName: 'signatory',
  })
  const two = await press.sealSigned(signed, '329999-99999')
  for (const [bytes, into] of [
    [container, figures.container],
    [two, figures.twoSignatures],
  ] as const) {
    into.bytes = bytes.length
    for (let n = 0; n < 200; n++) await timed(into.ms, () => verifyFile(bytes, { trust, at: new Date() }))
  }
  return figures
}

const [count, keysDirectory, out] = process.argv.slice(2)
writeFileSync(out!, JSON.stringify(await measure(Number(count), keysDirectory!)))
