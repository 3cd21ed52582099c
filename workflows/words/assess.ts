import type { Kernel } from '../kernel/kernel.ts'
import { task } from '../kernel/task.ts'
import type { ActCommand } from '../types.ts'

/** What the institution finds out itself (APL 59). @throws CaseEnded */
export async function assess(c: Kernel): Promise<ActCommand | undefined> {
  return task(c, {
    stage: 'assessment',
    kind: 'assessment',
    role: 'inspector',
    acts: ['assessment.complete'],
  })
}
