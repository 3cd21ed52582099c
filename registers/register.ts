import type { z } from 'zod'
import type { EntryLife } from '../law/entry/life.ts'

export interface Words {
  lv: string
  en: string
}

/** One public register: its definition gives the table, the public page, the API, the life of its entries and their history. */
export interface RegisterDef {
  id: string
  title: Words
  /** What an entry says and everyone may read. */
  schema: z.ZodType
  /** The columns of the public table, in order; `path` into the entry's data. */
  columns: { path: string; title: Words }[]
  /** The number series of its entries. */
  series: string
  /** What may be ordered of an entry, and what time does to it. */
  life: EntryLife
  /** Words for the states that an entry can have. */
  states: Record<string, Words>
  /** Words for its terms, as they stand before the day: by when what. */
  terms: Record<string, Words>
  /** Composes the public data from the application and the institution; nothing else becomes public. */
  entry(
    application: unknown,
    institution: { name: string; regNo: string; legalAddress: string; founder: string },
  ): Record<string, unknown>
}
