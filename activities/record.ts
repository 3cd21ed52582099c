import type pg from 'pg'
import type { Logger } from 'pino'
import { failTurn, NotSo, recordTurn, type Turn } from '../ledger/append.ts'
import type { EmittedFact, NewEvent } from '../ledger/events.ts'
import type { CaseState } from '../ledger/fold.ts'
import { type LockedPlace, type Place, placeInStream, placesFrom } from '../ledger/inbox.ts'
import { lawChangeIdOf } from '../ledger/law-changes.ts'
import { nameOf, type StreamRef } from '../ledger/streams.ts'
import { onPool, type SqlRunner } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'
import { registerById } from '../registers/all.ts'
import type { RegisterDef } from '../registers/register.ts'
import type { LawOrder, LedgerActivities } from '../workflows/types.ts'
import { withPublicData } from './entries.ts'
import { reasonsFor } from './law-change.ts'
import { withCalendar } from './law-orders.ts'
import { replaced } from './replaced.ts'
import { keepCuredApplications } from './words/completeness.ts'

/**
 * Writes what a case did: one transaction for what became of a place, the events, their numbers, the projections, and
 * the answer to the command. What can never be written is told as such, and the place passed over.
 */
export function ledgerActivities(pool: pg.Pool, log: Logger): LedgerActivities {
  const doesNotStand = ({ stream, n }: Pick<Turn, 'stream' | 'n'>): void =>
    log.warn({ ...idOf(stream), place: n }, 'what was done at a place does not stand')
  return {
    async record(turn) {
      try {
        const numbers = await recordTurn(pool, turn, {
          complete: (sql, events, before) =>
            turn.stream.kind === 'entry'
              ? withPublicData(sql, events)
              : completed(sql, { caseId: turn.stream.id, n: turn.n }, events, before),
          also: (sql, events) => keepCuredApplications(sql, turn.stream.id, events),
        })
        log.debug({ ...idOf(turn.stream), place: turn.n, events: turn.events.length }, 'recorded')
        if (turn.stream.kind === 'entry' && turn.refused)
          log.error(
            { ...idOf(turn.stream), place: turn.n, alarm: 'entry-order-refused' },
            'an order is not possible where the entry stands',
          )
        return { numbers, failed: false }
      } catch (e) {
        if (e instanceof NotSo) {
          doesNotStand(turn)
          return { numbers: {}, failed: true }
        }
        // The beginning of a stream cannot be passed over; and what passes by itself is tried again.
        if (turn.n === 0 || mayPass(e)) throw e
        if (!(await passOver(pool, log, turn, codeOf(e)))) throw e
        return { numbers: {}, failed: true }
      }
    },

    inbox: async ({ stream, from }) => withCalendars(onPool(pool), await placesFrom(pool, stream, from)),

    async place({ from, ...place }) {
      const n = await placeInStream(pool, place)
      return { n, places: await withCalendars(onPool(pool), await placesFrom(pool, place.stream, from)) }
    },

    async passOver({ code, ...turn }) {
      try {
        return { anew: await passOver(pool, log, turn, code) }
      } catch (e) {
        if (!(e instanceof NotSo)) throw e
        doesNotStand(turn)
        return { anew: true }
      }
    },
  }
}

async function passOver(
  pool: pg.Pool,
  log: Logger,
  turn: Pick<Turn, 'stream' | 'n' | 'told'>,
  code: string,
): Promise<boolean> {
  const passed = await failTurn(pool, turn, code)
  log.error({ ...idOf(turn.stream), place: turn.n, code, alarm: 'case-trouble' }, 'a place was passed over')
  return passed
}

/** Places that bring a calendar bring it whole: a workflow reads no table. */
async function withCalendars(sql: Pick<SqlRunner, 'rows'>, places: Place[]): Promise<Place[]> {
  return Promise.all(
    places.map(async (p) =>
      p.kind === 'law' ? { ...p, data: await withCalendar(sql, p.data as LawOrder) } : p,
    ),
  )
}

/** As the log names a stream. */
const idOf = (stream: StreamRef): { caseId: string } | { stream: string } =>
  stream.kind === 'case' ? { caseId: stream.id } : { stream: nameOf(stream) }

/** Classes of SQLSTATE that pass by themselves: connection, resources, operator, rollback, lock. */
const PASSING = ['08', '53', '57', '40', '55']

/** Whether an error may be gone at the next try: the database away, busy or restarting. */
function mayPass(e: unknown): boolean {
  const { code } = e as { code?: unknown }
  if (typeof code !== 'string') return (e as Error).message.includes('onnection')
  return code.length === 5 ? PASSING.includes(code.slice(0, 2)) : true
}

/** What kind of error it was; its text may hold what people wrote. */
function codeOf(e: unknown): string {
  const { code, constraint, name } = e as { code?: string; constraint?: string; name?: string }
  return [code ?? name ?? 'error', constraint].filter(Boolean).join(' ')
}

/**
 * Adds what must not travel through a workflow: the text of a command to the act that it became, the public data to a
 * register entry, and its reason to a change of law; and whoever takes no part any more gives the work back.
 */
async function completed(
  sql: SqlRunner,
  { caseId, n }: { caseId: string; n: number },
  events: NewEvent[],
  { state, text }: Pick<LockedPlace, 'state' | 'text'>,
): Promise<NewEvent[]> {
  const changes = events.flatMap((e) =>
    e.type === 'clock-fact' ? (lawChangeIdOf(e.data.fact.id) ?? []) : [],
  )
  const reasons = changes.length === 0 ? new Map<string, string>() : await reasonsFor(sql, changes)
  const done: NewEvent[] = []
  for (const event of events) {
    if (event.type === 'act') done.push({ ...event, data: { ...event.data, payload: text ?? null } })
    else if (event.type === 'register-entered')
      done.push({
        ...event,
        data: { ...event.data, ...(await publicData(sql, caseId, event.data.register, text)) },
      })
    else if (event.type === 'conflict-found') done.push(...replaced(event, state as CaseState, n, text))
    else if (event.type === 'records-opened') done.push(withRecords(event, text as OpenedText))
    else if (event.type === 'party-joined') done.push(withParty(event, text as Admitted))
    else if (event.type === 'clock-fact' && reasons.has(event.data.fact.id))
      done.push(withReason(event, reasons.get(event.data.fact.id)!))
    else done.push(event)
  }
  return done
}

/** What was named of the file, as it was said with the act. */
interface OpenedText {
  documents?: string[]
  files?: string[]
}

function withRecords(
  event: NewEvent & { type: 'records-opened' },
  { documents = [], files = [] }: OpenedText,
): NewEvent {
  return { ...event, data: { ...event.data, documents, files } }
}

/** What a correction says of an entry: which of its fields, and what it should say. */
interface Correction {
  entryField: string
  entryValue: string
}

/** Who was admitted, as it was said with the act. */
interface Admitted {
  partyId: string
  kind: 'person' | 'organisation'
  name: string
  email?: string
  ground: string
}

/** Name and address of whoever comes into the case. */
function withParty(
  event: NewEvent & { type: 'party-joined' },
  { partyId, kind, name, email, ground }: Admitted,
): NewEvent {
  const who = kind === 'person' ? { personId: partyId } : { institutionId: partyId }
  return { ...event, data: { ...event.data, ...who, name, ground, ...(email ? { email } : {}) } }
}

function withReason(event: NewEvent & { type: 'clock-fact' }, reason: string): NewEvent {
  return { ...event, data: { ...event.data, fact: { ...event.data.fact, reason } as EmittedFact } }
}

/**
 * What an entry says: composed of the application, with what was corrected since.
 * @param text what is said with the act that is recorded now
 */
async function publicData(
  sql: SqlRunner,
  caseId: string,
  register: string,
  text: unknown,
): Promise<{ entry: unknown }> {
  const [found] = await sql.rows<{
    data: unknown
    institution: Parameters<RegisterDef['entry']>[1]
  }>(Prisma.sql`
    SELECT a.data, jsonb_build_object('name', i.name, 'regNo', i.reg_no, 'legalAddress', i.legal_address,
      'founder', i.founder) AS institution
    FROM application a JOIN case_party p ON p.case_id = a.case_id JOIN institution i ON i.id = p.institution_id
    WHERE a.case_id = ${caseId}::uuid ORDER BY p.role = 'applicant' DESC, p.n, a.version DESC LIMIT 1`)
  if (!found) throw new Error(`case ${caseId} has no application to enter into a register`)
  const corrected = await sql.rows<Correction>(Prisma.sql`
    SELECT data->'payload'->>'entryField' AS "entryField", data->'payload'->>'entryValue' AS "entryValue"
    FROM ledger_event WHERE stream = ${caseId}::uuid AND type = 'act' AND data->'payload'->>'entryField' <> ''
    ORDER BY seq`)
  const { entry, schema } = registerById(register)
  const fields = [...corrected, (text ?? {}) as Partial<Correction>].flatMap(({ entryField, entryValue }) =>
    entryField && entryValue ? [[entryField, entryValue]] : [],
  )
  return { entry: schema.parse({ ...entry(found.data, found.institution), ...Object.fromEntries(fields) }) }
}
