import { type Logger, pino } from 'pino'

/** Personal codes, old (ddmmyy-nnnnn) and new (32…): never in a log line, wherever they slipped in. */
const PERSONAL_CODE = /\b(?:\d{6}-\d{5}|3[2-9]\d{9})\b/g

/**
 * Structured log of a process, JSON lines on standard output.
 * Ids may be logged; names, addresses, personal codes and free text may not.
 */
export function createLog(process: string, level: string): Logger {
  return pino({
    level,
    base: { process },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['*.personalCode', '*.givenName', '*.familyName', '*.email', 'req.headers.cookie', '*.payload'],
      censor: '[…]',
    },
    hooks: {
      logMethod(args, method) {
        const clean = args.map((a) =>
          typeof a === 'string' ? a.replace(PERSONAL_CODE, '[personal code]') : a,
        )
        method.apply(this, clean as Parameters<typeof method>)
      },
    },
  })
}

/**
 * A fault as it may stand in the log: its kind, its code and where it arose. Never its message: databases and parsers
 * put into it what somebody entered.
 */
export function faultOf(thrown: unknown): { fault: string; code?: string; at?: string[] } {
  if (!(thrown instanceof Error)) return { fault: typeof thrown }
  const { code } = thrown as { code?: unknown }
  const at = (thrown.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim())
  return { fault: thrown.name, ...(typeof code === 'string' ? { code } : {}), at }
}

export type Log = Logger
