import type { CasePart } from '../law/retention/rules.ts'
import type { SqlRunner } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'
import { canonicalJson, type Erased, openParts, partHash } from './canonical.ts'
import type { EventType } from './events.ts'

/**
 * What of the data of each event stays when the texts of a case are erased, by its first level: what the fold, the chain
 * and the register of cases need. Whatever is not named goes, also a new event or field that nobody thought of here.
 */
const STAYS: Record<EventType, readonly string[]> = {
  // The hash of the answers would tell whether a guess at them is right.
  registered: [
    ...['number', 'procedure', 'stage', 'subject', 'unit', 'parties', 'receivedAt', 'terms', 'signature'],
    'about',
  ],
  act: ['act', 'command', 'revision', 'facts'],
  'stage-entered': ['stage', 'waitingOn', 'revision'],
  'task-opened': ['taskId', 'kind', 'role'],
  'task-closed': ['taskId', 'outcome', 'by'],
  'clock-fact': ['clocks', 'fact'],
  'term-opened': [
    ...['name', 'n', 'rule', 'kind', 'owner', 'partyId', 'unit', 'taskId', 'amount', 'told', 'from', 'due'],
    'derivation',
  ],
  'term-closed': ['term', 'how'],
  'term-passed': ['term', 'due'],
  'signing-started': ['command', 'number', 'delegationId'],
  'signing-failed': ['command', 'number', 'reason'],
  'document-issued': ['documentId', 'kind', 'number', 'seenBy', 'partyId'],
  'document-sent': ['documentId', 'partyId', 'channel', 'sentAt', 'servedOn', 'why', 'derivation'],
  'document-served': ['documentId', 'partyId', 'servedOn', 'inForceFrom', 'contestUntil', 'derivation'],
  // Public by its own law, and it stays so.
  'register-entered': ['register', 'entryNo', 'order', 'reason', 'decision', 'until', 'entry'],
  'decision-fact': ['decisionId', 'fact'],
  'decision-told': ['caseId', 'decisionId', 'by', 'effect', 'from'],
  resumed: ['act'],
  outcome: ['outcome'],
  warned: ['what', 'due'],
  escalated: ['what', 'due'],
  closed: ['outcome'],
  trouble: ['what', 'code', 'taskId'],
  'records-opened': ['id', 'partyId', 'until', 'documents', 'files'],
  'party-joined': ['partyId', 'role', 'kind', 'personId', 'institutionId', 'name', 'ground'],
  'representation-entered': [
    ...['id', 'of', 'personId', 'ground', 'fileId', 'from', 'until', 'receives', 'taskId'],
  ],
  'representation-judged': ['id', 'accepted'],
  'representation-ended': ['id', 'how'],
  // What somebody gave as their address goes with the rest of what they wrote.
  'contact-changed': ['partyId'],
  'conflict-declared': ['id', 'personId', 'ground', 'place', 'tie', 'taskId'],
  'conflict-found': ['id', 'personId', 'ground', 'place', 'tie', 'taskId'],
  'conflict-upheld': ['id'],
  'conflict-waived': ['id', 'place'],
  'conflict-ended': ['id', 'place'],
  'task-claimed': ['taskId', 'by'],
  assigned: ['to', 'from', 'place', 'outside'],
  'note-added': [],
  'signature-judged': ['fileId', 'verificationId', 'accepted'],
  'hold-set': ['review'],
  'hold-lifted': [],
  erased: ['part', 'rule', 'act', 'number', 'dueOn', 'records'],
  // Entries are no part of a case: no act of destruction names them, and the database lets nothing of them go.
  'entry-made': [],
  'entry-changed': [],
  'entry-order-refused': [],
  'entry-resumed': [],
  'entry-expired': [],
  'entry-term-passed': [],
  'entry-reminded': [],
  'entry-told': [],
  'entry-trouble': [],
}

/**
 * Of what was said with an act, whichever it is: what shows what a decision is worth, when it was received, and what stood
 * for a signature. Bound by its shape, so that words of anybody do not stay under one of these names.
 */
const STAYS_SAID: Record<string, RegExp> = {
  outcome: /^[a-z-]{1,40}$/,
  number: /^[\p{L}\d./-]{1,60}$/u,
  date: /^\d{4}-\d{2}-\d{2}$/,
  receivedAt: /^\d{4}-\d{2}-\d{2}$/,
  inForceFrom: /^\d{4}-\d{2}-\d{2}$/,
  filedOn: /^\d{4}-\d{2}-\d{2}$/,
  signature: /^[a-z-]{1,40}$/,
  // What the case is about since a cure: it stays as it does of `registered`, in the form that applications give it.
  subject: /^.{1,220} \(\w{1,20}\)$/u,
}

/** Which part of a case an event belongs to: the staff's notes have a period of their own. */
const partOf = (type: string): CasePart => (type === 'note-added' ? 'notes' : 'texts')

/** An event as it is stored. */
export interface StoredEvent {
  stream: string
  seq: number
  key: string
  type: string
  at: Date
  recordedAt: Date
  actorId: string | null
  actorRole: string | null
  data: Record<string, unknown>
  salt: string | null
  erased: Erased | null
}

/** What replaces data and salt of an event when its words are erased. */
export interface Left {
  data: Record<string, unknown>
  erased: Erased
}

/**
 * Takes the words out of an event: their hashes stay in the place that they had in its commitment, so that the hash of
 * the event, the chain and the seals over it hold as before.
 * @returns undefined when nothing of it goes
 * @throws Error when the event is not what was recorded
 */
export function withoutWords({ salt, erased, at, recordedAt, ...row }: StoredEvent): Left | undefined {
  const stored = { ...row, at: at.toISOString(), recordedAt: recordedAt.toISOString() }
  const parts = openParts(stored, { salt, erased })
  if (!parts) throw new Error(`event ${row.seq} of ${row.stream} is not what was recorded`)
  const stays = STAYS[row.type as EventType] ?? []
  const keeps = (inner: string | undefined, value: unknown): boolean =>
    row.type === 'act' && typeof value === 'string' && (STAYS_SAID[inner ?? '']?.test(value) ?? false)
  const goes = ({ path: [first, name, inner], value }: { path: string[]; value: unknown }): boolean =>
    first === 'data' &&
    name !== undefined &&
    value !== null &&
    !stays.includes(name) &&
    !(name === 'payload' && keeps(inner, value))
  const gone = parts.filter(goes)
  if (gone.length === 0) return undefined
  const left = parts.filter((part) => !goes(part))
  return {
    data: dataOf(left),
    erased: {
      hashes: [...(erased?.hashes ?? []), ...gone.map((part) => partHash(part.salt, part))].sort(),
      open: left.map(({ path, salt }) => ({ path, salt })),
    },
  }
}

function dataOf(parts: { path: string[]; value: unknown }[]): Record<string, unknown> {
  const data: Record<string, unknown> = {}
  for (const { path, value } of parts) {
    const [first, name, inner] = path
    if (first !== 'data' || name === undefined) continue
    if (inner === undefined) data[name] = value
    else data[name] = { ...(data[name] as Record<string, unknown> | undefined), [inner]: value }
  }
  return data
}

/** Takes the words of one part out of every event of a case. @returns of how many events */
async function eraseWords(sql: SqlRunner, caseId: string, part: 'texts' | 'notes'): Promise<number> {
  const events = await sql.rows<StoredEvent>(Prisma.sql`
    SELECT stream::text AS stream, seq, key, type, at, recorded_at AS "recordedAt", actor_id::text AS "actorId",
      actor_role AS "actorRole", data, salt, erased
    FROM ledger_event WHERE stream = ${caseId}::uuid ORDER BY seq`)
  const done = events.flatMap((event) => {
    const left = partOf(event.type) === part ? withoutWords(event) : undefined
    return left ? [{ seq: event.seq, ...left }] : []
  })
  if (done.length > 0)
    await sql.run(Prisma.sql`
      UPDATE ledger_event e SET data = d.data, salt = NULL, erased = d.erased
      FROM jsonb_to_recordset(${canonicalJson(done)}::jsonb) AS d(seq int, data jsonb, erased jsonb)
      WHERE e.stream = ${caseId}::uuid AND e.seq = d.seq`)
  return done.length
}

/** Commands that hold the words of a note; all others hold those of acts. */
export const NOTES = ['note.add', 'trouble.close']

const ofNotes = (part: CasePart): Prisma.Sql =>
  part === 'notes' ? Prisma.sql`act = ANY(${NOTES})` : Prisma.sql`act <> ALL(${NOTES})`

/** What a command holds when there is nothing of it any more. */
const commands = (caseId: string, part: CasePart): Prisma.Sql => Prisma.sql`
  UPDATE command SET payload = '{}', request_hash = '' WHERE case_id = ${caseId}::uuid AND ${ofNotes(part)}
    AND (payload <> '{}' OR request_hash <> '')`

const NO_HASH = '0'.repeat(64)

/** The statements that empty one part of a case beside its ledger. Each may run again and finds nothing then. */
const BESIDE: Record<CasePart, (caseId: string) => Prisma.Sql[]> = {
  notes: (caseId) => [commands(caseId, 'notes')],
  texts: (caseId) => [
    commands(caseId, 'texts'),
    Prisma.sql`UPDATE application SET data = '{}', shown = '[]', content_hash = ${NO_HASH}
      WHERE case_id = ${caseId}::uuid AND data <> '{}'`,
    Prisma.sql`UPDATE reading_purpose SET reason = '' WHERE case_id = ${caseId}::uuid`,
    Prisma.sql`DELETE FROM draft WHERE case_id = ${caseId}::uuid OR cures_case_id = ${caseId}::uuid`,
  ],
  files: (caseId) => [
    Prisma.sql`DELETE FROM file_verification
      WHERE file_id IN (SELECT id FROM stored_file WHERE owner = 'case' AND case_id = ${caseId}::uuid)`,
    emptied(Prisma.sql`owner = 'case' AND case_id = ${caseId}::uuid`),
  ],
  documents: (caseId) => [
    emptied(Prisma.sql`id IN (SELECT file_id FROM issued_document WHERE case_id = ${caseId}::uuid)`),
    Prisma.sql`UPDATE signing SET prepared = '', plan = '{}',
      signature = CASE WHEN signed_at IS NOT NULL THEN ''::bytea END WHERE case_id = ${caseId}::uuid`,
    Prisma.sql`DELETE FROM decision_preview WHERE case_id = ${caseId}::uuid`,
    Prisma.sql`UPDATE delivery SET address = '' WHERE case_id = ${caseId}::uuid`,
  ],
}

const emptied = (which: Prisma.Sql): Prisma.Sql => Prisma.sql`
  UPDATE stored_file SET bytes = '', size = 0, sha256 = ${NO_HASH}, name = '', erased_at = now()
  WHERE ${which} AND erased_at IS NULL`

/**
 * Erases one part of a case; what stays are ids, numbers, days and hashes with salts that are gone. The database lets it
 * pass only where an approved act of destruction says so, and no hold stands. In the transaction that tells of it.
 */
export async function erasePart(sql: SqlRunner, caseId: string, part: CasePart): Promise<void> {
  if (part === 'texts' || part === 'notes') await eraseWords(sql, caseId, part)
  for (const statement of BESIDE[part](caseId)) await sql.run(statement)
}
