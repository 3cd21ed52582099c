import type { z } from 'zod'

export interface Words {
  lv: string
  en: string
}

/** One public register: its definition gives the table, the public page, the API and the history. */
export interface RegisterDef {
  id: string
  title: Words
  /** What an entry says and everyone may read. */
  schema: z.ZodType
  /** The columns of the public table, in order; `path` into the entry's data. */
  columns: { path: string; title: Words }[]
  /** The number series of its entries. */
  series: string
  /** Words for the states that an entry can have. */
  states: Record<string, Words>
  /** Composes the public data from the application and the institution; nothing else becomes public. */
  entry(
    application: unknown,
    institution: { name: string; regNo: string; legalAddress: string; founder: string },
  ): Record<string, unknown>
}
