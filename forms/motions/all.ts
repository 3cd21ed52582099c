import type { ProcedureId } from '../../procedures/all.ts'
import type { FormDef } from '../form.ts'
import { reopeningMotion } from '../reopening.ts'
import { revocationMotion } from '../revocation.ts'

/** What an official says with whom a case begins of the institution's own motion (APL 55 p. 2); null where none can. */
const MOTIONS: Record<ProcedureId, FormDef | null> = {
  licensing: null,
  'certificate-copy': null,
  revocation: revocationMotion,
  reopening: reopeningMotion,
}

/** Undefined when a procedure is not begun of own motion, or is not known. */
export function motionOf(procedure: string): FormDef | undefined {
  return (MOTIONS as Record<string, FormDef | null>)[procedure] ?? undefined
}
