import { startStack } from '../../test/harness/stack.ts'
import * as s from '../../test/scenarios/steps.ts'
import type { Http } from '../lib/http.ts'
import { percentile } from './figures.ts'
import { fillProjections } from './fill.ts'

const SIZES = (process.env.BENCH_READS ?? '10000,100000').split(',').map(Number)
const TIMES = Number(process.env.BENCH_TIMES ?? 40)
/** Events of the one case whose page is read. */
const EVENTS = 500

interface Cost {
  /** The quickest answer: what others do on the machine slows the rest, and not this one. */
  least: number
  p50: number
  p95: number
  kilobytes: number
}

/**
 * What reading costs, through HTTP, with more and more cases (three in ten open): ms, and the size of an answer.
 * BENCH_READS names the sizes; with a million it takes some minutes to fill.
 */
export async function benchReads(): Promise<Record<string, Record<string, Cost>>> {
  const stack = await startStack({
    label: 'reads',
    only: ['sign-in', 'api'],
    env: { LOG_LEVEL: 'warn', PERSON_FILES_PER_DAY: '100000' },
  })
  try {
    const [supervisor, inspector, ofUnit, head] = (await Promise.all(
      ['maris-krumins', 'inese-berzina', 'karlis-zarins', 'baiba-kalnina'].map((p) => stack.signIn(p)),
    )) as [Http, Http, Http, Http]
    const long = await longCase(head, inspector)
    const visitor = stack.visitor()
    const out: Record<string, Record<string, Cost>> = {}
    for (const size of SIZES) {
      const began = performance.now()
      await fillProjections(stack.plan.migratorUrl, size)
      const filled = Math.round((performance.now() - began) / 1000)
      const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
      const asked: [string, Http, string][] = [
        ['desk', inspector, '/desk'],
        ['desk, filtered', inspector, '/desk?view=unclaimed'],
        ['desk, mine', inspector, '/desk?view=mine'],
        ['desk, page 50', inspector, await fiftieth(inspector, '/desk')],
        ['desk of a supervisor', supervisor, '/desk'],
        ['desk of one unit', ofUnit, '/desk'],
        ['desk of one unit, page 50', ofUnit, await fiftieth(ofUnit, '/desk')],
        ['search, few found', inspector, '/desk?q=programma%2077'],
        ['search, a number', inspector, '/desk?q=Nr.%20M-000%20000%20131'],
        ['search, most found', inspector, '/desk?q=programma'],
        ['board', supervisor, '/supervise'],
        ['board, one unit', supervisor, '/supervise?unit=licensing'],
        ['board, a cell', supervisor, '/supervise?cell=at-risk'],
        ['board, a cell, page 50', supervisor, await fiftieth(supervisor, '/supervise?cell=on-time')],
        ['board, of a past day', supervisor, `/supervise?asOf=${yesterday}`],
        ['portal, 2,000 cases', head, '/portal'],
        ['portal, its last page', head, await fiftieth(head, '/portal')],
        ['case, 500 events', inspector, `/cases/${long}`],
        ['register, search', visitor, '/registers/licensed-programmes?q=programma%20134'],
        ['register, most found', visitor, '/registers/licensed-programmes?q=programma'],
        ['register', visitor, '/registers/licensed-programmes'],
        ['register, entry', visitor, '/registers/licensed-programmes/MP-000000134'],
      ]
      const figures: Record<string, Cost> = {}
      for (const [name, http, path] of asked) figures[name] = await cost(http, path)
      out[size] = figures
      console.log(`${size} cases, filled in ${filled} s`)
      console.table(figures)
    }
    return out
  } finally {
    await stack.stop()
  }
}

/** A case with as many events, all of them through the API. */
async function longCase(head: Http, inspector: Http): Promise<string> {
  const { caseId } = await s.apply(head)
  for (let n = 0; n < EVENTS; n++) {
    const headers = { 'idempotency-key': `bench-note-${String(n).padStart(6, '0')}` }
    const reply = await inspector.post(`/api/cases/${caseId}/notes`, { text: `Piezīme ${n}.` }, { headers })
    if (reply.status !== 204) throw new Error(`note ${n}: ${reply.status} ${reply.text.slice(0, 200)}`)
  }
  return caseId
}

/** Where the fiftieth page is, or the last one: come upon as people do, by turning. */
async function fiftieth(http: Http, path: string): Promise<string> {
  let at = path
  for (let n = 1; n < 50; n++) {
    const { text } = await http.get(at)
    const next = /href="([^"]*)" rel="next"/.exec(text)?.[1]
    if (!next) break
    at = next.replaceAll('&amp;', '&').replace(/#.*$/, '')
  }
  return at
}

async function cost(http: Http, path: string): Promise<Cost> {
  const took: number[] = []
  let bytes = 0
  // What is asked for the first time is read from disk and planned: that is not what people wait for.
  for (let n = -3; n < TIMES; n++) {
    const began = performance.now()
    const reply = await http.get(path)
    if (n >= 0) took.push(performance.now() - began)
    if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${reply.text.slice(0, 300)}`)
    bytes = Math.max(bytes, reply.bytes.length)
    // An answer of seconds need not be asked for forty times.
    if (n >= 9 && took.reduce((a, b) => a + b, 0) > 20_000) break
  }
  const at = (p: number): number => Math.round(percentile(took, p))
  return { least: at(0), p50: at(50), p95: at(95), kilobytes: Math.round(bytes / 1024) }
}
