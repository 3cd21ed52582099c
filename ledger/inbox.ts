import type pg from 'pg'
import { PARTY_ROLES } from '../law/parties.ts'
import { prepared, type SqlRunner, transaction } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'
import { canonicalJson } from './canonical.ts'
import { kindOf, type StreamState } from './kinds.ts'
import { caseStream, lockStream, nameOf, type StreamRef } from './streams.ts'

/**
 * The inbox of a stream: the one order in which things happen to it. Whatever may change where a case, or an entry of a
 * register, stands is given a place first, under the lock of the stream; its workflow takes the places strictly one after
 * the other. See docs/decisions/0024.
 */

/** What a place is for: a person's act, the end of slow work, a moment in time, a change of law, an order of another stream. */
export type PlaceKind = 'start' | 'act' | 'step' | 'tick' | 'law' | 'order'

export interface Place {
  n: number
  kind: PlaceKind
  key: string
  /** Business instant at which it was noted (UTC): the moment of the act for every term. */
  at: string
  /** It could not be recorded, and the case went on without it. */
  failed: boolean
  act?: PlacedAct
  data?: unknown
  /** It came with whoever woke the case and was not read from its row; recording it holds it against the row. */
  told?: true
}

/** An act as its command's row tells it; whatever else travels to the workflow is held against the row. */
export interface PlacedAct {
  key: string
  act: string
  actorId: string
  role: string
  revision?: number
  facts: Record<string, string | number | boolean | null>
  /** At that instant the person held the role by which it was done. */
  entitled: boolean
  /** The person applies in this case, or for its institution. */
  tied: boolean
  /** The person has a conflict of interest in it, declared or found before the act, or a tie to a party; absent: none. */
  recused?: true
}

/** Locks a case against every other writer until the end of the transaction. @returns whether it is closed */
export async function lockCaseRow(sql: SqlRunner, caseId: string): Promise<{ closed: boolean } | undefined> {
  const [row] = await sql.rows<{ closed: boolean }>(Prisma.sql`
    SELECT closed_at IS NOT NULL AS closed FROM case_view WHERE case_id = ${caseId}::uuid FOR UPDATE`)
  return row
}

/** The business instant of now, never before that of the last place; `last` is in scope. */
const NOTED_AT = Prisma.raw(`date_trunc('milliseconds', clock_timestamp())
          + (SELECT offset_ms FROM business_clock WHERE id = 1) * interval '1 millisecond',
          last.at`)

/**
 * Gives the next place of a stream; asked again for the same thing, the place that it has. The stream must be locked.
 * @param place.notBefore for a moment in time: the instant that it stands for
 */
export async function givePlace(
  sql: SqlRunner,
  place: {
    stream: StreamRef
    kind: Exclude<PlaceKind, 'start' | 'act'>
    key: string
    data?: unknown
    notBefore?: string
  },
): Promise<number> {
  const { kind, id } = place.stream
  const [row] = await sql.rows<{ n: number }>(Prisma.sql`
    WITH last AS (SELECT n, at FROM stream_inbox WHERE stream = ${id}::uuid ORDER BY n DESC LIMIT 1),
    given AS (
      INSERT INTO stream_inbox (stream_kind, stream, n, kind, key, at, data)
      SELECT ${kind}, ${id}::uuid, last.n + 1, ${place.kind}, ${place.key},
        greatest(${NOTED_AT}, ${place.notBefore ?? null}::timestamptz),
        ${place.data === undefined ? null : JSON.stringify(place.data)}::jsonb
      FROM last ON CONFLICT (stream, key) DO NOTHING RETURNING n)
    SELECT n FROM given UNION ALL
    SELECT n FROM stream_inbox WHERE stream = ${id}::uuid AND key = ${place.key} LIMIT 1`)
  if (!row) throw new Error(`${nameOf(place.stream)} has no inbox`)
  return row.n
}

/**
 * Keeps the command of an act and gives it the next place, in one statement. The case must be locked.
 * @param command inserts the command and returns its key, or nothing when the key is known
 * @returns the place, null when the key was known; how many places, and acts among them, waited before it
 */
export async function placeAct(
  sql: SqlRunner,
  place: { caseId: string; key: string; data: unknown },
  command: Prisma.Sql,
): Promise<{ n: number | null; at: Date | null; waiting: number; acts: number }> {
  const [row] = await sql.rows<{
    n: number | null
    at: Date | null
    waiting: number
    acts: number
  }>(Prisma.sql`
    WITH last AS (SELECT n, at FROM stream_inbox WHERE stream = ${place.caseId}::uuid ORDER BY n DESC LIMIT 1),
    kept AS (${command}),
    given AS (
      INSERT INTO stream_inbox (stream_kind, stream, n, kind, key, at, command, data)
      SELECT 'case', ${place.caseId}::uuid, last.n + 1, 'act', ${place.key}, greatest(${NOTED_AT}), kept.key,
        ${JSON.stringify(place.data)}::jsonb
      FROM last, kept RETURNING n, at)
    SELECT given.n, given.at, w.waiting, w.acts
    FROM (SELECT count(*)::int AS waiting, count(*) FILTER (WHERE kind = 'act')::int AS acts FROM stream_inbox
      WHERE stream = ${place.caseId}::uuid AND state = 'waiting') w LEFT JOIN given ON true`)
  return row!
}

/** Orders that a case which has closed is woken for what was noted at a place, in the transaction that noted it. */
export async function orderRun(sql: SqlRunner, caseId: string, n: number): Promise<void> {
  await sql.run(Prisma.sql`
    INSERT INTO outbox (key, kind, payload, available_at)
    VALUES (${`after/${caseId}/${n}`}, 'resume-case', ${JSON.stringify({ caseId, n })}::jsonb, now())`)
  await sql.rows(Prisma.sql`SELECT pg_notify('outbox', '')::text`)
}

/** The first place of a case, given with its registration: what the procedure does when it begins. */
export async function openInbox(sql: SqlRunner, caseId: string, at: string): Promise<void> {
  await sql.run(Prisma.sql`
    INSERT INTO stream_inbox (stream_kind, stream, n, kind, key, at)
    VALUES ('case', ${caseId}::uuid, 0, 'start', 'start', ${at}::timestamptz)`)
}

/**
 * The act at place `i` of the case `v`, from its command `c` and the rights that the person had at that instant: of the
 * service, and in the unit of the case or given it from outside; in a body, on that day; or on the side of a party, as itself, by an office of it, or as its representative (APL 35).
 */
const PLACED_ACT = Prisma.raw(`
      CASE WHEN i.kind = 'act' THEN jsonb_build_object('key', c.key, 'act', c.act, 'actorId', c.person_id,
        'role', c.role, 'facts', i.data->'facts', 'revision', i.data->'revision',
        'tied', coalesce(c.person_id::text = v.state->>'filedBy', false) OR EXISTS (SELECT 1 FROM case_party p
          WHERE p.case_id = i.stream AND ((p.accepted AND p.person_id = c.person_id) OR EXISTS (SELECT 1 FROM role_grant g
            WHERE g.person_id = c.person_id AND g.role = 'applicant' AND g.institution_id = p.institution_id))),
        'recused', NULLIF(c.role <> ALL('{${Object.keys(PARTY_ROLES).join(',')}}') AND (
          EXISTS (SELECT 1 FROM jsonb_array_elements(v.state->'conflicts') k WHERE k->>'personId' = c.person_id::text
            AND i.n > (k->>'place')::int AND (k->>'until' IS NULL OR i.n <= (k->>'until')::int))
          OR EXISTS (SELECT 1 FROM case_party p JOIN tied_institutions(c.person_id, i.at) t ON t = p.institution_id
            WHERE p.case_id = i.stream)), false),
        'entitled', CASE WHEN c.role = ANY('{${Object.keys(PARTY_ROLES).join(',')}}') THEN EXISTS (SELECT 1 FROM case_party p
            WHERE p.case_id = i.stream AND p.role = c.role AND (p.person_id = c.person_id
              OR EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = c.person_id AND g.role = 'applicant'
                AND g.institution_id = p.institution_id
                AND g.valid_from <= i.at AND (g.valid_until IS NULL OR g.valid_until > i.at))
              OR EXISTS (SELECT 1 FROM case_party a WHERE a.case_id = i.stream AND a.represents = p.party_id
                AND a.person_id = c.person_id AND a.accepted
                AND a.valid_from <= i.at AND (a.valid_until IS NULL OR a.valid_until > i.at))))
          WHEN c.role LIKE '%@%' THEN EXISTS (
            SELECT 1 FROM functions_in_bodies(c.person_id, to_char(i.at AT TIME ZONE 'Europe/Riga', 'YYYY-MM-DD')) f
            WHERE f.function || '@' || f.body = c.role)
          ELSE EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = c.person_id AND g.role = c.role
            AND (coalesce(v.state->>'unit' = g.unit, true)
              OR EXISTS (SELECT 1 FROM jsonb_array_elements(v.state->'lent') l WHERE l->>'personId' = c.person_id::text
                AND i.n > (l->>'place')::int AND (l->>'until' IS NULL OR i.n <= (l->>'until')::int)))
            AND g.valid_from <= i.at AND (g.valid_until IS NULL OR g.valid_until > i.at))
          OR EXISTS (SELECT 1 FROM delegation d JOIN role_grant g ON g.person_id = d.from_person AND g.role = d.role
            WHERE d.to_person = c.person_id AND d.role = c.role AND d.valid_from <= i.at AND d.valid_until > i.at
            AND (d.revoked_at IS NULL OR d.revoked_at > i.at)
            AND g.valid_from <= i.at AND (g.valid_until IS NULL OR g.valid_until > i.at)) END) END`)

/** The places of a stream from `from` on, in their order. */
export async function placesFrom(pool: pg.Pool, stream: StreamRef, from: number): Promise<Place[]> {
  const sql = Prisma.sql`
    SELECT i.n, i.kind, i.key, i.at, i.state = 'failed' AS failed, i.data, ${PLACED_ACT} AS act
    FROM stream_inbox i LEFT JOIN case_view v ON v.case_id = i.stream LEFT JOIN command c ON c.key = i.command
    WHERE i.stream = ${stream.id}::uuid AND i.n >= ${from} ORDER BY i.n`
  const { rows } = await pool.query<Row>(prepared(sql))
  return rows.map(({ at, act, data, ...row }) => ({
    ...row,
    at: at.toISOString(),
    ...(act ? { act: withoutNulls(act) } : data === null ? {} : { data }),
  }))
}

type Row = Omit<Place, 'at' | 'act'> & { at: Date; act: ActRow | null }
type ActRow = Omit<PlacedAct, 'revision' | 'recused'> & { revision: number | null; recused: true | null }

function withoutNulls({ revision, recused, ...act }: ActRow): PlacedAct {
  return {
    ...act,
    facts: act.facts ?? {},
    ...(revision === null ? {} : { revision }),
    ...(recused === null ? {} : { recused }),
  }
}

/** A place as it stands when it is to be settled, with its stream; both are locked until the end of the transaction. */
export interface LockedPlace {
  /** Undefined before the first event of the stream. */
  state: StreamState | undefined
  place: 'waiting' | 'taken' | 'refused' | 'failed'
  kind: PlaceKind
  at: Date
  command: string | null
  /** What was said with the act. */
  text: unknown
  /** It is what the workflow was told; true when that was read from here. */
  asTold: boolean
}

/**
 * Locks a stream and one of its places.
 * @param told the place as it came to the workflow, when it was not read from here
 */
export async function lockPlace(
  sql: SqlRunner,
  { stream, n, told }: { stream: StreamRef; n: number; told?: Place | undefined },
): Promise<LockedPlace | undefined> {
  if (stream.kind === 'case') return lockPlaceOfCase(sql, stream.id, n, told)
  const state = await kindOf(stream).lock(sql, stream.id)
  const [row] = await sql.rows<Omit<LockedPlace, 'state' | 'asTold'>>(Prisma.sql`
    SELECT state AS place, kind, at, NULL AS command, data AS text FROM stream_inbox
    WHERE stream = ${stream.id}::uuid AND n = ${n} FOR UPDATE`)
  return row && { ...row, state, asTold: true }
}

/** As above, in one statement: it is done with every act of a person. */
async function lockPlaceOfCase(
  sql: SqlRunner,
  caseId: string,
  n: number,
  told: Place | undefined,
): Promise<LockedPlace | undefined> {
  // Whoever waits for the lock sees both rows as the one before left them.
  const [row] = await sql.rows<Omit<LockedPlace, 'asTold'> & { key: string; act: ActRow | null }>(Prisma.sql`
    SELECT v.state, i.state AS place, i.kind, i.key, i.at, i.command, c.payload AS text,
      ${told ? PLACED_ACT : Prisma.sql`NULL`} AS act
    FROM case_view v JOIN stream_inbox i ON i.stream = v.case_id
      LEFT JOIN command c ON c.key = i.command
    WHERE v.case_id = ${caseId}::uuid AND i.n = ${n} FOR UPDATE OF v, i`)
  if (!row) return undefined
  const { key, act, ...place } = row
  const asTold =
    !told ||
    (told.key === key &&
      told.at === row.at.toISOString() &&
      act !== null &&
      canonicalJson(told.act) === canonicalJson(withoutNulls(act)))
  return { ...place, asTold }
}

/** Gives a place of a stream in a transaction of its own, whether or not it goes on. */
export async function placeInStream(pool: pg.Pool, place: Parameters<typeof givePlace>[1]): Promise<number> {
  return transaction(pool, async (sql) => {
    await lockStream(sql, place.stream)
    return givePlace(sql, place)
  })
}

/** Gives a place in a transaction of its own. @returns its number, or undefined when the case is closed or not there */
export async function placeInOpenCase(
  pool: pg.Pool,
  { caseId, ...place }: Omit<Parameters<typeof givePlace>[1], 'stream'> & { caseId: string },
): Promise<number | undefined> {
  return transaction(pool, async (sql) => {
    const row = await lockCaseRow(sql, caseId)
    return !row || row.closed ? undefined : givePlace(sql, { stream: caseStream(caseId), ...place })
  })
}
