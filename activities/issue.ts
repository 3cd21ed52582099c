import { createHmac, randomUUID } from 'node:crypto'
import type { Identity } from '../documents/render.ts'
import { dayOf } from '../law/time.ts'
import { sha256 } from '../ledger/canonical.ts'
import { allocateNumber } from '../ledger/numbers.ts'
import type { Config } from '../platform/config.ts'
import type { Database, Tx } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'
import { inPrismaTransaction } from '../platform/sql.ts'
import type { Issued, IssueInput } from '../workflows/types.ts'
import { letterOf } from './letters/all.ts'
import { loadContext } from './letters/context.ts'

/** Rendering and sealing, given from outside so that this room does not care where they run. */
export interface Press {
  /** @param identity under which the document is kept, for its metadata; absent for what is not issued */
  render(template: string, input: unknown, identity?: Identity): Promise<Uint8Array>
  seal(pdf: Uint8Array): Promise<Uint8Array>
  /** Into a document that a person has signed; what comes back bears both, and nothing else. */
  sealSigned(pdf: Uint8Array, signerCode: string): Promise<Uint8Array>
}

/**
 * Makes a document once: its number, its PDF with the institution's seal, and the record by which anyone can check it.
 * Asked again under the same key, it gives the one that was made.
 */
export function issueDocument(deps: { db: Database; config: Config; log: Log; press: Press }) {
  return async (input: IssueInput): Promise<Issued> => {
    const made = await findIssued(deps.db, input.key)
    if (made) return made
    const compose = letterOf(input.kind)
    // The number is kept under the key before rendering: a retry prints the same one.
    const code = codeFor(input.key, deps.config.SESSION_SECRET)
    const { series } = input
    const number =
      input.number ??
      (series
        ? await deps.db.$transaction((tx) =>
            allocateNumber(inPrismaTransaction(tx), series, input.at, input.key),
          )
        : null)
    const context = await loadContext(deps.db, { ...input, ...(number ? { number } : {}) })
    const draft = await compose(context)
    const issuedAs = number ?? (draft.input.number as string | undefined) ?? null
    const pdf = await deps.press.render(
      draft.template,
      {
        ...draft.input,
        ...(number && !draft.input.number ? { number } : {}),
        verifyUrl: `${deps.config.PUBLIC_URL}/verify/${code}`,
      },
      { kind: input.kind, number: issuedAs, date: dayOf(input.at), caseNumber: context.state.number },
    )
    const sealed = await deps.press.seal(pdf)
    await keepIssued(deps.db, input, {
      number: issuedAs,
      code,
      sealed,
      until: draft.until ?? null,
    })
    deps.log.info({ caseId: input.caseId, kind: input.kind, bytes: sealed.length }, 'document issued')
    return (await findIssued(deps.db, input.key))!
  }
}

export async function findIssued(db: Database, key: string): Promise<Issued | undefined> {
  const made = await db.issuedDocument.findUnique({
    where: { key },
    select: { id: true, number: true, until: true },
  })
  return made ? { documentId: made.id, number: made.number, until: made.until } : undefined
}

/** Keeps a finished document under its key; the first to come is the one that stays. */
export async function keepIssued(
  db: Database,
  input: Pick<IssueInput, 'key' | 'caseId' | 'kind' | 'at'>,
  made: { number: string | null; code: string; sealed: Uint8Array; until: string | null },
  also?: (tx: Tx) => Promise<unknown>,
): Promise<void> {
  const fileId = randomUUID()
  const now = new Date(input.at)
  const hash = sha256(made.sealed)
  const name = `${(made.number ?? made.code).replace(/[^\w.-]+/g, '-')}-${input.kind}.pdf`
  await db.$transaction(async (tx) => {
    // Two attempts at once: the second finds the first one's row and leaves its own work unused.
    const before = await tx.issuedDocument.findUnique({ where: { key: input.key }, select: { id: true } })
    if (before) return
    await tx.storedFile.create({
      data: {
        id: fileId,
        sha256: hash,
        size: made.sealed.length,
        mediaType: 'application/pdf',
        name,
        bytes: new Uint8Array(made.sealed),
        uploadedAt: now,
      },
      select: { id: true },
    })
    await tx.issuedDocument.create({
      data: {
        id: randomUUID(),
        key: input.key,
        caseId: input.caseId,
        kind: input.kind,
        number: made.number,
        until: made.until,
        fileId,
        sha256: hash,
        verifyCode: made.code,
        createdAt: now,
      },
      select: { id: true },
    })
    await also?.(tx)
  })
}

const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** The code on the document: nobody can guess it, and a retry under the same key prints the same one. */
export function codeFor(key: string, secret: string): string {
  const bytes = createHmac('sha256', secret).update(`verify ${key}`).digest().subarray(0, 16)
  return Array.from(bytes, (b) => ALPHABET[b % ALPHABET.length])
    .join('')
    .replace(/(.{4})(?=.)/g, '$1-')
}
