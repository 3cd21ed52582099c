import { licensedProgrammes } from './licensed-programmes.ts'
import type { RegisterDef } from './register.ts'

export const REGISTERS: readonly RegisterDef[] = [licensedProgrammes]

/** @throws Error when no register has this id */
export function registerById(id: string): RegisterDef {
  const found = REGISTERS.find((r) => r.id === id)
  if (!found) throw new Error(`no register ${id}`)
  return found
}
