// Signed PDFs: every signature over its own revision, and every change since.
import { createHash } from 'node:crypto'
import { AlgorithmError } from './algorithms.ts'
import { derOfBer } from './ber.ts'
import { type Certificate, parseCertificate } from './certificate.ts'
import { checkSigner, hasSigningTime, readSignedData, type SignedData, signerCertificate } from './cms.ts'
import { DerError, parseDer } from './der.ts'
import { type Context, evaluate } from './evaluate.ts'
import { activeContent } from './pdf/active.ts'
import { differences } from './pdf/difference.ts'
import { PdfFile } from './pdf/file.ts'
import { certificationLevel } from './pdf/form-filling.ts'
import { layoutFaults } from './pdf/layout.ts'
import { type Dict, isDict, nameOf, type Obj, PdfError, Ref, Str, Stream, textOf } from './pdf/objects.ts'
import { type Fault, LIMITS } from './pdf/xref.ts'
import {
  algorithmReason,
  type FileReport,
  POLICY,
  type Reason,
  reason,
  type SignatureReport,
  verdictOf,
  worst,
} from './report.ts'
import type { Evidence } from './revocation.ts'
import { checkTimestamp, type Timestamp } from './timestamp.ts'

const SIGNATURE_TIMESTAMP = '1.2.840.113549.1.9.16.2.14'
const REVOCATION_VALUES = '1.2.840.113583.1.1.8'
const CMS_FILTERS = new Set(['ETSI.CAdES.detached', 'adbe.pkcs7.detached'])
const MAX_SIGNATURES = 50
const MAX_CMS = 1_000_000

class UnsupportedError extends Error {
  override name = 'UnsupportedError'
}
type Field = { name: string; num: number | undefined; value: Dict }
type Range = [number, number, number, number]

/** Verifies every signature of a PDF. Never throws for what the file holds; what cannot be read is said in the report. */
export function verifyPdf(bytes: Uint8Array, ctx: Context, name = 'document.pdf'): FileReport {
  const report: FileReport = {
    format: 'PDF',
    verdict: 'INDETERMINATE',
    reasons: [],
    signatures: [],
    files: [{ name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }],
    policy: POLICY,
    trust: { version: ctx.trust.version, anchors: ctx.trust.anchors.length },
    checkedFor: ctx.at.toISOString(),
  }
  try {
    if (bytes.length > LIMITS.bytes) report.reasons.push(reason('too-large'))
    else verifyAll(bytes, ctx, report, name)
  } catch (e) {
    report.reasons.push(unreadable(e))
  }
  report.verdict = worst([verdictOf(report.reasons), ...report.signatures.map((s) => s.verdict)])
  return report
}

function unreadable(e: unknown): Reason {
  if (e instanceof UnsupportedError) return reason('feature-unsupported', e.message)
  if (e instanceof PdfError && e.message === 'encrypted') return reason('encrypted')
  if (e instanceof PdfError && /too (large|many)/.test(e.message)) return reason('too-large', e.message)
  return reason('unreadable', e instanceof Error ? e.message : undefined)
}

function verifyAll(bytes: Uint8Array, ctx: Context, report: FileReport, name: string): void {
  const now = new PdfFile(bytes)
  if (now.trailingBytes() > 0) report.reasons.push(reason('bytes-after-end'))
  const fields = signatureFields(now)
  if (fields.length === 0) {
    report.reasons.push(reason('unsigned'))
    return
  }
  const evidence = evidenceOf(now)
  const active = activeContent(now)
  if (active.length > 0) report.reasons.push(reason('active-content', active.join(', ')))
  // Later document timestamps prove when earlier signatures existed.
  const documentStamps: { end: number; stamp: Timestamp }[] = []
  const parsed = fields.map((f) => ({ field: f, range: rangeOf(f.value, bytes) }))
  const ends = parsed.flatMap(({ range }) => (range ? [range[2] + range[3]] : []))
  const firstEnd = Math.min(bytes.length, ...ends)
  const faults = layoutFaults(now, firstEnd)
  report.reasons.push(...signedFaults(faults, firstEnd))
  for (const { field, range } of parsed) {
    if (nameOf(field.value.get('SubFilter')) !== 'ETSI.RFC3161' || !range) continue
    const stamp = checkTimestamp(contentsOf(field.value), covered(bytes, range), ctx.trust, evidence.pool)
    if (stamp.state === 'broken')
      report.reasons.push(reason('timestamp-broken', `document timestamp: ${stamp.why}`))
    const changes = stamp.state === 'broken' ? [] : changesSince(bytes, range, now, field, faults)
    if (changes.length > 0) report.reasons.push(...changes)
    documentStamps.push({ end: range[2] + range[3], stamp })
  }
  for (const { field, range } of parsed) {
    if (nameOf(field.value.get('SubFilter')) === 'ETSI.RFC3161') continue
    const stamps = documentStamps.filter((d) => range && d.end > range[2] + range[3]).map((d) => d.stamp)
    const end = range ? range[2] + range[3] : 0
    const signedLater = parsed.some(
      (o) =>
        o.range && o.range[2] + o.range[3] > end && nameOf(o.field.value.get('SubFilter')) !== 'ETSI.RFC3161',
    )
    report.signatures.push(
      verifyOne(bytes, now, field, range, faults, evidence, stamps, signedLater, ctx, name),
    )
  }
  if (report.signatures.length === 0) report.reasons.push(reason('unsigned', 'only document timestamps'))
}

/** Filled signature fields in the order of the form. */
function signatureFields(f: PdfFile): Field[] {
  const out: Field[] = []
  const seen = new Set<number>()
  const walk = (list: readonly Obj[], type: string | undefined, prefix: string, depth: number): void => {
    if (depth > 32) throw new PdfError('fields nested too deeply')
    for (const o of list) {
      if (o instanceof Ref) {
        if (seen.has(o.num)) throw new PdfError('a field stands in the form twice')
        seen.add(o.num)
      }
      const d = f.dict(o)
      if (!d) continue
      const ft = nameOf(f.resolve(d.get('FT'))) ?? type
      const t = textOf(f.resolve(d.get('T')))
      const full = t === undefined ? prefix : prefix ? `${prefix}.${t}` : t
      const v = d.get('V')
      if (ft === 'Sig' && v !== undefined) {
        const value = f.resolve(v)
        if (!isDict(value)) throw new PdfError('signature value is not a dictionary')
        out.push({ name: full, num: v instanceof Ref ? v.num : undefined, value })
        if (out.length > MAX_SIGNATURES) throw new UnsupportedError(`more than ${MAX_SIGNATURES} signatures`)
      }
      walk(f.array(d.get('Kids')) ?? [], ft, full, depth + 1)
    }
  }
  walk(f.array(f.dict(f.root.get('AcroForm'))?.get('Fields')) ?? [], undefined, '', 0)
  return out
}

/** ByteRange, when it starts at 0, leaves out exactly the token of /Contents, and stays within the file. */
function rangeOf(v: Dict, bytes: Uint8Array): Range | undefined {
  const r = v.get('ByteRange')
  const contents = v.get('Contents')
  if (
    !Array.isArray(r) ||
    r.length !== 4 ||
    !r.every((x) => typeof x === 'number' && Number.isInteger(x) && x >= 0)
  )
    return undefined
  if (!(contents instanceof Str)) return undefined
  const [a, b, c, d] = r as Range
  if (a !== 0 || b !== contents.start || c !== contents.end || c + d > bytes.length) return undefined
  if (bytes[b] !== 0x3c || bytes[c - 1] !== 0x3e) return undefined
  // The gap must be the very token of the value, and nothing but its digits: what stands in it is signed by nobody.
  if (c - b - 2 !== contents.bytes.length * 2 || c - b > 4 * MAX_CMS) return undefined
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset + b + 1, c - b - 2).toString('latin1')
  if (hex.toLowerCase() !== Buffer.from(contents.bytes).toString('hex')) return undefined
  return [a, b, c, d]
}
const covered = (bytes: Uint8Array, r: Range): Uint8Array[] => [
  bytes.subarray(0, r[1]),
  bytes.subarray(r[2], r[2] + r[3]),
]
function contentsOf(v: Dict): Uint8Array {
  const c = v.get('Contents')
  if (!(c instanceof Str) || c.bytes.length > MAX_CMS) throw new PdfError('bad /Contents')
  return c.bytes
}

/** Departures from the format within the first signed revision: what they are for the file as a whole. */
function signedFaults(faults: readonly Fault[], firstEnd: number): Reason[] {
  const own = faults.filter((f) => f.at < firstEnd)
  const worstOne = own.find((f) => f.grave) ?? own[0]
  if (!worstOne) return []
  return [reason('structure-wrong', worstOne.what, worstOne.grave ? 'fail' : 'indeterminate')]
}

function changesSince(
  bytes: Uint8Array,
  range: Range,
  now: PdfFile,
  field: Field,
  faults: readonly Fault[],
): Reason[] {
  const end = range[2] + range[3]
  let signed: PdfFile
  try {
    signed = new PdfFile(bytes.subarray(0, end), now)
  } catch (e) {
    return [reason('range-wrong', `the signed revision is not a PDF: ${(e as Error).message}`)]
  }
  if (signed.trailingBytes() > 0)
    return [reason('range-wrong', 'the signed revision does not end where it should')]
  const odd = faults.find((f) => f.at >= end) ?? signed.faults.find((f) => f.grave)
  const structure = odd ? [reason('structure-wrong', odd.what)] : []
  try {
    const then = signatureFields(signed).find((f) => f.name === field.name)
    if (
      !then ||
      then.num !== field.num ||
      (then.value.get('Contents') as Str | undefined)?.start !== (field.value.get('Contents') as Str).start
    )
      return [reason('range-wrong', 'the signature is not part of the revision that it covers')]
    return [...structure, ...differences(signed, now), ...certification(signed, now)]
  } catch (e) {
    return [
      ...structure,
      reason('changed-after', e instanceof Error ? e.message : undefined, 'indeterminate'),
    ]
  }
}

/** DocMDP with P = 1: the author forbids any later change but evidence (ISO 32000-1, 12.8.2.2). */
function certification(signed: PdfFile, now: PdfFile): Reason[] {
  if (now.sections.length === signed.sections.length || certificationLevel(signed) !== 1) return []
  const signatures = (f: PdfFile): number =>
    signatureFields(f).filter((x) => nameOf(x.value.get('SubFilter')) !== 'ETSI.RFC3161').length
  return signatures(now) > signatures(signed)
    ? [reason('changed-after', 'certified as final, yet signed again')]
    : []
}

function verifyOne(
  bytes: Uint8Array,
  now: PdfFile,
  field: Field,
  range: Range | undefined,
  faults: readonly Fault[],
  evidence: { pool: Certificate[]; evidence: Evidence },
  documentStamps: readonly Timestamp[],
  signedLater: boolean,
  ctx: Context,
  name: string,
): SignatureReport {
  const reasons: Reason[] = []
  let whole = false
  const filter = nameOf(field.value.get('SubFilter')) ?? ''
  let sd: SignedData | undefined
  let cert: Certificate | undefined
  const stamps: Timestamp[] = []
  const own: Evidence = { ocsp: [...evidence.evidence.ocsp], crls: [...evidence.evidence.crls] }
  if (!range) reasons.push(reason('range-wrong'))
  else if (!CMS_FILTERS.has(filter)) reasons.push(reason('feature-unsupported', `SubFilter ${filter}`))
  else {
    try {
      sd = readSignedData(parseDer(derOfBer(contentsOf(field.value))))
      cert = signerCertificate(sd, evidence.pool)
      if (cert) {
        if (sd.content) reasons.push(reason('signature-malformed', 'content is not detached'))
        reasons.push(...checkSigner(sd, cert, covered(bytes, range)))
        if (filter !== 'ETSI.CAdES.detached') reasons.push(reason('pades-attribute', filter))
        else if (hasSigningTime(sd)) reasons.push(reason('pades-attribute', 'signing-time'))
        for (const t of sd.unsigned.get(SIGNATURE_TIMESTAMP) ?? [])
          stamps.push(
            checkTimestamp(t.raw, [sd.signature], ctx.trust, [...sd.certificates, ...evidence.pool]),
          )
        addAdobeEvidence(sd, own)
      }
    } catch (e) {
      reasons.push(
        e instanceof AlgorithmError
          ? algorithmReason(e)
          : reason(
              e instanceof DerError ? 'signature-malformed' : 'signature-unreadable',
              (e as Error).message,
            ),
      )
    }
    const changes = changesSince(bytes, range, now, field, faults)
    reasons.push(...changes)
    // Evidence, document timestamps and metadata that came later take nothing from what was signed.
    whole = changes.length === 0 && !signedLater
  }
  const revision = range
    ? now.sections.length - now.sections.findIndex((s) => s.offset < range[2] + range[3])
    : undefined
  return evaluate(
    {
      id: field.name,
      format: 'PAdES',
      algorithm: sd?.algorithm ?? null,
      certificate: cert,
      pool: [...(sd?.certificates ?? []), ...evidence.pool],
      evidence: own,
      timestamps: [...stamps, ...documentStamps.filter((d) => d.state !== 'broken')],
      claimed: claimedTime(field.value),
      reasons,
      covers: {
        files: reasons.some((r) => r.effect === 'fail') ? [] : [name],
        whole,
        ...(revision === undefined ? {} : { revision }),
      },
    },
    ctx,
  )
}

function claimedTime(v: Dict): Date | undefined {
  const m = /^D:(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:Z|([+-])(\d{2})'?(\d{2})?'?)?/.exec(
    textOf(v.get('M')) ?? '',
  )
  if (!m) return undefined
  const n = m.slice(1, 7).map(Number) as [number, number, number, number, number, number]
  const offset = m[7] ? (m[7] === '-' ? -1 : 1) * (Number(m[8]) * 60 + Number(m[9] ?? 0)) : 0
  const t = new Date(Date.UTC(n[0], n[1] - 1, n[2], n[3], n[4], n[5]) - offset * 60_000)
  return Number.isNaN(t.getTime()) ? undefined : t
}

/** Certificates, OCSP answers and CRLs of the document security store (ISO 32000-2, 12.8.4.3). */
function evidenceOf(f: PdfFile): { pool: Certificate[]; evidence: Evidence } {
  const dss = f.dict(f.root.get('DSS'))
  const read = (key: string): Uint8Array[] => {
    const out: Uint8Array[] = []
    for (const o of (f.array(dss?.get(key)) ?? []).slice(0, 200)) {
      const s = f.resolve(o)
      try {
        if (s instanceof Stream) out.push(f.data(s))
      } catch {
        // Evidence that cannot be read proves nothing; the verdict shows what is then missing.
      }
    }
    return out
  }
  const pool: Certificate[] = []
  for (const der of read('Certs')) {
    try {
      pool.push(parseCertificate(der))
    } catch {
      // As above.
    }
  }
  return { pool, evidence: { ocsp: read('OCSPs'), crls: read('CRLs') } }
}

/** adbe-revocationInfoArchival, a signed attribute of older signing tools. */
function addAdobeEvidence(
  sd: SignedData,
  into: { ocsp: readonly Uint8Array[]; crls: readonly Uint8Array[] },
): void {
  const a = sd.attributes.get(REVOCATION_VALUES)
  if (!a) {
    into.crls = [...into.crls, ...sd.crls]
    return
  }
  for (const f of a.kids) {
    if (f.cls !== 2) continue
    const list = (f.kids[0]?.kids ?? []).map((k) => k.raw)
    if (f.tag === 0) into.crls = [...into.crls, ...list]
    else if (f.tag === 1) into.ocsp = [...into.ocsp, ...list]
  }
}
