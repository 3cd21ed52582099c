// ASiC-E containers with XAdES (.asice, .edoc; ETSI EN 319 162-1): layout, manifest, every signature over every file.
import { createHash } from 'node:crypto'
import type { Context } from './evaluate.ts'
import { type FileReport, POLICY, type Reason, reason, verdictOf, worst } from './report.ts'
import { verifyXades } from './xades.ts'
import { attribute, children, NS, withXml, XmlInputError } from './xml.ts'
import { readZip, type ZipEntry, ZipError } from './zip.ts'

const MIMETYPE = 'application/vnd.etsi.asic-e+zip'
const MANIFEST = 'META-INF/manifest.xml'
const MANIFEST_NS = 'urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'
// edoc-signatures-S1.xml, signatures0.xml, signatures001.xml, signatures-<id>.xml
const SIGNATURE_FILE = /^META-INF\/[^/]*signatures[^/]*\.xml$/i
const MAX_SIGNATURES = 50
const MORE = `more than ${MAX_SIGNATURES} signatures`
const SIMPLE = 'application/vnd.etsi.asic-s+zip'
// CAdES signatures, timestamps and their manifests (ETSI EN 319 162-1, 4.4): signed, but not as we can verify it.
const UNSUPPORTED =
  /^META-INF\/(?:[^/]*signature[^/]*\.p7s|ASiC[^/]*Manifest[^/]*\.xml|[^/]*timestamp[^/]*\.tst)$/i

/** Verifies a container. Never throws for what the file holds; what is wrong with it is said in the report. */
export function verifyAsice(bytes: Uint8Array, ctx: Context): FileReport {
  const report: FileReport = {
    format: 'ASiC-E',
    verdict: 'INDETERMINATE',
    reasons: [],
    signatures: [],
    files: [],
    policy: POLICY,
    trust: { version: ctx.trust.version, anchors: ctx.trust.anchors.length },
    checkedFor: ctx.at.toISOString(),
  }
  try {
    verifyContainer(readZip(bytes), ctx, report)
  } catch (e) {
    report.reasons.push(problem(e))
  }
  report.verdict = worst([verdictOf(report.reasons), ...report.signatures.map((s) => s.verdict)])
  return report
}

function problem(e: unknown): Reason {
  if (e instanceof ZipError)
    return e.limit ? reason('too-large', e.message) : reason('container-malformed', e.message)
  if (e instanceof XmlInputError) return reason('signature-malformed', e.message)
  return reason('unreadable', e instanceof Error ? e.message : undefined)
}

function verifyContainer(entries: readonly ZipEntry[], ctx: Context, report: FileReport): void {
  const first = entries[0]
  if (first?.name !== 'mimetype' || first.method !== 0)
    throw new ZipError('mimetype is not the first entry, stored')
  const mimetype = Buffer.from(first.data()).toString('latin1')
  if (mimetype === SIMPLE) {
    report.reasons.push(reason('feature-unsupported', 'ASiC-S'))
    return
  }
  if (mimetype !== MIMETYPE) throw new ZipError('wrong mimetype')
  const unsupported: string[] = []
  const files = new Map<string, () => Uint8Array>()
  const signatureFiles: ZipEntry[] = []
  let manifest: ZipEntry | undefined
  for (const e of entries.slice(1)) {
    if (e.name.endsWith('/')) {
      if (e.size > 0) throw new ZipError('folder with content')
    } else if (e.name === MANIFEST) manifest = e
    else if (SIGNATURE_FILE.test(e.name)) signatureFiles.push(e)
    else if (UNSUPPORTED.test(e.name)) unsupported.push(e.name)
    else if (/^META-INF\//i.test(e.name)) throw new ZipError('unknown file in META-INF')
    else files.set(e.name, e.data)
  }
  for (const [name, data] of files) {
    const d = data()
    report.files.push({ name, bytes: d.length, sha256: createHash('sha256').update(d).digest('hex') })
  }
  if (manifest) report.reasons.push(...checkManifest(manifest.data(), files))
  if (files.size === 0) report.reasons.push(reason('container-malformed', 'no file to sign'))
  for (const s of signatureFiles)
    withXml(s.data(), (root) => {
      const holder = root.name === 'XAdESSignatures' && root.namespaceUri === NS.asic
      if (!holder) throw new XmlInputError('signature file without XAdESSignatures')
      for (const el of children(root)) {
        if (el.name !== 'Signature' || el.namespaceUri !== NS.ds)
          throw new XmlInputError('unknown element beside signatures')
        if (report.signatures.length >= MAX_SIGNATURES) {
          if (!unsupported.includes(MORE)) unsupported.push(MORE)
          return
        }
        report.signatures.push(verifyXades(el, `${s.name}#${report.signatures.length + 1}`, files, ctx))
      }
    })
  if (unsupported.length > 0)
    report.reasons.push(reason('feature-unsupported', unsupported.slice(0, 5).join(', ')))
  else if (report.signatures.length === 0) report.reasons.push(reason('unsigned'))
}

/** The manifest must list exactly the files of the container, and the container itself as ASiC-E. */
function checkManifest(bytes: Uint8Array, files: ReadonlyMap<string, unknown>): Reason[] {
  return withXml(bytes, (root) => {
    const wrong = (detail: string): Reason[] => [reason('manifest-mismatch', detail)]
    if (root.name !== 'manifest' || root.namespaceUri !== MANIFEST_NS) return wrong('not a manifest')
    const listed = new Set<string>()
    for (const el of children(root)) {
      const get = (n: string): string | undefined =>
        el.attrs.find((a) => a.name === n && a.namespaceUri === MANIFEST_NS)?.value ?? attribute(el, n)
      const path = get('full-path')
      if (el.name !== 'file-entry' || path === undefined) return wrong('bad entry')
      if (path === '/') {
        if (get('media-type') !== MIMETYPE) return wrong('media type of the container')
        continue
      }
      if (listed.has(path)) return wrong('a file twice')
      listed.add(path)
    }
    const extra = [...files.keys()].filter((n) => !listed.has(n))
    const absent = [...listed].filter((n) => !files.has(n))
    if (extra.length > 0) return wrong(`not listed: ${extra.slice(0, 5).join(', ')}`)
    return absent.length > 0 ? wrong(`listed but absent: ${absent.slice(0, 5).join(', ')}`) : []
  })
}
