import type { Client } from '@temporalio/client'
import type pg from 'pg'
import type { BusinessClock } from '../platform/business-clock.ts'
import type { Config } from '../platform/config.ts'
import type { Database } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import type { Spool } from './spool.ts'
import type { VerificationService } from './verification/service.ts'

/** What the application layer stands on; composed once per process, passed in everywhere. */
export interface Deps {
  db: Database
  /** For plain SQL on the ways that must be quick. */
  pool: pg.Pool
  /** For writing the bytes of files: each holds a connection while it does, and its size is how many may. */
  filePool: pg.Pool
  temporal: Client
  clock: BusinessClock
  config: Config
  /** Verifies what comes in, in threads of its own. */
  verification: VerificationService
  /** Where files lie while they come in and are verified. */
  spool: Spool
  log: Log
}
