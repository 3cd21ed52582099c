import { continueAsNew } from '@temporalio/workflow'
import { BeginAnew, CaseEnded } from '../../workflows/kernel/ended.ts'
import { Kernel } from '../../workflows/kernel/kernel.ts'
import type { OpenTerm } from '../../workflows/kernel/open-term.ts'
import { outside } from '../../workflows/kernel/outside.ts'
import { task } from '../../workflows/kernel/task.ts'
import { watchTerms } from '../../workflows/kernel/watch-terms.ts'
import type { CaseEnd, CaseStart } from '../../workflows/types.ts'
import { PLOT } from './plot.ts'

// The bundle of the test is made of this file.
export { beds } from './beds.ts'

// What happens in the garden (plot.ts).

export async function plot(start: CaseStart): Promise<CaseEnd> {
  return garden(start, grown)
}

/** What begins anew when a place could not be done. */
export async function garden(start: CaseStart, grows: (c: Kernel) => Promise<string>): Promise<CaseEnd> {
  const c = new Kernel(start, PLOT)
  c.acts.on('plant.water', (act) => {
    c.beside(watered(c, act.key))
  })
  c.acts.on('plant.trample', () => {
    // A fault of the code: a stage that the procedure does not have.
    c.enterStage('trampled')
  })
  c.acts.on('plant.judge', () => {
    c.ledger.emit({ type: 'note-added', data: { text: 'judged' } })
  })
  asked(c)
  c.acts.on('plant.hold', () => {
    c.terms.fact(['statutory'], { id: 'held', type: 'suspended', at: c.now(), ground: 'frost' })
  })
  c.acts.on('plant.fell', (act) => {
    c.waits.breakOff(new CaseEnded('felled', act))
  })
  const life = async (): Promise<CaseEnd> => {
    let outcome: string
    try {
      outcome = await grows(c)
    } catch (e) {
      if (!(e instanceof CaseEnded)) return c.giveUp(e)
      c.waits.goOn()
      outcome = e.outcome
    }
    await c.joined()
    c.enterStage('final')
    c.decided = true
    c.ledger.emit({ type: 'closed', data: { outcome } })
    await c.end()
    return { outcome }
  }
  watchTerms(c)
  try {
    return await c.run(life)
  } catch (e) {
    if (!(e instanceof BeginAnew)) throw e
    return continueAsNew<typeof plot>({ ...start, again: (start.again ?? 0) + 1 })
  }
}

/** A question is to be answered beside the growing; it may be put off once, and whoever asks again begins anew. */
function asked(c: Kernel): void {
  let reply: OpenTerm | undefined
  const of = { owner: 'service', unit: 'orchard' } as const
  c.acts.on('plant.ask', () => {
    reply = reply ? reply.supersede('IesL.reply', of) : c.term('reply', 'IesL.reply', of)
  })
  c.acts.on('plant.wait', () => {
    reply!.fact({
      ...{ id: 'waits', type: 'extended', at: c.now(), noticeAt: c.now() },
      ...{ ground: 'frost', by: 'institution', rule: 'more-information' },
    })
    c.ledger.emit({ type: 'note-added', data: { text: `until ${reply!.due}, ${reply!.end()}` } })
  })
}

export async function grown(c: Kernel): Promise<string> {
  const ripe = await task(c, {
    stage: 'growing',
    kind: 'grow',
    role: 'inspector',
    acts: ['plant.ripen'],
    deadline: () => c.terms.main('statutory').end ?? undefined,
  })
  if (!ripe) return 'withered'
  await task(c, { stage: 'ripe', kind: 'pick', role: 'inspector', acts: ['fruit.pick'] })
  return 'picked'
}

/** Slow work outside: the water has to be fetched. */
export async function watered(c: Kernel, command: string): Promise<void> {
  const key = c.ledger.step('water')
  const { documentId } = await outside(c, key, ({ issueDocument }) =>
    issueDocument({ caseId: c.start.caseId, key, kind: 'water', at: c.now(), command }),
  )
  c.ledger.emit({ type: 'note-added', data: { text: documentId } })
}
