import { continueAsNew } from '@temporalio/workflow'
import { procedure, word } from '../../procedures/word.ts'
import { COURSE } from '../../procedures/words/course.ts'
import { BeginAnew, CaseEnded } from '../../workflows/kernel/ended.ts'
import { Kernel } from '../../workflows/kernel/kernel.ts'
import { outside } from '../../workflows/kernel/outside.ts'
import { task } from '../../workflows/kernel/task.ts'
import type { CaseEnd, CaseStart } from '../../workflows/types.ts'

// A procedure that no law knows, to try the kernel with: something is sown, watered, harvested or left to wither.

const GARDEN = word('garden', {
  stages: {
    growing: { waitingOn: 'inspector', open: true, is: ['undecided', 'running'] },
    ripe: { waitingOn: 'applicant', open: true, is: ['undecided'] },
  },
  acts: {
    'plant.water': { by: ['inspector'], in: ['growing'], fresh: false },
    'plant.trample': { by: ['inspector'], in: ['growing'], fresh: false },
    'plant.fell': { by: ['inspector'], in: ['growing'], fresh: false },
    'plant.ripen': { by: ['inspector'], in: ['growing'], fresh: false, ground: true },
    'fruit.pick': { by: ['inspector'], in: ['ripe'], fresh: true, notBySameAs: ['grounds'] },
  },
  outcomes: {
    picked: { document: 'receipt', effect: 'none' },
    withered: { document: 'receipt', effect: 'none' },
    felled: { document: 'receipt', effect: 'none' },
  },
  tasks: ['grow', 'pick'],
})

const PLOT = procedure('plot', {
  first: 'registered',
  seenBy: { course: ['applicant'], application: ['applicant'] },
  clocks: { statutory: 'APL64.base', standard: 'card.30wd' },
  words: [COURSE, GARDEN],
  outcomes: {},
  favourable: ['picked'],
})

/** What begins anew when a place could not be done. */
export async function plot(start: CaseStart): Promise<CaseEnd> {
  const c = new Kernel(start, PLOT)
  c.acts.on('plant.water', (act) => {
    c.beside(watered(c, act.key))
  })
  c.acts.on('plant.trample', () => {
    // A fault of the code: a stage that the procedure does not have.
    c.enterStage('trampled')
  })
  c.acts.on('plant.fell', (act) => {
    c.interrupt(new CaseEnded('felled', act))
  })
  const life = async (): Promise<CaseEnd> => {
    let outcome: string
    try {
      outcome = await grown(c)
    } catch (e) {
      if (!(e instanceof CaseEnded)) return c.giveUp(e)
      c.resume()
      outcome = e.outcome
    }
    c.enterStage('final')
    c.ledger.emit({ type: 'closed', data: { outcome } })
    await c.end()
    return { outcome }
  }
  try {
    return await c.run(life)
  } catch (e) {
    if (!(e instanceof BeginAnew)) throw e
    return continueAsNew<typeof plot>({ ...start, again: (start.again ?? 0) + 1 })
  }
}

async function grown(c: Kernel): Promise<string> {
  const ripe = await task(c, {
    stage: 'growing',
    kind: 'grow',
    role: 'inspector',
    acts: ['plant.ripen'],
    deadline: () => c.clocks.term('statutory')?.end,
  })
  if (!ripe) return 'withered'
  await task(c, { stage: 'ripe', kind: 'pick', role: 'inspector', acts: ['fruit.pick'] })
  return 'picked'
}

/** Slow work outside: the water has to be fetched. */
async function watered(c: Kernel, command: string): Promise<void> {
  const key = c.ledger.step('water')
  const { documentId } = await outside(c, key, ({ issueDocument }) =>
    issueDocument({ caseId: c.start.caseId, key, kind: 'water', at: c.now(), command }),
  )
  c.ledger.emit({ type: 'note-added', data: { text: documentId } })
}
