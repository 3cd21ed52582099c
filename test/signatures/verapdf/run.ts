// npm run test:pdf: every template's example, and signed files, before a real validator (veraPDF): PDF/A-2a or
// PDF/A-3a, and PDF/UA-1. Needs Java 11+ (JDK) and Maven; says so and exits 0 where they are missing.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { renderDocument, TEMPLATES, templateIds } from '../../../documents/render.ts'
import { developmentKeys, type Pem } from '../../../signatures/dev-ca.ts'
import { sealPdf } from '../../../signatures/seal.ts'
import { localSigner } from '../../../signatures/signer.ts'

const here = import.meta.dirname
const cache = resolve(here, '../../../.lieta/verapdf')

function classpath(): string | undefined {
  const file = join(cache, 'classpath.txt')
  if (!existsSync(file)) {
    mkdirSync(cache, { recursive: true })
    const run = spawnSync(
      'mvn',
      ['-B', '-q', '-f', join(here, 'pom.xml'), 'dependency:build-classpath', `-Dmdep.outputFile=${file}`],
      {
        encoding: 'utf8',
      },
    )
    if (run.status !== 0 || !existsSync(file)) return undefined
  }
  return readFileSync(file, 'utf8').trim()
}

async function main(): Promise<number> {
  const jars = spawnSync('java', ['-version']).error === undefined ? classpath() : undefined
  if (jars === undefined) {
    console.log('veraPDF cannot run here (Java with Maven is needed): skipped')
    return 0
  }
  const dir = mkdtempSync(join(tmpdir(), 'lieta-verapdf-'))
  const jobs: string[] = []
  const add = (name: string, part: '2a' | '3a', bytes: Uint8Array): void => {
    const file = join(dir, `${name}.pdf`)
    writeFileSync(file, bytes)
    jobs.push(`${part}=${file}`, `ua1=${file}`)
  }
  // A decision carries its data, so it is PDF/A-3a; everything else stays PDF/A-2a.
  for (const id of templateIds())
    add(id, id === 'decision' ? '3a' : '2a', await renderDocument(id, TEMPLATES[id].example))
  const keys = developmentKeys()
  const signer = (p: Pem) => localSigner(p.keyPem, p.certPem, keys.ca.certPem)
  add(
    'decision-draft',
    '2a',
    await renderDocument('decision', { ...TEMPLATES.decision.example, draft: true }),
  )
  const signed = await sealPdf({
    pdf: await renderDocument('decision', TEMPLATES.decision.example),
    signer: signer(keys.person),
    kind: 'signature',
    fieldName: 'signatory',
  })
  add(
    'decision-signed-and-sealed',
    '3a',
    await sealPdf({ pdf: signed, signer: signer(keys.seal), kind: 'seal', fieldName: 'seal' }),
  )
  add(
    'receipt-sealed',
    '2a',
    await sealPdf({
      pdf: await renderDocument('receipt', TEMPLATES.receipt.example),
      signer: signer(keys.seal),
      kind: 'seal',
    }),
  )
  const run = spawnSync('java', ['-cp', jars, join(here, 'Vera.java'), ...jobs], { encoding: 'utf8' })
  console.log(run.stdout.trim())
  if (run.status !== 0) console.error(run.stderr.trim().split('\n').slice(-20).join('\n'))
  rmSync(dir, { recursive: true })
  return run.status ?? 1
}

process.exitCode = await main()
