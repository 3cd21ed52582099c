// Forms of a certified document: the author allows later filling with DocMDP /P 2 or 3 (ISO 32000-1, 12.8.2.2), and
// a signature may lock fields against it (FieldMDP, 12.8.2.4).
import { type Reason, reason } from '../report.ts'
import type { PdfFile } from './file.ts'
import { canonical, type Dict, isDict, nameOf, type Obj, Ref, Stream, textOf } from './objects.ts'

const VALUE_KEYS = new Set(['V', 'AS', 'AP', 'I', 'M', 'RV'])
const FILLED = new Set(['Tx', 'Btn', 'Ch'])

/** Objects of a signed revision that may change when its form is filled in. */
export type Fillable = { fields: ReadonlySet<number>; appearances: ReadonlySet<number> }

/** DocMDP permissions of a certified revision (2 when it does not say); undefined when it is not certified. */
export function certificationLevel(f: PdfFile): number | undefined {
  const signature = f.dict(f.dict(f.root.get('Perms'))?.get('DocMDP'))
  if (!signature) return undefined
  for (const r of f.array(signature.get('Reference')) ?? []) {
    const d = f.dict(r)
    if (nameOf(f.resolve(d?.get('TransformMethod'))) !== 'DocMDP') continue
    const p = f.resolve(f.dict(d?.get('TransformParams'))?.get('P'))
    return typeof p === 'number' ? p : 2
  }
  return undefined
}

type Lock = { action: string | undefined; names: Set<string> }

/** What may be filled in, or undefined when nothing may. Throws PdfError when the form cannot be read. */
export function fillable(f: PdfFile): Fillable | undefined {
  const level = certificationLevel(f)
  if (level !== 2 && level !== 3) return undefined
  const fields = new Set<number>()
  const appearances = new Set<number>()
  const open: { num: number | undefined; d: Dict; name: string }[] = []
  const locks: Lock[] = []
  const walk = (list: readonly Obj[], type: string | undefined, prefix: string, depth: number): void => {
    if (depth > 32) return
    for (const o of list) {
      f.spend(1)
      const d = f.dict(o)
      if (!d) continue
      const ft = nameOf(f.resolve(d.get('FT'))) ?? type
      const t = textOf(f.resolve(d.get('T')))
      const name = t === undefined ? prefix : prefix ? `${prefix}.${t}` : t
      if (ft === 'Sig') locks.push(...locksOf(f, d))
      else if (FILLED.has(ft ?? '')) open.push({ num: o instanceof Ref ? o.num : undefined, d, name })
      walk(f.array(d.get('Kids')) ?? [], ft, name, depth + 1)
    }
  }
  walk(f.array(f.dict(f.root.get('AcroForm'))?.get('Fields')) ?? [], undefined, '', 0)
  for (const { num, d, name } of open) {
    if (locks.some((l) => isLocked(l, name))) continue
    if (num !== undefined) fields.add(num)
    const stack: Obj[] = [d.get('AP') ?? null]
    for (let n = 0; stack.length > 0 && n < 100; n++) {
      const v = stack.pop()!
      if (v instanceof Ref) {
        appearances.add(v.num)
        const target = f.resolve(v)
        if (isDict(target)) stack.push(...target.values())
      } else if (isDict(v)) stack.push(...v.values())
    }
  }
  // What a page draws by itself is not a field's appearance, whatever a field says.
  for (const n of drawnByPages(f)) appearances.delete(n)
  return { fields, appearances }
}

/** Objects that pages reach other than by their annotations. */
function drawnByPages(f: PdfFile): Set<number> {
  const seen = new Set<number>()
  const stack: Obj[] = [f.root.get('Pages') ?? null]
  while (stack.length > 0) {
    const o = stack.pop()!
    if (o instanceof Ref) {
      if (seen.has(o.num)) continue
      seen.add(o.num)
      f.spend(1)
      stack.push(f.get(o.num))
    } else if (o instanceof Stream) stack.push(o.dict)
    else if (Array.isArray(o)) for (const x of o) stack.push(x)
    else if (isDict(o)) for (const [k, v] of o) if (k !== 'Annots' && k !== 'Parent') stack.push(v)
  }
  return seen
}

function locksOf(f: PdfFile, field: Dict): Lock[] {
  const value = f.dict(field.get('V'))
  return (f.array(value?.get('Reference')) ?? []).flatMap((r) => {
    const d = f.dict(r)
    if (nameOf(f.resolve(d?.get('TransformMethod'))) !== 'FieldMDP') return []
    const params = f.dict(d?.get('TransformParams'))
    const names = (f.array(params?.get('Fields')) ?? []).map((n) => textOf(f.resolve(n)) ?? '')
    return [{ action: nameOf(f.resolve(params?.get('Action'))), names: new Set(names) }]
  })
}

function isLocked(l: Lock, name: string): boolean {
  if (l.action === 'Include') return l.names.has(name)
  return l.action === 'Exclude' ? !l.names.has(name) : true
}

/**
 * Reasons when the object belongs to what may be filled in: a note when only its value changed. Undefined when it
 * does not, so that other rules decide.
 */
export function filledField(
  num: number,
  before: Obj,
  after: Obj,
  now: PdfFile,
  may: Fillable | undefined,
): Reason[] | undefined {
  if (!may) return undefined
  if (may.fields.has(num) && isDict(before) && isDict(after)) {
    const keys = [...new Set([...before.keys(), ...after.keys()])]
    const other = keys.filter(
      (k) => !VALUE_KEYS.has(k) && canonical(before.get(k) ?? null) !== canonical(after.get(k) ?? null),
    )
    return other.length === 0 ? [reason('form-filled')] : undefined
  }
  if (!may.appearances.has(num)) return undefined
  // An appearance is clipped to its box, which was signed; a new box could reach further.
  if (after instanceof Stream && before instanceof Stream)
    return nameOf(now.resolve(after.dict.get('Subtype'))) === 'Form' ? [reason('form-filled')] : undefined
  return isDict(after) && isDict(before) ? [reason('form-filled')] : undefined
}
