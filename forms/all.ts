import type { FormDef } from './form.ts'
import { licensingForm } from './licensing.ts'

export const FORMS: readonly FormDef[] = [licensingForm]

export function findForm(id: string): FormDef | undefined {
  return FORMS.find((f) => f.id === id)
}
