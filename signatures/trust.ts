// Trust anchors: issuing CAs and timestamp authorities, from a folder or from a trusted list, and paths to them.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Certificate, issuedBy, linkTo, parseCertificate, parsePem } from './certificate.ts'

export type Service = 'signatures' | 'seals' | 'timestamps' | 'revocation'
export type Anchor = {
  certificate: Certificate
  /** What it is trusted for; a folder of CAs cannot say, so everything. */
  services: ReadonlySet<Service>
  /** True when a trusted list names it as a qualified service; undefined when nothing says so. */
  qualified: boolean | undefined
  /** The provider under whom a trusted list names it: a responder answers for the issuers of its provider only. */
  provider?: string
  /** When the service is known to have been granted (trusted list); undefined: always. */
  granted?: readonly { from: Date; until?: Date }[]
}
export type TrustStore = {
  /** Names the set of anchors; kept in each report. */
  version: string
  anchors: readonly Anchor[]
}

export const NO_TRUST: TrustStore = { version: 'empty', anchors: [] }
const ALL: ReadonlySet<Service> = new Set<Service>(['signatures', 'seals', 'timestamps', 'revocation'])

/** A store of certificates trusted for everything. `label` goes into the version. */
export function trustCertificates(certs: readonly Certificate[], label = 'certificates'): TrustStore {
  const h = createHash('sha256')
  const sorted = [...certs].sort((a, b) => Buffer.compare(a.raw, b.raw))
  for (const c of sorted) h.update(c.raw)
  return {
    version: `${label}:${h.digest('hex').slice(0, 16)}`,
    anchors: certs.map((certificate) => ({ certificate, services: ALL, qualified: undefined })),
  }
}

/** The certificates of every .pem, .crt, .cer and .der of a folder. @throws Error naming the file that holds none */
export function certificatesIn(folder: string): Certificate[] {
  const names = readdirSync(folder).filter((name) => /\.(pem|crt|cer|der)$/i.test(name))
  return names.sort().flatMap((name) => {
    const file = join(folder, name)
    const bytes = readFileSync(file)
    try {
      return bytes.includes('-----BEGIN CERTIFICATE-----')
        ? parsePem(bytes.toString('latin1'))
        : [parseCertificate(bytes)]
    } catch (e) {
      throw new Error(`${file} is no certificate: ${(e as Error).message}`, { cause: e })
    }
  })
}

/** Trusts every certificate of a folder for everything. @throws Error as `certificatesIn` */
export function trustFolder(folder: string): TrustStore {
  return trustCertificates(certificatesIn(folder), 'folder')
}

/** Several stores as one. */
export function joinTrust(...stores: readonly TrustStore[]): TrustStore {
  return { version: stores.map((s) => s.version).join('+'), anchors: stores.flatMap((s) => s.anchors) }
}

export type Path =
  | { ok: true; anchor: Anchor; chain: readonly Certificate[] }
  /**
   * `forged`: it names a trusted issuer by name and key, yet its signature is not that issuer's. `unverified`: whether
   * it is cannot be said, since its algorithm is not verified here.
   */
  | { ok: false; forged: boolean; unverified?: string }

const MAX_PATH = 6
const mayIssue = (c: Certificate, below: number): boolean =>
  c.isCa &&
  (c.keyUsage === undefined || c.keyUsage.has(5)) &&
  (c.pathLength === undefined || below <= c.pathLength)

/**
 * Looks for a path from a certificate to an anchor over the given intermediates. Every link's signature is
 * checked; intermediates must be CAs, valid at the time, and hold nothing critical that we do not understand.
 */
export function findPath(
  cert: Certificate,
  pool: readonly Certificate[],
  trust: TrustStore,
  service: Service,
  at: Date,
): Path {
  let forged = false
  let unverified: string | undefined
  const walk = (chain: Certificate[]): Path | undefined => {
    const top = chain.at(-1)!
    for (const anchor of trust.anchors) {
      if (!anchor.services.has(service)) continue
      if (Buffer.compare(anchor.certificate.raw, top.raw) === 0) return { ok: true, anchor, chain }
      if (Buffer.compare(anchor.certificate.subject, top.issuer) !== 0) continue
      const link = linkTo(top, anchor.certificate)
      if (link === 'yes' && mayIssue(anchor.certificate, chain.length - 1))
        return { ok: true, anchor, chain: [...chain, anchor.certificate] }
      if (typeof link === 'object') unverified = link.unverified
      else if (top.authorityKeyId && top.authorityKeyId === anchor.certificate.subjectKeyId) forged = true
    }
    if (chain.length >= MAX_PATH) return undefined
    for (const c of pool) {
      if (chain.some((x) => Buffer.compare(x.raw, c.raw) === 0)) continue
      if (Buffer.compare(c.subject, top.issuer) !== 0 || !mayIssue(c, chain.length - 1)) continue
      if (c.unknownCritical.length > 0 || at < c.notBefore || at > c.notAfter || !issuedBy(top, c)) continue
      const found = walk([...chain, c])
      if (found) return found
    }
    return undefined
  }
  return walk([cert]) ?? { ok: false, forged, ...(unverified === undefined ? {} : { unverified }) }
}

/** A trust store in a form that can be sent to another thread or stored. */
export type PlainTrust = {
  version: string
  anchors: {
    der: Uint8Array
    services: Service[]
    qualified: boolean | undefined
    provider?: string
    granted?: { from: string; until?: string }[]
  }[]
}
export const exportTrust = (t: TrustStore): PlainTrust => ({
  version: t.version,
  anchors: t.anchors.map((a) => ({
    der: a.certificate.raw,
    services: [...a.services],
    qualified: a.qualified,
    ...(a.provider === undefined ? {} : { provider: a.provider }),
    ...(a.granted
      ? {
          granted: a.granted.map((g) => ({
            from: g.from.toISOString(),
            ...(g.until ? { until: g.until.toISOString() } : {}),
          })),
        }
      : {}),
  })),
})
export const importTrust = (p: PlainTrust): TrustStore => ({
  version: p.version,
  anchors: p.anchors.map((a) => ({
    certificate: parseCertificate(a.der),
    services: new Set(a.services),
    qualified: a.qualified,
    ...(a.provider === undefined ? {} : { provider: a.provider }),
    ...(a.granted
      ? {
          granted: a.granted.map((g) => ({
            from: new Date(g.from),
            ...(g.until ? { until: new Date(g.until) } : {}),
          })),
        }
      : {}),
  })),
})
