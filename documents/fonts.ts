// Fonts are parsed once in a process (parsing costs more than setting four pages), and the shaped form of
// each word is kept between documents. Neither may remember anything of a document (`forgetful`).
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as fontkit from '@cantoo/fontkit'

export type Face = 'regular' | 'bold' | 'italic'
/** A parsed font, as pdfkit's `font()` takes it. */
export type ParsedFont = { hasGlyphForCodePoint(codePoint: number): boolean; layout: unknown }

const FILES: Record<Face, string> = {
  regular: '400Regular/NotoSans_400Regular.ttf',
  bold: '700Bold/NotoSans_700Bold.ttf',
  italic: '400Regular_Italic/NotoSans_400Regular_Italic.ttf',
}
const parsed = new Map<Face, ParsedFont>()
const shaped = new Map<Face, Record<string, unknown>>()
const shapedCount = new Map<Face, number>()
const SHAPED_LIMIT = 30_000

/** The parsed font of a face (cached for the life of the process). */
export function fontOf(face: Face): ParsedFont {
  let font = parsed.get(face)
  if (!font) {
    const require = createRequire(import.meta.url)
    const bytes = readFileSync(require.resolve(`@expo-google-fonts/noto-sans/${FILES[face]}`))
    font = forgetful((fontkit as unknown as { create(b: Uint8Array): Fontkit }).create(bytes))
    parsed.set(face, font)
  }
  return font
}

type Glyph = { id: number; codePoints: readonly number[] }
type Fontkit = ParsedFont & {
  getGlyph(id: number, codePoints?: readonly number[]): Glyph | null
  _glyphs: Record<number, Glyph | undefined>
}

/**
 * fontkit keeps one object for each glyph, with the text for which the glyph was first asked. One that was first met
 * as a part of another (the C of Č, asked for without text when the first document is embedded) would have no text in
 * any later document, and readers would lose the letter. Here a glyph is kept for each text it stands for, so that
 * shaping a word gives the same whatever was set before.
 */
function forgetful(font: Fontkit): Fontkit {
  const kept = new Map<number, Glyph | null>()
  const make = font.getGlyph.bind(font)
  font.getGlyph = (id, codePoints = []) => {
    // Ligatures and the like, of several code points, are few: made anew.
    const key = codePoints.length > 1 ? undefined : id * 0x110001 + (codePoints[0] ?? 0x110000)
    let glyph = key === undefined ? undefined : kept.get(key)
    if (glyph === undefined) {
      delete font._glyphs[id]
      glyph = make(id, codePoints)
      if (key !== undefined) kept.set(key, glyph)
    }
    return glyph
  }
  return font
}

/** Store of shaped words shared by all documents; emptied when it grows beyond its bound. */
export function shapedWords(face: Face): Record<string, unknown> {
  const uses = (shapedCount.get(face) ?? 0) + 1
  shapedCount.set(face, uses)
  let store = shaped.get(face)
  if (!store || (uses % 64 === 0 && Object.keys(store).length > SHAPED_LIMIT)) {
    store = Object.create(null) as Record<string, unknown>
    shaped.set(face, store)
  }
  return store
}

// Soft hyphen, zero-width and direction marks: nothing to print, and direction marks can disguise text.
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u
const printable = new Map<number, boolean>()

/**
 * Text as the font can print it: composed (NFC), without control characters, "№" as "Nr.", and U+FFFD in
 * place of a character that the font lacks. PDF/A forbids the empty glyph, and a silent gap would mislead.
 */
export function printableText(text: string): { text: string; replaced: boolean } {
  const source = text.normalize('NFC').replaceAll('№', 'Nr.').replaceAll('\t', ' ').replaceAll('\r', '')
  let replaced = false
  let out = ''
  for (const ch of source) {
    const cp = ch.codePointAt(0)!
    if (cp < 32 && cp !== 10) continue
    if (INVISIBLE.test(ch)) continue
    if (cp === 10) {
      out += ch
      continue
    }
    let ok = printable.get(cp)
    if (ok === undefined) {
      ok =
        !(cp >= 0x7f && cp < 0xa0) &&
        (['regular', 'bold', 'italic'] as const).every((f) => fontOf(f).hasGlyphForCodePoint(cp))
      printable.set(cp, ok)
    }
    if (!ok) replaced = true
    out += ok ? ch : '�'
  }
  return { text: out, replaced }
}
