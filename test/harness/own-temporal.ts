import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { anyPorts } from '../../scripts/lib/ports.ts'
import { TEMPORAL } from '../../scripts/lib/postgres.ts'
import { findTemporal } from '../../scripts/lib/temporal-binaries.ts'
import { TEMPORAL_PORT_COUNT, temporalPorts } from '../../scripts/lib/temporal-config.ts'
import { startTemporal, type TemporalServer } from '../../scripts/lib/temporal-server.ts'
import { SEARCH_ATTRIBUTES } from '../../temporal.config.ts'
import { infrastructure } from './infrastructure-info.ts'

/**
 * A Temporal server that one test may kill, with databases of its own on the PostgreSQL of the test run.
 * @returns its address, which stays the same, and a start that may be called again after a kill
 */
export async function ownTemporal(label: string): Promise<{
  address: string
  start(): Promise<TemporalServer>
}> {
  const { directory, postgres, temporal } = infrastructure()
  const ports = temporalPorts(await anyPorts(TEMPORAL_PORT_COUNT))
  const url = (user: string, password: string) =>
    `postgresql://${user}:${password}@127.0.0.1:${postgres.port}`
  const program = await findTemporal(() => {})
  const own = mkdtempSync(join(directory, `temporal-${label}-`))
  return {
    address: `127.0.0.1:${ports.frontend}`,
    start: () =>
      startTemporal({
        program,
        directory: own,
        ports,
        postgres: {
          adminUrl: `${url('postgres', postgres.passwords.postgres)}/postgres`,
          ownerUrl: `${url(TEMPORAL, postgres.passwords.temporal)}/postgres`,
          database: `temporal_${label}`,
          visibilityDatabase: `temporal_${label}_visibility`,
        },
        namespace: temporal.namespace,
        searchAttributes: SEARCH_ATTRIBUTES,
      }),
  }
}
