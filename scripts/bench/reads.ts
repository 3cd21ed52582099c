import type { Http } from '../../test/harness/http.ts'
import { startStack } from '../../test/harness/stack.ts'
import { fillProjections } from './fill.ts'

const SIZES = (process.env.BENCH_READS ?? '10000,100000').split(',').map(Number)
const TIMES = 40

interface Cost {
  p50: number
  p95: number
  kilobytes: number
}

/** What reading lists costs, through HTTP, with more and more cases (three in ten open): ms, and the size of an answer. */
export async function benchReads(): Promise<Record<string, Record<string, Cost>>> {
  const stack = await startStack({ label: 'reads', only: ['sign-in', 'api'], env: { LOG_LEVEL: 'warn' } })
  try {
    const [supervisor, inspector] = (await Promise.all(
      ['maris-krumins', 'inese-berzina'].map((p) => stack.signIn(p)),
    )) as [Http, Http]
    const out: Record<string, Record<string, Cost>> = {}
    for (const size of SIZES) {
      await fillProjections(stack.plan.migratorUrl, size)
      const board = (await supervisor.get('/api/supervision')).json<{ list: { next: string | null } }>()
      const asked: [string, Http, string][] = [
        ['board', supervisor, '/supervise'],
        ['board, next page of a cell', supervisor, `/supervise?cell=overdue&after=${board.list.next}`],
        ['board, waiting', supervisor, '/supervise?cell=waiting-applicant'],
        ['desk', inspector, '/desk'],
        ['desk, mine', inspector, '/desk?view=mine'],
        ['desk, page 50', inspector, '/desk?page=50'],
        ['desk, search', inspector, '/desk?q=programma%2077'],
      ]
      const figures: Record<string, Cost> = {}
      for (const [name, http, path] of asked) figures[name] = await cost(http, path)
      out[size] = figures
      console.log(size, figures)
    }
    return out
  } finally {
    await stack.stop()
  }
}

async function cost(http: Http, path: string): Promise<Cost> {
  const took: number[] = []
  let bytes = 0
  for (let n = 0; n < TIMES; n++) {
    const began = performance.now()
    const reply = await http.get(path)
    took.push(performance.now() - began)
    if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${reply.text.slice(0, 300)}`)
    bytes = Math.max(bytes, reply.bytes.length)
    // An answer of seconds need not be asked for forty times.
    if (n >= 9 && took.reduce((a, b) => a + b, 0) > 20_000) break
  }
  took.sort((a, b) => a - b)
  const at = (part: number): number =>
    Math.round(took[Math.min(took.length - 1, Math.floor(took.length * part))]!)
  return { p50: at(0.5), p95: at(0.95), kilobytes: Math.round(bytes / 1024) }
}
