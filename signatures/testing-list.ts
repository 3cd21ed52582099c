// Builds signed trusted lists for tests. No part of the service uses this.
import { createPrivateKey, sign } from 'node:crypto'
import { cryptoKey, digestOf } from './algorithms.ts'
import { type Certificate, parsePem } from './certificate.ts'
import type { Pem } from './dev-ca.ts'
import { canonicalBytes, exactly, NS, withXml } from './xml.ts'

const EXC = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const SHA = 'http://www.w3.org/2001/04/xmlenc#sha256'
/** Where the statuses of services stand. */
export const STATUSES = 'http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus'
const b64 = (b: Uint8Array): string => Buffer.from(b).toString('base64')

/** A CA for qualified certificates as a list names it. */
export const listedService = (
  cert: Certificate,
  status: string,
  since: string,
  uses: string[],
  history = '',
): string =>
  `<TSPService><ServiceInformation><ServiceTypeIdentifier>http://uri.etsi.org/TrstSvc/Svctype/CA/QC</ServiceTypeIdentifier><ServiceDigitalIdentity><DigitalId><X509Certificate>${b64(cert.raw)}</X509Certificate></DigitalId></ServiceDigitalIdentity><ServiceStatus>${STATUSES}/${status}</ServiceStatus><StatusStartingTime>${since}</StatusStartingTime><ServiceInformationExtensions>${uses.map((u) => `<Extension Critical="true"><AdditionalServiceInformation><URI xml:lang="en">http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/${u}</URI></AdditionalServiceInformation></Extension>`).join('')}</ServiceInformationExtensions></ServiceInformation>${history}</TSPService>`

/** A trusted list signed by an operator. */
export function signedList(services: string, by: Pem, next = '2027-01-01T00:00:00Z'): string {
  const cert = parsePem(by.certPem)[0]!
  const body = `<SchemeInformation><TSLSequenceNumber>57</TSLSequenceNumber><SchemeTerritory>LV</SchemeTerritory><ListIssueDateTime>2026-10-01T00:00:00Z</ListIssueDateTime><NextUpdate><dateTime>${next}</dateTime></NextUpdate></SchemeInformation><TrustServiceProviderList><TrustServiceProvider><TSPServices>${services}</TSPServices></TrustServiceProvider></TrustServiceProviderList>`
  const open = '<TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#">'
  const close = '</TrustServiceStatusList>'
  const digest = withXml(Buffer.from(open + body + close), (root) =>
    b64(digestOf('sha256', Buffer.from(root.canonicalizeToString({ mode: 1 })))),
  )
  let xml = `${open}${body}<ds:Signature xmlns:ds="${NS.ds}" Id="S"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="${EXC}"/><ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"/><ds:Reference URI=""><ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/><ds:Transform Algorithm="${EXC}"/></ds:Transforms><ds:DigestMethod Algorithm="${SHA}"/><ds:DigestValue>${digest}</ds:DigestValue></ds:Reference><ds:Reference Type="http://uri.etsi.org/01903#SignedProperties" URI="#P"><ds:Transforms><ds:Transform Algorithm="${EXC}"/></ds:Transforms><ds:DigestMethod Algorithm="${SHA}"/><ds:DigestValue>@P@</ds:DigestValue></ds:Reference></ds:SignedInfo><ds:SignatureValue>@V@</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${b64(cert.raw)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo><ds:Object><xades:QualifyingProperties xmlns:xades="${NS.xades}" Target="#S"><xades:SignedProperties Id="P"><xades:SignedSignatureProperties><xades:SigningCertificateV2><xades:Cert><xades:CertDigest><ds:DigestMethod Algorithm="${SHA}"/><ds:DigestValue>${b64(digestOf('sha256', cert.raw))}</ds:DigestValue></xades:CertDigest></xades:Cert></xades:SigningCertificateV2></xades:SignedSignatureProperties></xades:SignedProperties></xades:QualifyingProperties></ds:Object></ds:Signature>${close}`
  const part = (name: 'info' | 'props'): Uint8Array =>
    withXml(Buffer.from(xml), (root) => {
      const s = exactly(root, NS.ds, 'Signature')
      const info = exactly(s, NS.ds, 'SignedInfo')
      const q = exactly(exactly(s, NS.ds, 'Object'), NS.xades, 'QualifyingProperties')
      return canonicalBytes(
        name === 'info' ? info : exactly(q, NS.xades, 'SignedProperties'),
        exactly(info, NS.ds, 'CanonicalizationMethod'),
      )
    })
  xml = xml.replace('@P@', b64(digestOf('sha256', part('props'))))
  const value = sign(
    'sha256',
    part('info'),
    cryptoKey('ECDSA-SHA256', createPrivateKey(by.keyPem), 'ieee-p1363'),
  )
  return xml.replace('@V@', b64(value))
}
