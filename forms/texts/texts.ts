import type { NormRef } from '../../law/norm.ts'
import type { OutcomeOf, Procedure, StageOf } from '../../procedures/procedure.ts'
import type { Word } from '../../procedures/word.ts'
import type { Words } from '../form.ts'

export interface StageText {
  name: Words
  /** For a party: who acts now, and what they do; read as one sentence. */
  who: Words
  does: Words
}

/** A step of the way of a case, as a party follows it: several stages may be one step to them. */
export interface TrackStep<Stage extends string = string> {
  /** Words that share a step name it alike. */
  id: string
  name: Words
  stages: readonly Stage[]
  /** Its day is not that of entering it, but that of the decision, or of its force. */
  dated?: 'decided' | 'in-force'
}

/** The words for all that a word of procedure brings: one that is missing does not compile. */
export interface WordTexts<W extends Word> {
  stages: Record<keyof W['stages'], StageText>
  outcomes: Record<keyof W['outcomes'], Words>
  tasks: Record<W['tasks'][number], Words>
  documents: Record<W['documents'][number], Words>
  /** Where its stages stand on the way of a case. */
  track?: readonly TrackStep<keyof W['stages'] & string>[]
}

/** What a service is, for whoever thinks of applying. */
export interface ServiceText {
  lead: Words
  who: Words
  needed: { lv: string[]; en: string[] }
  /** The provision that says what is needed, where one does. */
  norm?: NormRef
  term: Words
  termNorms: readonly NormRef[]
  fee: Words
  signature: Words
  /** What comes of it, and where that can be seen. */
  after: { title: Words; text: Words; register?: string }
  time: Words
}

/** How letters and decisions name the matter; Latvian, since they are. */
export interface LetterText {
  /** What came in: "Pieteikums izglītības programmas licencēšanai". */
  application: string
  /** After "Par" and "Lēmums par": "izglītības programmas licencēšanu". */
  about: string
}

/** Where proceedings are about a decision of another case: how its page leads to them, and what they are called there. */
export interface AboutText {
  /** For its addressee. */
  ask: Words
  /** For an official who begins of own motion. */
  open: Words
  /** Before the number of the case. */
  of: Words
}

/** All words of a procedure, looked up by whoever shows a case of it. */
export interface ProcedureTexts {
  title: Words
  stages: Record<string, StageText>
  outcomes: Record<string, Words>
  tasks: Record<string, Words>
  documents: Record<string, Words>
  /** The way of a case, step by step, in the order of its words. */
  track: readonly TrackStep[]
  letters: LetterText
  /** After the receipt: what happens next, step by step. */
  next: { lv: string[]; en: string[] }
  service: ServiceText
  about?: AboutText
}

type Part = 'stages' | 'outcomes' | 'tasks' | 'documents'
type All<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer I) => void ? I : never

/** The texts of several words as one. */
export function join<T extends readonly (Record<Part, object> & { track?: readonly TrackStep[] })[]>(
  ...words: T
): { [P in Part]: All<T[number][P]> } & { track: TrackStep[] } {
  const of = (part: Part): object => Object.assign({}, ...words.map((w) => w[part]))
  return {
    stages: of('stages'),
    outcomes: of('outcomes'),
    tasks: of('tasks'),
    documents: of('documents'),
    track: together(words.flatMap((w) => w.track ?? [])),
  } as { [P in Part]: All<T[number][P]> } & { track: TrackStep[] }
}

/** Steps of one name are one, at the place of the first. */
function together(steps: TrackStep[]): TrackStep[] {
  const out = new Map<string, TrackStep>()
  for (const step of steps) {
    const before = out.get(step.id)
    out.set(step.id, before ? { ...before, stages: [...before.stages, ...step.stages] } : step)
  }
  return [...out.values()]
}

/** The texts that a procedure must have: what its words bring and what is its own. */
export type TextsOf<P extends Procedure> = ProcedureTexts & {
  stages: Record<StageOf<P>, StageText>
  outcomes: Record<OutcomeOf<P>, Words>
}
