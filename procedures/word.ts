import type { TermRule } from '../law/clock/term.ts'
import type { RuleId } from '../law/rules/catalogue.ts'
import type { ActRule, OutcomeRule, Procedure, StageRule, Trait } from './procedure.ts'

/**
 * A word: a piece of administrative procedure that many procedures share. It brings its stages and acts once; a
 * procedure names the words that it consists of. What stands for it in the other rooms bears the same name there.
 */
export interface Word<
  Stage extends string = string,
  Act extends string = string,
  Outcome extends string = string,
  Task extends string = string,
  Document extends string = string,
> {
  id: string
  stages: Record<Stage, StageRule>
  acts: Record<Act, WordAct>
  /** How a case may end by it. */
  outcomes: Record<Outcome, OutcomeRule>
  /** Kinds of work that it puts on desks. */
  tasks: readonly Task[]
  /** Kinds of documents that it sends. */
  documents: readonly Document[]
}

/** An act as its word tells it, which does not know the other words of the procedure. */
export interface WordAct extends Omit<ActRule<string>, 'in' | 'notBySameAs'> {
  /**
   * Stages of the procedure by name, or all that have the trait, or all that are open, these and what comes after a decision
   * (`lives`), or all.
   */
  in: readonly string[] | Trait | 'open' | 'lives' | 'any'
  /** `grounds`: everything on which the decision rests. */
  notBySameAs?: readonly ('grounds' | (string & {}))[]
}

type StageIn<W extends readonly Word[]> = { [K in keyof W]: keyof W[K]['stages'] & string }[number]
type ActIn<W extends readonly Word[]> = { [K in keyof W]: keyof W[K]['acts'] & string }[number]
type OutcomeIn<W extends readonly Word[]> = { [K in keyof W]: keyof W[K]['outcomes'] & string }[number]

/**
 * To whom what a case decides is addressed: whoever applied, or whom the institution acts upon of its own motion (APL 27(1)).
 * A case has one or the other.
 */
export const ADDRESSEES = ['applicant', 'addressee'] as const

/** What of the text of an act they see, by field. */
export const seenByAddressees = (...fields: string[]): Record<(typeof ADDRESSEES)[number], string[]> => ({
  applicant: fields,
  addressee: fields,
})

/** A term that the law gives the Service, from receipt. */
export function statutory(rule: RuleId): TermRule {
  return { rule, kind: 'statutory', owner: 'service' }
}

/** What the public card of the service promises, from receipt. */
export function standard(rule: RuleId): TermRule {
  return { rule, kind: 'standard', owner: 'service' }
}

/** Gives a word its type from what it brings. */
export function word<
  const S extends string = never,
  const A extends string = never,
  const O extends string = never,
  const T extends string = never,
  const D extends string = never,
>(
  id: string,
  brings: {
    stages?: Record<S, StageRule>
    acts?: Record<A, WordAct>
    outcomes?: Record<O, OutcomeRule>
    tasks?: readonly T[]
    documents?: readonly D[]
  },
): Word<S, A, O, T, D> {
  const { stages, acts, outcomes, tasks = [], documents = [] } = brings
  return {
    id,
    stages: (stages ?? {}) as Record<S, StageRule>,
    acts: (acts ?? {}) as Record<A, WordAct>,
    outcomes: (outcomes ?? {}) as Record<O, OutcomeRule>,
    tasks,
    documents,
  }
}

/**
 * Composes a procedure of words, in the order of its regulation.
 * @throws Error when two words bring the same stage or act, or an act names a stage or act that no word brings
 */
export function procedure<const W extends readonly Word[], const O extends string>(
  id: string,
  of: Pick<Procedure, 'terms' | 'seenBy' | 'unit' | 'about'> & {
    first: StageIn<W>
    words: W
    outcomes: Record<O, OutcomeRule>
    favourable: readonly NoInfer<O | OutcomeIn<W>>[]
  },
): Procedure<StageIn<W>, ActIn<W>, O | OutcomeIn<W>> {
  const stages: Record<string, StageRule> = {}
  const said: Record<string, WordAct> = {}
  for (const w of of.words) {
    once(id, stages, w.stages)
    once(id, said, w.acts)
  }
  const grounds = Object.keys(said).filter((act) => said[act]!.ground)
  const acts: Record<string, ActRule<string>> = {}
  for (const [act, { in: where, notBySameAs, ...rule }] of Object.entries(said)) {
    const others = notBySameAs?.flatMap((other) => (other === 'grounds' ? grounds : [other]))
    acts[act] = { ...rule, in: stagesFor(stages, where), ...(others ? { notBySameAs: others } : {}) }
    known(id, stages, acts[act].in)
    known(id, said, others ?? [])
  }
  const outcomes: Record<string, OutcomeRule> = { ...of.outcomes }
  for (const w of of.words) once(id, outcomes, w.outcomes)
  const documents = Object.fromEntries(of.words.flatMap((w) => w.documents.map((d) => [d, true])))
  known(
    id,
    documents,
    Object.values(outcomes).map((o) => o.document),
  )
  const { words, ...rest } = of
  const composed = {
    id,
    ...rest,
    words: words.map((w) => w.id),
    outcomes,
    stages,
    acts,
  }
  return composed as unknown as Procedure<StageIn<W>, ActIn<W>, O | OutcomeIn<W>>
}

function stagesFor(stages: Record<string, StageRule>, where: WordAct['in']): readonly string[] {
  if (typeof where !== 'string') return where
  return Object.keys(stages).filter((s) => {
    const { open, is = [] } = stages[s]!
    if (where === 'any') return true
    if (where === 'lives') return open || is.includes('after')
    return where === 'open' ? open : is.includes(where)
  })
}

function once<T>(id: string, into: Record<string, T>, more: Record<string, T>): void {
  for (const [name, one] of Object.entries(more)) {
    if (into[name]) throw new Error(`${id}: two words bring ${name}`)
    into[name] = one
  }
}

function known(id: string, names: Record<string, unknown>, used: readonly string[]): void {
  const missing = used.filter((name) => !names[name])
  if (missing.length > 0) throw new Error(`${id}: no word brings ${missing.join(', ')}`)
}
