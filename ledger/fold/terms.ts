import type { CitedFact } from '../../law/clock/cited.ts'
import {
  type CaseTerm,
  ending,
  isOver,
  missed,
  openTerm,
  type TermRule,
  type TermSpec,
  termId,
  withFact,
} from '../../law/clock/term.ts'
import { calendarCited } from '../calendars.ts'
import type { KernelEvent, LedgerEvent } from '../events.ts'
import type { CaseState, FoldedTask } from '../fold.ts'

/** The terms with which a case begins: those of its procedure that run from receipt. */
export function termsAtStart(
  rules: Record<string, TermRule>,
  received: { at: string; recordedAt: string },
): CaseTerm[] {
  // By name, since the ledger keeps no order of keys.
  const names = Object.keys(rules).sort()
  return names.map((name) => openTerm({ name, ...rules[name]! }, received, [], calendarCited))
}

/** What an event makes of the terms of a case; the same terms where it says nothing of them. */
export function foldTerms(terms: CaseTerm[], event: LedgerEvent): CaseTerm[] {
  const { recordedAt } = event
  switch (event.type) {
    case 'term-opened': {
      const { from, due: _told, derivation: _steps, n: _n, ...spec } = event.data
      return [...terms, openTerm(spec as Omit<TermSpec, 'n'>, { at: from, recordedAt }, terms, calendarCited)]
    }
    case 'clock-fact': {
      const fact = { ...event.data.fact, recordedAt } as CitedFact
      return terms.map((t) => (event.data.clocks.includes(termId(t)) ? withFact(t, fact, calendarCited) : t))
    }
    case 'term-closed': {
      const { term, how } = event.data
      return change(terms, term, (t) =>
        withFact(t, { ...ending(t, how, event.at), recordedAt } as CitedFact, calendarCited),
      )
    }
    case 'term-passed':
      return change(terms, event.data.term, (t) => missed(t, event.data.due))
    case 'escalated':
      return change(terms, event.data.what, (t) => missed(t, event.data.due))
    default:
      return terms
  }
}

function change(terms: CaseTerm[], id: string, by: (term: CaseTerm) => CaseTerm): CaseTerm[] {
  return terms.map((t) => (termId(t) === id ? by(t) : t))
}

/** Tasks with the days of the terms by which they are to be done. */
export function withDues(tasks: FoldedTask[], terms: readonly CaseTerm[]): FoldedTask[] {
  return tasks.map((task) => {
    const due = terms.findLast((t) => t.taskId === task.taskId)?.due
    return due === undefined || due === task.due ? task : { ...task, due }
  })
}

/** Whether an event may change terms, or which tasks they stand for. */
export function tellsOfTerms({ type }: Pick<KernelEvent, 'type'>): boolean {
  return ['term-opened', 'clock-fact', 'term-closed', 'term-passed', 'escalated'].includes(type)
}

/** The term within which the Service must decide: the first of those that the law gave it at receipt. */
export function decisionTerm({ terms }: Pick<CaseState, 'terms'>): CaseTerm | undefined {
  return terms.find(bindsService)
}

/** The term of this kind with which the case began. */
export function termOfKind(
  { terms }: Pick<CaseState, 'terms'>,
  kind: TermRule['kind'],
): CaseTerm | undefined {
  return terms.find((t) => t.kind === kind)
}

/**
 * How a case stands in lists and figures: by the statutory term of the Service that ends first of those that run; where none
 * runs, by that within which it is to be decided. The only place that says so.
 */
export function standsBy(state: Pick<CaseState, 'terms'>): { due: string | null; clock: CaseTerm['clock'] } {
  const running = state.terms.filter((t) => bindsService(t) && t.clock === 'running' && t.due !== null)
  const first = running.sort((a, b) => (a.due! < b.due! ? -1 : a.due! > b.due! ? 1 : 0))[0]
  const term = first ?? state.terms.find((t) => bindsService(t) && !isOver(t)) ?? decisionTerm(state)
  return { due: term?.due ?? null, clock: term?.clock ?? 'stopped' }
}

function bindsService(term: TermRule): boolean {
  return term.kind === 'statutory' && term.owner === 'service'
}
