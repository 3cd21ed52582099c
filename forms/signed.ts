import type { NormRef } from '../law/norm.ts'

/** What verification found on a file: told apart, since each leads to another act. */
export type SignatureState = 'unsigned' | 'passed' | 'indeterminate' | 'failed'

/** Whether the applicant in person signed exactly this file; 'unclear' is for a person to look at. */
export type ApplicantSignature = 'yes' | 'not-exactly' | 'seal' | 'other' | 'unclear'

/** What the rules need to know of a file; from the stored report, never from the client. */
export interface FileCheck {
  state: SignatureState
  byApplicant: ApplicantSignature
  /** SHA-256 of what was signed: of the files of a container, or of the PDF itself. */
  contents: string[]
}

/** A question whose files must be signed electronically. */
export interface SignedRule {
  /** 'applicant': the rule of the own signature. */
  by: 'anyone' | 'applicant'
  /** What must be signed: any file, or the application's text as it stands now. */
  what?: 'application'
  norm: NormRef
}

/**
 * The first thing wrong with the signature of a file, as a message code; undefined when it will do. An indeterminate
 * signature is taken: a person looks at it before the application counts as complete.
 * @param applicationHash SHA-256 of the application's text as it stands now
 */
export function signatureProblem(
  rule: SignedRule,
  check: FileCheck | undefined,
  applicationHash: string | undefined,
): string | undefined {
  if (!check || check.state === 'unsigned') return 'signature-missing'
  if (check.state === 'failed') return 'signature-failed'
  if (rule.what === 'application' && !check.contents.includes(applicationHash ?? '')) {
    // Of what cannot be read nobody knows yet what was signed.
    if (check.contents.length > 0 || check.state === 'passed') return 'signature-other-content'
  }
  if (rule.by === 'anyone') return undefined
  if (check.byApplicant === 'seal') return 'signature-seal'
  if (check.byApplicant === 'other') return 'signature-other'
  if (check.byApplicant === 'not-exactly') return 'signature-not-exactly'
  return undefined
}
