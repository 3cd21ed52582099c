import { certificateCopyForm } from './certificate-copy.ts'
import type { FormDef } from './form.ts'
import { licensingForm } from './licensing.ts'
import { reopeningForm } from './reopening.ts'
import { revocationForm } from './revocation.ts'

export const FORMS: readonly FormDef[] = [licensingForm, certificateCopyForm, revocationForm, reopeningForm]

export function findForm(id: string): FormDef | undefined {
  return FORMS.find((f) => f.id === id)
}
