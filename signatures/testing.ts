// Builds signed containers and archives for tests, good ones and broken ones. No part of the service uses this.
import { createPrivateKey, sign } from 'node:crypto'
import { crc32, deflateRawSync } from 'node:zlib'
import { cryptoKey, digestOf } from './algorithms.ts'
import { parsePem } from './certificate.ts'
import type { Pem } from './dev-ca.ts'
import { canonicalBytes, exactly, NS, withXml } from './xml.ts'

export type RawEntry = {
  name: string | Buffer
  data: Uint8Array
  method?: 0 | 8
  /** Departures for attacks. */
  localName?: string
  localSize?: number
  centralSize?: number
  extra?: Buffer
}

/** Writes an archive exactly as told, right or wrong. */
export function writeZip(
  entries: readonly RawEntry[],
  o: { before?: Buffer; after?: Buffer; shift?: number } = {},
): Buffer {
  const parts: Buffer[] = [o.before ?? Buffer.alloc(0)]
  const central: Buffer[] = []
  let at = parts[0]!.length
  for (const e of entries) {
    const name = Buffer.from(e.name as string)
    const local = Buffer.from(e.localName ?? e.name)
    const method = e.method ?? 0
    const packed = method === 8 ? deflateRawSync(e.data) : Buffer.from(e.data)
    const crc = crc32(e.data)
    const extra = e.extra ?? Buffer.alloc(0)
    const head = (sig: number, size: number, nameLength: number): Buffer => {
      const c = sig === 0x02014b50
      const b = Buffer.alloc(c ? 46 : 30)
      const s = c ? 2 : 0
      b.writeUInt32LE(sig, 0)
      if (c) b.writeUInt16LE(20, 4)
      b.writeUInt16LE(20, 4 + s)
      b.writeUInt16LE(0x800, 6 + s)
      b.writeUInt16LE(method, 8 + s)
      b.writeUInt32LE(crc, 14 + s)
      b.writeUInt32LE(packed.length, 18 + s)
      b.writeUInt32LE(size, 22 + s)
      b.writeUInt16LE(nameLength, 26 + s)
      b.writeUInt16LE(extra.length, 28 + s)
      if (c) b.writeUInt32LE(at + (o.shift ?? 0), 42)
      return b
    }
    central.push(Buffer.concat([head(0x02014b50, e.centralSize ?? e.data.length, name.length), name, extra]))
    const whole = Buffer.concat([
      head(0x04034b50, e.localSize ?? e.data.length, local.length),
      local,
      extra,
      packed,
    ])
    parts.push(whole)
    at += whole.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, directory, end, o.after ?? Buffer.alloc(0)])
}

export const MIMETYPE: RawEntry = { name: 'mimetype', data: Buffer.from('application/vnd.etsi.asic-e+zip') }
export const manifest = (names: readonly string[]): RawEntry => ({
  name: 'META-INF/manifest.xml',
  data: Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.etsi.asic-e+zip"/>${names.map((n) => `<manifest:file-entry manifest:full-path="${n}" manifest:media-type="text/plain"/>`).join('')}</manifest:manifest>`,
  ),
})

const EXC = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256'

/** XAdES B-B signature file over the given files. */
export function signXades(
  files: readonly { name: string; data: Uint8Array }[],
  pem: Pem,
  c14n = EXC,
): string {
  const [cert] = parsePem(pem.certPem)
  const key = createPrivateKey(pem.keyPem)
  const ec = key.asymmetricKeyType === 'ec'
  const b64 = (b: Uint8Array): string => Buffer.from(b).toString('base64')
  const references = files
    .map(
      (f, i) =>
        `<ds:Reference Id="r${i}" URI="${encodeURIComponent(f.name)}"><ds:DigestMethod Algorithm="${SHA256}"/><ds:DigestValue>${b64(digestOf('sha256', f.data))}</ds:DigestValue></ds:Reference>`,
    )
    .join('')
  let xml = `<?xml version="1.0" encoding="UTF-8"?><asic:XAdESSignatures xmlns:asic="${NS.asic}"><ds:Signature xmlns:ds="${NS.ds}" Id="S1"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="${c14n}"/><ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#${ec ? 'ecdsa' : 'rsa'}-sha256"/>${references}<ds:Reference Type="http://uri.etsi.org/01903#SignedProperties" URI="#SP1"><ds:Transforms><ds:Transform Algorithm="${c14n}"/></ds:Transforms><ds:DigestMethod Algorithm="${SHA256}"/><ds:DigestValue>@PROPS@</ds:DigestValue></ds:Reference></ds:SignedInfo><ds:SignatureValue Id="SV1">@VALUE@</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${b64(cert!.raw)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo><ds:Object><xades:QualifyingProperties xmlns:xades="${NS.xades}" Target="#S1"><xades:SignedProperties Id="SP1"><xades:SignedSignatureProperties><xades:SigningTime>2026-03-05T07:00:00Z</xades:SigningTime><xades:SigningCertificateV2><xades:Cert><xades:CertDigest><ds:DigestMethod Algorithm="${SHA256}"/><ds:DigestValue>${b64(digestOf('sha256', cert!.raw))}</ds:DigestValue></xades:CertDigest></xades:Cert></xades:SigningCertificateV2></xades:SignedSignatureProperties></xades:SignedProperties></xades:QualifyingProperties></ds:Object></ds:Signature></asic:XAdESSignatures>`
  const pick = <T>(use: (signature: Parameters<typeof exactly>[0] & object) => T): T =>
    withXml(Buffer.from(xml), (root) => use(exactly(root, NS.ds, 'Signature')))
  const props = pick((s) => {
    const q = exactly(exactly(s, NS.ds, 'Object'), NS.xades, 'QualifyingProperties')
    const info = exactly(s, NS.ds, 'SignedInfo')
    return canonicalBytes(
      exactly(q, NS.xades, 'SignedProperties'),
      exactly(info, NS.ds, 'CanonicalizationMethod'),
    )
  })
  xml = xml.replace('@PROPS@', b64(digestOf('sha256', props)))
  const data = pick((s) => {
    const info = exactly(s, NS.ds, 'SignedInfo')
    return canonicalBytes(info, exactly(info, NS.ds, 'CanonicalizationMethod'))
  })
  const value = sign('sha256', data, cryptoKey(ec ? 'ECDSA-SHA256' : 'RSA-SHA256', key, 'ieee-p1363'))
  return xml.replace('@VALUE@', b64(value))
}

/** The parts of a good container; change them, then `writeZip`. */
export function containerParts(
  files: readonly { name: string; data: Uint8Array }[],
  pem: Pem,
  c14n?: string,
): RawEntry[] {
  return [
    MIMETYPE,
    ...files.map((f) => ({ name: f.name, data: f.data, method: 8 as const })),
    manifest(files.map((f) => f.name)),
    { name: 'META-INF/signatures0.xml', data: Buffer.from(signXades(files, pem, c14n)), method: 8 },
  ]
}

/** A small two-page PDF, written by hand. */
export function makeTestPdf(text = 'Lemums'): Buffer {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 7 0 R>>>>/Contents 5 0 R>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 7 0 R>>>>/Contents 6 0 R>>',
    ...[text, 'Otra lapa']
      .map((t) => `BT /F 12 Tf 72 700 Td (${t}) Tj ET`)
      .map((s) => `<</Length ${s.length}>>\nstream\n${s}\nendstream`),
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ]
  let out = '%PDF-1.7\n'
  const offsets = objects.map((o, i) => {
    const at = out.length
    out += `${i + 1} 0 obj\n${o}\nendobj\n`
    return at
  })
  const xref = out.length
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((o) => `${String(o).padStart(10, '0')} 00000 n \n`).join('')}`
  out += `trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${xref}\n%%EOF\n`
  return Buffer.from(out, 'latin1')
}
