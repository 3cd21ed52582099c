// From an intact signature to a verdict: what the certificate is for, whom it leads to, when it was used,
// whether it was revoked, whether it is qualified. The same for XAdES and PAdES.
import { createHash } from 'node:crypto'
import type { Certificate } from './certificate.ts'
import { identityOf } from './identity.ts'
import { type Reason, reason, type SignatureReport, verdictOf } from './report.ts'
import { type Evidence, revocationOf } from './revocation.ts'
import type { Timestamp } from './timestamp.ts'
import { type Anchor, findPath, type TrustStore } from './trust.ts'

export type Context = {
  trust: TrustStore
  /** The moment for which the question is asked. */
  at: Date
  /** Revocation evidence fetched by the caller. */
  evidence?: Evidence
}

export type Intact = {
  id: string
  format: 'XAdES' | 'PAdES'
  algorithm: string | null
  certificate: Certificate | undefined
  /** Certificates carried by the file. */
  pool: readonly Certificate[]
  evidence: Evidence
  timestamps: readonly Timestamp[]
  claimed: Date | undefined
  /** Findings of the integrity checks. */
  reasons: readonly Reason[]
  covers: SignatureReport['covers']
}

const QC = { compliance: '0.4.0.1862.1.1', device: '0.4.0.1862.1.4' }
const QC_TYPE = { sign: '0.4.0.1862.1.6.1', seal: '0.4.0.1862.1.6.2' }
const NON_REPUDIATION = 1
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2'
/** Purposes of a certificate that are not the signing of documents: server, code, timestamps, OCSP. */
const NO_SIGNER = new Set(['1', '3', '8', '9'].map((n) => `1.3.6.1.5.5.7.3.${n}`))

/** In: what integrity checks found. Out: the full report of one signature. */
export function evaluate(s: Intact, ctx: Context): SignatureReport {
  const reasons: Reason[] = [...s.reasons]
  const report: SignatureReport = {
    id: s.id,
    format: s.format,
    level: 'B-B',
    verdict: 'INDETERMINATE',
    reasons,
    signer: null,
    certificate: null,
    algorithm: s.algorithm,
    time: {},
    qualified: { answer: 'unknown', why: [] },
    revocation: 'unknown',
    covers: s.covers,
  }
  if (s.claimed) report.time.claimed = s.claimed.toISOString()
  const trusted = timeOf(s.timestamps, report, reasons)
  const c = s.certificate
  if (!c) {
    if (!reasons.some((r) => r.effect === 'fail')) reasons.push(reason('no-certificate'))
    report.verdict = verdictOf(reasons)
    return report
  }
  report.signer = identityOf(c)
  report.certificate = {
    issuer: issuerName(c, s.pool, ctx),
    serial: c.serial,
    notBefore: c.notBefore.toISOString(),
    notAfter: c.notAfter.toISOString(),
    sha256: createHash('sha256').update(c.raw).digest('hex'),
  }
  if (c.keyUsage === undefined) reasons.push(reason('key-usage-missing'))
  else if (!c.keyUsage.has(NON_REPUDIATION)) reasons.push(reason('not-for-signing'))
  // A CA, a server, a responder or a timestamp authority signs no documents, whatever its key usage says.
  if (c.isCa) reasons.push(reason('not-for-signing', 'certificate of a certification authority'))
  else if (
    c.extendedKeyUsage.some((e) => NO_SIGNER.has(e)) &&
    c.extendedKeyUsage.every((e) => NO_SIGNER.has(e) || e === CLIENT_AUTH)
  )
    reasons.push(reason('not-for-signing', 'certificate for servers, timestamps or code only'))
  if (c.unknownCritical.length > 0)
    reasons.push(reason('certificate-not-understood', c.unknownCritical.join(', ')))
  const when = trusted ?? ctx.at
  if (when < c.notBefore) reasons.push(reason('not-yet-valid'))
  if (when > c.notAfter) reasons.push(reason(trusted ? 'expired' : 'expired-without-time'))
  const service = report.signer.kind === 'seal' ? 'seals' : 'signatures'
  const path = findPath(c, s.pool, ctx.trust, service, when)
  if (!path.ok)
    reasons.push(
      path.unverified === undefined
        ? reason(path.forged ? 'issuer-forged' : 'untrusted-issuer')
        : reason('issuer-unverified', path.unverified),
    )
  else {
    if (
      path.anchor.granted &&
      !path.anchor.granted.some((g) => when >= g.from && (!g.until || when <= g.until))
    )
      reasons.push(reason('service-withdrawn'))
    revocation(c, path.chain[1] ?? path.anchor.certificate, path.anchor, s, ctx, trusted, report, reasons)
  }
  report.qualified = qualification(c, path.ok ? path.anchor : undefined, report)
  report.verdict = verdictOf(reasons)
  return report
}

function timeOf(stamps: readonly Timestamp[], report: SignatureReport, reasons: Reason[]): Date | undefined {
  let earliest: Date | undefined
  for (const t of stamps) {
    if (t.state === 'broken') reasons.push(reason('timestamp-broken', t.why))
    else if (t.state === 'untrusted') reasons.push(reason('timestamp-untrusted', t.authority))
    else if (!earliest || t.time < earliest) {
      earliest = t.time
      report.time.trusted = t.time.toISOString()
      report.time.timestampAuthority = t.authority
    }
  }
  if (stamps.some((t) => t.state !== 'broken')) report.level = 'B-T'
  if (!earliest) reasons.push(reason('no-trusted-time'))
  return earliest
}

function revocation(
  c: Certificate,
  issuer: Certificate,
  anchor: Anchor,
  s: Intact,
  ctx: Context,
  trusted: Date | undefined,
  report: SignatureReport,
  reasons: Reason[],
): void {
  const evidence = {
    ocsp: [...s.evidence.ocsp, ...(ctx.evidence?.ocsp ?? [])],
    crls: [...s.evidence.crls, ...(ctx.evidence?.crls ?? [])],
  }
  const r = revocationOf(c, issuer, evidence, { trusted, at: ctx.at }, respondersFor(anchor, ctx, trusted))
  if (s.evidence.ocsp.length + s.evidence.crls.length > 0 && r.status !== 'unknown' && report.level === 'B-T')
    report.level = 'B-LT'
  if (r.status === 'good') report.revocation = 'good'
  else if (r.status === 'revoked') {
    report.revocation = 'revoked'
    if (!trusted) reasons.push(reason('revoked-without-time'))
    else if (r.since <= trusted) reasons.push(reason('revoked'))
    else report.revocation = 'good'
  } else if (!c.revocationPointers) {
    report.revocation = 'not-offered'
    reasons.push(reason('revocation-not-offered'))
  } else reasons.push(reason('revocation-unknown'))
}

/** Responders that a trusted list names as services of the provider to whom the certificate leads. */
function respondersFor(anchor: Anchor, ctx: Context, trusted: Date | undefined): Certificate[] {
  const when = trusted ?? ctx.at
  return ctx.trust.anchors
    .filter(
      (a) =>
        a.services.has('revocation') &&
        a.provider === anchor.provider &&
        (!a.granted || a.granted.some((g) => when >= g.from && (!g.until || when <= g.until))),
    )
    .map((a) => a.certificate)
}

function issuerName(c: Certificate, pool: readonly Certificate[], ctx: Context): string {
  const known = [...pool, ...ctx.trust.anchors.map((a) => a.certificate)]
  return known.find((x) => Buffer.compare(x.subject, c.issuer) === 0)?.displayName ?? c.issuerName
}

function qualification(
  c: Certificate,
  anchor: Anchor | undefined,
  r: SignatureReport,
): SignatureReport['qualified'] {
  const why: { lv: string; en: string }[] = []
  const seal = r.signer?.kind === 'seal'
  if (!c.qcStatements.includes(QC.compliance))
    why.push({ lv: 'Sertifikāts nav kvalificēts', en: 'The certificate is not a qualified one' })
  if (!c.qcStatements.includes(QC.device))
    why.push({
      lv: 'Atslēga nav kvalificētā ierīcē (QcSSCD)',
      en: 'The key is not in a qualified device (QcSSCD)',
    })
  const type = seal ? QC_TYPE.seal : QC_TYPE.sign
  if (c.qcTypes.length > 0 && !c.qcTypes.includes(type))
    why.push({
      lv: 'Sertifikāta veids neatbilst lietojumam',
      en: 'The type of the certificate does not fit its use',
    })
  if (why.length > 0) return { answer: 'no', why }
  if (!anchor)
    return {
      answer: 'unknown',
      why: [{ lv: 'Izdevējs nav uzticamo sarakstā', en: 'The issuer is not on the trusted list' }],
    }
  if (anchor.qualified === undefined)
    return {
      answer: 'unknown',
      why: [
        {
          lv: 'Sertifikāts sevi sauc par kvalificētu; uzticamības saraksts to nav apliecinājis',
          en: 'The certificate calls itself qualified; no trusted list confirms it',
        },
      ],
    }
  return anchor.qualified
    ? {
        answer: 'yes',
        why: [
          {
            lv: 'Izdevējs ir kvalificēts uzticamības sarakstā',
            en: 'The issuer is qualified on the trusted list',
          },
        ],
      }
    : { answer: 'no', why: [{ lv: 'Izdevējs nav kvalificēts', en: 'The issuer is not qualified' }] }
}
