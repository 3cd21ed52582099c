import { CERTIFICATE_COPY } from '../procedures/certificate-copy.ts'
import { letter } from './kernel/letter.ts'
import { task } from './kernel/task.ts'
import type { CaseEnd, CaseStart } from './types.ts'
import { openCase, receipted, runCase } from './words/course.ts'

/** A duplicate of a licence or certificate: one piece of work, one letter, no decision. */
export async function certificateCopy(start: CaseStart): Promise<CaseEnd> {
  const c = openCase(start, CERTIFICATE_COPY)
  return runCase(c, async () => {
    receipted(c)
    const acts = ['copy.make', 'copy.refuse']
    const done = await task(c, { stage: 'copying', kind: 'copy', role: 'inspector', acts })
    const outcome = done?.act === 'copy.make' ? 'copied' : 'nothing-to-copy'
    c.terms.fact(c.terms.fromReceipt(), {
      id: 'answered',
      type: 'stopped',
      at: c.now(),
      reason: 'decided',
    })
    c.ledger.emit({ type: 'outcome', data: { outcome } }, done)
    await letter(c, outcome === 'copied' ? 'duplicate' : 'no-duplicate', done ? { command: done.key } : {})
    return outcome
  })
}
