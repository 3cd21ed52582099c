// What a template is: a title, a schema of its input, a full example, and a pure function to blocks.
import type { z } from 'zod'
import type { Composition } from './blocks.ts'

export type Template<S extends z.ZodType> = {
  title: { lv: string; en: string }
  schema: S
  example: z.input<S>
  /** What must be there before it is printed as issued, beside the date; a draft may lack it. */
  lacks?(input: z.output<S>): readonly InputIssue[]
  compose(input: z.output<S>): Composition
}
/** One field that cannot be printed: its path, and why. */
export type InputIssue = { path: string; reason: string }

/** The fields of an input that are empty, each with the reason why an issued document has it. */
export const empty = (input: Record<string, unknown>, why: Record<string, string>): InputIssue[] =>
  Object.entries(why).flatMap(([path, reason]) => {
    const value = input[path]
    return value === undefined || (Array.isArray(value) && value.length === 0) ? [{ path, reason }] : []
  })

/** Identity that lets a template's parts be checked against one another. */
export const template = <S extends z.ZodType>(t: Template<S>): Template<S> => t

/** Input that a template cannot print: each wrong field with its path and the reason. */
export class DocumentInputError extends Error {
  override name = 'DocumentInputError'
  readonly issues: readonly InputIssue[]
  constructor(template: string, issues: readonly InputIssue[]) {
    super(`${template}: ${issues.map((i) => `${i.path || '(input)'}: ${i.reason}`).join('; ')}`)
    this.issues = issues
  }
}
