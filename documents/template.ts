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

/** Input that a template cannot print: each wrong field with its path and the reason. */
export class DocumentInputError extends Error {
  override name = 'DocumentInputError'
  readonly issues: { path: string; reason: string }[]
  constructor(template: string, issues: { path: string; reason: string }[]) {
    super(`${template}: ${issues.map((i) => `${i.path || '(input)'}: ${i.reason}`).join('; ')}`)
    this.issues = issues
  }
}
