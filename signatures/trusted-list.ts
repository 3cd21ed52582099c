// The national trusted list (ETSI TS 119 612): an XML file signed by its scheme operator. Only a list whose own
// signature holds, by one of the operator certificates that were configured, gives any trust.
import type { XmlElement } from 'libxml2-wasm'
import { digestOf } from './algorithms.ts'
import { type Certificate, parseCertificate } from './certificate.ts'
import { same } from './cms.ts'
import type { Anchor, Service, TrustStore } from './trust.ts'
import {
  algorithmOf,
  checkValue,
  hashOf,
  partsOf,
  SIGNED_PROPERTIES,
  signingCertificate,
  transformOf,
} from './xades.ts'
import { attribute, base64Of, canonicalBytes, children, exactly, NS, named, only, withXml } from './xml.ts'

const TSL = 'http://uri.etsi.org/02231/v2#'
const CA_QC = 'http://uri.etsi.org/TrstSvc/Svctype/CA/QC'
const OCSP = ['Certstatus/OCSP', 'Certstatus/OCSP/QC'].map((t) => `http://uri.etsi.org/TrstSvc/Svctype/${t}`)
const QTST = 'http://uri.etsi.org/TrstSvc/Svctype/TSA/QTST'
const GRANTED = new Set([
  'http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/granted',
  // Statuses of the time before eIDAS (2016-07-01), still found in histories.
  'http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/undersupervision',
  'http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/accredited',
])
const FOR_SIGNATURES = 'http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/ForeSignatures'
const FOR_SEALS = 'http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/ForeSeals'
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'

export class TrustedListError extends Error {
  override name = 'TrustedListError'
}
export type TrustedList = TrustStore & {
  territory: string
  sequence: number
  issued: Date
  nextUpdate: Date | undefined
  stale: boolean
}

/**
 * Reads and verifies a trusted list. In: the file, the operator certificates (from the list of lists or from
 * configuration), the moment. Throws TrustedListError unless it is rightly signed by one of them; an out-of-date
 * list is returned with `stale: true`.
 */
export function readTrustedList(bytes: Uint8Array, operators: readonly Certificate[], at: Date): TrustedList {
  return withXml(bytes, (root) => {
    if (root.name !== 'TrustServiceStatusList' || root.namespaceUri !== TSL)
      throw new TrustedListError('not a trusted list')
    verifyList(root, operators)
    const info = exactly(root, TSL, 'SchemeInformation')
    const issued = dateOf(exactly(info, TSL, 'ListIssueDateTime'))
    const next = only(only(info, TSL, 'NextUpdate'), TSL, 'dateTime')
    const nextUpdate = next ? dateOf(next) : undefined
    const territory = exactly(info, TSL, 'SchemeTerritory').content.trim()
    const sequence = Number(exactly(info, TSL, 'TSLSequenceNumber').content.trim())
    return {
      version: `TL-${territory}-${sequence}`,
      anchors: anchorsOf(root),
      territory,
      sequence,
      issued,
      nextUpdate,
      stale: nextUpdate === undefined || nextUpdate < at,
    }
  })
}

function verifyList(root: XmlElement, operators: readonly Certificate[]): void {
  const fail = (why: string): never => {
    throw new TrustedListError(`signature of the trusted list: ${why}`)
  }
  const signature = exactly(root, NS.ds, 'Signature')
  const p = partsOf(signature)
  const reasons: Parameters<typeof signingCertificate>[2] = []
  const cert = signingCertificate(p, [], reasons) ?? fail('no certificate')
  if (reasons.length > 0) fail(reasons[0]!.code)
  if (!operators.some((o) => Buffer.compare(o.raw, cert.raw) === 0)) fail('not by a known scheme operator')
  if (checkValue(p, algorithmOf(p), cert).length > 0) fail('wrong value')
  const digests: { hash: Parameters<typeof digestOf>[0]; want: Uint8Array }[] = []
  let properties = 0
  for (const r of named(p.signedInfo, NS.ds, 'Reference')) {
    const hash = hashOf(exactly(r, NS.ds, 'DigestMethod'))
    const want = base64Of(exactly(r, NS.ds, 'DigestValue'))
    const uri = attribute(r, 'URI')
    if (attribute(r, 'Type') === SIGNED_PROPERTIES) {
      if (uri !== `#${attribute(p.signed, 'Id')}`) fail('other signed properties')
      if (!same(digestOf(hash, canonicalBytes(p.signed, transformOf(r))), want))
        fail('signed properties changed')
      properties++
      continue
    }
    const transforms = children(exactly(r, NS.ds, 'Transforms')).map((t) => attribute(t, 'Algorithm'))
    if (
      (uri !== '' && uri !== `#${attribute(root, 'Id')}`) ||
      transforms.join(' ') !== `${ENVELOPED} ${EXCLUSIVE}`
    )
      fail('unknown reference')
    digests.push({ hash, want })
  }
  if (digests.length !== 1 || properties !== 1) fail('references')
  // The enveloped-signature transform: the whole list but this signature.
  signature.remove()
  const whole = Buffer.from(root.canonicalizeToString({ mode: 1 }), 'utf8')
  if (!same(digestOf(digests[0]!.hash, whole), digests[0]!.want)) fail('the list was changed')
}

const dateOf = (el: XmlElement): Date => {
  const d = new Date(el.content.trim())
  if (Number.isNaN(d.getTime())) throw new TrustedListError(`bad time in ${el.name}`)
  return d
}

function anchorsOf(root: XmlElement): Anchor[] {
  const out: Anchor[] = []
  const providers = named(only(root, TSL, 'TrustServiceProviderList'), TSL, 'TrustServiceProvider')
  const territory = only(only(root, TSL, 'SchemeInformation'), TSL, 'SchemeTerritory')?.content.trim() ?? ''
  for (const [n, tsp] of providers.entries())
    for (const service of named(only(tsp, TSL, 'TSPServices'), TSL, 'TSPService')) {
      const info = exactly(service, TSL, 'ServiceInformation')
      const services = servicesOf(info)
      if (services.size === 0) continue
      const granted = periods(info, only(service, TSL, 'ServiceHistory'))
      if (granted.length === 0) continue
      const identity = exactly(info, TSL, 'ServiceDigitalIdentity')
      for (const id of named(identity, TSL, 'DigitalId'))
        for (const c of named(id, TSL, 'X509Certificate'))
          out.push({
            certificate: parseCertificate(base64Of(c)),
            services,
            qualified: true,
            provider: `${territory}-${n}`,
            granted,
          })
    }
  return out
}

function servicesOf(info: XmlElement): Set<Service> {
  const type = exactly(info, TSL, 'ServiceTypeIdentifier').content.trim()
  if (type === QTST) return new Set<Service>(['timestamps'])
  if (OCSP.includes(type)) return new Set<Service>(['revocation'])
  if (type !== CA_QC) return new Set<Service>()
  const uris = named(only(info, TSL, 'ServiceInformationExtensions'), TSL, 'Extension')
    .flatMap((e) => named(e, TSL, 'AdditionalServiceInformation'))
    .map((a) => only(a, TSL, 'URI')?.content.trim())
  const out = new Set<Service>()
  if (uris.includes(FOR_SIGNATURES)) out.add('signatures')
  if (uris.includes(FOR_SEALS)) out.add('seals')
  // Before eIDAS a list did not say what a qualified CA is for: it was for signatures.
  if (out.size === 0 && !uris.some((u) => u?.includes('/SvcInfoExt/Fore'))) out.add('signatures')
  return out
}

/** Periods in which the service was granted, from its present status and its history (newest first). */
function periods(info: XmlElement, history: XmlElement | undefined): { from: Date; until?: Date }[] {
  const all = [info, ...named(history, TSL, 'ServiceHistoryInstance')].map((el) => ({
    granted: GRANTED.has(exactly(el, TSL, 'ServiceStatus').content.trim()),
    from: dateOf(exactly(el, TSL, 'StatusStartingTime')),
  }))
  all.sort((a, b) => b.from.getTime() - a.from.getTime())
  return all.flatMap((p, i) => {
    const until = all[i - 1]?.from
    return p.granted ? [until ? { from: p.from, until } : { from: p.from }] : []
  })
}
