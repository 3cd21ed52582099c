import type { CaseEnd, CaseStart } from '../../workflows/types.ts'
import { garden, grown, watered } from './garden.ts'

/** The same change by somebody who forgot the cases that have begun. */
export async function plot(start: CaseStart): Promise<CaseEnd> {
  return garden(start, async (c) => {
    await watered(c, 'ground')
    return grown(c)
  })
}
