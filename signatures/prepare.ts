// Signing in two phases: prepare → digest → sign elsewhere, perhaps minutes later → embed. The prepared bytes are
// kept by the caller; at embedding their digest is compared again, so that nothing can be swapped in between.
import { digestOf, hashOfSignature, type SignatureAlgorithm, verifySignature } from './algorithms.ts'
import { parseCertificate } from './certificate.ts'
import { signedAttributes, signedData } from './cms-build.ts'
import { PdfFile } from './pdf/file.ts'
import {
  type Dict,
  Name,
  nameOf,
  type Obj,
  PdfError,
  Ref,
  Str,
  textOf,
  textString,
  write,
} from './pdf/objects.ts'
import { appendUpdate, type Changes, numberOf } from './pdf/update.ts'

/** Room for the CMS in bytes: chain, timestamp token and reserve. */
export const RESERVED = 16_384

export type PrepareOptions = {
  pdf: Uint8Array
  kind: 'seal' | 'signature'
  certificateChain: readonly Uint8Array[]
  algorithm: SignatureAlgorithm
  /** Name of a prepared empty field to fill; without it a new invisible field is made. */
  fieldName?: string
  name?: string
  reason?: string
  location?: string
  /** Claimed time for the /M entry; left out when absent. */
  at?: Date
}

/** What must be kept between the phases. All of it survives JSON when the byte arrays are kept as base64 or files. */
export type PreparedSignature = {
  /** The whole file, with an empty place for the signature. */
  prepared: Uint8Array
  byteRange: [number, number, number, number]
  algorithm: SignatureAlgorithm
  /** Digest of the covered bytes. */
  messageDigest: Uint8Array
  /** DER SET of signed attributes: the data to sign. */
  signedAttributes: Uint8Array
  /** Digest of `signedAttributes`: for providers that sign digests. */
  toSign: Uint8Array
  certificateChain: readonly Uint8Array[]
  fieldName: string
}

const INVISIBLE = [0, 0, 0, 0]
const PRINT_LOCKED = 4 + 128

/**
 * First phase. Throws PdfError when the file cannot be signed (not a PDF, encrypted, field missing or filled).
 * Earlier bytes stay untouched.
 */
export function prepareSignature(o: PrepareOptions): PreparedSignature {
  const file = new PdfFile(o.pdf)
  const changes: Changes = new Map()
  let next = file.size
  const value = next++
  const fieldName = placeField(file, changes, o.fieldName, value, () => next++)
  changes.set(value, { text: signatureValue(o) })
  const { bytes, offsets } = appendUpdate(file, changes)
  const out = Buffer.from(bytes)
  const from = offsets.get(value)!
  const gap = out.indexOf(CONTENTS, from) + CONTENTS.length
  const gapEnd = gap + 2 + RESERVED * 2
  const byteRange: [number, number, number, number] = [0, gap, gapEnd, out.length - gapEnd]
  const place = out.indexOf(RANGE_PLACE, from)
  out.write(`[${byteRange.join(' ')}]`.padEnd(RANGE_PLACE.length, ' '), place, 'latin1')
  const hash = hashOfSignature(o.algorithm)
  const messageDigest = digestOf(hash, out.subarray(0, gap), out.subarray(gapEnd))
  const attributes = signedAttributes(o.algorithm, messageDigest, o.certificateChain[0]!)
  return {
    prepared: out,
    byteRange,
    algorithm: o.algorithm,
    messageDigest,
    signedAttributes: attributes,
    toSign: digestOf(hash, attributes),
    certificateChain: o.certificateChain,
    fieldName,
  }
}

/**
 * Second phase: embeds a signature value (and a timestamp token over it, if any). Throws when the prepared bytes
 * have changed since, when the value is not this certificate's signature, or when it does not fit.
 */
export function embedSignature(
  p: PreparedSignature,
  signature: Uint8Array,
  timestamp?: Uint8Array,
): Uint8Array {
  const hash = hashOfSignature(p.algorithm)
  const [, gap, gapEnd, tail] = p.byteRange
  if (gapEnd + tail !== p.prepared.length) throw new PdfError('the prepared file has changed')
  const digest = digestOf(hash, p.prepared.subarray(0, gap), p.prepared.subarray(gapEnd))
  if (Buffer.compare(digest, p.messageDigest) !== 0) throw new PdfError('the prepared file has changed')
  const attributes = signedAttributes(p.algorithm, digest, p.certificateChain[0]!)
  if (Buffer.compare(attributes, p.signedAttributes) !== 0)
    throw new PdfError('the signed attributes have changed')
  const key = parseCertificate(p.certificateChain[0]!).publicKey
  if (!verifySignature(p.algorithm, key, attributes, signature))
    throw new PdfError('the signature value does not belong to this document and certificate')
  const cms = signedData({
    algorithm: p.algorithm,
    attributes,
    signature,
    certificateChain: p.certificateChain,
    ...(timestamp ? { timestamp } : {}),
  })
  if (cms.length > RESERVED) throw new PdfError(`signature of ${cms.length} bytes does not fit`)
  const out = Buffer.from(p.prepared)
  out.write(Buffer.from(cms).toString('hex'), gap + 1, 'latin1')
  return out
}

const CONTENTS = '/Contents '
const RANGE_PLACE = '[0 0000000000 0000000000 0000000000]'

function signatureValue(o: PrepareOptions): string {
  const d: Dict = new Map<string, Obj>([
    ['Type', new Name('Sig')],
    ['Filter', new Name('Adobe.PPKLite')],
    ['SubFilter', new Name('ETSI.CAdES.detached')],
  ])
  const subject = parseCertificate(o.certificateChain[0]!).displayName
  d.set('Name', textString(o.name ?? subject))
  if (o.reason) d.set('Reason', textString(o.reason))
  if (o.location) d.set('Location', textString(o.location))
  if (o.at) d.set('M', new Str(Buffer.from(pdfDate(o.at), 'latin1'), 0, 0))
  return `${write(d).slice(0, -2)} /ByteRange ${RANGE_PLACE} ${CONTENTS}<${'0'.repeat(RESERVED * 2)}>>>`
}

const pdfDate = (d: Date): string => `D:${d.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`

/** Puts the signature into a prepared field, or makes a new invisible one on the first page. Returns its name. */
function placeField(
  file: PdfFile,
  changes: Changes,
  wanted: string | undefined,
  value: number,
  fresh: () => number,
): string {
  const root = file.root
  const rootNum = numberOf(file.trailer.get('Root'), '/Root')
  const formRef = root.get('AcroForm')
  const form: Dict = new Map(file.dict(formRef) ?? [])
  const fields = file.array(form.get('Fields')) ?? []
  const names = new Set<string>()
  for (const f of fields) {
    const d = file.dict(f)
    const t = textOf(d?.get('T'))
    if (t === undefined) continue
    names.add(t)
    if (t === wanted && d) {
      if (nameOf(file.resolve(d.get('FT'))) !== 'Sig') throw new PdfError(`field ${t} is not for a signature`)
      if (d.has('V')) throw new PdfError(`field ${t} is signed already`)
      changes.set(numberOf(f, 'field'), new Map([...d, ['V', new Ref(value, 0)]]))
      setForm(file, changes, root, rootNum, formRef, new Map([...form, ['SigFlags', 3]]))
      return t
    }
  }
  if (wanted !== undefined && wanted !== '') throw new PdfError(`no field ${wanted}`)
  let n = 1
  while (names.has(`Signature${n}`)) n++
  const name = `Signature${n}`
  const field = fresh()
  const page = firstPage(file)
  changes.set(
    field,
    new Map<string, Obj>([
      ['Type', new Name('Annot')],
      ['Subtype', new Name('Widget')],
      ['FT', new Name('Sig')],
      ['T', textString(name)],
      ['F', PRINT_LOCKED],
      ['Rect', INVISIBLE],
      ['P', page.ref],
      ['V', new Ref(value, 0)],
    ]),
  )
  const annots = page.dict.get('Annots')
  const list = [...(file.array(annots) ?? []), new Ref(field, 0)]
  if (annots instanceof Ref) changes.set(annots.num, list)
  else changes.set(page.ref.num, new Map([...page.dict, ['Annots', list]]))
  form.set('SigFlags', 3)
  const fieldsRef = form.get('Fields')
  const newFields = [...fields, new Ref(field, 0)]
  if (fieldsRef instanceof Ref) changes.set(fieldsRef.num, newFields)
  else form.set('Fields', newFields)
  setForm(file, changes, root, rootNum, formRef, form)
  return name
}

function setForm(
  file: PdfFile,
  changes: Changes,
  root: Dict,
  rootNum: number,
  formRef: Obj | undefined,
  form: Dict,
): void {
  if (formRef instanceof Ref) {
    if (file.dict(formRef)?.get('SigFlags') !== 3 || form.get('Fields') !== file.dict(formRef)?.get('Fields'))
      changes.set(formRef.num, form)
  } else changes.set(rootNum, new Map([...root, ['AcroForm', form]]))
}

function firstPage(file: PdfFile): { ref: Ref; dict: Dict } {
  let ref: Obj = file.root.get('Pages') ?? null
  for (let depth = 0; depth < 64; depth++) {
    const d = file.dict(ref)
    if (!d || !(ref instanceof Ref)) break
    if (nameOf(d.get('Type')) === 'Page') return { ref, dict: d }
    ref = file.array(d.get('Kids'))?.[0] ?? null
  }
  throw new PdfError('no page')
}
