import type { OutcomeRule, Procedure, StageRule } from './procedure.ts'

/**
 * Who may do what in a procedure, as text to be reviewed: its words, beginning and terms; one line a stage, with what
 * it is to acts that are possible in several; one line an act, with roles, stages, whether the newest revision must have
 * been seen, whose work it may not be, what the parties see of it, what is looked at before it, and what rests on it; one
 * line an outcome. `npm run procedures:table` writes it.
 */
export function tableOf(procedure: Procedure): string {
  const lines = Object.entries(procedure.acts).map(([act, rule]) =>
    [
      act,
      `by ${rule.by.join(', ')}`,
      `in ${rule.in.join(', ')}`,
      ...(rule.ofTask ? [`while ${rule.ofTask} is to be done`] : []),
      ...(rule.ofDecision ? [`of a decision in ${rule.ofDecision.join(', ')}`] : []),
      ...(rule.contest
        ? [rule.contest === 'own' ? 'own contestation open' : 'no own contestation open']
        : []),
      ...(rule.ofTerm ? ['of a term from receipt'] : []),
      rule.fresh ? 'fresh' : 'any revision',
      rule.notBySameAs ? `not by whoever did ${rule.notBySameAs.join(', ')}` : 'by anyone in the role',
      rule.seenBy
        ? Object.entries(rule.seenBy)
            .map(
              ([role, fields]) => `${role} sees it${fields.length > 0 ? ` with ${fields.join(', ')}` : ''}`,
            )
            .join('; ')
        : rule.seenByDoer
          ? `whoever did it sees it with ${rule.seenByDoer.join(', ')}`
          : 'staff only',
      ...(rule.needs ? [`after ${rule.needs.join(', ')}`] : []),
      ...(rule.ground ? ['the decision rests on it'] : []),
      ...(rule.drafts ? ['says what is decided'] : []),
    ].join(' | '),
  )
  const stages = Object.entries<StageRule>(procedure.stages).map(([stage, rule]) =>
    [
      `stage ${stage}`,
      `waits for ${rule.waitingOn}`,
      rule.open ? 'open' : 'closed',
      rule.inside ? 'parties do not see how it came there' : 'parties see it',
      ...(rule.is ? [`is ${rule.is.join(', ')}`] : []),
    ].join(' | '),
  )
  const outcomes = Object.entries<OutcomeRule>(procedure.outcomes).map(([outcome, rule]) =>
    [
      `outcome ${outcome}`,
      `told by ${rule.document}`,
      `register: ${rule.effect}`,
      ...(procedure.favourable.includes(outcome) ? ['gives what was applied for'] : []),
    ].join(' | '),
  )
  const terms = Object.entries(procedure.terms).map(
    ([name, { rule, kind, owner }]) => `${name} ${rule} (${kind}, ${owner})`,
  )
  const head = [
    `# ${procedure.id}`,
    `words ${procedure.words.join(', ')}`,
    `work of ${procedure.unit ?? 'the whole house'}`,
    `begins in ${procedure.first}`,
    `terms ${terms.join(', ')}`,
  ].join(' | ')
  return `${[head, ...stages, ...lines, ...outcomes].join('\n')}\n`
}
