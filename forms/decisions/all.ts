import type { ProcedureId } from '../../procedures/all.ts'
import type { Composer } from './decision.ts'
import { licensingDecision } from './licensing.ts'
import { reopeningDecision } from './reopening.ts'
import { revocationDecision } from './revocation.ts'

/** How the decision of each procedure is composed; null where a procedure ends without one. */
const COMPOSERS: Record<ProcedureId, Composer | null> = {
  licensing: licensingDecision,
  'certificate-copy': null,
  revocation: revocationDecision,
  reopening: reopeningDecision,
}

/** @throws Error when the procedure makes no decision */
export function composerOf(procedure: string): Composer {
  const found = (COMPOSERS as Record<string, Composer | null>)[procedure]
  if (!found) throw new Error(`no decision is made in ${procedure}`)
  return found
}
