import type { ProcedureId } from '../../procedures/all.ts'
import type { Words } from '../form.ts'
import { certificateCopyTexts } from './procedures/certificate-copy.ts'
import { licensingTexts } from './procedures/licensing.ts'
import { reopeningTexts } from './procedures/reopening.ts'
import { revocationTexts } from './procedures/revocation.ts'
import type { ProcedureTexts } from './texts.ts'

const TEXTS: Record<ProcedureId, ProcedureTexts> = {
  licensing: licensingTexts,
  'certificate-copy': certificateCopyTexts,
  revocation: revocationTexts,
  reopening: reopeningTexts,
}

const BY_ID = new Map<string, ProcedureTexts>(Object.entries(TEXTS))

/** The words of a procedure. @throws Error when there is no such procedure */
export function textsFor(procedure: string): ProcedureTexts {
  const found = BY_ID.get(procedure)
  if (!found) throw new Error(`no texts for ${procedure}`)
  return found
}

/** What a kind of document is called, whichever procedure sends it; the kind itself when none does. */
export function documentName(kind: string): Words {
  for (const texts of Object.values(TEXTS)) {
    const name = texts.documents[kind]
    if (name) return name
  }
  return { lv: kind, en: kind }
}

/** Every procedure that can be applied for, by id, in the order in which services are listed. */
export function services(): [string, ProcedureTexts][] {
  return Object.entries(TEXTS)
}
