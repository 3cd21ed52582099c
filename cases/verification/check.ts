import type { ApplicantSignature, FileCheck, SignatureState } from '../../forms/signed.ts'
import { isPerson, ownSignature } from '../../signatures/identity.ts'
import type { FileReport, Reason, SignatureReport, SignerIdentity, Verdict } from '../../signatures/report.ts'
import type { Examined } from '../../signatures/verifier.ts'

/** A verdict in the words that forms and pages use. */
export const STATES: Record<Verdict, Exclude<SignatureState, 'unsigned'>> = {
  'TOTAL-PASSED': 'passed',
  INDETERMINATE: 'indeterminate',
  'TOTAL-FAILED': 'failed',
}

/**
 * What a report means for whoever looks at the file. A file without any signature is 'unsigned', whether or not
 * its inside could be read.
 */
export function stateOf({ report, unsignable }: Examined): SignatureState {
  if (report.signatures.length === 0)
    if (unsignable || report.reasons.some((r) => r.code === 'unsigned')) return 'unsigned'
  return STATES[report.verdict]
}

/**
 * Whether the applicant in person signed exactly this file.
 * @param code the personal code of whoever is signed in; never from the form
 */
export function applicantSignature(report: FileReport, code: string | null): ApplicantSignature {
  const file = report.format === 'ASiC-E' ? report.files[0]?.name : undefined
  // A container with more than one document has not been signed for this one alone.
  if (report.format === 'ASiC-E' && report.files.length !== 1) return 'not-exactly'
  if (ownSignature(report, { code: code ?? '', ...(file === undefined ? {} : { file }) }).ok) return 'yes'
  const { signatures } = report
  const own = signatures.filter((s) => code !== null && isPerson(s.signer, code))
  if (own.length > 0) {
    return own.every((s) => s.verdict === 'TOTAL-PASSED') && report.verdict === 'TOTAL-PASSED'
      ? 'not-exactly'
      : 'unclear'
  }
  if (signatures.length === 0 || signatures.some((s) => (s.signer?.kind ?? 'unknown') === 'unknown'))
    return 'unclear'
  return signatures.every((s) => s.signer?.kind === 'seal') ? 'seal' : 'other'
}

/** What the rules of a form need to know of a verified file. */
export function checkOf(state: SignatureState, report: FileReport, code: string | null): FileCheck {
  return {
    state,
    byApplicant: applicantSignature(report, code),
    contents: report.files.map((f) => f.sha256),
  }
}

export interface SignatureView {
  id: string
  state: SignatureState
  kind: SignerIdentity['kind']
  name: string | null
  /** Scheme and country as they stand, the code itself covered but for its last digits. */
  code: string | null
  byApplicant: boolean
  trustedTime: string | null
  claimedTime: string | null
  authority: string | null
  level: string
  qualified: SignatureReport['qualified']
  revocation: SignatureReport['revocation']
  covers: { files: string[]; whole: boolean }
  issuer: string | null
  validUntil: string | null
  algorithm: string | null
  reasons: Reason[]
}

export interface VerificationView {
  id: string
  fileId: string
  state: SignatureState
  format: FileReport['format']
  reasons: Reason[]
  signatures: SignatureView[]
  files: FileReport['files']
  policy: string
  trust: string
  /** The moment for which the question was answered. */
  checkedFor: string
  verifiedAt: string
}

/** The report for people who may see the file: whole, but with personal codes covered. */
export function viewOf(
  row: { id: string; fileId: string; state: string; report: unknown; verifiedAt: Date },
  code: string | null,
): VerificationView {
  const report = row.report as FileReport
  return {
    id: row.id,
    fileId: row.fileId,
    state: row.state as SignatureState,
    format: report.format,
    reasons: report.reasons,
    signatures: report.signatures.map((s) => signatureView(s, code)),
    files: report.files,
    policy: report.policy,
    trust: report.trust.version,
    checkedFor: report.checkedFor,
    verifiedAt: row.verifiedAt.toISOString(),
  }
}

function signatureView(s: SignatureReport, code: string | null): SignatureView {
  return {
    id: s.id,
    state: STATES[s.verdict],
    kind: s.signer?.kind ?? 'unknown',
    name: s.signer?.name ?? null,
    code: s.signer ? covered(s.signer) : null,
    byApplicant: code !== null && isPerson(s.signer, code),
    trustedTime: s.time.trusted ?? null,
    claimedTime: s.time.claimed ?? null,
    authority: s.time.timestampAuthority ?? null,
    level: s.level,
    qualified: s.qualified,
    revocation: s.revocation,
    covers: { files: s.covers.files, whole: s.covers.whole },
    issuer: s.certificate?.issuer ?? null,
    validUntil: s.certificate?.notAfter ?? null,
    algorithm: s.algorithm,
    reasons: s.reasons,
  }
}

/** 'PNOLV ••••••-••911': enough to tell two signers of one name apart. A seal's number is public. */
function covered(signer: SignerIdentity): string | null {
  if (!signer.code) return null
  const prefix = `${signer.scheme ?? ''}${signer.country ?? ''}`
  const code = signer.kind === 'seal' ? signer.code : signer.code.replace(/\w(?=.*\w{3})/g, '•')
  return prefix ? `${prefix} ${code}` : code
}
