// What part each object plays in a signed revision: page, list of annotations, form, field, evidence.
import type { PdfFile } from './file.ts'
import { type Dict, isDict, nameOf, type Obj, PdfError, Ref, Stream } from './objects.ts'

/** Roles that an object plays in the signed revision and that allow it to change in a known way. */
export type Roles = {
  catalog: number | undefined
  form: number | undefined
  fields: number | undefined
  info: number | undefined
  metadata: number | undefined
  /** The form's resources and the dictionaries directly under them. */
  resources: Set<number>
  pages: Set<number>
  annots: Set<number>
  emptyFields: Set<number>
  evidence: Set<number>
}

/** The roles of a revision's objects. Throws PdfError when pages or fields are no trees, or too many. */
export function rolesOf(f: PdfFile): Roles {
  const num = (o: Obj | undefined): number | undefined => (o instanceof Ref ? o.num : undefined)
  const root = f.root
  const formRef = root.get('AcroForm')
  const form = f.dict(formRef)
  const roles: Roles = {
    catalog: num(f.trailer.get('Root')),
    form: num(formRef),
    fields: num(form?.get('Fields')),
    info: num(f.trailer.get('Info')),
    metadata: num(root.get('Metadata')),
    resources: new Set(),
    pages: new Set(),
    annots: new Set(),
    emptyFields: new Set(),
    evidence: new Set(),
  }
  const resources = form?.get('DR')
  for (const o of [resources, ...(f.dict(resources)?.values() ?? [])]) {
    const n = num(o)
    if (n !== undefined) roles.resources.add(n)
  }
  const seen = new Set<number>()
  const pages = (o: Obj | undefined, depth: number): void => {
    const n = num(o)
    if (n !== undefined && (seen.has(n) || depth > 64)) throw new PdfError('page tree is not a tree')
    if (n !== undefined) seen.add(n)
    f.spend(1)
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

/** Numbers that are referred to from the catalog and the document information. Throws PdfError when there is no end. */
export function walkReferences(f: PdfFile, out: Set<number>, withoutEvidence = false): void {
  const root: Dict = new Map(f.root)
  if (withoutEvidence) root.delete('DSS')
  const stack: Obj[] = [root, f.trailer.get('Info') ?? null]
  const catalog = f.trailer.get('Root')
  if (catalog instanceof Ref) out.add(catalog.num)
  while (stack.length > 0) {
    f.spend(1)
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
