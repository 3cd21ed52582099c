import { addDays, dayOf } from '../../law/time.ts'
import type { SqlRunner } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import { GENESIS } from '../canonical.ts'
import { STREAM_KINDS } from '../streams.ts'
import { readSeal, sealHash } from './content.ts'
import { type Leaf, leafHash, merkleRoot } from './merkle.ts'
import { DOCUMENT_COLUMNS, type DocumentRow, documentHash, type NumberRow, numberHash } from './streams.ts'
import { leafOf, type SealedLeaf } from './tree.ts'

/** Something that is not as it was sealed. */
export interface Found {
  /** Which seal, case, number or document. */
  what: string
  why: string
}

/** What only others can say: whether a signature holds, and whether a file bears our seal. */
export interface SealChecks {
  /** @returns why the signature over a sealed text does not hold; undefined when it does */
  signature(text: string, cms: Uint8Array, collectedAt: Date): string | undefined
  /** Absent: the bytes of issued documents are not looked at. */
  bearsOurSeal?(pdf: Uint8Array): boolean
}

/**
 * Begins with the daily seals and holds the record against them: whatever was rewritten, taken away, slipped in or set back
 * since a day was sealed is named, even where all hashes that stand in the record itself fit together.
 * @param sql in a transaction that sees one moment
 */
export async function verifySeals(
  sql: SqlRunner,
  checks: SealChecks,
): Promise<{ seals: number; lastDay: string | undefined; found: Found[] }> {
  const { seals, found } = await sealsThemselves(sql, checks)
  const lastDay = seals.at(-1)?.day
  found.push(...(await heads(sql)), ...(await backdated(sql)), ...(await numbers(sql, lastDay)))
  found.push(...(await documents(sql, checks, lastDay)), ...(await auditHeads(sql)))
  return { seals: seals.length, lastDay, found }
}

interface SealRow {
  day: string
  content: string
  hash: string
  previous: string | null
  signature: Uint8Array
}

async function sealsThemselves(
  sql: SqlRunner,
  checks: SealChecks,
): Promise<{ seals: SealRow[]; found: Found[] }> {
  const seals = await sql.rows<SealRow>(
    Prisma.sql`SELECT day, content, hash, previous, signature FROM ledger_seal ORDER BY day`,
  )
  const found: Found[] = []
  for (const [i, seal] of seals.entries()) {
    const before = seals[i - 1]
    for (const why of await faultsOf(sql, checks, seal, before))
      found.push({ what: `seal of ${seal.day}`, why })
  }
  return { seals, found }
}

async function faultsOf(
  sql: SqlRunner,
  checks: SealChecks,
  seal: SealRow,
  before: SealRow | undefined,
): Promise<string[]> {
  const said = readSeal(seal.content)
  if (!said) return ['what was sealed is no text of ours']
  const leaves = await leavesOf(sql, seal.day)
  const root = merkleRoot(leaves.map(leafHash))
  const signature = checks.signature(seal.content, seal.signature, new Date(said.collectedAt))
  return [
    ...(signature ? [`its signature does not hold: ${signature}`] : []),
    ...(said.day !== seal.day || sealHash(seal.content) !== seal.hash ? ['it is that of another day'] : []),
    ...(said.previous !== (before?.hash ?? GENESIS) ? ['it does not follow the seal before'] : []),
    ...(before && addDays(before.day, 1) !== seal.day ? [`the seals after ${before.day} are missing`] : []),
    ...(leaves.length !== said.leaves || root !== said.root
      ? ['its leaves are not those that were sealed']
      : []),
  ]
}

/** Heads of streams that are no longer what was sealed; for each stream the first. */
async function heads(sql: SqlRunner): Promise<Found[]> {
  const rows = await sql.rows<{
    kind: string
    ref: string
    seq: number
    day: string
    gone: boolean
  }>(Prisma.sql`
    SELECT DISTINCT ON (l.kind, l.ref) l.kind, l.ref, l.seq, l.day, e.hash IS NULL AS gone
    FROM ledger_seal_leaf l LEFT JOIN ledger_event e ON e.seq = l.seq AND e.stream_kind = l.kind
      AND e.stream = CASE WHEN l.ref ~ '^[0-9a-f-]{36}$' THEN l.ref::uuid END
    WHERE l.kind = ANY(${STREAM_KINDS}) AND e.hash IS DISTINCT FROM l.hash ORDER BY l.kind, l.ref, l.seq`)
  return rows.map(({ kind, ref, seq, day, gone }) => ({
    what: `${kind} ${ref}`,
    why: gone
      ? `event ${seq}, sealed on ${day}, is not there`
      : `event ${seq}, or one before it, is not what was sealed on ${day}`,
  }))
}

/**
 * Events that say they were recorded well before a day was sealed which they belong to, and that the seal does not know.
 * Ten minutes are left to what was under way.
 */
async function backdated(sql: SqlRunner): Promise<Found[]> {
  const rows = await sql.rows<{ kind: string; stream: string; seq: number; day: string }>(Prisma.sql`
    SELECT e.stream_kind AS kind, e.stream, e.seq, s.day
    FROM ledger_event e
    LEFT JOIN LATERAL (SELECT min(l.day) AS day FROM ledger_seal_leaf l
      WHERE l.kind = e.stream_kind AND l.ref = e.stream::text AND l.seq >= e.seq) first ON true
    JOIN LATERAL (SELECT day, (content::jsonb ->> 'collectedAt')::timestamptz AS at FROM ledger_seal
      -- One look into the index for each event, however many days were sealed since.
      WHERE day < coalesce(first.day, '9999-12-31') ORDER BY day DESC LIMIT 1) s ON true
    WHERE e.at < (s.day::date + 1)::timestamp AT TIME ZONE 'Europe/Riga'
      AND e.recorded_at < s.at - interval '10 minutes'
    ORDER BY e.stream_kind, e.stream, e.seq`)
  return rows.map(({ kind, stream, seq, day }) => ({
    what: `${kind} ${stream}`,
    why: `event ${seq} says that it was there when ${day} was sealed, and the seal does not know it`,
  }))
}

async function numbers(sql: SqlRunner, lastDay: string | undefined): Promise<Found[]> {
  const found: Found[] = []
  const rows = await sql.rows<NumberRow & { day: string | null; hash: string | null }>(Prisma.sql`
    SELECT a.key, a.series, a.year, a.value, a.text, a.at, l.day, l.hash
    FROM number_allocation a LEFT JOIN ledger_seal_leaf l ON l.kind = 'number' AND l.ref = a.text
    ORDER BY a.series, a.year, a.value`)
  for (const { day, hash, ...row } of rows)
    if (day && numberHash(row) !== hash)
      found.push({ what: `number ${row.text}`, why: `is not what was sealed on ${day}` })
  const gone = await sql.rows<{ ref: string; day: string }>(Prisma.sql`
    SELECT ref, day FROM ledger_seal_leaf l WHERE kind = 'number'
      AND NOT EXISTS (SELECT FROM number_allocation a WHERE a.text = l.ref) ORDER BY day, n`)
  for (const { ref, day } of gone)
    found.push({ what: `number ${ref}`, why: `sealed on ${day}, is not there` })
  const series = await sql.rows<{ series: string; year: number; last: number }>(
    Prisma.sql`SELECT series, year, last FROM number_series`,
  )
  const lasts = new Map(series.map((s) => [`${s.series}/${s.year}`, s.last]))
  const all = new Map<string, typeof rows>()
  for (const row of rows) {
    const name = `${row.series}/${row.year}`
    const given = all.get(name)
    if (given) given.push(row)
    else all.set(name, [row])
  }
  for (const name of new Set([...lasts.keys(), ...all.keys()])) {
    const given = all.get(name) ?? []
    for (const [i, row] of given.entries())
      if (row.value !== i + 1) {
        found.push({ what: `series ${name}`, why: `number ${i + 1} is missing` })
        break
      }
    const highest = given.at(-1)?.value ?? 0
    if (lasts.get(name) !== highest)
      found.push({ what: `series ${name}`, why: `stands at ${lasts.get(name) ?? 0}, ${highest} were given` })
    found.push(...setBack(given, lastDay))
  }
  return found
}

/** Numbers that came into a seal more than a day after a higher one: given anew. What is not sealed yet will be next. */
function setBack(given: (NumberRow & { day: string | null })[], lastDay: string | undefined): Found[] {
  if (!lastDay) return []
  const found: Found[] = []
  let earliest = addDays(lastDay, 1)
  for (const row of given.toReversed()) {
    const day = row.day ?? addDays(lastDay, 1)
    if (day > addDays(earliest, 1))
      found.push({
        what: `number ${row.text}`,
        why: `was given after a higher one had been sealed on ${earliest}`,
      })
    if (day < earliest) earliest = day
  }
  return found.reverse()
}

interface IssuedRow extends DocumentRow {
  day: string | null
  hash: string | null
  told: { kind: string; number: string | null } | null
  given: boolean
  same: boolean
  /** Its bytes went by an act of destruction that its case tells of. */
  erased: boolean
}

async function documents(sql: SqlRunner, checks: SealChecks, lastDay: string | undefined): Promise<Found[]> {
  const found: Found[] = []
  const rows = await sql.rows<IssuedRow>(Prisma.sql`
    SELECT d.*, l.day, l.hash, e.data AS told,
      d.number IS NULL OR EXISTS (SELECT FROM number_allocation a WHERE a.text = d.number) AS given,
      coalesce(encode(sha256(f.bytes), 'hex') = d.sha256, false) AS same,
      f.erased_at IS NOT NULL AND EXISTS (SELECT FROM case_event x WHERE x.case_id = d."caseId"
        AND x.type = 'erased' AND x.data ->> 'part' = 'documents') AS erased
    FROM (SELECT ${DOCUMENT_COLUMNS}, file_id FROM issued_document) d
    LEFT JOIN stored_file f ON f.id = d.file_id
    LEFT JOIN ledger_seal_leaf l ON l.kind = 'document' AND l.ref = d.id::text
    LEFT JOIN case_event e ON e.case_id = d."caseId" AND e.type = 'document-issued'
      AND e.data ->> 'documentId' = d.id::text
    ORDER BY d."createdAt", d.id`)
  for (const row of rows) {
    const say = (why: string): number => found.push({ what: `document ${row.id}`, why })
    if (row.day && documentHash(row) !== row.hash) say(`is not what was sealed on ${row.day}`)
    // The end of slow work is recorded a little later than its document is kept.
    const settled = lastDay !== undefined && dayOf(row.createdAt.toISOString()) < lastDay
    if (!row.told && settled) say('no event of its case tells of it')
    if (!row.day && settled) say('stands in no seal')
    if (row.told && (row.told.kind !== row.kind || (row.told.number ?? null) !== row.number))
      say('its case tells of another kind or number')
    if (!row.given) say(`bears the number ${row.number}, which was never given`)
    if (row.erased) continue
    if (!row.same) say('its bytes are not those that were issued')
    else if (checks.bearsOurSeal && !(await isSealed(sql, checks.bearsOurSeal, row.id)))
      say('its bytes do not bear our seal')
  }
  const gone = await sql.rows<{ ref: string; day: string }>(Prisma.sql`
    SELECT ref, day FROM ledger_seal_leaf l WHERE kind = 'document'
      AND NOT EXISTS (SELECT FROM issued_document d WHERE d.id::text = l.ref) ORDER BY day, n`)
  for (const { ref, day } of gone)
    found.push({ what: `document ${ref}`, why: `sealed on ${day}, is not there` })
  return found
}

/** Heads of the audit log that are not what was sealed; what went from its beginning by schedule is not asked for. */
async function auditHeads(sql: SqlRunner): Promise<Found[]> {
  const rows = await sql.rows<{ seq: number; day: string; gone: boolean }>(Prisma.sql`
    SELECT l.seq, l.day, e.hash IS NULL AS gone FROM ledger_seal_leaf l LEFT JOIN audit_event e ON e.position = l.seq
    WHERE l.kind = 'audit' AND e.hash IS DISTINCT FROM l.hash
      AND NOT (e.hash IS NULL AND l.seq <= (SELECT first_from FROM audit_head WHERE id = 1))
    ORDER BY l.seq LIMIT 1`)
  return rows.map(({ seq, day, gone }) => ({
    what: 'audit log',
    why: gone
      ? `event ${seq}, sealed on ${day}, is not there`
      : `event ${seq}, or one before it, is not what was sealed on ${day}`,
  }))
}

async function isSealed(
  sql: SqlRunner,
  bearsOurSeal: (pdf: Uint8Array) => boolean,
  id: string,
): Promise<boolean> {
  const [file] = await sql.rows<{ bytes: Uint8Array }>(Prisma.sql`
    SELECT f.bytes FROM issued_document d JOIN stored_file f ON f.id = d.file_id WHERE d.id = ${id}::uuid`)
  return file !== undefined && bearsOurSeal(file.bytes)
}

/** The leaves of one day as the tree has them. */
async function leavesOf(sql: SqlRunner, day: string): Promise<Leaf[]> {
  const rows = await sql.rows<SealedLeaf>(
    Prisma.sql`SELECT kind, ref, seq, hash FROM ledger_seal_leaf WHERE day = ${day} ORDER BY n`,
  )
  return rows.map(leafOf)
}
