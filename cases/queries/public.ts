import { type EntryState as InState, lives, type Standing } from '../../law/entry/life.ts'
import type { NormRef } from '../../law/norm.ts'
import { ruleOf } from '../../law/rules/catalogue.ts'
import { addDays, isDay, startOfDay } from '../../law/time.ts'
import type { EntryState } from '../../ledger/entry.ts'
import { type SqlRunner, snapshot } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import { REGISTERS } from '../../registers/all.ts'
import type { RegisterDef, Words } from '../../registers/register.ts'
import type { Deps } from '../deps.ts'
import { notFound } from '../permissions.ts'
import { day, entryChange } from './document-state.ts'
import type { Verification } from './issued.ts'
import { type Cut, type Order, pageOf, type Turn } from './keyset.ts'
import { found } from './search.ts'
import { verifyDocument } from './verify-file.ts'

const PAGE = 25
/** Days beyond are no days of documents, and cannot be counted on from. */
const LAST_DAY = '9000-01-01'

export interface PublicEntry {
  entryNo: string
  state: string
  data: Record<string, unknown>
  since: string
}

function registerOf(id: string): RegisterDef {
  const found = REGISTERS.find((r) => r.id === id)
  if (!found) throw notFound()
  return found
}

type EntryRow = Omit<PublicEntry, 'since'> & { since: Date }

const NEWEST: Order<EntryRow> = {
  descending: true,
  keys: [{ sql: 'e.entry_no', as: 'text', of: (r) => r.entryNo }],
}

export interface EntryPage {
  register: string
  entries: PublicEntry[]
  /** How many there are or were found; null: more were found than are counted. */
  total: number | null
  /** Cursors of the pages on either side, for `after` and `before`. */
  next: string | null
  previous: string | null
}

/** A page of a public register, or of what is found in it; every word must occur, letters with or without diacritics. */
export async function searchRegister(
  deps: Deps,
  register: string,
  query: Turn & { q?: string | undefined },
): Promise<EntryPage> {
  registerOf(register)
  const { total, page } = await snapshot(deps.pool, async (sql) => {
    const list = Prisma.sql`FROM register_entry e WHERE e.register = ${register}`
    const { where, total } = query.q
      ? await found((s) => sql.rows(s), list, query.q)
      : { where: Prisma.sql`true`, total: await countOf(sql, register) }
    const few = query.q !== undefined && query.q !== '' && total !== null
    const page = await pageOf(NEWEST, query, PAGE, (cut) =>
      sql.rows<EntryRow>(
        few
          ? Prisma.sql`WITH found AS MATERIALIZED (SELECT e.* ${list} AND ${where})
              ${shown(Prisma.sql`FROM found e WHERE true`, cut)}`
          : shown(Prisma.sql`${list} AND ${where}`, cut),
      ),
    )
    return { total, page }
  })
  const { rows, ...turns } = page
  return { register, entries: rows.map((r) => ({ ...r, since: r.since.toISOString() })), total, ...turns }
}

function shown(list: Prisma.Sql, { where, order, limit }: Cut): Prisma.Sql {
  return Prisma.sql`
    SELECT e.entry_no AS "entryNo", e.state, e.data, e.since ${list} AND ${where} ORDER BY ${order} LIMIT ${limit}`
}

async function countOf(sql: Pick<SqlRunner, 'rows'>, register: string): Promise<number> {
  const [row] = await sql.rows<{ n: number }>(Prisma.sql`
    SELECT COALESCE(sum(n), 0)::int AS n FROM list_count WHERE list = 'register' AND state = ${register}`)
  return row!.n
}

/** A term of an entry that runs. */
export interface EntryTermShown {
  term: string
  title: Words
  /** Last day, and the last day on which something can still be asked for in time. */
  last: string
  useful: string
  passed: boolean
  norm: NormRef
  unverified: boolean
}

export interface EntryHistory extends PublicEntry {
  register: string
  /** By when what; of an entry that is in force or suspended. */
  terms: EntryTermShown[]
  /** Suspended, and the first day on which it is so no more is known. */
  suspendedUntil: string | null
  history: {
    version: number
    state: string
    at: string
    /** What was ordered, or what time did. */
    what: string
    reason: string
    /** Number of the decision that ordered it; null for what time did. */
    decision: string | null
    /** Day of the decision, with which it can be checked. */
    decisionDate: string | null
    data: Record<string, unknown>
  }[]
}

/** One entry with each version that it had. */
export async function getEntry(deps: Deps, register: string, entryNo: string): Promise<EntryHistory> {
  const def = registerOf(register)
  const entry = await deps.db.registerEntry.findUnique({
    where: { register_entryNo: { register, entryNo } },
    select: { entryNo: true, state: true, data: true, since: true, head: true },
  })
  if (!entry) throw notFound()
  const { standing } = entry.head as unknown as EntryState
  const versions = await deps.db.registerEntryVersion.findMany({
    where: { register, entryNo },
    orderBy: { version: 'desc' },
    select: { version: true, state: true, at: true, what: true, reason: true, decision: true, data: true },
  })
  const numbers = versions.flatMap((v) => v.decision ?? [])
  const issued = await deps.db.issuedDocument.findMany({
    where: { kind: 'decision', number: { in: numbers } },
    select: { number: true, createdAt: true },
  })
  const days = new Map(issued.map((d) => [d.number, day(d.createdAt)]))
  return {
    register,
    entryNo: entry.entryNo,
    state: entry.state,
    data: entry.data as Record<string, unknown>,
    since: entry.since.toISOString(),
    terms: termsOf(def, standing),
    suspendedUntil: standing.suspendedUntil ?? null,
    history: versions.map((v) => ({
      ...v,
      decisionDate: days.get(v.decision) ?? null,
      at: v.at.toISOString(),
      data: v.data as Record<string, unknown>,
    })),
  }
}

function termsOf(def: RegisterDef, standing: Standing): EntryTermShown[] {
  if (!lives(standing)) return []
  return def.life.terms.flatMap(({ id, rule }) => {
    const term = standing.terms[id]
    if (!term) return []
    const { norm, unverified = false } = ruleOf(rule, term.from)
    const { last, useful, told } = term
    return [
      { term: id, title: def.terms[id]!, last, useful, passed: told.includes('passed'), norm, unverified },
    ]
  })
}

/**
 * Whether a document or entry is ours and what it is worth now: by the code printed on it, or by its number together
 * with its day. A number alone tells nothing, not even that it was given: numbers can be counted through. Entries of
 * registers are public, so their numbers suffice. Says nothing personal: kind, number, day, state, what changed it, hash.
 * @param date day of issue, YYYY-MM-DD
 */
export async function verify(deps: Deps, given: string, date?: string): Promise<Verification> {
  const text = given.trim()
  if (text.length < 4 || text.length > 100) return { found: false }
  const document =
    (await verifyDocument(deps, { verifyCode: text.toUpperCase() })) ??
    (date && isDay(date) && date < LAST_DAY ? await byNumber(deps, text, date) : null)
  if (document) return document
  const entry = await deps.db.registerEntry.findFirst({
    where: { entryNo: text.toUpperCase() },
    select: { register: true, entryNo: true, state: true, since: true },
  })
  if (!entry) return { found: false }
  return {
    found: true,
    what: 'entry',
    number: entry.entryNo,
    kind: entry.register,
    date: day(entry.since),
    state: entry.state as InState,
    later: await entryChange(deps, entry),
    entry: { register: entry.register, entryNo: entry.entryNo },
  }
}

/** The document that bears this number and day under its seal, not only in its row. */
async function byNumber(deps: Deps, number: string, date: string): Promise<Verification | null> {
  const found = await verifyDocument(deps, { number, createdAt: within(date) })
  return found?.found && found.number === number && found.date === date ? found : null
}

/** The instants of a day in Riga. */
function within(date: string): { gte: Date; lt: Date } {
  return { gte: new Date(startOfDay(date)), lt: new Date(startOfDay(addDays(date, 1))) }
}
