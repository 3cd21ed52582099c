// Was the certificate revoked? OCSP answers and CRLs, embedded or handed in; nothing is fetched here.
import { createHash } from 'node:crypto'
import { signatureOfIdentifier, verifySignature } from './algorithms.ts'
import { type Certificate, issuedBy, parseCertificate, publicKeyBits } from './certificate.ts'
import {
  asBits,
  asInt,
  asIntHex,
  asOctets,
  asOid,
  asSequence,
  asTime,
  type Der,
  isContext,
  isUniversal,
  parseDer,
} from './der.ts'

const BASIC = '1.3.6.1.5.5.7.48.1.1'
const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9'
const HASHES: Record<string, string> = {
  '1.3.14.3.2.26': 'sha1', // only names the issuer here; nothing is secured by it (RFC 6960, 4.3)
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

export type Evidence = { ocsp: readonly Uint8Array[]; crls: readonly Uint8Array[] }
export type Revocation =
  | { status: 'good'; from: Date; until: Date | undefined }
  | { status: 'revoked'; since: Date }
  | { status: 'unknown' }
/** When the certificate was used by a trusted timestamp, if any, and the moment for which the question is asked. */
export type Moment = { trusted?: Date | undefined; at: Date }

const MINUTE = 60_000
/** Evidence may be older than the timestamp by the few minutes that a signing tool takes to collect it. */
const COLLECTING = 15 * MINUTE
/** Without trusted time the key may have been used a moment ago: older evidence does not speak of that. */
const FRESH = 24 * 60 * MINUTE
const CLOCKS_DIFFER = 5 * MINUTE

/**
 * Whether good evidence speaks of the moment that counts. An answer from before a timestamp says nothing of what was
 * stamped; without one it must be fresh for now, whatever time the signature claims. An issuer need not keep what
 * it knew of a certificate that has run out, so what is said later than that counts for nothing (RFC 5280, 5).
 */
function speaks(r: { from: Date; until: Date | undefined }, cert: Certificate, m: Moment): boolean {
  const from = r.from.getTime()
  if (from > cert.notAfter.getTime() || from > m.at.getTime() + CLOCKS_DIFFER) return false
  if (r.until && r.until < r.from) return false
  if (m.trusted) {
    const used = m.trusted.getTime()
    return from >= used || (from >= used - COLLECTING && (!r.until || r.until.getTime() >= used))
  }
  // Without a next update newer answers can be had at any time (RFC 6960, 4.2.2.1): this one is for its moment.
  if (!r.until) return from >= m.at.getTime() - COLLECTING
  return r.until >= m.at && from >= m.at.getTime() - FRESH
}

/**
 * Status of a certificate by the evidence that is rightly signed and speaks of the moment that counts. A revocation
 * counts whenever it was reported. `responders`: those that a trusted list names beside the issuer.
 */
export function revocationOf(
  cert: Certificate,
  issuer: Certificate,
  evidence: Evidence,
  moment: Moment,
  responders: readonly Certificate[] = [],
): Revocation {
  let best: Revocation = { status: 'unknown' }
  const take = (r: Revocation): void => {
    if (r.status === 'unknown') return
    if (r.status === 'revoked') {
      if (best.status !== 'revoked' || r.since < best.since) best = r
    } else if (best.status === 'unknown' && speaks(r, cert, moment)) best = r
  }
  for (const o of evidence.ocsp) take(attempt(() => fromOcsp(o, cert, issuer, responders)))
  for (const c of evidence.crls) take(attempt(() => fromCrl(c, cert, issuer)))
  return best
}

function attempt(f: () => Revocation): Revocation {
  try {
    return f()
  } catch {
    return { status: 'unknown' }
  }
}

/** BasicOCSPResponse, bare or wrapped in an OCSPResponse. */
function basicOf(der: Uint8Array): readonly Der[] {
  const top = asSequence(parseDer(der))
  if (!isUniversal(top[0], 10)) return top
  if (top[0].body[0] !== 0) throw new Error('OCSP answer is an error')
  const [type, value] = asSequence(isContext(top[1], 0) ? top[1].kids[0] : undefined)
  if (asOid(type) !== BASIC) throw new Error('not a basic OCSP answer')
  return asSequence(parseDer(asOctets(value)))
}

function fromOcsp(
  der: Uint8Array,
  cert: Certificate,
  issuer: Certificate,
  responders: readonly Certificate[],
): Revocation {
  const [data, algorithm, signature, certs] = basicOf(der)
  const carried = isContext(certs, 0) ? asSequence(certs.kids[0]).map((c) => parseCertificate(c.raw)) : []
  const fields = [...asSequence(data)]
  if (isContext(fields[0], 0)) fields.shift()
  const producedAt = asTime(fields[1])
  const answer = singleFor(asSequence(fields[2]), cert, issuer)
  if (!answer) return { status: 'unknown' }
  // The responder is the issuer itself, one whom the issuer has named for it (RFC 6960, 4.2.2.2), or one that a
  // trusted list names as a service of the issuer's provider.
  const listed = (r: Certificate): boolean => responders.some((x) => Buffer.compare(x.raw, r.raw) === 0)
  const signed = [issuer, ...carried, ...responders].some((r) => {
    if (!isResponder(fields[0], r)) return false
    const named =
      r === issuer ||
      (r.extendedKeyUsage.includes(OCSP_SIGNING) &&
        (issuedBy(r, issuer) || listed(r)) &&
        producedAt >= r.notBefore &&
        producedAt <= r.notAfter)
    if (!named) return false
    try {
      return verifySignature(signatureOfIdentifier(algorithm), r.publicKey, data!.raw, asBits(signature))
    } catch {
      return false
    }
  })
  if (!signed) return { status: 'unknown' }
  const { status } = answer
  if (isContext(status, 0)) return { status: 'good', from: answer.from, until: answer.until }
  if (isContext(status, 1)) return { status: 'revoked', since: asTime(status.kids[0]) }
  return { status: 'unknown' }
}

/** Whether the answer's responder id (by name or by key) is this certificate's. */
function isResponder(id: Der | undefined, c: Certificate): boolean {
  if (isContext(id, 1)) return Buffer.compare(id.kids[0]?.raw ?? Buffer.alloc(0), c.subject) === 0
  if (!isContext(id, 2)) return false
  return Buffer.compare(asOctets(id.kids[0]), createHash('sha1').update(publicKeyBits(c)).digest()) === 0
}

/** The single answer about a certificate: status, since when it is known to be so, and when there is a newer one. */
function singleFor(
  list: readonly Der[],
  cert: Certificate,
  issuer: Certificate,
): { status: Der; from: Date; until: Date | undefined } | undefined {
  for (const single of list) {
    const [id, status, thisUpdate, ...rest] = asSequence(single)
    const [hashAlgorithm, nameHash, keyHash, serial] = asSequence(id)
    const hash = HASHES[asOid(asSequence(hashAlgorithm)[0])]
    if (!hash || asIntHex(serial) !== cert.serial) continue
    const of = (b: Uint8Array): Buffer => createHash(hash).update(b).digest()
    if (Buffer.compare(of(issuer.subject), asOctets(nameHash)) !== 0) continue
    if (Buffer.compare(of(publicKeyBits(issuer)), asOctets(keyHash)) !== 0) continue
    const next = rest.find((x) => isContext(x, 0))
    return { status: status!, from: asTime(thisUpdate), until: next ? asTime(next.kids[0]) : undefined }
  }
  return undefined
}

function fromCrl(der: Uint8Array, cert: Certificate, issuer: Certificate): Revocation {
  const [tbs, algorithm, signature] = asSequence(parseDer(der))
  const fields = [...asSequence(tbs)]
  if (isUniversal(fields[0], 2)) {
    asInt(fields[0])
    fields.shift()
  }
  const [, name, thisUpdate, ...rest] = fields
  if (!name || Buffer.compare(name.raw, issuer.subject) !== 0) return { status: 'unknown' }
  if (!verifySignature(signatureOfIdentifier(algorithm), issuer.publicKey, tbs!.raw, asBits(signature)))
    return { status: 'unknown' }
  // A delta or partitioned list says nothing about certificates that it does not hold.
  const extensions = rest.find((f) => isContext(f, 0))?.kids[0]
  const critical = extensions
    ? asSequence(extensions).some(
        (e) => isUniversal(asSequence(e)[1], 1) && asOid(asSequence(e)[0]) !== '2.5.29.28',
      )
    : false
  if (critical) return { status: 'unknown' }
  const from = asTime(thisUpdate)
  const next = rest[0]
  const until = isUniversal(next, 23) || isUniversal(next, 24) ? asTime(next) : undefined
  const list = rest.find((f) => isUniversal(f, 16))
  for (const entry of list?.kids ?? []) {
    const [serial, since] = asSequence(entry)
    if (asIntHex(serial) === cert.serial) return { status: 'revoked', since: asTime(since) }
  }
  return { status: 'good', from, until }
}
