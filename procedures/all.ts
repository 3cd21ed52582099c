import { CERTIFICATE_COPY } from './certificate-copy.ts'
import { LICENSING } from './licensing.ts'
import type { Procedure } from './procedure.ts'
import { REOPENING } from './reopening.ts'
import { REVOCATION } from './revocation.ts'

/** The procedures that run, by the name that form, workflow and pages share. */
export const PROCEDURES = {
  licensing: LICENSING,
  'certificate-copy': CERTIFICATE_COPY,
  revocation: REVOCATION,
  reopening: REOPENING,
}

export type ProcedureId = keyof typeof PROCEDURES

/** @throws Error when there is no such procedure */
export function procedureById(id: string): Procedure {
  const found = (PROCEDURES as Record<string, Procedure | undefined>)[id]
  if (!found) throw new Error(`no procedure ${id}`)
  return found
}
