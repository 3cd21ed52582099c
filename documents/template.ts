// What a template is: a title, a schema of its input, a full example, and a pure function to blocks.
import type { z } from 'zod'
import type { Composition } from './blocks.ts'

export type Template<S extends z.ZodType> = {
  title: { lv: string; en: string }
  schema: S
  example: z.input<S>
  compose(input: z.output<S>): Composition
}
/** Identity that lets a template's parts be checked against one another. */
export const template = <S extends z.ZodType>(t: Template<S>): Template<S> => t
