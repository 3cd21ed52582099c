import { DOCUMENT_COLUMNS, type DocumentRow, documentHash } from '../../ledger/seals/streams.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import type { FileReport, Reason, SignatureReport } from '../../signatures/report.ts'
import type { Deps } from '../deps.ts'
import { STATES, stateOf } from '../verification/check.ts'
import { identityIn, type SealedIdentity } from '../verification/identity.ts'
import { day } from './document-state.ts'
import { describeDocument, type Verification } from './issued.ts'

/** What strangers are told of a signature: never who signed. */
export interface AnonymousSignature {
  state: 'passed' | 'indeterminate' | 'failed'
  kind: 'person' | 'seal' | 'unknown'
  /** It is the seal of this service. */
  ours: boolean
  trustedTime: string | null
  reasons: Pick<Reason, 'code' | 'effect' | 'lv' | 'en'>[]
}

export interface FileAnswer {
  /**
   * authentic: byte for byte as issued; authentic-extended: as issued, later signed by others as well;
   * authentic-inside: a signed container holds it as issued; changed: our document, but changed after signing;
   * unsealed: refers to our document and bears no seal of ours; sealed-unknown: our seal on what we have no record of;
   * foreign: signed by others; unsigned; unreadable.
   */
  answer:
    | 'authentic'
    | 'authentic-extended'
    | 'authentic-inside'
    | 'changed'
    | 'unsealed'
    | 'sealed-unknown'
    | 'foreign'
    | 'unsigned'
    | 'unreadable'
  /** The document of ours that it is, or pretends to be. */
  document: Verification | null
  signatures: AnonymousSignature[]
}

/** What the link to this page stands behind, in each document of ours. */
const MARKER = '/verify/'

/**
 * Whether a file that somebody holds is a document of ours as it was issued, or who-knows-whose with which verdict.
 * What is called authentic bears our seal, verified in its own bytes: a row of the database alone vouches for nothing.
 * Nothing of the file is kept or logged, and nothing personal is told. All that reads its bytes is done in threads.
 */
export async function verifyFile(
  deps: Deps,
  { path, name }: { path: string; name: string },
): Promise<FileAnswer> {
  const at = await deps.clock.now()
  const found = await deps.verification.examineForStranger({ path }, MARKER, { name, at })
  const { report, clues } = found
  const signatures = report.signatures.map((s) => anonymous(s, deps.verification.isOurSeal(s)))
  const told = (answer: FileAnswer['answer'], document: Verification | null): FileAnswer => ({
    answer,
    document,
    signatures,
  })
  if (!clues) return told('unreadable', null)
  const ours = signatures.filter((s) => s.ours)
  const sealed = isSealed(deps, report)
  const same = await issuedAs(deps, [clues.sha256], clues.marked)
  if (same && sealed) return told('authentic', same)
  const earlier = await issuedAs(deps, clues.revisions, clues.marked)
  if (earlier && ours.length > 0)
    return told(touched(report, signatures) ? 'changed' : 'authentic-extended', earlier)
  for (const inner of clues.inside) {
    const inside = isSealed(deps, inner.report) && (await issuedAs(deps, [inner.sha256], inner.marked))
    if (inside) return told(report.verdict === 'TOTAL-FAILED' ? 'changed' : 'authentic-inside', inside)
  }
  const named = await namedIn(deps, clues.marked)
  if (ours.some((s) => s.state === 'passed') && report.verdict !== 'TOTAL-FAILED')
    return told('sealed-unknown', named)
  if (ours.length > 0) return told('changed', named)
  if (named) return told('unsealed', named)
  if (signatures.length > 0) return told('foreign', null)
  return told(stateOf(found) === 'unsigned' ? 'unsigned' : 'unreadable', null)
}

/** Our seal stands in the bytes and holds. That its certificate has run out since takes nothing from what it sealed. */
const isSealed = (deps: Deps, report: FileReport): boolean =>
  report.signatures.some((s) => s.verdict !== 'TOTAL-FAILED' && deps.verification.isOurSeal(s)) &&
  !report.reasons.some((r) => r.effect === 'fail')

/** What was added after our seal is more than signatures of others, or may hide what we issued. */
function touched(report: FileReport, signatures: AnonymousSignature[]): boolean {
  const reasons = [...report.reasons, ...signatures.filter((s) => s.ours).flatMap((s) => s.reasons)]
  return reasons.some((r) => r.effect === 'fail' || r.code === 'visible-field-after')
}

function anonymous(s: SignatureReport, ours: boolean): AnonymousSignature {
  return {
    state: STATES[s.verdict],
    kind: s.signer?.kind ?? 'unknown',
    ours,
    trustedTime: s.time.trusted ?? null,
    reasons: s.reasons.map(({ code, effect, lv, en }) => ({ code, effect, lv, en })),
  }
}

/** The document that was issued with one of these bytes and whose own code stands in them. */
async function issuedAs(deps: Deps, hashes: string[], marked: string[]): Promise<Verification | null> {
  if (hashes.length === 0) return null
  const found = await deps.db.issuedDocument.findFirst({
    where: { sha256: { in: hashes }, verifyCode: { in: codesIn(marked) } },
    select: { id: true },
  })
  return found ? verifyDocument(deps, { id: found.id }) : null
}

const CODE = /^([2-9A-HJ-NP-Z]{4}(?:-[2-9A-HJ-NP-Z]{4}){3})(?![\w-])/
const codesIn = (marked: string[]): string[] => marked.flatMap((text) => CODE.exec(text)?.[1] ?? [])

/** The document whose code a changed or converted copy still carries in its link to this page. */
async function namedIn(deps: Deps, marked: string[]): Promise<Verification | null> {
  const [code] = codesIn(marked)
  return code ? verifyDocument(deps, { verifyCode: code }) : null
}

/** Rows whose bytes were found sealed, with what they say of themselves; bytes and code do not change under their hash. */
const sealedBefore = new Map<string, SealedIdentity>()

/**
 * The newest document of ours that answers to this, as strangers may know of it. What is told rests on the kept bytes:
 * they bear our seal, their hash is the row's, and the row's code stands in them. A row without that is not believed; and
 * kind, number, day and case are what the bytes say under the seal, not what the row says.
 */
export async function verifyDocument(
  deps: Deps,
  where: Prisma.IssuedDocumentWhereInput,
): Promise<Verification | null> {
  const row = await deps.db.issuedDocument.findFirst({
    where,
    orderBy: { createdAt: 'desc' },
    select: { id: true, fileId: true, sha256: true, verifyCode: true },
  })
  if (!row) return null
  const key = `${row.sha256} ${row.verifyCode}`
  let identity = sealedBefore.get(key)
  if (!identity) {
    const file = await deps.db.storedFile.findUnique({
      where: { id: row.fileId },
      select: { bytes: true, erasedAt: true },
    })
    if (!file) return null
    if (file.erasedAt) {
      const sealed = await sealedOfDay(deps, row.id)
      return sealed && describeDocument(deps, { id: row.id }, sealed)
    }
    const { report, clues } = await deps.verification.examine(file.bytes, MARKER, {
      at: await deps.clock.now(),
    })
    if (clues?.sha256 !== row.sha256 || !codesIn(clues.marked).includes(row.verifyCode)) return null
    identity = identityIn(clues.metadata)
    if (!isSealed(deps, report) || !identity) return null
    if (sealedBefore.size >= 2000) sealedBefore.clear()
    sealedBefore.set(key, identity)
  }
  return describeDocument(deps, { id: row.id }, identity)
}

/**
 * What a document was whose bytes were erased. The seal in its bytes is gone with them: the row is believed where it says
 * what stands in the seal of its day.
 */
async function sealedOfDay(deps: Deps, id: string): Promise<SealedIdentity | null> {
  const [row] = await deps.db.$queryRaw<(DocumentRow & { sealed: string | null; caseNumber: string })[]>(
    Prisma.sql`SELECT d.*, r.number AS "caseNumber",
        (SELECT hash FROM ledger_seal_leaf l WHERE l.kind = 'document' AND l.ref = d.id::text) AS sealed
      FROM (SELECT ${DOCUMENT_COLUMNS} FROM issued_document WHERE id = ${id}::uuid) d
      JOIN case_record r ON r.id = d."caseId"`,
  )
  if (!row || documentHash(row) !== row.sealed) return null
  const { kind, number, createdAt, caseNumber } = row
  return { kind, number, date: day(createdAt), caseNumber }
}
