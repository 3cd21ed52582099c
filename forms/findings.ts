import { z } from 'zod'
import type { Check } from './acts/act.ts'
import { prose } from './fields.ts'
import type { Words } from './form.ts'

// What was found of an application, check by check; and what became of it after the assessment.

const RESULTS = ['conforms', 'defect', 'not-applicable'] as const

/** The results as they stand in a decision. */
export const RESULT_WORDS: Record<string, string> = {
  conforms: 'atbilst',
  defect: 'konstatēts trūkums',
  'not-applicable': 'nav attiecināms',
}

export interface Found {
  result: string
  evidence?: string
}
export type Findings = Record<string, Found>

const found = () =>
  z.object({ result: z.enum(RESULTS), evidence: prose(10_000).or(z.literal('')).optional() }).strict()
const evidenced = (f: { evidence?: string | undefined }): boolean => (f.evidence ?? '').length > 0

/** A finding on each check; a defect says how it is known. */
export const findingsSchema = (checks: readonly Check[]) =>
  z.object(
    Object.fromEntries(
      checks.map((check) => [
        check.id,
        found().refine((f) => f.result !== 'defect' || evidenced(f), {
          message: 'evidence-missing',
          path: ['evidence'],
        }),
      ]),
    ),
  )

/** Only those that have changed since, each with what is known now; what was left empty has not. */
export const revisionSchema = (checks: readonly Check[]) =>
  z
    .preprocess(
      filled,
      z
        .object(
          Object.fromEntries(
            checks.map((check) => [
              check.id,
              found()
                .refine(evidenced, { message: 'revision-missing', path: ['evidence'] })
                .optional(),
            ]),
          ),
        )
        .strict(),
    )
    .optional()

function filled(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(
    Object.entries(value).filter(
      ([, f]) => f === null || typeof f !== 'object' || Object.values(f).some((part) => part !== ''),
    ),
  )
}

/** A check as it stands, and as it stood before it was revised. */
export interface Standing extends Found {
  title: Words
  before?: Found
}

/** In: what was found, and what was found since, if anything. Out: each check that was made, in the order of the checks. */
export function standing(
  checks: readonly Check[],
  assessed: Findings | undefined,
  revised: Findings | undefined,
): Standing[] {
  return checks.flatMap(({ id, title }) => {
    const before = assessed?.[id]
    // A draft that is still written may have an answer without a result.
    const now = revised?.[id]?.result ? revised[id] : undefined
    if (now) return [{ title, ...now, ...(before ? { before } : {}) }]
    return before ? [{ title, ...before }] : []
  })
}

/** A check as a decision tells it; what was revised with what was found at first, so that neither is lost. */
export function factOf({ title, result, evidence, before }: Standing): { text: string; evidence?: string[] } {
  const known = [evidence, before?.evidence && `sākotnēji: ${before.evidence}`]
    .filter((text) => text !== undefined && text !== '')
    .map((text) => text!.slice(0, 1000))
  const first = before ? ` Sākotnējais konstatējums: ${words(before.result)}.` : ''
  return {
    text: `${title.lv}: ${words(result)}.${first}`,
    ...(known.length > 0 ? { evidence: known } : {}),
  }
}

const words = (result: string): string => RESULT_WORDS[result] ?? result
