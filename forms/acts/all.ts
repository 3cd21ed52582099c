import type { ProcedureId } from '../../procedures/all.ts'
import type { ActDef } from './act.ts'
import { certificateCopyActs } from './certificate-copy.ts'
import { licensingActs } from './licensing.ts'
import { reopeningActs } from './reopening.ts'
import { revocationActs } from './revocation.ts'

/** What is said with each act, by procedure. */
const ACTS: Record<ProcedureId, Record<string, ActDef>> = {
  licensing: licensingActs,
  'certificate-copy': certificateCopyActs,
  revocation: revocationActs,
  reopening: reopeningActs,
}

/** Every act of every procedure, each with the procedure that has it. */
export function allActs(): { procedure: string; def: ActDef }[] {
  return Object.entries(ACTS).flatMap(([procedure, acts]) =>
    Object.values(acts).map((def) => ({ procedure, def })),
  )
}

/** What is said with an act of a procedure; undefined when it has no such act. */
export function findAct(procedure: string, act: string): ActDef | undefined {
  return actsIn(procedure)[act]
}

/** The acts of a procedure by name; none of one that is not known. */
export function actsIn(procedure: string): Record<string, ActDef> {
  return (ACTS as Record<string, Record<string, ActDef>>)[procedure] ?? {}
}

/** The act that is done from a draft, which is opened for it; undefined where a procedure has none. */
export function draftAct(procedure: string): ActDef | undefined {
  return Object.values(actsIn(procedure)).find((def) => def.opens)
}

/** Whether an act of this name binds the institution in any procedure: whoever does it must have signed in just now. */
export function needsFreshSignIn(act: string): boolean {
  return allActs().some(({ def }) => def.id === act && def.signIn === 'fresh')
}
