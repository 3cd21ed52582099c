// Content that may change what is seen although nothing was changed after signing: it was signed, so no signature
// fails for it, but whoever relies on the document is told.
import type { PdfFile } from './file.ts'
import { type Dict, isDict, nameOf, type Obj, PdfError, Ref, Stream } from './objects.ts'

const ACTIONS = new Set(
  'JavaScript Launch ImportData SubmitForm GoToR GoToE Rendition Movie Sound RichMediaExecute'.split(' '),
)

/** Kinds of active content that the document can reach, sorted; what cannot be read is left to other checks. */
export function activeContent(f: PdfFile): string[] {
  const found = new Set<string>()
  const seen = new Set<number>()
  const stack: Obj[] = [f.root]
  const look = (d: Dict): void => {
    const action = nameOf(d.get('S'))
    if (action && ACTIONS.has(action)) found.add(action)
    if (d.has('JS') || d.has('JavaScript')) found.add('JavaScript')
    if (d.has('XFA')) found.add('XFA')
    if (nameOf(d.get('FS')) === 'URL') found.add('content at an address')
  }
  while (stack.length > 0) {
    const o = stack.pop()!
    if (o instanceof Ref) {
      if (seen.has(o.num)) continue
      seen.add(o.num)
      f.spend(1)
      try {
        stack.push(f.get(o.num))
      } catch (e) {
        if (!(e instanceof PdfError)) throw e
      }
    } else if (o instanceof Stream) {
      // Data in a file or at an address instead of in the stream (ISO 32000-1, 7.3.8.2).
      if (o.dict.has('F')) found.add('content at an address')
      stack.push(o.dict)
    } else if (isDict(o)) {
      look(o)
      stack.push(...o.values())
    } else if (Array.isArray(o)) for (const x of o) stack.push(x)
  }
  return [...found].sort()
}
