import type { DecisionStage } from '../../../law/afterlife/facts.ts'
import type { Kernel } from '../../kernel/kernel.ts'

/** What a case with several decisions says of where it stands. */
const WEIGHT: readonly DecisionStage[] = ['contested', 'in-court', 'service', 'contest-period']

/** Where the case stands when one of its decisions comes to stand so: of several, what weighs most. */
export function stageWith(c: Kernel, stage: DecisionStage): DecisionStage {
  const now = c.now()
  const stages = c.decisions.list().flatMap(({ standing: s }) => {
    const over = s.stage === 'contest-period' && s.contestEnd !== null && s.contestEnd <= now
    return s.stage === 'settled' || over ? [] : [s.stage]
  })
  return WEIGHT.find((one) => one === stage || stages.some((other) => other === one)) ?? stage
}
