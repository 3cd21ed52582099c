import { held } from './global-setup.ts'

/** Closes the input of the process that holds the servers, and waits until it has cleaned up. */
export default async function globalTeardown(): Promise<void> {
  const child = held.lietaInfrastructure
  if (!child || child.exitCode !== null) return
  const gone = new Promise((done) => child.once('exit', done))
  child.stdin?.end()
  await gone
}
