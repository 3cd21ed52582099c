import type { Passwords } from '../../scripts/lib/postgres.ts'

export const TEMPLATE_DATABASE = 'lieta_template'

/** Where the servers of this test run are. */
export interface Infrastructure {
  directory: string
  postgres: { port: number; pid: number; passwords: Passwords }
  temporal: { address: string; pid: number; namespace: string; how: string }
  startedInMs: number
}

/**
 * What global-setup.ts started.
 * @throws Error when a test runs outside the `integration` project
 */
export function infrastructure(): Infrastructure {
  const json = process.env.LIETA_TEST_INFRASTRUCTURE
  if (!json) throw new Error('No test servers: run this test in the jest project `integration`')
  return JSON.parse(json) as Infrastructure
}
