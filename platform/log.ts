import { type Logger, pino } from 'pino'

// A log by allow-list: only these fields go out, and each only in the shape that it has. What is not listed stays
// inside, whoever logs it: names, addresses, codes and free text cannot slip in through an error or a new field.

const ID = /^[\w./:@-]{1,160}$/
const WORD = /^[\w .:@/+-]{1,120}$/
const FIELDS: Record<string, 'number' | RegExp> = {
  requestId: ID,
  caseId: ID,
  stream: WORD,
  entry: ID,
  lawChangeId: ID,
  destructionAct: ID,
  document: ID,
  day: WORD,
  workflowId: ID,
  outbox: ID,
  alarm: WORD,
  kind: WORD,
  channel: WORD,
  reason: WORD,
  failure: WORD,
  trust: WORD,
  activityType: WORD,
  fault: WORD,
  code: WORD,
  sqlState: WORD,
  table: WORD,
  constraint: WORD,
  port: 'number',
  place: 'number',
  events: 'number',
  leaves: 'number',
  cases: 'number',
  items: 'number',
  late: 'number',
  bytes: 'number',
  ms: 'number',
  attempt: 'number',
  attempts: 'number',
  rows: 'number',
  told: 'number',
  drafts: 'number',
  sentDrafts: 'number',
  leftFiles: 'number',
  uploadDays: 'number',
}

/** Personal codes, old (ddmmyy-nnnnn) and new (32…), with or without a line: never in the log, wherever they are. */
const PERSONAL_CODE = /(?<!\d)\d{6}-?\d{5}(?!\d)/g

function clean(text: string): string {
  return text.replace(PERSONAL_CODE, '[personal code]')
}

function allowed(given: Record<string, unknown>): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(given)) {
    const rule = FIELDS[name]
    if (rule === 'number' && typeof value === 'number') out[name] = value
    else if (rule instanceof RegExp && typeof value === 'string' && rule.test(value)) out[name] = clean(value)
    else if (name === 'at' && Array.isArray(value)) out.at = value.map(String).filter((l) => FRAME.test(l))
  }
  return out
}

/**
 * Structured log of a process, JSON lines on standard output, by the list above.
 * Messages are constant sentences; values belong into fields.
 */
export function createLog(process: string, level: string, to?: { write(line: string): void }): Logger {
  return pino(
    {
      level,
      base: { process },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { log: allowed },
      // An error that is logged as it is would be written out with its message.
      serializers: { err: () => undefined },
      hooks: {
        logMethod(args, method) {
          const [first, second] = args as unknown[]
          const fields = first instanceof Error ? faultOf(first) : typeof first === 'object' ? first : {}
          const message = typeof first === 'string' ? first : second
          // What would be put into the sentence, or come after it, does not go out.
          const sentence = typeof message === 'string' ? clean(message.slice(0, 300)) : ''
          method.apply(this, [fields ?? {}, sentence] as unknown as Parameters<typeof method>)
        },
      },
    },
    to ?? pino.destination(1),
  )
}

/** A line of a stack as the engine writes it: a function of the code and a place in a file. */
const FRAME = /^at (?:[\w$.<>[\] #*]{1,120} \()?(?:file:\/\/|node:|\/)[^\s()]{1,300}:\d+:\d+\)?$/
const NAME = /^[A-Za-z_][\w.-]{0,62}$/
/** Prisma's own codes look alike. */
const SQL_STATE = /^(?!P[1-9]\d{3}$)[0-9A-Z]{5}$/

export interface Fault {
  fault: string
  code?: string
  sqlState?: string
  table?: string
  constraint?: string
  at?: string[]
}

/**
 * A fault as it may stand in the log: its kind, its code, the table and constraint that a database names, and where it
 * arose. Never its message or detail: databases and parsers put into them what somebody entered.
 */
export function faultOf(thrown: unknown): Fault {
  if (!(thrown instanceof Error)) return { fault: typeof thrown }
  const { code } = thrown as { code?: unknown }
  // The message stands before the places, and may hold lines that look like them.
  const stack = thrown.stack ?? ''
  const after = stack.indexOf(thrown.message) + thrown.message.length
  const at = stack
    .slice(after)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => FRAME.test(line))
    .slice(0, 12)
  return {
    fault: NAME.test(thrown.name) ? thrown.name : 'Error',
    ...(typeof code === 'string' && NAME.test(code) ? { code } : {}),
    ...databaseFault(thrown),
    at,
  }
}

/** What the database said, as pg tells it or as Prisma wraps it. */
function databaseFault(thrown: Error): Pick<Fault, 'sqlState' | 'table' | 'constraint'> {
  const { meta, cause } = thrown as { meta?: Record<string, unknown>; cause?: unknown }
  const wrapped = (meta?.driverAdapterError as { cause?: unknown } | undefined)?.cause
  const found: Pick<Fault, 'sqlState' | 'table' | 'constraint'> = {}
  for (const one of [thrown, wrapped, cause, meta]) {
    if (typeof one !== 'object' || one === null) continue
    const said = one as Record<string, unknown>
    const constraint =
      typeof said.constraint === 'object' && said.constraint !== null
        ? (said.constraint as { index?: unknown }).index
        : said.constraint
    for (const state of [said.originalCode, said.code])
      if (typeof state === 'string' && SQL_STATE.test(state)) found.sqlState ??= state
    for (const table of [said.table, said.modelName])
      if (typeof table === 'string' && NAME.test(table)) found.table ??= table
    if (typeof constraint === 'string' && NAME.test(constraint)) found.constraint ??= constraint
    for (const message of [said.originalMessage, said.message])
      if (typeof message === 'string') Object.assign(found, { ...namedIn(message), ...found })
  }
  return found
}

/** PostgreSQL's own sentences that name a table or a constraint; Prisma passes the name on in them alone. */
const SENTENCES = [
  /^new row for relation "(?<table>\w{1,63})" violates check constraint "(?<constraint>\w{1,63})"$/,
  /^duplicate key value violates unique constraint "(?<constraint>\w{1,63})"$/,
  /^(?:insert or update|update or delete) on table "(?<table>\w{1,63})" violates foreign key constraint "(?<constraint>\w{1,63})"/,
  /^null value in column "\w{1,63}" of relation "(?<table>\w{1,63})" violates not-null constraint$/,
  /^permission denied for (?:table|sequence|function) (?<table>\w{1,63})$/,
]

function namedIn(message: string): Pick<Fault, 'table' | 'constraint'> {
  for (const sentence of SENTENCES) {
    const names = sentence.exec(message)?.groups
    if (names) return Object.fromEntries(Object.entries(names).filter(([, name]) => name !== undefined))
  }
  return {}
}

/** Ends the process on what nobody caught, with what may be told of it: by itself it would print the message. */
export function endOnFault(log: Logger): void {
  for (const kind of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(kind, (thrown: unknown) => {
      log.fatal({ alarm: 'process-ended', kind, ...faultOf(thrown) }, 'the process ends')
      process.exit(1)
    })
}

/** What a pool of connections does with one that broke: a line in the log, and nothing of what was asked on it. */
export const connectionLost =
  (log: Logger) =>
  (error: Error): void =>
    log.warn(faultOf(error), 'a connection to the database was lost')

export type Log = Logger
