// For tests: what stands on the pages of a PDF of ours, as a reader that extracts text gets it.
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  PDFRawStream,
  PDFRef,
} from 'pdf-lib'

/** One drawn piece of text: page (from 1), left edge and baseline in points from the bottom, size, width. */
export type Printed = { page: number; x: number; y: number; size: number; width: number; text: string }

type Font = { text: ReadonlyMap<number, string>; width: (glyph: number) => number }

/**
 * In: a PDF that we made. Out: its pieces of text in the order in which they were drawn; a glyph that the
 * file gives no text for stands as nothing, as it does in any reader.
 */
export async function printedText(pdf: Uint8Array): Promise<Printed[]> {
  const doc = await PDFDocument.load(pdf, { updateMetadata: false })
  const fonts = new Map<string, Font>()
  return doc.getPages().flatMap((page, i) => {
    const contents = page.node.lookup(PDFName.of('Contents'))
    if (!(contents instanceof PDFRawStream)) return []
    const named = page.node.Resources()?.lookup(PDFName.of('Font'), PDFDict)
    const fontOf = (name: string): Font => {
      const ref = named?.get(PDFName.of(name))
      const key = ref instanceof PDFRef ? ref.toString() : name
      const font = fonts.get(key) ?? readFont(named!.lookup(PDFName.of(name), PDFDict))
      fonts.set(key, font)
      return font
    }
    return drawn(source(contents), i + 1, fontOf)
  })
}

/** The text of all pages, a line for each drawn one: what begins where the piece before it ends, goes on with it, as it reads. */
export async function textOf(pdf: Uint8Array): Promise<string> {
  let before: Printed | undefined
  let out = ''
  for (const piece of await printedText(pdf)) {
    const goesOn =
      before?.page === piece.page && before.y === piece.y && Math.abs(before.x + before.width - piece.x) < 0.5
    out += `${before && !goesOn ? '\n' : ''}${piece.text}`
    before = piece
  }
  return out
}

const source = (s: PDFRawStream): string => Buffer.from(decodePDFRawStream(s).decode()).toString('latin1')

function readFont(dict: PDFDict): Font {
  const cmap = source(dict.lookup(PDFName.of('ToUnicode')) as PDFRawStream)
  const text = new Map<number, string>()
  for (const range of cmap.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[(.*?)\]/g)) {
    const first = Number.parseInt(range[1]!, 16)
    const entries = [...range[2]!.matchAll(/<([0-9a-f ]*)>/g)]
    entries.forEach((e, n) => {
      text.set(first + n, Buffer.from(e[1]!.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'))
    })
  }
  const [descendant] = dict.lookup(PDFName.of('DescendantFonts'), PDFArray).asArray()
  const widths = dict.context
    .lookup(descendant, PDFDict)
    .lookup(PDFName.of('W'), PDFArray)
    .lookup(1, PDFArray)
  return { text, width: (g) => widths.lookupMaybe(g, PDFNumber)?.asNumber() ?? 0 }
}

function drawn(content: string, page: number, fontOf: (name: string) => Font): Printed[] {
  const out: Printed[] = []
  let at = { x: 0, y: 0 }
  let font: Font | undefined
  let size = 0
  const tokens = /1 0 0 1 ([\d.-]+) ([\d.-]+) Tm|\/(\S+) ([\d.]+) Tf|\[([^\]]*)\] TJ/g
  for (const m of content.matchAll(tokens)) {
    if (m[1]) at = { x: Number(m[1]), y: Number(m[2]) }
    else if (m[3]) {
      font = fontOf(m[3])
      size = Number(m[4])
    } else {
      let text = ''
      let width = 0
      for (const part of (m[5] ?? '').matchAll(/<([0-9a-f]*)>|(-?[\d.]+)/g)) {
        if (part[2] !== undefined) width -= Number(part[2])
        for (const code of part[1]?.match(/.{4}/g) ?? []) {
          const glyph = Number.parseInt(code, 16)
          text += font?.text.get(glyph) ?? ''
          width += font?.width(glyph) ?? 0
        }
      }
      out.push({ page, ...at, size, width: (width / 1000) * size, text })
    }
  }
  return out
}
