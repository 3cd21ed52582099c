import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, endProcess } from './processes.ts'

export interface RunningProcess {
  name: string
  pid: number
  started: string
  command: string
}

/** What a start has running, so that `npm run stop` and the next start can end what was left over. */
export interface RunFile {
  starter: RunningProcess | null
  /** In the order in which they are to be stopped. */
  processes: RunningProcess[]
}

const fileIn = (stateDir: string) => join(stateDir, 'run.json')

/** Writes the list whole or not at all. */
export function writeRunFile(stateDir: string, processes: { name: string; pid: number }[]): void {
  const look = ({ name, pid }: { name: string; pid: number }): RunningProcess[] => {
    const seen = describe(pid)
    return seen ? [{ name, pid, ...seen }] : []
  }
  const content: RunFile = {
    starter: look({ name: 'start', pid: process.pid })[0] ?? null,
    processes: processes.flatMap(look),
  }
  const file = fileIn(stateDir)
  writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`)
  renameSync(`${file}.new`, file)
}

export function removeRunFile(stateDir: string): void {
  rmSync(fileIn(stateDir), { force: true })
}

/** The start that runs now on this state, if one does. */
export function runningStarter(stateDir: string): RunningProcess | undefined {
  const starter = read(stateDir)?.starter
  return starter && isSame(starter) ? starter : undefined
}

/**
 * Ends what an earlier start has left: only processes whose start and command line are the recorded ones.
 * @returns the names of those that were ended
 */
export async function endLeftOvers(stateDir: string): Promise<string[]> {
  const run = read(stateDir)
  if (!run) return []
  const ended: string[] = []
  for (const one of run.processes) {
    if (!isSame(one)) continue
    // PostgreSQL reads SIGINT as: end now, keep everything that was committed.
    await endProcess(
      one.pid,
      one.name === 'postgres' ? 'SIGINT' : 'SIGTERM',
      one.name === 'temporal' ? 1_000 : 12_000,
    )
    ended.push(one.name)
  }
  removeRunFile(stateDir)
  return ended
}

function read(stateDir: string): RunFile | undefined {
  const file = fileIn(stateDir)
  if (!existsSync(file)) return undefined
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as RunFile
  } catch {
    return undefined
  }
}

// A process id is given out again after a while: the same number may be a stranger.
function isSame(one: RunningProcess): boolean {
  const seen = describe(one.pid)
  return seen !== undefined && seen.started === one.started && seen.command === one.command
}
