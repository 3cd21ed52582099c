// Structural checks of what we make against PDF/A-2a and PDF/UA-1, as far as they can be checked without a full
// validator. Used by tests; a file that fails here would fail in veraPDF too.
import {
  decodePDFRawStream,
  PDFArray,
  PDFBool,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  PDFRef,
  PDFString,
} from 'pdf-lib'

const TYPES = new Set(
  'Document Part Sect Div P H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table THead TBody TR TH TD Caption Figure Link Form Span Note'.split(
    ' ',
  ),
)
const PARENTS: Record<string, readonly string[]> = {
  LI: ['L'],
  Lbl: ['LI'],
  LBody: ['LI'],
  TR: ['Table', 'THead', 'TBody'],
  TH: ['TR'],
  TD: ['TR'],
  THead: ['Table'],
  TBody: ['Table'],
}

/** In: a PDF. Out: what is wrong with it, in words; empty when nothing was found. */
export async function checkStructure(bytes: Uint8Array): Promise<string[]> {
  const doc = await PDFDocument.load(bytes, { updateMetadata: false })
  return new Checker(doc, bytes).run()
}

class Checker {
  readonly problems: string[] = []
  #headings: number[] = []
  /** Marked content that the structure tree claims: page object number → ids. */
  #claimed = new Map<string, Set<number>>()
  #annotations = new Set<string>()
  readonly #doc: PDFDocument
  readonly #bytes: Uint8Array
  constructor(doc: PDFDocument, bytes: Uint8Array) {
    this.#doc = doc
    this.#bytes = bytes
  }

  run(): string[] {
    const root = this.#doc.catalog
    const need = (ok: boolean, what: string): void => {
      if (!ok) this.problems.push(what)
    }
    const head = Buffer.from(this.#bytes.subarray(0, 9)).toString('latin1')
    need(head.startsWith('%PDF-1.7'), 'header is not PDF 1.7')
    need(text(this.#get(root, 'Lang')) === 'lv-LV', 'no language')
    need(this.#dict(root, 'MarkInfo')?.get(PDFName.of('Marked')) === PDFBool.True, 'not marked as tagged')
    need(
      this.#dict(root, 'ViewerPreferences')?.get(PDFName.of('DisplayDocTitle')) === PDFBool.True,
      'title is not displayed',
    )
    need(this.#get(root, 'OutputIntents') instanceof PDFArray, 'no output intent')
    need(!root.has(PDFName.of('OpenAction')) && !root.has(PDFName.of('AA')), 'automatic action')
    need(this.#doc.context.trailerInfo.ID instanceof PDFArray, 'no file identifier')
    need(!this.#doc.context.trailerInfo.Encrypt, 'encrypted')
    this.#metadata()
    const tree = this.#dict(root, 'StructTreeRoot')
    need(Boolean(tree?.has(PDFName.of('ParentTree'))), 'no parent tree')
    for (const k of this.#kids(tree)) if (k instanceof PDFDict) this.#element(k, 'StructTreeRoot', undefined)
    this.#headings.forEach((level, i) => {
      need(level <= (this.#headings[i - 1] ?? 0) + 1, `heading level jumps to ${level}`)
    })
    for (const [i, page] of this.#doc.getPages().entries()) this.#page(page.node, page.ref, i + 1)
    this.#fonts()
    return this.problems
  }

  #get(d: PDFDict | undefined, key: string): PDFObject | undefined {
    return d?.lookup(PDFName.of(key))
  }
  #dict(d: PDFDict | undefined, key: string): PDFDict | undefined {
    const v = this.#get(d, key)
    return v instanceof PDFDict ? v : undefined
  }
  #kids(d: PDFDict | undefined): PDFObject[] {
    const k = this.#get(d, 'K')
    if (k === undefined) return []
    return k instanceof PDFArray ? k.asArray().map((x) => this.#doc.context.lookup(x) ?? x) : [k]
  }

  #metadata(): void {
    const m = this.#get(this.#doc.catalog, 'Metadata')
    const xml = m instanceof PDFRawStream ? Buffer.from(m.contents).toString('utf8') : ''
    for (const part of ['pdfaid:part', 'pdfaid:conformance>A<', 'pdfuaid:part>1<', 'dc:title'])
      if (!xml.includes(part)) this.problems.push(`metadata lacks ${part}`)
    const title = this.#doc.getTitle()
    const escaped = title
      ?.replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
    if (!escaped || !xml.includes(escaped)) this.problems.push('title in metadata differs')
  }

  #element(d: PDFDict, parent: string, page: string | undefined): void {
    const type = d.lookupMaybe(PDFName.of('S'), PDFName)?.decodeText() ?? '?'
    if (!TYPES.has(type)) this.problems.push(`structure type ${type}`)
    const allowed = PARENTS[type]
    if (allowed && !allowed.includes(parent)) this.problems.push(`${type} under ${parent}`)
    if (/^H\d$/.test(type)) this.#headings.push(Number(type[1]))
    if ((type === 'Figure' || type === 'Form') && !text(this.#get(d, 'Alt')))
      this.problems.push(`${type} without alternative text`)
    if (type === 'TH' && !this.#dict(d, 'A')?.has(PDFName.of('Scope'))) this.problems.push('TH without scope')
    const pg = d.get(PDFName.of('Pg'))
    const own = pg instanceof PDFRef ? pg.toString() : page
    let objects = 0
    for (const k of this.#kids(d)) {
      if (k instanceof PDFNumber) this.#claim(own, k.asNumber())
      else if (k instanceof PDFDict) {
        const t = k.lookupMaybe(PDFName.of('Type'), PDFName)?.decodeText()
        if (t === 'MCR')
          this.#claim(
            k.get(PDFName.of('Pg'))?.toString() ?? own,
            k.lookup(PDFName.of('MCID'), PDFNumber).asNumber(),
          )
        else if (t === 'OBJR') {
          objects++
          this.#annotations.add(k.get(PDFName.of('Obj'))?.toString() ?? '')
        } else this.#element(k, type, own)
      }
    }
    if ((type === 'Link' || type === 'Form') && objects !== 1)
      this.problems.push(`${type} without its annotation`)
  }

  #claim(page: string | undefined, id: number): void {
    if (!page) return void this.problems.push('content without a page')
    const set = this.#claimed.get(page) ?? new Set<number>()
    if (set.has(id)) this.problems.push(`content ${id} claimed twice`)
    set.add(id)
    this.#claimed.set(page, set)
  }

  #page(node: PDFDict, ref: PDFRef, number: number): void {
    if (node.lookupMaybe(PDFName.of('Tabs'), PDFName)?.decodeText() !== 'S')
      this.problems.push(`page ${number}: tab order`)
    if (!node.has(PDFName.of('StructParents'))) this.problems.push(`page ${number}: no StructParents`)
    const annots = node.lookupMaybe(PDFName.of('Annots'), PDFArray)
    for (const a of annots?.asArray() ?? []) {
      const d = this.#doc.context.lookup(a, PDFDict)
      if (!this.#annotations.has(a.toString())) this.problems.push(`page ${number}: annotation not tagged`)
      const flags = d.lookupMaybe(PDFName.of('F'), PDFNumber)?.asNumber() ?? 0
      if ((flags & 4) === 0) this.problems.push(`page ${number}: annotation does not print`)
      if (!text(this.#get(d, 'Contents')) && !text(this.#get(d, 'TU')))
        this.problems.push(`page ${number}: annotation without description`)
    }
    const seen = this.#content(node, number)
    for (const id of this.#claimed.get(ref.toString()) ?? [])
      if (!seen.has(id)) this.problems.push(`page ${number}: content ${id} is missing`)
    for (const id of seen)
      if (!this.#claimed.get(ref.toString())?.has(id))
        this.problems.push(`page ${number}: content ${id} not in the tree`)
  }

  /** Marked-content ids on a page; everything that paints must be marked, as content or as artifact. */
  #content(node: PDFDict, number: number): Set<number> {
    const seen = new Set<number>()
    const stream = this.#get(node, 'Contents')
    if (!(stream instanceof PDFRawStream)) return seen
    const source = Buffer.from(decodePDFRawStream(stream).decode())
      .toString('latin1')
      .replace(/\((?:\\.|[^\\)])*\)|<[0-9a-f]+>/g, '')
    let open = 0
    for (const m of source.matchAll(/\/MCID (\d+)|\b(BDC|BMC|EMC|TJ|Tj|f|S|B|Do)(?=\s|$)/g)) {
      if (m[1] !== undefined) {
        const id = Number(m[1])
        if (seen.has(id)) this.problems.push(`page ${number}: content ${id} twice`)
        seen.add(id)
      } else if (m[2] === 'BDC' || m[2] === 'BMC') {
        if (open > 0) this.problems.push(`page ${number}: nested marked content`)
        open++
      } else if (m[2] === 'EMC') open--
      else if (open === 0) this.problems.push(`page ${number}: ${m[2]} outside marked content`)
    }
    if (open !== 0) this.problems.push(`page ${number}: marked content not closed`)
    return seen
  }

  #fonts(): void {
    for (const [, o] of this.#doc.context.enumerateIndirectObjects()) {
      if (!(o instanceof PDFDict)) continue
      const type = o.lookupMaybe(PDFName.of('Type'), PDFName)?.decodeText()
      if (type === 'FontDescriptor' && !o.has(PDFName.of('FontFile2')))
        this.problems.push('font not embedded')
      if (
        type === 'Font' &&
        o.lookupMaybe(PDFName.of('Subtype'), PDFName)?.decodeText() === 'Type0' &&
        !o.has(PDFName.of('ToUnicode'))
      )
        this.problems.push('font without ToUnicode')
      const action = o.lookupMaybe(PDFName.of('S'), PDFName)?.decodeText()
      if (action === 'JavaScript' || action === 'Launch') this.problems.push(`action ${action}`)
    }
  }
}

const text = (o: PDFObject | undefined): string | undefined =>
  o instanceof PDFString || o instanceof PDFHexString ? o.decodeText() : undefined
