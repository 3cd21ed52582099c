// XML for signatures: parsed by libxml2 with nothing fetched and no DTD, within bounds; canonical forms.
import { ParseOption, type XmlAttribute, XmlC14NMode, XmlDocument, XmlElement } from 'libxml2-wasm'

export class XmlInputError extends Error {
  override name = 'XmlInputError'
}
const LIMITS = { bytes: 20_000_000, depth: 100, elements: 200_000 }
export const NS = {
  ds: 'http://www.w3.org/2000/09/xmldsig#',
  xades: 'http://uri.etsi.org/01903/v1.3.2#',
  xades141: 'http://uri.etsi.org/01903/v1.4.1#',
  asic: 'http://uri.etsi.org/02918/v1.2.1#',
} as const
export const C14N = {
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315': { mode: XmlC14NMode.XML_C14N_1_0, comments: false },
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments': {
    mode: XmlC14NMode.XML_C14N_1_0,
    comments: true,
  },
  'http://www.w3.org/2006/12/xml-c14n11': { mode: XmlC14NMode.XML_C14N_1_1, comments: false },
  'http://www.w3.org/2006/12/xml-c14n11#WithComments': { mode: XmlC14NMode.XML_C14N_1_1, comments: true },
  'http://www.w3.org/2001/10/xml-exc-c14n#': { mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0, comments: false },
  'http://www.w3.org/2001/10/xml-exc-c14n#WithComments': {
    mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0,
    comments: true,
  },
} as const

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Parses XML and hands the root element to `use`; the document is released afterwards.
 * Throws XmlInputError: not UTF-8, a DTD, too large, too deep, not well-formed, an Id twice.
 */
export function withXml<T>(bytes: Uint8Array, use: (root: XmlElement) => T): T {
  if (bytes.length > LIMITS.bytes) throw new XmlInputError('XML too large')
  let text: string
  try {
    text = utf8.decode(bytes)
  } catch {
    throw new XmlInputError('XML is not UTF-8')
  }
  if (text.includes('\u0000')) throw new XmlInputError('XML is not UTF-8')
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) throw new XmlInputError('XML with a DTD')
  const declared = /^\ufeff?<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']/.exec(text)
  if (declared && !/^utf-?8$/i.test(declared[1]!)) throw new XmlInputError('XML is not UTF-8')
  let doc: XmlDocument
  try {
    doc = XmlDocument.fromBuffer(bytes, {
      option:
        ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NO_SYS_CATALOG,
    })
  } catch (e) {
    throw new XmlInputError(`XML is not well-formed: ${(e as Error).message.slice(0, 200)}`)
  }
  try {
    checkTree(doc.root)
    return use(doc.root)
  } finally {
    doc.dispose()
  }
}

/** Depth, number of elements, and Ids that occur once: a second element with the same Id is how wrapping starts. */
function checkTree(root: XmlElement): void {
  const ids = new Set<string>()
  const stack: { el: XmlElement; depth: number }[] = [{ el: root, depth: 1 }]
  let count = 0
  while (stack.length > 0) {
    const { el, depth } = stack.pop()!
    if (depth > LIMITS.depth) throw new XmlInputError('XML nested too deeply')
    if (++count > LIMITS.elements) throw new XmlInputError('XML with too many elements')
    for (const a of el.attrs) {
      if (!/^(id|xml:id)$/i.test(a.name)) continue
      if (ids.has(a.value)) throw new XmlInputError('an Id twice')
      ids.add(a.value)
    }
    for (const c of children(el)) stack.push({ el: c, depth: depth + 1 })
  }
}

/** Element children. */
export function children(el: XmlElement): XmlElement[] {
  const out: XmlElement[] = []
  for (let n = el.firstChild; n; n = n.next) if (n instanceof XmlElement) out.push(n)
  return out
}
/** Direct children of a name. */
export const named = (el: XmlElement | undefined, ns: string, name: string): XmlElement[] =>
  el ? children(el).filter((c) => c.name === name && c.namespaceUri === ns) : []
/** The one direct child of a name; throws when there are several, undefined when there is none. */
export function only(el: XmlElement | undefined, ns: string, name: string): XmlElement | undefined {
  const found = named(el, ns, name)
  if (found.length > 1) throw new XmlInputError(`${name} more than once`)
  return found[0]
}
/** The one direct child of a name; throws when it is not exactly one. */
export function exactly(el: XmlElement | undefined, ns: string, name: string): XmlElement {
  const found = only(el, ns, name)
  if (!found) throw new XmlInputError(`${name} is missing`)
  return found
}
/** Value of an attribute without namespace. */
export const attribute = (el: XmlElement, name: string): string | undefined =>
  el.attrs.find((a: XmlAttribute) => a.name === name && !a.prefix)?.value

/** Base64 content, blanks ignored. Throws on anything else. */
export function base64Of(el: XmlElement): Uint8Array {
  const s = el.content.replace(/\s+/g, '')
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(s) || s.length % 4 !== 0) throw new XmlInputError('bad base64')
  return Buffer.from(s, 'base64')
}

/** Canonical bytes of a subtree by the method that an element (CanonicalizationMethod, Transform) names. */
export function canonicalBytes(target: XmlElement, method: XmlElement | undefined): Uint8Array {
  const uri = method
    ? (attribute(method, 'Algorithm') ?? '')
    : 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
  const c = C14N[uri as keyof typeof C14N]
  if (!c) throw new XmlInputError(`canonicalisation ${uri} is not allowed`)
  const inclusive = method
    ? children(method).find(
        (x) =>
          x.name === 'InclusiveNamespaces' && x.namespaceUri === 'http://www.w3.org/2001/10/xml-exc-c14n#',
      )
    : undefined
  const prefixes = (inclusive ? (attribute(inclusive, 'PrefixList') ?? '') : '').split(/\s+/).filter(Boolean)
  const s = target.canonicalizeToString({
    mode: c.mode,
    withComments: c.comments,
    ...(prefixes.length > 0 ? { inclusiveNamespacePrefixes: prefixes } : {}),
  })
  return Buffer.from(s, 'utf8')
}
