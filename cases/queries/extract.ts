import { canonicalJson, commitment, openParts, partHash, partsOf } from '../../ledger/canonical.ts'
import type { StoredEvent } from '../../ledger/erase.ts'
import type { CaseState } from '../../ledger/fold.ts'
import { inclusionProof, type Leaf, type ProofStep } from '../../ledger/seals/merkle.ts'
import { DOCUMENT_COLUMNS, type DocumentRow } from '../../ledger/seals/streams.ts'
import { leafOf, type SealedLeaf, treeOf } from '../../ledger/seals/tree.ts'
import { inPrismaTransaction, type SqlRunner } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import { procedureById } from '../../procedures/all.ts'
import type { Procedure } from '../../procedures/procedure.ts'
import type { Actor } from '../actor.ts'
import { noteReading } from '../audit/reading.ts'
import type { Deps } from '../deps.ts'
import { may, notFound } from '../permissions.ts'
import { partyDocuments, partyTimeline, type Viewer, viewerOf } from './party-file.ts'

// What somebody needs to check alone, without this service, that their case is what was recorded (decision 23). Checked by
// web/public/verify-lieta.mjs, which knows these shapes.

/** What an applicant has in hand from the first moment: the case can never begin otherwise. */
export interface Receipt {
  format: 'lieta-receipt/1'
  caseId: string
  number: string
  receivedAt: string
  /** Absent once the answers were erased: a hash of what somebody wrote says whether a guess is right. */
  contentHash?: string
  event: { seq: 1; hash: string }
}

interface EventExtract {
  seq: number
  hash: string
  /** Stands for all that the event says. */
  content: string
  /** What a party may see of it, each with its salt; absent where nothing of it is the party's. */
  shown?: { path: string[]; value: unknown; salt: string }[]
  /** Hashes of its other parts. */
  hidden?: string[]
}

interface SealExtract {
  day: string
  content: string
  /** Detached CMS (base64, DER); of seals between, which hold nothing of the case, only the text. */
  signature?: string
  leaves?: { leaf: Leaf; proof: ProofStep[] }[]
}

export interface Extract {
  format: 'lieta-extract/1'
  caseId: string
  number: string
  madeAt: string
  application: {
    version: number
    form: string
    formVersion: number
    /** Both absent once they were erased. */
    answers?: unknown
    contentHash?: string
    erased?: true
  }[]
  events: EventExtract[]
  documents: unknown[]
  seals: SealExtract[]
}

/**
 * The extract of a case as a party sees it: each event in its chain, in full only where it is the party's; the daily
 * seals with the proof that the case stands in them. Nothing of other cases but hashes of nodes of the tree.
 * @throws LietaError `not-found` when the case is not there or not open to the person
 */
export async function getExtract(deps: Deps, actor: Actor, caseId: string): Promise<Extract> {
  const now = await deps.clock.now()
  const { state } = await ofOneMoment(deps, (sql) => open(sql, actor, caseId))
  await noteReading(deps, actor, caseId, state, { kind: 'case.read', object: 'extract' })
  return ofOneMoment(deps, async (sql) => {
    const view = await open(sql, actor, caseId)
    const [events, applications] = [
      await eventsOf(sql, caseId),
      await applicationsOf(sql, caseId, view.state.erased?.texts !== undefined),
    ]
    const table = procedureById(view.procedure)
    const viewer = extractFor(actor, view.state, table)
    const seen = partyTimeline(events, { table, state: view.state }, viewer)
    const bySeq = new Map(seen.map((item) => [item.seq, item]))
    const documents = await documentsOf(sql, view.state, viewer)
    return {
      format: 'lieta-extract/1',
      caseId,
      number: view.state.number,
      madeAt: now.toISOString(),
      application: table.seenBy.application.some((role) => viewer.roles.has(role)) ? applications : [],
      events: events.map((e) => shownEvent(caseId, e, bySeq.get(e.seq)?.data, actor)),
      documents: documents.map(({ createdAt, ...d }) => ({ ...d, createdAt: createdAt.toISOString() })),
      seals: await sealsOf(sql, caseId, documents),
    }
  })
}

/**
 * The receipt of an application as data, with the hash of the event by which it was registered.
 * @throws LietaError `not-found`
 */
export async function getReceipt(deps: Deps, actor: Actor, caseId: string): Promise<Receipt> {
  return ofOneMoment(deps, async (sql) => {
    await open(sql, actor, caseId)
    const [first] = await sql.rows<{ data: Record<string, string>; hash: string }>(
      Prisma.sql`SELECT data, hash FROM case_event WHERE case_id = ${caseId}::uuid AND seq = 1`,
    )
    const { number, receivedAt, contentHash } = first!.data as Pick<
      Receipt,
      'number' | 'receivedAt' | 'contentHash'
    >
    const event = { seq: 1 as const, hash: first!.hash }
    return {
      format: 'lieta-receipt/1',
      caseId,
      number,
      receivedAt,
      ...(contentHash === undefined ? {} : { contentHash }),
      event,
    }
  })
}

/** Reads all of it as of one moment, so that chain, state and seals fit together. */
function ofOneMoment<T>(deps: Deps, read: (sql: SqlRunner) => Promise<T>): Promise<T> {
  return deps.db.$transaction((tx) => read(inPrismaTransaction(tx)), {
    isolationLevel: 'RepeatableRead',
    timeout: 30_000,
    maxWait: 10_000,
  })
}

async function open(
  sql: SqlRunner,
  actor: Actor,
  caseId: string,
): Promise<{ state: CaseState; procedure: string }> {
  const [view] = await sql.rows<{ state: CaseState; procedure: string }>(
    Prisma.sql`SELECT state, procedure FROM case_view WHERE case_id = ${caseId}::uuid`,
  )
  if (!view || !may(actor, 'case.read', view.state)) throw notFound()
  return view
}

/** Staff get what the applicant gets: it is the applicant's extract, whoever asks for it. */
function extractFor(actor: Actor, state: CaseState, table: Procedure): Viewer {
  const viewer = viewerOf(actor, state)
  if (viewer.roles.size > 0) return viewer
  const shown = state.parties.filter((p) => table.seenBy.course.includes(p.role))
  return {
    ...viewer,
    roles: new Set(shown.map((p) => p.role)),
    partyIds: new Set(shown.map((p) => p.partyId)),
  }
}

type EventRow = Omit<StoredEvent, 'stream'> & { hash: string }

const eventsOf = (sql: SqlRunner, caseId: string): Promise<EventRow[]> =>
  sql.rows(Prisma.sql`
    SELECT seq, key, type, at, recorded_at AS "recordedAt", actor_id::text AS "actorId", actor_role AS "actorRole",
      data, salt, erased, hash
    FROM case_event WHERE case_id = ${caseId}::uuid ORDER BY seq`)

async function applicationsOf(
  sql: SqlRunner,
  caseId: string,
  erased: boolean,
): Promise<Extract['application']> {
  const rows = await sql.rows<Extract['application'][number]>(Prisma.sql`
    SELECT version, form, form_version AS "formVersion", data AS answers, content_hash AS "contentHash"
    FROM application WHERE case_id = ${caseId}::uuid ORDER BY version`)
  if (!erased) return rows
  return rows.map(({ version, form, formVersion }) => ({ version, form, formVersion, erased: true }))
}

/** @param seen what a party sees of its data; undefined: nothing of the event */
function shownEvent(
  caseId: string,
  { salt, erased, hash, ...row }: EventRow,
  seen: Record<string, unknown> | undefined,
  actor: Actor,
): EventExtract {
  const said = { stream: caseId, ...row, at: row.at.toISOString(), recordedAt: row.recordedAt.toISOString() }
  const parts = openParts(said, { salt, erased })
  if (!parts) throw new Error(`event ${row.seq} of case ${caseId} is not what was recorded`)
  const hashes = parts.map((part) => partHash(part.salt, part))
  const gone = erased?.hashes ?? []
  const place = { seq: row.seq, hash, content: commitment([...hashes, ...gone]) }
  if (!seen) return place
  const { type, at, recordedAt, actorRole } = said
  const own = row.actorId === actor.personId ? { actorId: row.actorId } : {}
  const allowed = new Set(partsOf({ type, at, recordedAt, actorRole, ...own, data: seen }).map(canonicalOf))
  return {
    ...place,
    shown: parts.filter((part) => allowed.has(canonicalOf(part))),
    hidden: [...hashes.filter((_, i) => !allowed.has(canonicalOf(parts[i]!))), ...gone],
  }
}

/** What a party sees may say less than was recorded: only what is recorded in just these words is shown with its salt. */
const canonicalOf = ({ path, value }: { path: string[]; value: unknown }): string =>
  canonicalJson([path, value])

async function documentsOf(sql: SqlRunner, state: CaseState, viewer: Viewer): Promise<DocumentRow[]> {
  const ids = partyDocuments(state, viewer).map((d) => d.documentId)
  if (ids.length === 0) return []
  return sql.rows(Prisma.sql`
    SELECT ${DOCUMENT_COLUMNS} FROM issued_document WHERE id = ANY(${ids}::uuid[]) ORDER BY created_at, id`)
}

/** Every seal from the first that holds something of the case to the last that was made. */
async function sealsOf(sql: SqlRunner, caseId: string, documents: DocumentRow[]): Promise<SealExtract[]> {
  const own = await sql.rows<SealedLeaf & { day: string; n: number }>(Prisma.sql`
    SELECT day, n, kind, ref, seq, hash FROM ledger_seal_leaf WHERE (kind = 'case' AND ref = ${caseId})
      OR (kind = 'document' AND ref = ANY(${documents.map((d) => d.id)})) ORDER BY day, n`)
  const first = own[0]?.day
  if (!first) return []
  const seals = await sql.rows<{ day: string; content: string; hash: string; signature: Uint8Array }>(
    Prisma.sql`SELECT day, content, hash, signature FROM ledger_seal WHERE day >= ${first} ORDER BY day`,
  )
  const out: SealExtract[] = []
  for (const [i, { day, content, hash, signature }] of seals.entries()) {
    const leaves = own.filter((o) => o.day === day)
    if (leaves.length === 0 && i < seals.length - 1) {
      out.push({ day, content })
      continue
    }
    const tree = leaves.length === 0 ? [] : await treeOf(sql, { day, hash })
    out.push({
      day,
      content,
      signature: Buffer.from(signature).toString('base64'),
      leaves: leaves.map((leaf) => ({ leaf: leafOf(leaf), proof: inclusionProof(tree, leaf.n) })),
    })
  }
  return out
}
