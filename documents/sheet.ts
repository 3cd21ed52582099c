// The sheet of paper: an A4 PDF with a tagged structure tree, a cursor, and lines of measured text. Knows
// nothing about decisions or letters; flow.ts drives it.
import PDFDocument from 'pdfkit'
import type { Composition, Rich, Run } from './blocks.ts'
import { type Face, fontOf, printableText, shapedWords } from './fonts.ts'
import { xmpPacket } from './metadata.ts'
import { bound } from './text.ts'

const MM = 72 / 25.4
/** Margins of official documents (MK 558/2018 practice): 30 mm left for binding, 20 mm elsewhere; points. */
export const PAGE = {
  width: 595.28,
  height: 841.89,
  left: 30 * MM,
  right: 595.28 - 20 * MM,
  top: 20 * MM,
  bottom: 841.89 - 24 * MM,
}
export const INK = '#1d1d1b'
export const MUTED = '#505a5f'
export const HAIR = '#b1b4b6'
export const ACCENT = '#7a1f2b'
const LEADING = 1.36
/** From the edge of the paper, and from the text, to the border of a certificate. */
const BORDER = 9 * MM
/** Between the footer's text and the page number. */
const FOOTER_GAP = 14

/** A structure element of pdfkit; its own typings do not name what we need. */
export type Tag = {
  add(child: Tag | (() => void)): Tag
  end(): void
  dictionary: { data: Record<string, unknown> }
}
type TagOptions = {
  alt?: string
  scope?: 'Row' | 'Column'
  bbox?: [number, number, number, number]
  title?: string
}
type Measurer = { widthOfString(t: string, size: number): number; ascender: number; layoutCache: unknown }
type Segment = { face: Face; text: string; link?: string; width: number }
/** One line of set text: segments left to right, its width in points, whether a space follows in the text. */
export type Line = { segments: Segment[]; width: number; last: boolean }

/** A page (from 0) that is to end `by` points above its margin. */
export type Short = { page: number; by: number }

export class Sheet {
  readonly doc: PDFKit.PDFDocument
  readonly root: Tag
  y = PAGE.top
  /** True when some character had to be replaced because the font lacks it. */
  replaced = false
  #measure: Record<Face, Measurer>
  #widths = new Map<string, number>()
  #chunks: Uint8Array[] = []

  #page = 0
  readonly #short: Short
  /** Heights at which a line of text stands on this page. */
  #lines = new Set<number>()
  /** Where the end of the document begins: its page (from 0), and how many lines of text stand before it there. */
  ending: { page: number; lines: number } | undefined

  /** @param short a page that is to end earlier, and by how many points */
  constructor(c: Composition, short: Short = { page: -1, by: 0 }) {
    this.#short = short
    const made = new Date(c.created)
    if (Number.isNaN(made.getTime())) throw new Error(`created: not an ISO time: ${c.created}`)
    const info = { title: this.clean(c.title), author: this.clean(c.author), created: made }
    this.doc = new PDFDocument({
      size: 'A4',
      pdfVersion: '1.7',
      lang: 'lv-LV',
      tagged: true,
      displayTitle: true,
      subset: (c.data ? 'PDF/A-3a' : 'PDF/A-2a') as 'PDF/A-2a',
      bufferPages: true,
      autoFirstPage: false,
      margin: 0,
      font: fontOf('regular') as unknown as string,
      info: {
        Title: info.title,
        Author: info.author,
        Creator: 'Lieta',
        Producer: 'Lieta',
        CreationDate: made,
        ModDate: made,
      },
    })
    // pdfkit writes the title into XMP unescaped ("A & B" breaks the packet) and knows one subset at a time.
    const own = this.doc as unknown as {
      _addInfo(): void
      appendXML(x: string): void
      _addPdfaMetadata(): void
    }
    own._addPdfaMetadata = () => {}
    own._addInfo = () =>
      own.appendXML(
        xmpPacket({ ...info, part: c.data ? 3 : 2, ...(c.identity ? { identity: c.identity } : {}) }),
      )
    this.doc.on('data', (b: Uint8Array) => this.#chunks.push(b))
    const faces: Face[] = ['bold', 'italic', 'regular']
    const measure = {} as Record<Face, Measurer>
    for (const face of faces) {
      this.doc.registerFont(face, fontOf(face) as unknown as string)
      this.doc.font(face)
      const font = (this.doc as unknown as { _font: Measurer })._font
      font.layoutCache = shapedWords(face)
      measure[face] = font
    }
    this.#measure = measure
    this.doc.addPage()
    this.root = this.doc.struct('Document') as unknown as Tag
    this.doc.addStructure(this.root as never)
  }

  /** Printable form of a text; remembers whether anything had to be replaced. */
  clean(text: string): string {
    const r = printableText(text)
    if (r.replaced) this.replaced = true
    return r.text
  }

  /** A new structure element under `parent`. */
  tag(parent: Tag, type: string, options: TagOptions = {}): Tag {
    const el = this.doc.struct(type as never, options as never) as unknown as Tag
    parent.add(el)
    return el
  }

  /** Points left above the bottom margin. */
  get room(): number {
    return PAGE.bottom - (this.#page === this.#short.page ? this.#short.by : 0) - this.y
  }

  newPage(): void {
    this.doc.addPage()
    this.#page += 1
    this.#lines.clear()
    this.y = PAGE.top
  }

  /** Starts a new page unless `height` points fit (and the page is not fresh already). */
  ensure(height: number): void {
    if (this.room < height && this.y > PAGE.top + 1) this.newPage()
  }

  width(text: string, face: Face, size: number): number {
    const key = `${face}${size}${text}`
    let w = this.#widths.get(key)
    if (w === undefined) {
      w = this.#measure[face].widthOfString(text, size)
      this.#widths.set(key, w)
    }
    return w
  }

  /** The end of the document begins here. */
  end(): void {
    this.ending = { page: this.#page, lines: this.#lines.size }
  }

  static leading(size: number): number {
    return size * LEADING
  }

  /** Breaks text into lines no wider than `width`; a word longer than a line is broken inside. */
  lines(text: Rich, width: number, size: number, allBold = false): Line[] {
    const runs: Run[] = (typeof text === 'string' ? [text] : text).map((r) =>
      typeof r === 'string' ? { t: r } : r,
    )
    const lines: Line[] = []
    let line: Segment[] = []
    let used = 0
    let word: Segment[] = []
    let wordWidth = 0
    let spaceFace: Face | undefined
    const put = (seg: Segment): void => {
      const prev = line.at(-1)
      if (prev && prev.face === seg.face && prev.link === seg.link) {
        prev.text += seg.text
        prev.width += seg.width
      } else line.push({ ...seg })
      used += seg.width
    }
    const flushLine = (last: boolean): void => {
      lines.push({ segments: line, width: used, last })
      line = []
      used = 0
      spaceFace = undefined
    }
    const flushWord = (): void => {
      if (word.length === 0) return
      const space = line.length > 0 && spaceFace ? this.width(' ', spaceFace, size) : 0
      if (line.length > 0 && used + space + wordWidth > width) flushLine(false)
      else if (space > 0) put({ face: spaceFace!, text: ' ', width: space, ...linkOf(line, word) })
      for (const seg of word) {
        if (used + seg.width <= width) put(seg)
        else
          for (const piece of this.#cut(seg, width - used, width, size)) {
            if (used > 0 && used + piece.width > width) flushLine(false)
            put(piece)
          }
      }
      word = []
      wordWidth = 0
    }
    for (const run of runs) {
      const face: Face = run.bold || allBold ? 'bold' : run.italic ? 'italic' : 'regular'
      for (const part of bound(this.clean(run.t)).split(/([ \n])/)) {
        if (part === '') continue
        if (part === ' ') {
          flushWord()
          spaceFace = face
        } else if (part === '\n') {
          flushWord()
          flushLine(true)
        } else {
          const seg: Segment = { face, text: part, width: this.width(part, face, size) }
          if (run.link) seg.link = run.link
          word.push(seg)
          wordWidth += seg.width
        }
      }
    }
    flushWord()
    if (line.length > 0 || lines.length === 0) flushLine(true)
    return lines
  }

  #cut(seg: Segment, first: number, width: number, size: number): Segment[] {
    const out: Segment[] = []
    let rest = seg.text
    let max = first
    while (rest !== '') {
      let n = 0
      let w = 0
      for (const ch of rest) {
        const cw = this.width(ch, seg.face, size)
        if (w + cw > max && (n > 0 || max < width)) break
        w += cw
        n += ch.length
      }
      if (n > 0)
        out.push({ ...seg, text: rest.slice(0, n), width: this.width(rest.slice(0, n), seg.face, size) })
      rest = rest.slice(n)
      max = width
    }
    return out
  }

  /** Draws set lines under a tag at the cursor column; the caller has made sure that they fit. Advances y. */
  drawLines(
    el: Tag,
    lines: readonly Line[],
    at: { x: number; width: number; size: number; align?: 'left' | 'center' | 'right'; color?: string },
  ): void {
    const step = Sheet.leading(at.size)
    type Piece = { seg: Segment; x: number; y: number; text: string }
    let plain: Piece[] = []
    const flush = (): void => {
      const pieces = plain
      plain = []
      if (pieces.length > 0)
        el.add(() => {
          for (const q of pieces) this.#text(q.text, q.seg.face, q.x, q.y, at.size, at.color)
        })
    }
    for (const line of lines) {
      this.#lines.add(Math.round(this.y))
      let x = at.x
      if (at.align === 'right') x += at.width - line.width
      else if (at.align === 'center') x += (at.width - line.width) / 2
      line.segments.forEach((seg, i) => {
        // The space at a line's end keeps words apart for readers and searches.
        const end = i === line.segments.length - 1 && !line.last
        const piece: Piece = { seg, x, y: this.y, text: end ? `${seg.text} ` : seg.text }
        if (seg.link) {
          flush()
          this.#link(el, piece.text, seg, x, at.size)
        } else plain.push(piece)
        x += seg.width
      })
      this.y += step
    }
    flush()
  }

  #link(parent: Tag, text: string, seg: Segment, x: number, size: number): void {
    const el = this.tag(parent, 'Link')
    el.add(() => this.#text(text, seg.face, x, this.y, size, '#1d4f91'))
    this.doc.link(x, this.y, seg.width, Sheet.leading(size), seg.link!, {
      structParent: el,
      Contents: new String(seg.link),
    } as never)
    el.end()
  }

  #text(text: string, face: Face, x: number, y: number, size: number, color = INK): void {
    this.doc.font(face).fontSize(size).fillColor(color)
    const ascent = (this.#measure[face].ascender / 1000) * size
    const baseline = y + Sheet.leading(size) * 0.76
    this.doc.text(text, x, baseline - ascent, { lineBreak: false })
  }

  /** Draws something that carries no meaning (rules, boxes, footers), marked as an artifact. */
  artifact(draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
    this.doc.markContent('Artifact', { type })
    draw()
    this.doc.endMarkedContent()
  }

  /** One line of text that is no part of the content (a footer, a repeated table head). */
  plainLine(text: string, at: { x: number; y: number; size: number; face?: Face; color?: string }): void {
    this.#text(this.clean(text), at.face ?? 'regular', at.x, at.y, at.size, at.color)
  }

  /** The footer in one line if it fits beside the page number, else each part in its own, shortened if it must be. */
  #footer(parts: readonly string[], width: number): string[] {
    const clean = parts.map((part) => this.clean(part))
    const whole = clean.join('  ·  ')
    return this.width(whole, 'regular', 8) <= width
      ? [whole]
      : clean.map((part) => this.#shortened(part, width))
  }

  /** Two lines around what is set, as far from it on the left as on the right. */
  #border(): void {
    for (const [inset, weight] of [
      [0, 1.6],
      [4, 0.5],
    ] as const) {
      const x = PAGE.left - BORDER + inset
      const y = BORDER + inset
      this.doc.lineWidth(weight).strokeColor(ACCENT)
      this.doc.rect(x, y, PAGE.right + BORDER - inset - x, PAGE.height - 2 * y).stroke()
    }
  }

  #shortened(text: string, width: number): string {
    if (this.width(text, 'regular', 8) <= width) return text
    const letters = [...text]
    while (letters.length > 0 && this.width(`${letters.join('')}…`, 'regular', 8) > width) letters.pop()
    return `${letters.join('').trimEnd()}…`
  }

  /** Closes the structure, numbers the pages, returns the bytes. */
  async finish(c: Composition): Promise<Uint8Array> {
    this.root.end()
    const { start, count } = this.doc.bufferedPageRange()
    for (let i = 0; i < count; i++) {
      this.doc.switchToPage(start + i)
      const y = PAGE.height - 15 * MM
      const num = `${i + 1}. lapa no ${count}`
      this.artifact(() => {
        if (c.border) this.#border()
        this.doc.lineWidth(0.5).strokeColor(HAIR)
        this.doc
          .moveTo(PAGE.left, y - 4)
          .lineTo(PAGE.right, y - 4)
          .stroke()
        const w = this.width(num, 'regular', 8)
        this.#footer(c.footer, PAGE.right - w - FOOTER_GAP - PAGE.left).forEach((line, n) => {
          this.plainLine(line, { x: PAGE.left, y: y + n * Sheet.leading(8), size: 8, color: MUTED })
        })
        this.plainLine(num, { x: PAGE.right - w, y, size: 8, color: MUTED })
        if (c.banner) {
          const bw = this.width(c.banner, 'bold', 9)
          this.plainLine(c.banner, { x: PAGE.right - bw, y: 9 * MM, size: 9, face: 'bold', color: ACCENT })
        }
      }, 'Pagination')
    }
    const done = new Promise<void>((resolve, reject) => {
      this.doc.on('end', resolve)
      this.doc.on('error', reject)
    })
    this.doc.end()
    await done
    return Buffer.concat(this.#chunks)
  }
}

const linkOf = (line: readonly Segment[], word: readonly Segment[]): { link?: string } => {
  const a = line.at(-1)?.link
  return a && a === word[0]?.link ? { link: a } : {}
}
