// What was changed after a revision was signed. `pdfsig` calls every shadow file valid; here each object that a
// later update touches must be one that signing another time, or keeping evidence, has to touch. All else fails.
import { type Reason, reason } from '../report.ts'
import type { PdfFile } from './file.ts'
import { canonical, type Dict, isDict, nameOf, type Obj, PdfError, Ref, Stream } from './objects.ts'

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
const MAX_WALK = 400_000

/** Roles that an object plays in the signed revision and that allow it to change in a known way. */
type Roles = {
  catalog: number | undefined
  form: number | undefined
  fields: number | undefined
  info: number | undefined
  pages: Set<number>
  annots: Set<number>
  emptyFields: Set<number>
  evidence: Set<number>
}

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
  }
  const roles = rolesOf(signed)
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
    if (canonical(before) === canonical(after)) continue
    out.push(...allowed(num, before, after, signed, now, roles))
    if (out.some((r) => r.effect === 'fail')) return out
  }
  // A direct AcroForm, page or annotation list is compared as part of its holder; what is new hangs on these.
  return out
}

function rolesOf(f: PdfFile): Roles {
  const num = (o: Obj | undefined): number | undefined => (o instanceof Ref ? o.num : undefined)
  const root = f.root
  const formRef = root.get('AcroForm')
  const form = f.dict(formRef)
  const roles: Roles = {
    catalog: num(f.trailer.get('Root')),
    form: num(formRef),
    fields: num(form?.get('Fields')),
    info: num(f.trailer.get('Info')),
    pages: new Set(),
    annots: new Set(),
    emptyFields: new Set(),
    evidence: new Set(),
  }
  const seen = new Set<number>()
  const pages = (o: Obj | undefined, depth: number): void => {
    const n = num(o)
    if (n !== undefined && (seen.has(n) || depth > 64)) throw new PdfError('page tree is not a tree')
    if (n !== undefined) seen.add(n)
    const d = f.dict(o)
    if (!d) return
    if (nameOf(d.get('Type')) === 'Page' || !d.has('Kids')) {
      if (n !== undefined) roles.pages.add(n)
      const a = num(d.get('Annots'))
      if (a !== undefined) roles.annots.add(a)
    } else for (const k of f.array(d.get('Kids')) ?? []) pages(k, depth + 1)
  }
  pages(root.get('Pages'), 0)
  const fields = (list: readonly Obj[], type: string | undefined, depth: number): void => {
    if (depth > 32) throw new PdfError('fields nested too deeply')
    for (const o of list) {
      const d = f.dict(o)
      if (!d) continue
      const ft = nameOf(f.resolve(d.get('FT'))) ?? type
      const n = num(o)
      if (ft === 'Sig' && !d.has('V') && n !== undefined) roles.emptyFields.add(n)
      fields(f.array(d.get('Kids')) ?? [], ft, depth + 1)
    }
  }
  fields(f.array(form?.get('Fields')) ?? [], undefined, 0)
  const dss = root.get('DSS')
  if (dss !== undefined) {
    collect(f, dss, roles.evidence, 6)
    // What the document shows may not also pass as evidence, which is free to change.
    const shown = new Set<number>()
    walkReferences(f, shown, true)
    for (const n of shown) roles.evidence.delete(n)
  }
  return roles
}

function collect(f: PdfFile, o: Obj, into: Set<number>, depth: number): void {
  if (depth < 0) return
  if (o instanceof Ref) {
    if (into.has(o.num)) return
    into.add(o.num)
    collect(f, f.get(o.num), into, depth - 1)
    return
  }
  if (Array.isArray(o)) for (const x of o) collect(f, x, into, depth)
  else if (isDict(o)) for (const x of o.values()) collect(f, x, into, depth)
}

function walkReferences(f: PdfFile, out: Set<number>, withoutEvidence = false): void {
  const root: Dict = new Map(f.root)
  if (withoutEvidence) root.delete('DSS')
  const stack: Obj[] = [root, f.trailer.get('Info') ?? null]
  const catalog = f.trailer.get('Root')
  if (catalog instanceof Ref) out.add(catalog.num)
  let steps = 0
  while (stack.length > 0) {
    if (++steps > MAX_WALK) throw new PdfError('too many objects')
    const o = stack.pop()!
    if (o instanceof Ref) {
      if (!out.has(o.num)) {
        out.add(o.num)
        stack.push(f.get(o.num))
      }
    } else if (Array.isArray(o)) for (const x of o) stack.push(x)
    else if (isDict(o)) for (const x of o.values()) stack.push(x)
    else if (o instanceof Stream) stack.push(o.dict)
  }
}

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
      if (k !== 'AcroForm') return no(`catalog /${k}`)
      if (before.get(k) instanceof Ref) return no('catalog /AcroForm points elsewhere')
      out.push(...formChange(signed.dict(before.get(k)), now.dict(after.get(k)), signed, now))
    }
    return out
  }
  if (num === roles.form) return formChange(before, after, signed, now)
  if (roles.pages.has(num)) {
    const out: Reason[] = []
    for (const k of keys) {
      if (k !== 'Annots') return no(`page /${k}`)
      if (before.get(k) instanceof Ref) return no('page /Annots points elsewhere')
      out.push(...listGrew(signed.array(before.get(k)) ?? [], now.array(after.get(k)) ?? [], now, false))
    }
    return out
  }
  if (roles.emptyFields.has(num)) {
    const other = keys.filter((k) => k !== 'V' && k !== 'AP' && k !== 'M' && k !== 'F')
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
    return [reason('changed-after', `form /${k}`)]
  }
  if (old.get('Fields') instanceof Ref) {
    return canonical(old.get('Fields')!) === canonical(after.get('Fields') ?? null)
      ? []
      : [reason('changed-after', 'form /Fields points elsewhere')]
  }
  return listGrew(signed.array(old.get('Fields')) ?? [], now.array(after.get('Fields')) ?? [], now, true)
}

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
