import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureKeys } from '../lib/keys.ts'
import { ownProcesses, type Plan } from '../lib/services.ts'
import { percentile } from './figures.ts'
import type { PressFigures } from './press.ts'

const COUNT = Number(process.env.BENCH_DOCUMENTS ?? 1000)
const MB = 1_000_000

/** A figure beside what it should be. */
interface Measured {
  figure: number
  goal: string
  met: boolean
}

export interface DocumentFigures {
  documents: number
  pages: number
  kilobytes: number
  medianMs: Measured
  p95Ms: number
  renderMedianMs: number
  cpuMsPerDocument: number
  rssPeakMb: Measured
  rssEndMb: number
  restarts: Measured
  verifyContainerMs: Measured & { kilobytes: number }
  verifyTwoSignaturesMs: Measured & { kilobytes: number }
}

/**
 * Four-page decisions rendered and sealed in a process of its own, with the environment of the documents worker and on
 * one core; then the verification of a container and of a PDF with two signatures in the same process.
 */
export async function benchDocuments(): Promise<DocumentFigures> {
  const directory = mkdtempSync(join(tmpdir(), 'lieta-bench-documents-'))
  try {
    const keys = await ensureKeys(join(directory, 'keys'))
    const out = join(directory, 'figures.json')
    await run([String(COUNT), join(directory, 'keys'), out], environment(directory, keys))
    const found = JSON.parse(readFileSync(out, 'utf8')) as PressFigures
    return told(found)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** What `npm start` gives the documents worker. */
function environment(stateDir: string, keys: Plan['keys']): Record<string, string> {
  const ports = {
    api: 1,
    signIn: 1,
    mailUi: 1,
    smtp: 1,
    eAddress: 1,
    csc: 1,
    workerCases: 1,
    workerDocuments: 1,
  }
  const temporal = { address: '127.0.0.1:1', namespace: 'bench', taskQueuePrefix: 'bench' }
  const none = 'postgresql://127.0.0.1:1/none'
  const plan: Plan = {
    environment: 'test',
    stateDir,
    ports,
    databaseUrls: { api: none, cases: none, documents: none },
    migratorUrl: none,
    temporal,
    keys,
    external: {},
  }
  return ownProcesses(plan).find((p) => p.name === 'worker-documents')!.env
}

/** One core, where the machine lets one be named; the process is not started again, so it must live to the end. */
async function run(args: string[], env: Record<string, string>): Promise<void> {
  const script = fileURLToPath(new URL('./press.ts', import.meta.url))
  const command = [process.execPath, '--import', 'tsx', script, ...args]
  const pinned = process.platform === 'linux' ? ['taskset', '-c', '0', ...command] : command
  const child = spawn(pinned[0]!, pinned.slice(1), {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
  })
  const code = await new Promise<number | null>((done, fail) => {
    child.once('error', fail)
    child.once('exit', done)
  })
  if (code !== 0) throw new Error(`the process that makes documents ended with ${code}`)
}

function told(f: PressFigures): DocumentFigures {
  const tenth = (n: number): number => Math.round(n * 10) / 10
  const under = (figure: number, goal: number, unit: string): Measured => ({
    figure: tenth(figure),
    goal: `≤ ${goal} ${unit}`,
    met: figure <= goal,
  })
  const kilobytes = (bytes: number): number => Math.round(bytes / 1000)
  return {
    documents: f.document.length,
    pages: f.pages,
    kilobytes: kilobytes(f.bytes),
    medianMs: under(percentile(f.document, 50), 120, 'ms'),
    p95Ms: tenth(percentile(f.document, 95)),
    renderMedianMs: tenth(percentile(f.render, 50)),
    cpuMsPerDocument: tenth(f.cpu.reduce((sum, ms) => sum + ms, 0) / f.cpu.length),
    rssPeakMb: under(f.rssPeak / MB, 350, 'MB'),
    rssEndMb: Math.round(f.rssEnd / MB),
    restarts: { figure: 0, goal: '0', met: true },
    verifyContainerMs: {
      ...under(percentile(f.container.ms, 50), 15, 'ms'),
      kilobytes: kilobytes(f.container.bytes),
    },
    verifyTwoSignaturesMs: {
      ...under(percentile(f.twoSignatures.ms, 50), 25, 'ms'),
      kilobytes: kilobytes(f.twoSignatures.bytes),
    },
  }
}
