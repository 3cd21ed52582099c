// Sets blocks on sheets: breaks pages, keeps headings with what follows, splits long rows, repeats table heads.
import QRCode from 'qrcode'
import type { Block, Composition, Facts, Heading, List, Paragraph, Qr, Rich, Sides, Table } from './blocks.ts'
import { ACCENT, INK, type Line, MUTED, PAGE, Sheet, type Short, type Tag } from './sheet.ts'
import { setTable, tableHeight } from './table.ts'

const BODY = 10.5
const HEADING = { 1: 15, 2: 11.5, 3: 10.5 } as const
const FULL = PAGE.right - PAGE.left
/** Where text is set: left edge and width in points. */
export type Measure = { x: number; width: number }
const PAGE_MEASURE: Measure = { x: PAGE.left, width: FULL }

/** How many lines of text stand before the end of a document on its page, at least, if it is not the first. */
const BEFORE_END = 5
/** How often a document is set anew to move text to the page of its end. */
const TRIES = 5

const REPLACED: Paragraph = {
  k: 'p',
  text: 'Rakstzīmes, kuru nav dokumenta fontā, šeit aizstātas ar zīmi „�”. Pilns teksts glabājas lietā.',
  size: 8.5,
  muted: true,
}

/** Sets a composition and returns the PDF. */
export async function setDocument(c: Composition): Promise<Uint8Array> {
  const sheet = setPages(c)
  if (c.data) embed(sheet, c.data, c.created)
  if (c.signatureFields?.length) prepareFields(sheet, c.signatureFields)
  return sheet.finish(c)
}

/**
 * Sets the blocks. Two lines and a signature alone on the last page might stand under anything: the page before it is
 * then made shorter, until enough of the text goes over with them. Where something had to be replaced, the end says so.
 */
function setPages(c: Composition): Sheet {
  let short: Short | undefined
  let blocks = c.blocks
  for (let tries = 0; ; tries++) {
    const sheet = new Sheet(c, short)
    setBlocks(sheet, sheet.root, blocks, PAGE_MEASURE)
    if (sheet.replaced && blocks === c.blocks) {
      const at = blocks.findIndex((b) => b.k === 'together' && b.ending)
      blocks = blocks.toSpliced(at < 0 ? blocks.length : at, 0, REPLACED)
      continue
    }
    const { ending } = sheet
    if (!ending || ending.page === 0 || ending.lines >= BEFORE_END || tries >= TRIES) return sheet
    const more = (BEFORE_END - ending.lines) * Sheet.leading(BODY)
    short = { page: ending.page - 1, by: (short?.by ?? 0) + more }
  }
}

function embed(sheet: Sheet, data: NonNullable<Composition['data']>, created: string): void {
  const at = new Date(created)
  const doc = sheet.doc as unknown as {
    file(src: Uint8Array, o: Record<string, unknown>): unknown
    _root: { data: Record<string, unknown> }
  }
  const ref = doc.file(Buffer.from(JSON.stringify(data.json), 'utf8'), {
    name: data.name,
    type: 'application/json',
    description: data.description,
    relationship: 'Data',
    creationDate: at,
    modifiedDate: at,
  })
  doc._root.data.AF = [ref]
}

/** Empty signature fields, tagged and without appearance: signing later fills only /V, so no page changes. */
function prepareFields(sheet: Sheet, fields: NonNullable<Composition['signatureFields']>): void {
  const doc = sheet.doc as unknown as {
    page: { annotations: unknown[] }
    _root: { data: Record<string, unknown> }
    annotate(x: number, y: number, w: number, h: number, o: Record<string, unknown>): void
    endAcroForm(): void
  }
  const refs = fields.map((f) => {
    const el = sheet.tag(sheet.root, 'Form', { alt: sheet.clean(f.label) })
    doc.annotate(0, PAGE.height, 0, 0, {
      Subtype: 'Widget',
      FT: 'Sig',
      T: new String(f.name),
      TU: new String(sheet.clean(f.label)),
      F: 4 + 128,
      structParent: el,
    })
    el.end()
    return doc.page.annotations.at(-1)
  })
  // pdfkit would add its own form defaults, which invisible fields do not need.
  doc.endAcroForm = () => {}
  doc._root.data.AcroForm = { Fields: refs, SigFlags: 0 }
}

function setBlocks(sheet: Sheet, parent: Tag, blocks: readonly Block[], m: Measure): void {
  blocks.forEach((block, i) => {
    let need = 0
    let at = i
    for (let b = blocks[at]; b && keepsNext(b); b = blocks[++at]) need += heightOf(sheet, b, m)
    const after = blocks[at]
    if (at > i && after) sheet.ensure(need + Math.min(firstPart(sheet, after, m), 160))
    setBlock(sheet, parent, block, m)
  })
}
const keepsNext = (b: Block): boolean => b.k === 'h' || (b.k === 'p' && b.keepNext === true)

function setBlock(sheet: Sheet, parent: Tag, block: Block, m: Measure): void {
  switch (block.k) {
    case 'p':
      setParagraph(sheet, parent, block, m)
      return
    case 'h':
      setHeading(sheet, parent, block, m)
      return
    case 'list':
      setList(sheet, parent, block, m)
      return
    case 'facts':
      setTable(sheet, parent, factsTable(block), m, false)
      return
    case 'table':
      setTable(sheet, parent, block, m, true)
      return
    case 'sides':
      setSides(sheet, parent, block, m)
      return
    case 'note':
      setNote(sheet, parent, block.blocks, m)
      return
    case 'qr':
      setQr(sheet, parent, block, m)
      return
    case 'gap':
      if (sheet.y > PAGE.top + 1) sheet.y += block.height
      return
    case 'rule':
      sheet.artifact(() => {
        sheet.doc.lineWidth(0.8).strokeColor(ACCENT)
        sheet.doc
          .moveTo(m.x, sheet.y)
          .lineTo(m.x + m.width, sheet.y)
          .stroke()
      })
      sheet.y += 8
      return
    case 'together':
      sheet.ensure(heightOf(sheet, block, m))
      if (block.ending) sheet.end()
      setBlocks(sheet, parent, block.blocks, m)
      return
  }
}

const sizeOf = (b: Paragraph): number => b.size ?? BODY
const afterOf = (b: Paragraph): number => b.after ?? 5

function setParagraph(sheet: Sheet, parent: Tag, b: Paragraph, m: Measure, type = 'P'): void {
  const size = sizeOf(b)
  const lines = sheet.lines(b.text, m.width, size, b.bold)
  const el = sheet.tag(parent, type)
  flowLines(sheet, el, lines, m, size, b.align, b.muted ? MUTED : INK)
  el.end()
  sheet.y += afterOf(b)
}

/** Draws lines over as many pages as they need, leaving no single line alone at a page's head or foot. */
export function flowLines(
  sheet: Sheet,
  el: Tag,
  lines: readonly Line[],
  m: Measure,
  size: number,
  align?: 'left' | 'center' | 'right',
  color = INK,
): void {
  const step = Sheet.leading(size)
  let rest = lines
  while (rest.length > 0) {
    let n = Math.floor((sheet.room + 0.01) / step)
    if (n < rest.length) {
      if (rest.length - n === 1) n -= 1
      if (n < 2 && rest.length > 1) n = 0
    }
    if (n <= 0 && sheet.y <= PAGE.top + 1) n = 1
    if (n > 0) {
      const part = rest.slice(0, n)
      sheet.drawLines(el, part, { ...m, size, ...(align ? { align } : {}), color })
      rest = rest.slice(part.length)
    }
    if (rest.length > 0) sheet.newPage()
  }
}

const headingSize = (b: Heading): number => b.size ?? HEADING[b.level]

function setHeading(sheet: Sheet, parent: Tag, b: Heading, m: Measure): void {
  const size = headingSize(b)
  if (sheet.y > PAGE.top + 1) sheet.y += b.level === 1 ? 4 : 9
  const el = sheet.tag(parent, `H${b.level}`)
  flowLines(sheet, el, sheet.lines(b.text, m.width, size, true), m, size, b.align)
  el.end()
  sheet.y += b.level === 1 ? 6 : 4
}

function setList(sheet: Sheet, parent: Tag, list: List, m: Measure): void {
  const el = sheet.tag(parent, 'L')
  el.dictionary.data.A = { O: 'List', ListNumbering: list.style === 'decimal' ? 'Decimal' : 'Disc' }
  const label = (i: number): string =>
    list.style === 'dash' ? '–' : `${list.prefix ?? ''}${(list.start ?? 1) + i}.`
  const indent = Math.max(18, sheet.width(label(list.items.length - 1), 'regular', BODY) + 8)
  const inner = { x: m.x + indent, width: m.width - indent }
  list.items.forEach((item, i) => {
    const full = typeof item === 'object' && 'text' in item ? item : { text: item as Rich }
    const lines = sheet.lines(full.text, inner.width, BODY)
    const step = Sheet.leading(BODY)
    sheet.ensure(step * Math.min(lines.length, 2))
    const li = sheet.tag(el, 'LI')
    const lbl = sheet.tag(li, 'Lbl')
    const y = sheet.y
    sheet.drawLines(lbl, sheet.lines(label(i), indent, BODY), { x: m.x, width: indent, size: BODY })
    lbl.end()
    sheet.y = y
    const body = sheet.tag(li, 'LBody')
    flowLines(sheet, body, lines, inner, BODY)
    sheet.y += 3
    for (const s of full.sub ?? []) setBlock(sheet, body, s, inner)
    body.end()
    li.end()
  })
  el.end()
  sheet.y += 3
}

function factsTable(f: Facts): Table {
  const label = f.labelWidth ?? 0.34
  return {
    k: 'table',
    rowHeaders: true,
    columns: [
      { head: '', share: label },
      { head: '', share: 1 - label },
    ],
    rows: f.rows.map(([a, b]) => [a, b]),
  }
}

function setSides(sheet: Sheet, parent: Tag, b: Sides, m: Measure): void {
  const share = b.leftShare ?? 0.46
  const gutter = 18
  const left = { x: m.x, width: m.width * share - gutter / 2 }
  const right = { x: m.x + m.width * share + gutter / 2, width: m.width * (1 - share) - gutter / 2 }
  sheet.ensure(heightOf(sheet, b, m))
  const y = sheet.y
  for (const q of b.left) setParagraph(sheet, parent, q, left)
  const low = sheet.y
  sheet.y = y
  for (const q of b.right) setParagraph(sheet, parent, q, right)
  sheet.y = Math.max(low, sheet.y) + (b.after ?? 10)
}

function setNote(sheet: Sheet, parent: Tag, blocks: readonly Paragraph[], m: Measure): void {
  const inner = { x: m.x + 12, width: m.width - 12 }
  sheet.y += 4
  const height = blocks.reduce((sum, b) => sum + heightOf(sheet, b, inner), 0)
  sheet.ensure(Math.min(height, 200))
  const fits = height <= sheet.room
  const y = sheet.y
  const el = sheet.tag(parent, 'Div')
  for (const b of blocks) setParagraph(sheet, el, b, inner)
  el.end()
  if (fits)
    sheet.artifact(() => {
      sheet.doc.rect(m.x, y, 2.5, sheet.y - y - 4).fill(ACCENT)
    })
  sheet.y += 6
}

const QR_SIZE = 82

function setQr(sheet: Sheet, parent: Tag, b: Qr, m: Measure): void {
  const inner = { x: m.x + QR_SIZE + 14, width: m.width - QR_SIZE - 14 }
  const textHeight = b.text.reduce((sum, q) => sum + heightOf(sheet, q, inner), 0)
  sheet.ensure(Math.max(QR_SIZE, textHeight) + 6)
  const y = sheet.y
  const { modules } = QRCode.create(b.url, { errorCorrectionLevel: 'M' })
  const cell = QR_SIZE / modules.size
  const el = sheet.tag(parent, 'Figure', {
    alt: sheet.clean(b.alt),
    bbox: [m.x, y, m.x + QR_SIZE, y + QR_SIZE],
  })
  el.add(() => {
    for (let r = 0; r < modules.size; r++)
      for (let c = 0; c < modules.size; ) {
        let n = 0
        while (c + n < modules.size && modules.get(r, c + n)) n++
        if (n > 0) sheet.doc.rect(m.x + c * cell, y + r * cell, n * cell, cell)
        c += Math.max(n, 1)
      }
    sheet.doc.fill(INK)
  })
  el.end()
  sheet.y = y + Math.max(0, (QR_SIZE - textHeight) / 2)
  for (const q of b.text) setParagraph(sheet, parent, q, inner)
  sheet.y = Math.max(sheet.y, y + QR_SIZE) + 6
}

function firstPart(sheet: Sheet, b: Block, m: Measure): number {
  if (b.k === 'h') return heightOf(sheet, b, m) + 30
  if (b.k === 'list' || b.k === 'table' || b.k === 'facts') return 48
  return heightOf(sheet, b, m)
}

function heightOf(sheet: Sheet, b: Block, m: Measure): number {
  switch (b.k) {
    case 'p':
      return sheet.lines(b.text, m.width, sizeOf(b), b.bold).length * Sheet.leading(sizeOf(b)) + afterOf(b)
    case 'h':
      return sheet.lines(b.text, m.width, headingSize(b), true).length * Sheet.leading(headingSize(b)) + 14
    case 'gap':
      return b.height
    case 'rule':
      return 8
    case 'qr':
      return QR_SIZE + 12
    case 'sides': {
      const of = (ps: readonly Paragraph[], w: number) =>
        ps.reduce((sum, q) => sum + heightOf(sheet, q, { x: 0, width: w }), 0)
      const share = b.leftShare ?? 0.46
      return (
        Math.max(of(b.left, m.width * share - 9), of(b.right, m.width * (1 - share) - 9)) + (b.after ?? 10)
      )
    }
    case 'note':
      return b.blocks.reduce((sum, q) => sum + heightOf(sheet, q, { x: 0, width: m.width - 12 }), 10)
    case 'together':
      return b.blocks.reduce((sum, q) => sum + heightOf(sheet, q, m), 0)
    case 'list':
      return b.items.reduce<number>((sum, item) => {
        const text = typeof item === 'object' && 'text' in item ? item.text : (item as Rich)
        return sum + sheet.lines(text, m.width - 24, BODY).length * Sheet.leading(BODY) + 3
      }, 6)
    case 'table':
      return tableHeight(sheet, b, m, true)
    case 'facts':
      return tableHeight(sheet, factsTable(b), m, false)
  }
}
