// The vocabulary in which templates describe a document. A template returns blocks; flow.ts sets them on
// paper. Blocks are plain data, so a template can be tested without opening a PDF.

/** A stretch of text with one look. `link` makes it a tagged hyperlink. */
export type Run = { t: string; bold?: boolean; italic?: boolean; link?: string }
/** Text of a paragraph or cell; `\n` forces a line break. */
export type Rich = string | readonly (string | Run)[]

export type Paragraph = {
  k: 'p'
  text: Rich
  size?: number
  align?: 'left' | 'center' | 'right'
  bold?: boolean
  muted?: boolean
  /** Space after, in points. */
  after?: number
  /** Never leave this paragraph alone at the foot of a page. */
  keepNext?: boolean
}
export type Heading = { k: 'h'; level: 1 | 2 | 3; text: string; align?: 'left' | 'center'; size?: number }
export type List = {
  k: 'list'
  /** 'decimal' numbers the items from `start`; 'dash' marks them with a dash. */
  style: 'decimal' | 'dash'
  start?: number
  /** Printed before each number: '3.' gives 3.1., 3.2. */
  prefix?: string
  items: readonly ListItem[]
}
export type ListItem = Rich | { text: Rich; sub?: readonly (Paragraph | List)[] }
/** Label and value pairs; set as a two-column table with row headers. */
export type Facts = { k: 'facts'; rows: readonly (readonly [string, Rich])[]; labelWidth?: number }
export type Column = { head: string /** share of the width */; share: number; align?: 'left' | 'right' }
export type Table = {
  k: 'table'
  caption?: string
  columns: readonly Column[]
  rows: readonly (readonly Rich[])[]
  /** The first cell of each row is its header (scope Row). */
  rowHeaders?: boolean
  size?: number
}
/** Two narrow columns side by side on one page: place and number left, addressee right. */
export type Sides = {
  k: 'sides'
  left: readonly Paragraph[]
  right: readonly Paragraph[]
  leftShare?: number
  after?: number
}
/** A boxed remark. */
export type Note = { k: 'note'; blocks: readonly Paragraph[] }
export type Gap = { k: 'gap'; height: number }
/** A QR code with the address in words beside it. */
export type Qr = { k: 'qr'; url: string; alt: string; text: readonly Paragraph[] }
export type Rule = { k: 'rule' }
/** Blocks that stay on one page together (at most a page high). */
export type Together = {
  k: 'together'
  blocks: readonly Block[]
  /** The end of the document, its signature: never on a page with less than a few lines before it. */
  ending?: boolean
}
export type Block = Paragraph | Heading | List | Facts | Table | Sides | Note | Gap | Qr | Rule | Together

/** What a document says of itself in its metadata, under its seal. */
export type Identity = { kind: string; number: string | null; date: string; caseNumber: string }

/** What a template hands to the renderer. */
export type Composition = {
  /** Title of the file (metadata, window title, outline). */
  title: string
  /** Left part of every footer, e.g. issuer and number: in one line, or each in its own. */
  footer: readonly string[]
  /** Time in the metadata, ISO; comes from the input, so that the same input gives the same bytes. */
  created: string
  author: string
  blocks: readonly Block[]
  /** A border around every page, as certificates have it. */
  border?: boolean
  /** Printed on top of every page, e.g. "PROJEKTS". */
  banner?: string
  /** Machine-readable twin, embedded as an associated file (PDF/A-3). */
  data?: { name: string; json: unknown; description: string }
  /** Which of our documents it is; absent in drafts and samples. */
  identity?: Identity
  /** Empty signature fields, tagged, one for each signatory, to be filled in this order. */
  signatureFields?: readonly { name: string; label: string }[]
}

export const p = (text: Rich, look: Omit<Paragraph, 'k' | 'text'> = {}): Paragraph => ({
  k: 'p',
  text,
  ...look,
})
export const h = (level: 1 | 2 | 3, text: string, align?: 'left' | 'center'): Heading =>
  align ? { k: 'h', level, text, align } : { k: 'h', level, text }
export const numbered = (items: readonly ListItem[], start = 1, prefix?: string): List =>
  prefix
    ? { k: 'list', style: 'decimal', start, items, prefix }
    : { k: 'list', style: 'decimal', start, items }
export const dashed = (items: readonly ListItem[]): List => ({ k: 'list', style: 'dash', items })
export const ending = (blocks: readonly Block[]): Together => ({ k: 'together', blocks, ending: true })
export const gap = (height = 8): Gap => ({ k: 'gap', height })
export const bold = (t: string): Run => ({ t, bold: true })
export const italic = (t: string): Run => ({ t, italic: true })

/** Paragraphs of a text as typed by a person: an empty line or a line end starts a new one. */
export function paragraphs(text: string, look: Omit<Paragraph, 'k' | 'text'> = {}): Paragraph[] {
  return text
    .split(/\r?\n+/)
    .map((s) => s.trim())
    .filter((s) => s !== '')
    .map((s) => p(s, look))
}
