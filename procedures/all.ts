import type { RuleId } from '../law/rules/catalogue.ts'
import { LICENSING } from './licensing.ts'
import type { Procedure } from './procedure.ts'

export interface RunProcedure {
  id: string
  /** The stage in which a case is born. */
  first: string
  clocks: { statutory: RuleId; standard: RuleId }
  table: Procedure<string, string>
}

/** The procedures that run, by the name that form, workflow and pages share. */
const PROCEDURES: Record<string, RunProcedure> = {
  licensing: {
    id: 'licensing',
    first: 'registered',
    clocks: { statutory: 'MK253.licence', standard: 'card.30wd' },
    table: LICENSING as Procedure<string, string>,
  },
}

/** @throws Error when there is no such procedure */
export function procedureById(id: string): RunProcedure {
  const found = PROCEDURES[id]
  if (!found) throw new Error(`no procedure ${id}`)
  return found
}
