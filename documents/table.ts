// Tables: column heads repeated on each page (as artifacts after the first), rows split over pages only when
// they are taller than what a page leaves, each cell with its scope.
import type { Table } from './blocks.ts'
import { HAIR, INK, type Line, PAGE, Sheet, type Tag } from './sheet.ts'

const PAD_X = 5
const PAD_Y = 3.5
const HEAD_FILL = '#eef0f1'

type Cell = { lines: Line[]; x: number; width: number; align: 'left' | 'right' }

type Laid = {
  size: number
  head: Cell[]
  rows: Cell[][]
  heightOf: (cells: readonly Cell[]) => number
}

/** The cells of a table broken into lines, and how high a row of them is. */
function laid(sheet: Sheet, t: Table, m: { x: number; width: number }, ruled: boolean): Laid {
  const size = t.size ?? (ruled ? 9.5 : 10)
  const total = t.columns.reduce((sum, c) => sum + c.share, 0)
  const pad = ruled ? PAD_X : 0
  let x = m.x
  const cols = t.columns.map((c) => {
    const width = (m.width * c.share) / total
    const col = { x: x + pad, width: width - pad - PAD_X, align: c.align ?? ('left' as const) }
    x += width
    return col
  })
  const cellsOf = (row: readonly unknown[], bold: (i: number) => boolean): Cell[] =>
    cols.map((c, i) => ({ ...c, lines: sheet.lines((row[i] ?? '') as string, c.width, size, bold(i)) }))
  const titles = t.columns.map((c) => c.head)
  return {
    size,
    head: ruled ? cellsOf(titles, () => true) : [],
    rows: t.rows.map((row) => cellsOf(row, (i) => Boolean(t.rowHeaders) && i === 0)),
    heightOf: (cells) => Math.max(...cells.map((c) => c.lines.length)) * Sheet.leading(size) + 2 * PAD_Y,
  }
}

/** How high a table is that does not break over a page. */
export function tableHeight(sheet: Sheet, t: Table, m: { x: number; width: number }, ruled: boolean): number {
  const { size, head, rows, heightOf } = laid(sheet, t, m, ruled)
  const caption = t.caption ? 8 + sheet.lines(t.caption, m.width, size, true).length * Sheet.leading(size) : 0
  return rows.reduce((sum, row) => sum + heightOf(row), caption + (ruled ? heightOf(head) : 0) + 8)
}

/** Sets a table within the measure; `ruled` draws column heads and a fill, else only hairlines between rows. */
export function setTable(
  sheet: Sheet,
  parent: Tag,
  t: Table,
  m: { x: number; width: number },
  ruled: boolean,
): void {
  const { size, head, rows, heightOf } = laid(sheet, t, m, ruled)
  const step = Sheet.leading(size)
  const hair = (y: number): void =>
    sheet.artifact(() => {
      sheet.doc.lineWidth(0.5).strokeColor(HAIR)
      sheet.doc
        .moveTo(m.x, y)
        .lineTo(m.x + m.width, y)
        .stroke()
    })
  const fill = (height: number): void =>
    sheet.artifact(() => {
      sheet.doc.rect(m.x, sheet.y, m.width, height).fill(HEAD_FILL)
    })

  const headHeight = ruled ? heightOf(head) : 0
  sheet.ensure(headHeight + Math.min(rows[0] ? heightOf(rows[0]) : 0, 120) + (t.caption ? 18 : 0))
  const table = sheet.tag(parent, 'Table')
  if (t.caption) {
    if (sheet.y > PAGE.top + 1) sheet.y += 6
    const cap = sheet.tag(table, 'Caption')
    sheet.drawLines(cap, sheet.lines(t.caption, m.width, size, true), { ...m, size })
    cap.end()
    sheet.y += 2
  }
  const drawRow = (cells: readonly Cell[], els: readonly Tag[] | undefined): void => {
    const top = sheet.y
    const height = heightOf(cells)
    cells.forEach((c, i) => {
      sheet.y = top + PAD_Y
      const el = els?.[i]
      if (el) sheet.drawLines(el, c.lines, { x: c.x, width: c.width, size, align: c.align, color: INK })
      else
        for (const line of c.lines) {
          let lx = c.x
          for (const s of line.segments) {
            sheet.plainLine(s.text, { x: lx, y: sheet.y, size, face: s.face })
            lx += s.width
          }
          sheet.y += step
        }
    })
    sheet.y = top + height
  }
  const repeatHead = (): void => {
    sheet.newPage()
    if (!ruled) return
    fill(headHeight)
    sheet.artifact(() => drawRow(head, undefined), 'Pagination')
    hair(sheet.y)
  }

  if (ruled) {
    const thead = sheet.tag(table, 'THead')
    const tr = sheet.tag(thead, 'TR')
    fill(headHeight)
    const els = head.map(() => sheet.tag(tr, 'TH', { scope: 'Column' }))
    drawRow(head, els)
    els.forEach((e) => {
      e.end()
    })
    tr.end()
    thead.end()
    hair(sheet.y)
  } else hair(sheet.y)
  const body = sheet.tag(table, 'TBody')
  const pageHeight = PAGE.bottom - PAGE.top - headHeight
  for (const row of rows) {
    const full = heightOf(row)
    if (full > sheet.room && full < pageHeight * 0.45) repeatHead()
    const tr = sheet.tag(body, 'TR')
    const els = row.map((_, i) =>
      t.rowHeaders && i === 0 ? sheet.tag(tr, 'TH', { scope: 'Row' }) : sheet.tag(tr, 'TD'),
    )
    let rest: Cell[] = row
    while (true) {
      const fit = Math.floor((sheet.room - 2 * PAD_Y) / step)
      if (Math.max(...rest.map((c) => c.lines.length)) <= fit) {
        drawRow(rest, els)
        break
      }
      if (fit >= 2) {
        drawRow(
          rest.map((c) => ({ ...c, lines: c.lines.slice(0, fit) })),
          els,
        )
        rest = rest.map((c) => ({ ...c, lines: c.lines.slice(fit) }))
        hair(sheet.y)
      }
      repeatHead()
    }
    els.forEach((e) => {
      e.end()
    })
    tr.end()
    hair(sheet.y)
  }
  body.end()
  table.end()
  sheet.y += 8
}
