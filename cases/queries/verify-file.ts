import { createHash } from 'node:crypto'
import { sha256 } from '../../ledger/canonical.ts'
import type { FileReport, Reason, SignatureReport } from '../../signatures/report.ts'
import type { Deps } from '../deps.ts'
import { STATES, stateOf } from '../verification/check.ts'
import { type Verification, verifyDocument } from './public.ts'

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

/**
 * Whether a file that somebody holds is a document of ours as it was issued, or who-knows-whose with which verdict.
 * Nothing of the file is kept or logged, and nothing personal is told.
 */
export async function verifyFile(deps: Deps, bytes: Buffer, name: string): Promise<FileAnswer> {
  const same = await issuedAs(deps, [sha256(bytes)])
  const report = await deps.verification.verify(bytes, { name, at: await deps.clock.now() })
  const signatures = report.signatures.map((s) => anonymous(s, deps.verification.isOurSeal(s)))
  const told = (answer: FileAnswer['answer'], document: Verification | null): FileAnswer => ({
    answer,
    document,
    signatures,
  })
  if (same) return told('authentic', same)
  const earlier = await issuedAs(deps, revisionsOf(bytes))
  if (earlier) return told(touched(report, signatures) ? 'changed' : 'authentic-extended', earlier)
  const inside = await issuedAs(deps, report.format === 'ASiC-E' ? hashesIn(report) : [])
  if (inside) return told(report.verdict === 'TOTAL-FAILED' ? 'changed' : 'authentic-inside', inside)
  const named = await namedIn(deps, bytes)
  const ours = signatures.filter((s) => s.ours)
  if (ours.some((s) => s.state === 'passed') && report.verdict !== 'TOTAL-FAILED')
    return told('sealed-unknown', named)
  if (ours.length > 0) return told('changed', named)
  if (named) return told('unsealed', named)
  if (signatures.length > 0) return told('foreign', null)
  return told(stateOf(report, bytes) === 'unsigned' ? 'unsigned' : 'unreadable', null)
}

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

const hashesIn = (report: FileReport): string[] => report.files.map((f) => f.sha256)

/** The document that was issued with one of these bytes. */
async function issuedAs(deps: Deps, hashes: string[]): Promise<Verification | null> {
  if (hashes.length === 0) return null
  const found = await deps.db.issuedDocument.findFirst({
    where: { sha256: { in: hashes } },
    select: { id: true },
  })
  return found ? verifyDocument(deps, { id: found.id }) : null
}

const MAX_REVISIONS = 64

/** Hashes of what each signature of a PDF ended with: as issued, it is one of these, whoever signed it later. */
function revisionsOf(bytes: Buffer): string[] {
  if (!bytes.subarray(0, 5).equals(Buffer.from('%PDF-'))) return []
  const ends = new Set<number>()
  for (const [, from, length] of textOf(bytes).matchAll(
    /\/ByteRange\s*\[\s*0\s+\d{1,10}\s+(\d{1,10})\s+(\d{1,10})\s*\]/g,
  )) {
    const end = Number(from) + Number(length)
    if (end < bytes.length) ends.add(end)
    if (ends.size >= MAX_REVISIONS) break
  }
  // One pass, however many revisions a hostile file claims to have.
  const running = createHash('sha256')
  let done = 0
  return [...ends]
    .sort((a, b) => a - b)
    .map((end) => {
      running.update(bytes.subarray(done, end))
      done = end
      return running.copy().digest('hex')
    })
}

/** The document whose code a changed or converted copy still carries in its link to this page. */
async function namedIn(deps: Deps, bytes: Buffer): Promise<Verification | null> {
  const code = /\/verify\/([2-9A-HJ-NP-Z]{4}(?:-[2-9A-HJ-NP-Z]{4}){3})(?![\w-])/.exec(textOf(bytes))?.[1]
  return code ? verifyDocument(deps, { verifyCode: code }) : null
}

const textOf = (bytes: Buffer): string => bytes.toString('latin1')
