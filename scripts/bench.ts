import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

// npm run bench [-- NAME…] — figures are measured here and never in a timed test. Results go to reports/bench.json.
// What needs no servers does not wait for them.
const ALONE = ['documents']
const BENCHES: Record<string, () => Promise<unknown>> = {
  acts: async () => (await import('./bench/acts.ts')).benchActs(),
  calendar: async () => (await import('./bench/calendar.ts')).benchCalendar(),
  reads: async () => (await import('./bench/reads.ts')).benchReads(),
  strangers: async () => (await import('./bench/strangers.ts')).benchStrangers(),
  seals: async () => (await import('./bench/seals.ts')).benchSeals(),
  readings: async () => (await import('./bench/readings.ts')).benchReadings(),
  documents: async () => (await import('./bench/documents.ts')).benchDocuments(),
}

const names = process.argv.slice(2)
const wanted = Object.keys(BENCHES).filter((name) => names.length === 0 || names.includes(name))
const infra = wanted.every((name) => ALONE.includes(name)) ? undefined : await startServers()

async function startServers(): Promise<ReturnType<typeof spawn>> {
  const servers = spawn(process.execPath, ['--import', 'tsx', 'test/harness/infrastructure.ts'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  process.env.LIETA_TEST_INFRASTRUCTURE = await new Promise<string>((done, fail) => {
    createInterface({ input: servers.stdout }).once('line', done)
    servers.once('exit', (code) => fail(new Error(`the servers did not start (exit code ${code})`)))
  })
  return servers
}

const results: Record<string, unknown> = {}
try {
  for (const name of wanted) {
    console.log(`── ${name}`)
    results[name] = await BENCHES[name]!()
  }
} finally {
  infra?.stdin?.end()
}
mkdirSync('reports', { recursive: true })
writeFileSync('reports/bench.json', `${JSON.stringify(results, null, 2)}\n`)
console.log(JSON.stringify(results, null, 2))
process.exit(0)
