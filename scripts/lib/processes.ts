import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Whether a process with this id exists (a zombie counts as gone). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return true
  }
}

/** What `ps` says of a process: its start and command line; undefined when it is gone. */
export function describe(pid: number): { started: string; command: string } | undefined {
  try {
    const started = ps(['-o', 'lstart=', '-p', String(pid)])
    const command = ps(['-ww', '-o', 'args=', '-p', String(pid)])
    return started && command ? { started, command } : undefined
  } catch {
    return fromProc(pid)
  }
}

function ps(args: string[]): string {
  const env = { ...process.env, LC_ALL: 'C' }
  return execFileSync('ps', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], env }).trim()
}

// Slim images come without ps.
function fromProc(pid: number): { started: string; command: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
    return command ? { started, command } : undefined
  } catch {
    return undefined
  }
}

/** Waits until the process is gone; false when it still lives after `ms`. */
export async function waitForExit(pid: number, ms: number): Promise<boolean> {
  const end = Date.now() + ms
  while (isAlive(pid)) {
    if (Date.now() > end) return false
    await sleep(20)
  }
  return true
}

/** Asks a process to end, and ends it after `ms` if it does not. */
export async function endProcess(
  pid: number,
  signal: NodeJS.Signals = 'SIGTERM',
  ms = 10_000,
): Promise<void> {
  try {
    process.kill(pid, signal)
  } catch {
    return
  }
  if (await waitForExit(pid, ms)) return
  try {
    process.kill(pid, 'SIGKILL')
  } catch {}
  await waitForExit(pid, 2_000)
}
