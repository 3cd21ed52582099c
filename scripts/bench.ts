import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

// npm run bench [-- NAME…] — figures are measured here and never in a timed test. Results go to reports/bench.json.
const BENCHES: Record<string, () => Promise<unknown>> = {
  acts: async () => (await import('./bench/acts.ts')).benchActs(),
  calendar: async () => (await import('./bench/calendar.ts')).benchCalendar(),
}

const infra = spawn(process.execPath, ['--import', 'tsx', 'test/harness/infrastructure.ts'], {
  stdio: ['pipe', 'pipe', 'inherit'],
})
process.env.LIETA_TEST_INFRASTRUCTURE = await new Promise<string>((done, fail) => {
  createInterface({ input: infra.stdout }).once('line', done)
  infra.once('exit', (code) => fail(new Error(`the servers did not start (exit code ${code})`)))
})
const names = process.argv.slice(2)
const results: Record<string, unknown> = {}
try {
  for (const [name, run] of Object.entries(BENCHES)) {
    if (names.length > 0 && !names.includes(name)) continue
    console.log(`── ${name}`)
    results[name] = await run()
  }
} finally {
  infra.stdin.end()
}
mkdirSync('reports', { recursive: true })
writeFileSync('reports/bench.json', `${JSON.stringify(results, null, 2)}\n`)
console.log(JSON.stringify(results, null, 2))
process.exit(0)
