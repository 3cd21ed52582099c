import type { Procedure, StageRule } from './procedure.ts'

/**
 * Who may do what in a procedure, as text to be reviewed: one line a stage, and one line an act, with roles, stages, whether the newest
 * revision must have been seen, whose work it may not be, what the parties see of it, and what is looked at before it. `npm run procedures:table` writes it.
 */
export function tableOf(procedure: Procedure): string {
  const lines = Object.entries(procedure.acts).map(([act, rule]) =>
    [
      act,
      `by ${rule.by.join(', ')}`,
      `in ${rule.in.join(', ')}`,
      rule.fresh ? 'fresh' : 'any revision',
      rule.notBySameAs ? `not by whoever did ${rule.notBySameAs.join(', ')}` : 'by anyone in the role',
      rule.seen
        ? `parties see it${rule.seen.length > 0 ? ` with ${rule.seen.join(', ')}` : ''}`
        : 'staff only',
      ...(rule.needs ? [`after ${rule.needs.join(', ')}`] : []),
    ].join(' | '),
  )
  const stages = Object.entries<StageRule>(procedure.stages).map(([stage, rule]) =>
    [
      `stage ${stage}`,
      `waits for ${rule.waitingOn}`,
      rule.open ? 'open' : 'closed',
      rule.inside ? 'parties do not see how it came there' : 'parties see it',
    ].join(' | '),
  )
  return `${[`# ${procedure.id}`, ...stages, ...lines].join('\n')}\n`
}
