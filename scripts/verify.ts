// npm run --silent verify -- FILE… [--trust FOLDER] [--signer CODE] [--at TIME]
// Prints a JSON array of verdicts; exits 0 only when every file has passed (and, with --signer, is that person's own).
import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { ownSignature, PERSON_SCHEMES } from '../signatures/identity.ts'
import { joinTrust, NO_TRUST, trustFolder } from '../signatures/trust.ts'
import { unverified } from '../signatures/unverified.ts'
import { createVerifier } from '../signatures/verifier.ts'

const USAGE = 'usage: verify FILE… [--trust FOLDER] [--signer CODE] [--at TIME]'
const MAX_BYTES = 100_000_000

async function main(): Promise<number> {
  let args: ReturnType<typeof read>
  try {
    args = read()
  } catch (e) {
    console.error(`${(e as Error).message}\n${USAGE}`)
    return 2
  }
  const { values, positionals } = args
  const at = values.at === undefined ? new Date() : new Date(values.at)
  if (positionals.length === 0 || Number.isNaN(at.getTime())) {
    console.error(positionals.length === 0 ? USAGE : `--at: not a time: ${values.at}\n${USAGE}`)
    return 2
  }
  let trust = NO_TRUST
  try {
    if (values.trust) trust = joinTrust(...values.trust.map(trustFolder))
  } catch (e) {
    console.error(`--trust: ${(e as Error).message}`)
    return 2
  }
  const verifier = createVerifier({ trust })
  const out: unknown[] = []
  let allPassed = true
  for (const file of positionals) {
    let bytes: Uint8Array | undefined
    try {
      if (statSync(file).size <= MAX_BYTES) bytes = readFileSync(file)
    } catch (e) {
      console.error(`${file}: ${(e as Error).message}`)
      await verifier.close()
      return 2
    }
    const report = bytes
      ? await verifier.verify(bytes, { name: basename(file), at })
      : unverified('too-large', { trust, at })
    const own = values.signer === undefined ? undefined : ownSignature(report, signerOf(values.signer))
    if (report.verdict !== 'TOTAL-PASSED' || own?.ok === false) allPassed = false
    out.push({
      file,
      ...report,
      ...(own ? { ownSignature: { ok: own.ok, by: own.signature?.id, why: own.why } } : {}),
    })
  }
  await verifier.close()
  console.log(JSON.stringify(out, null, 2))
  return allPassed ? 0 : 1
}

/** '329999-99999', or with its scheme and country in any case: 'PNOLV-329999-99999', 'idcee-AB123'. */
function signerOf(s: string): { code: string; country?: string; scheme?: string } {
  const m = /^([A-Z]{3})([A-Z]{2})-(.+)$/.exec(s.trim().toUpperCase())
  return m && PERSON_SCHEMES.includes(m[1]!) ? { scheme: m[1]!, country: m[2]!, code: m[3]! } : { code: s }
}

function read() {
  return parseArgs({
    allowPositionals: true,
    options: {
      trust: { type: 'string', multiple: true },
      signer: { type: 'string' },
      at: { type: 'string' },
    },
  })
}

process.exitCode = await main()
