import { addDays, isDay, startOfDay } from '../../law/time.ts'
import { searchText } from '../../ledger/projection.ts'
import { REGISTERS } from '../../registers/all.ts'
import type { RegisterDef } from '../../registers/register.ts'
import type { Deps } from '../deps.ts'
import { notFound } from '../permissions.ts'
import { day, entryChange } from './document-state.ts'
import type { Verification } from './issued.ts'
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

/** Searches a public register; every word must occur, letters with or without diacritics. */
export async function searchRegister(
  deps: Deps,
  register: string,
  q: string,
  page: number,
): Promise<{ register: string; entries: PublicEntry[]; total: number; page: number; pages: number }> {
  registerOf(register)
  const words = searchText(q).split(/\s+/).filter(Boolean).slice(0, 10)
  const where = { register, AND: words.map((w) => ({ searchText: { contains: w } })) }
  const [total, rows] = await Promise.all([
    deps.db.registerEntry.count({ where }),
    deps.db.registerEntry.findMany({
      where,
      orderBy: { entryNo: 'desc' },
      take: PAGE,
      skip: (page - 1) * PAGE,
      select: { entryNo: true, state: true, data: true, since: true },
    }),
  ])
  return {
    register,
    entries: rows.map((r) => ({
      ...r,
      data: r.data as Record<string, unknown>,
      since: r.since.toISOString(),
    })),
    total,
    page,
    pages: Math.max(1, Math.ceil(total / PAGE)),
  }
}

export interface EntryHistory extends PublicEntry {
  register: string
  history: {
    version: number
    state: string
    at: string
    reason: string
    decision: string | null
    /** Day of the decision, with which it can be checked. */
    decisionDate: string | null
    data: Record<string, unknown>
  }[]
}

/** One entry with each version that it had. */
export async function getEntry(deps: Deps, register: string, entryNo: string): Promise<EntryHistory> {
  registerOf(register)
  const entry = await deps.db.registerEntry.findUnique({
    where: { register_entryNo: { register, entryNo } },
    select: { entryNo: true, state: true, data: true, since: true },
  })
  if (!entry) throw notFound()
  const versions = await deps.db.registerEntryVersion.findMany({
    where: { register, entryNo },
    orderBy: { version: 'desc' },
    select: { version: true, state: true, at: true, reason: true, decision: true, data: true },
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
    history: versions.map((v) => ({
      ...v,
      decisionDate: days.get(v.decision) ?? null,
      at: v.at.toISOString(),
      data: v.data as Record<string, unknown>,
    })),
  }
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
    state: entry.state as 'active' | 'suspended' | 'annulled',
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
