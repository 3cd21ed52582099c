import type { Identity } from './blocks.ts'

// XMP packet body: title and dates that match the information dictionary, PDF/A part and PDF/UA-1, with the
// extension schema that PDF/A demands for the PDF/UA property (ISO 19005-2, 6.6.2.3).

const xmlText = (s: string): string =>
  s.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Namespace of what our documents say of themselves; read by `cases/verification/identity.ts`. */
const LIETA = 'urn:lieta:document:1#'

const PROPERTIES = {
  kind: 'Kind of the document in the register of documents',
  number: 'Number under which the document was issued',
  date: 'Day on which the document was issued',
  caseNumber: 'Number of the case',
} satisfies Record<keyof Identity, string>

function identityOf(identity: Identity): string {
  const said = (Object.keys(PROPERTIES) as (keyof Identity)[])
    .flatMap((name) => {
      const value = identity[name]
      return value === null ? [] : `<lieta:${name}>${xmlText(value)}</lieta:${name}>\n`
    })
    .join('')
  return `
<rdf:Description rdf:about="" xmlns:lieta="${LIETA}">
${said}</rdf:Description>`
}

const PROPERTY_LIST = Object.entries(PROPERTIES)
  .map(
    ([name, description]) => `<rdf:li rdf:parseType="Resource">
<pdfaProperty:name>${name}</pdfaProperty:name>
<pdfaProperty:valueType>Text</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>${description}</pdfaProperty:description>
</rdf:li>`,
  )
  .join('\n')

/** The extension schema that PDF/A demands for properties of our own. */
const SCHEMA = `<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>Lieta: identity of an issued document</pdfaSchema:schema>
<pdfaSchema:namespaceURI>${LIETA}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>lieta</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>${PROPERTY_LIST}</rdf:Seq></pdfaSchema:property>
</rdf:li>`

/** In: title, author, time, PDF/A part, identity. Out: rdf:Description elements for the packet. */
export function xmpPacket(m: {
  title: string
  author: string
  created: Date
  part: 2 | 3
  identity?: Identity
}): string {
  const time = `${m.created.toISOString().slice(0, 19)}Z`
  return `
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${xmlText(m.title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>${xmlText(m.author)}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>lv-LV</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreateDate>${time}</xmp:CreateDate>
<xmp:ModifyDate>${time}</xmp:ModifyDate>
<xmp:CreatorTool>Lieta</xmp:CreatorTool>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>Lieta</pdf:Producer>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>${m.part}</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li>${m.identity ? SCHEMA : ''}</rdf:Bag></pdfaExtension:schemas>
</rdf:Description>${m.identity ? identityOf(m.identity) : ''}`
}
