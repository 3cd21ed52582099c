// What was changed after a revision was signed. `pdfsig` calls every shadow file valid; here each object that a
// later update touches must be one that signing another time, or keeping evidence, has to touch. All else fails.
import { type Reason, reason } from '../report.ts'
import type { PdfFile } from './file.ts'
import { fillable, filledField } from './form-filling.ts'
import { canonical, type Dict, isDict, nameOf, type Obj, Ref, Stream } from './objects.ts'
import { type Roles, rolesOf, walkReferences } from './roles.ts'

const FIELD_KEYS = new Set([
  'Type',
  'Subtype',
  'FT',
  'T',
  'TU',
  'Ff',
  'F',
  'P',
  'Rect',
  'V',
  'AP',
  'MK',
  'DA',
  'Lock',
  'SV',
  'Border',
  'Q',
  'DR',
  'H',
  'BS',
  'Parent',
  'Kids',
  'StructParent',
])
const INFO_KEYS = new Set(['ModDate', 'Producer', 'Creator', 'CreationDate'])

/**
 * Compares the signed revision with the file as it is now. Out: reasons; empty when nothing but further
 * signatures, timestamps and validation evidence was added.
 */
export function differences(signed: PdfFile, now: PdfFile): Reason[] {
  const boundary = signed.bytes.length
  const added = now.sections.length - signed.sections.length
  if (added === 0 && now.sections[0]!.offset === signed.sections[0]!.offset) return []
  if (added <= 0) return [reason('changed-after', 'the chain of revisions was rewritten')]
  for (let i = 0; i < signed.sections.length; i++)
    if (now.sections[added + i]!.offset !== signed.sections[i]!.offset)
      return [reason('changed-after', 'the chain of revisions was rewritten')]
  const later = now.sections.slice(0, added)
  const touched = new Set<number>()
  for (const s of later) {
    if (s.offset < boundary)
      return [reason('changed-after', 'a cross-reference section lies within the signed bytes')]
    for (const [num, e] of s.entries) {
      if (e.kind === 'at' && e.offset < boundary)
        return [reason('changed-after', `cross-reference of object ${num} points into the signed bytes`)]
      if (e.kind === 'in') {
        const c = now.entry(e.container)
        if (c?.kind !== 'at' || c.offset < boundary)
          return [reason('changed-after', `object ${num} lies in an older object stream`)]
      }
      if (e.kind === 'free') {
        const old = signed.entry(num)
        if (old && old.kind !== 'free') return [reason('changed-after', `object ${num} was removed`)]
        continue
      }
      touched.add(num)
    }
    for (const key of ['Root', 'Encrypt'])
      if (canonical(s.trailer.get(key) ?? null) !== canonical(signed.trailer.get(key) ?? null))
        return [reason('changed-after', `trailer /${key}`)]
    const info = informationChange(signed, now, s.trailer.get('Info'))
    if (info) return [info]
  }
  const roles = rolesOf(signed)
  const filling = fillable(signed)
  const referenced = new Set<number>()
  walkReferences(signed, referenced)
  const out: Reason[] = []
  for (const num of touched) {
    const before = signed.get(num)
    const after = now.get(num)
    if (signed.entry(num) === undefined || signed.entry(num)!.kind === 'free') {
      // Whoever searches the file instead of reading its tables takes the last catalog and the pages that it finds.
      const type = isDict(after) ? nameOf(after.get('Type')) : undefined
      if (type === 'Catalog' || type === 'Pages' || type === 'Page')
        return [reason('changed-after', `a new object of type ${type}`)]
      // A number that the signed revision refers to without defining it would come to life only now.
      if (referenced.has(num)) out.push(reason('changed-after', `object ${num} was missing when signed`))
      continue
    }
    if (before instanceof Stream && after instanceof Stream && sameStream(before, after)) continue
    if (!(before instanceof Stream) && canonical(before) === canonical(after)) continue
    out.push(
      ...(filledField(num, before, after, now, filling) ?? allowed(num, before, after, signed, now, roles)),
    )
    if (out.some((r) => r.effect === 'fail')) return out
  }
  // A direct AcroForm, page or annotation list is compared as part of its holder; what is new hangs on these.
  return out
}

/** Another document information may take the place of the signed one, when it says the same but for dates and tools. */
function informationChange(signed: PdfFile, now: PdfFile, info: Obj | undefined): Reason | undefined {
  const before = signed.trailer.get('Info')
  if (before === undefined || info === undefined || canonical(before) === canonical(info)) return undefined
  const other = changedKeys(signed.dict(before) ?? new Map(), now.dict(info) ?? new Map()).find(
    (k) => !INFO_KEYS.has(k),
  )
  return other === undefined ? undefined : reason('changed-after', `document information /${other}`)
}

const sameStream = (a: Stream, b: Stream): boolean =>
  canonical(a.dict) === canonical(b.dict) && Buffer.compare(a.raw, b.raw) === 0

/** Keys that differ between two dictionaries. */
function changedKeys(a: Dict, b: Dict): string[] {
  const keys = new Set([...a.keys(), ...b.keys()])
  return [...keys].filter((k) => canonical(a.get(k) ?? null) !== canonical(b.get(k) ?? null))
}

function allowed(
  num: number,
  before: Obj,
  after: Obj,
  signed: PdfFile,
  now: PdfFile,
  roles: Roles,
): Reason[] {
  const no = (what: string): Reason[] => [reason('changed-after', what)]
  if (roles.evidence.has(num) && num !== roles.catalog) return []
  if (num === roles.metadata && isMetadata(after)) return []
  if (num === roles.fields || roles.annots.has(num)) {
    return Array.isArray(before) && Array.isArray(after)
      ? listGrew(before, after, now, num === roles.fields)
      : no(`object ${num}`)
  }
  if (!isDict(before) || !isDict(after)) return no(`object ${num} changed`)
  const keys = changedKeys(before, after)
  if (num === roles.catalog) {
    const out: Reason[] = []
    for (const k of keys) {
      if (k === 'DSS' || k === 'Extensions') continue
      if (k === 'Version' && /^(1\.[4-7]|2\.0)$/.test(nameOf(now.resolve(after.get(k))) ?? '')) continue
      if (k === 'Metadata' && isMetadata(now.resolve(after.get(k)))) continue
      if (k !== 'AcroForm') return no(`catalog /${k}`)
      out.push(...formChange(signed.dict(before.get(k)), now.dict(after.get(k)), signed, now))
    }
    return out
  }
  if (num === roles.form) return formChange(before, after, signed, now)
  if (roles.resources.has(num)) return resourcesGrew(before, after, signed, now, 0)
  // How a widget looks while it is pressed.
  if (nameOf(after.get('Subtype')) === 'Widget' && keys.every((k) => k === 'H')) return []
  if (roles.pages.has(num)) {
    const out: Reason[] = []
    for (const k of keys) {
      if (k !== 'Annots') return no(`page /${k}`)
      out.push(...listGrew(signed.array(before.get(k)) ?? [], now.array(after.get(k)) ?? [], now, false))
    }
    return out
  }
  if (roles.emptyFields.has(num)) {
    const other = keys.filter((k) => !['V', 'AP', 'M', 'F', 'H'].includes(k))
    if (other.length > 0) return no(`signature field /${other[0]}`)
    return signatureField(after, now, true, keys)
  }
  if (num === roles.info) {
    const other = keys.filter((k) => !INFO_KEYS.has(k))
    return other.length > 0 ? no(`document information /${other[0]}`) : []
  }
  return no(`object ${num} changed`)
}

function formChange(
  before: Dict | undefined,
  after: Dict | undefined,
  signed: PdfFile,
  now: PdfFile,
): Reason[] {
  if (!after) return [reason('changed-after', 'form removed')]
  const old: Dict = before ?? new Map()
  for (const k of changedKeys(old, after)) {
    if (k === 'SigFlags' || k === 'Fields') continue
    if ((k === 'DR' || k === 'DA') && !old.has(k)) continue
    if (k === 'NeedAppearances' && fillable(signed)) continue
    if (k === 'DR') {
      const grown = resourcesGrew(signed.resolve(old.get(k)), now.resolve(after.get(k)), signed, now, 0)
      if (grown.length > 0) return grown
      continue
    }
    return [reason('changed-after', `form /${k}`)]
  }
  return listGrew(signed.array(old.get('Fields')) ?? [], now.array(after.get('Fields')) ?? [], now, true)
}

/** Fonts and other resources of the form may be added by a signing tool, not taken away or given another meaning. */
function resourcesGrew(before: Obj, after: Obj, signed: PdfFile, now: PdfFile, depth: number): Reason[] {
  const no = [reason('changed-after', 'resources of the form')]
  if (!isDict(before) || !isDict(after)) return no
  for (const [k, v] of before) {
    const then = after.get(k)
    if (then !== undefined && canonical(then) === canonical(v)) continue
    if (depth > 0) return no
    const inner = resourcesGrew(signed.resolve(v), now.resolve(then), signed, now, depth + 1)
    if (inner.length > 0) return inner
  }
  return []
}

/** A stream of XMP: what a file says of itself, shown in no page. */
const isMetadata = (o: Obj): boolean =>
  o instanceof Stream && nameOf(o.dict.get('Type')) === 'Metadata' && nameOf(o.dict.get('Subtype')) === 'XML'

/** The old list must be the beginning of the new one, and what follows must be new signature fields. */
function listGrew(before: readonly Obj[], after: readonly Obj[], now: PdfFile, fields: boolean): Reason[] {
  for (let i = 0; i < before.length; i++)
    if (canonical(before[i]!) !== canonical(after[i] ?? null))
      return [
        reason(
          'changed-after',
          fields ? 'a form field was removed or replaced' : 'an annotation was removed or replaced',
        ),
      ]
  const out: Reason[] = []
  for (const o of after.slice(before.length)) {
    const d = now.dict(o)
    if (!d || !(o instanceof Ref)) return [reason('changed-after', 'annotation or field added')]
    out.push(...signatureField(d, now, !fields))
  }
  return out
}

/**
 * A field added or filled after signing: only a signature, without actions, and without anything to see. What counts
 * is what would be drawn, not what the object calls itself.
 * @param fresh keys that came after signing; what stood in the field before was signed with it
 */
function signatureField(d: Dict, now: PdfFile, drawn: boolean, fresh: Iterable<string> = d.keys()): Reason[] {
  const no = (what: string): Reason[] => [reason('changed-after', what)]
  const parent = now.dict(d.get('Parent'))
  const ft = nameOf(now.resolve(d.get('FT'))) ?? nameOf(now.resolve(parent?.get('FT')))
  if (ft !== 'Sig') return no('annotation or field added')
  const type = now.resolve(d.get('Type'))
  const subtype = now.resolve(d.get('Subtype'))
  if (type !== null && nameOf(type) !== 'Annot') return no(`signature field of type ${nameOf(type)}`)
  if (drawn ? nameOf(subtype) !== 'Widget' : subtype !== null && nameOf(subtype) !== 'Widget')
    return no(`signature field that is an annotation of the kind ${nameOf(subtype) ?? 'unnamed'}`)
  for (const k of fresh) if (!FIELD_KEYS.has(k)) return no(`signature field with /${k}`)
  const kids = now.array(d.get('Kids')) ?? []
  if (kids.length > 8) return no('signature field with many parts')
  for (const k of kids) {
    const part = now.dict(k)
    if (!part || part.has('Kids') || nameOf(now.resolve(part.get('Subtype'))) !== 'Widget')
      return no('signature field with parts that are no widgets')
    for (const key of part.keys()) if (!FIELD_KEYS.has(key)) return no(`signature field with /${key}`)
    if (isSeen(part, now)) return [reason('visible-field-after')]
  }
  return nameOf(subtype) === 'Widget' && isSeen(d, now) ? [reason('visible-field-after')] : []
}

/** Whether a viewer could draw something for a widget: by its appearance, or by border, background or text of its own. */
function isSeen(d: Dict, now: PdfFile): boolean {
  const flags = now.resolve(d.get('F'))
  if (typeof flags === 'number' && (flags & 2) !== 0) return false
  const rect = now.array(d.get('Rect'))?.map((x) => now.resolve(x))
  if (rect?.length !== 4 || !rect.every((x): x is number => typeof x === 'number')) return true
  const [x0, y0, x1, y1] = rect
  // Viewers scale an appearance to the rectangle, but leave it as it is when it has no size either.
  if (x0 !== x1 || y0 !== y1) return true
  return (
    [...(now.dict(d.get('MK'))?.keys() ?? [])].length > 0 || hasBorder(d, now) || paints(d.get('AP'), now, 0)
  )
}

function hasBorder(d: Dict, now: PdfFile): boolean {
  const width = now.array(d.get('Border'))?.[2]
  return d.has('BS') || (width !== undefined && now.resolve(width) !== 0)
}

function paints(o: Obj | undefined, now: PdfFile, depth: number): boolean {
  const v = now.resolve(o)
  if (v === null) return false
  if (v instanceof Stream) {
    try {
      const content = Buffer.from(now.data(v)).toString('latin1')
      return (
        content
          .replace(/%[^\r\n]*/g, '')
          .replace(/\b(?:q|Q|n|BT|ET|EMC)\b|\/\w+ BMC\b/g, '')
          .trim() !== ''
      )
    } catch {
      return true
    }
  }
  return !isDict(v) || depth > 1 || [...v.values()].some((x) => paints(x, now, depth + 1))
}
