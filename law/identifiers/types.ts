import type { Text } from '../text.ts'

/** Answer of a parser: the value with warnings that do not make it invalid, or why the text is no such identifier. */
export type Parsed<T> =
  | { ok: true; value: T; warnings: IdentifierWarning[] }
  | { ok: false; code: string; reason: Text }

export interface IdentifierWarning {
  code: string
  text: Text
}

export function no(code: string, lv: string, en: string): { ok: false; code: string; reason: Text } {
  return { ok: false, code, reason: { lv, en } }
}
