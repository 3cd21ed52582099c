import { searchText } from '../../ledger/projection.ts'
import type { Prisma } from '../../prisma/generated/client.ts'
import { REGISTERS } from '../../registers/all.ts'
import type { RegisterDef } from '../../registers/register.ts'
import type { Deps } from '../deps.ts'
import { notFound } from '../permissions.ts'
import { type DocumentState, day, documentState, entryChange, type LaterAct } from './document-state.ts'

const PAGE = 25

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
  return {
    register,
    entryNo: entry.entryNo,
    state: entry.state,
    data: entry.data as Record<string, unknown>,
    since: entry.since.toISOString(),
    history: versions.map((v) => ({
      ...v,
      at: v.at.toISOString(),
      data: v.data as Record<string, unknown>,
    })),
  }
}

export type Verification =
  | { found: false }
  | {
      found: true
      what: 'document' | 'licence'
      number: string
      kind: string
      /** Day of issue, YYYY-MM-DD. */
      date: string
      state: DocumentState | 'active'
      /** What happened to it since, and by which document. */
      later: LaterAct[]
      sha256?: string
      entry?: { register: string; entryNo: string }
    }

/**
 * Whether a document or entry is ours and what it is worth now, by the number or the code printed on it.
 * Says nothing personal to strangers: kind, number, day, state, what changed it, and hash only.
 */
export async function verify(deps: Deps, given: string): Promise<Verification> {
  const text = given.trim()
  if (text.length < 4 || text.length > 100) return { found: false }
  const document = await verifyDocument(deps, { OR: [{ verifyCode: text.toUpperCase() }, { number: text }] })
  if (document) return document
  const entry = await deps.db.registerEntry.findFirst({
    where: { entryNo: text.toUpperCase() },
    select: { register: true, entryNo: true, state: true, since: true },
  })
  if (!entry) return { found: false }
  return {
    found: true,
    what: 'licence',
    number: entry.entryNo,
    kind: 'licence',
    date: day(entry.since),
    state: entry.state as 'active' | 'suspended' | 'annulled',
    later: await entryChange(deps, entry),
    entry: { register: entry.register, entryNo: entry.entryNo },
  }
}

/** The newest document of ours that answers to this, as strangers may know of it. */
export async function verifyDocument(
  deps: Deps,
  where: Prisma.IssuedDocumentWhereInput,
): Promise<Verification | null> {
  const document = await deps.db.issuedDocument.findFirst({
    where,
    orderBy: { createdAt: 'desc' },
    select: { id: true, caseId: true, kind: true, number: true, sha256: true, createdAt: true },
  })
  if (!document) return null
  const [now, entry] = await Promise.all([
    documentState(deps, document),
    deps.db.registerEntry.findFirst({
      where: { caseId: document.caseId },
      select: { register: true, entryNo: true },
    }),
  ])
  return {
    found: true,
    what: 'document',
    number: document.number ?? '',
    kind: document.kind,
    date: day(document.createdAt),
    ...now,
    sha256: document.sha256,
    ...(entry && document.kind === 'decision' ? { entry } : {}),
  }
}
