/** The ports of one Temporal server; `frontend` is the one that clients use. */
export interface TemporalPorts {
  frontend: number
  http: number
  history: number
  matching: number
  worker: number
  membership: [number, number, number, number]
}

export const TEMPORAL_PORT_COUNT = 9

/** Gives names to nine port numbers; the first one becomes the frontend. */
export function temporalPorts(numbers: number[]): TemporalPorts {
  const [frontend, http, history, matching, worker, a, b, c, d] = numbers
  if (!frontend || !http || !history || !matching || !worker || !a || !b || !c || !d) {
    throw new Error(`a Temporal server needs ${TEMPORAL_PORT_COUNT} ports, got ${numbers.length}`)
  }
  return { frontend, http, history, matching, worker, membership: [a, b, c, d] }
}

export interface SqlConnection {
  host: string
  port: number
  user: string
  password: string
  database: string
  visibilityDatabase: string
}

/**
 * The configuration of the production server for one machine: everything on loopback, state in our PostgreSQL.
 * It is returned as JSON, which is YAML too.
 */
export function serverConfig(sql: SqlConnection, ports: TemporalPorts, dynamicConfigFile: string): string {
  const store = (databaseName: string, maxConns: number) => ({
    sql: {
      pluginName: 'postgres12',
      databaseName,
      connectAddr: `${sql.host}:${sql.port}`,
      connectProtocol: 'tcp',
      user: sql.user,
      password: sql.password,
      maxConns,
      maxIdleConns: maxConns,
      maxConnLifetime: '1h',
    },
  })
  const service = (grpcPort: number, membershipPort: number, more: object = {}) => ({
    rpc: { grpcPort, membershipPort, bindOnLocalHost: true, ...more },
  })
  const [frontend, history, matching, worker] = ports.membership
  const config = {
    log: { stdout: true, level: 'warn' },
    persistence: {
      defaultStore: 'main',
      visibilityStore: 'visibility',
      numHistoryShards: 4, // fixed for the life of the data
      datastores: { main: store(sql.database, 20), visibility: store(sql.visibilityDatabase, 5) },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services: {
      frontend: service(ports.frontend, frontend, { httpPort: ports.http }),
      history: service(ports.history, history),
      matching: service(ports.matching, matching),
      worker: service(ports.worker, worker),
    },
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: `127.0.0.1:${ports.frontend}`,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    archival: {
      history: { state: 'disabled', enableRead: false },
      visibility: { state: 'disabled', enableRead: false },
    },
    dynamicConfigClient: { filepath: dynamicConfigFile, pollInterval: '60s' },
  }
  return `${JSON.stringify(config, null, 2)}\n`
}

/** What differs from the server's own defaults, with the reason. */
export function dynamicConfig(): string {
  const settings = {
    // A namespace and its search attributes, made a moment ago, are known at once.
    'system.forceSearchAttributesCacheRefreshOnRead': [{ value: true }],
    'system.namespaceCacheRefreshInterval': [{ value: '1s' }],
  }
  return `${JSON.stringify(settings, null, 2)}\n`
}
