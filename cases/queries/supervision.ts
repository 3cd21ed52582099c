import { dayOf } from '../../law/time.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { require } from '../permissions.ts'

export interface Supervision {
  today: string
  cells: {
    key: 'overdue' | 'due-today' | 'at-risk' | 'on-time' | 'waiting-applicant'
    count: number
    cases: CaseRow[]
  }[]
  people: { personId: string; name: string; open: number; overdue: number }[]
  unowned: CaseRow[]
  /** Cases in which something could not be done and waits for a supervisor. */
  troubles: CaseRow[]
}

export interface CaseRow {
  caseId: string
  number: string
  procedure: string
  subject: string
  institutionName: string
  stage: string
  due: string | null
  assigneeId: string | null
}

/** How many days ahead a case counts as at risk. */
const RISK_DAYS = 5

/** Where the open cases stand against the statutory term today; every figure carries the cases that it counts. */
export async function supervision(deps: Deps, actor: Actor): Promise<Supervision> {
  require(actor, 'supervise.read')
  const now = await deps.clock.now()
  const today = dayOf(now.toISOString())
  const risk = new Date(Date.parse(today) + RISK_DAYS * 86_400_000).toISOString().slice(0, 10)
  const rows = await deps.db.caseView.findMany({
    where: { closedAt: null },
    orderBy: [{ due: 'asc' }, { number: 'asc' }],
    select: {
      caseId: true,
      number: true,
      procedure: true,
      subject: true,
      institutionName: true,
      stage: true,
      due: true,
      assigneeId: true,
      clockState: true,
    },
  })
  const troubled = new Set(
    (
      await deps.db.taskView.findMany({
        where: { state: 'open', kind: 'trouble' },
        select: { caseId: true },
      })
    ).map((t) => t.caseId),
  )
  const cellOf = (row: (typeof rows)[number]): Supervision['cells'][number]['key'] => {
    if (row.clockState !== 'running')
      return row.clockState === 'waiting-applicant' ? 'waiting-applicant' : 'on-time'
    if (!row.due) return 'on-time'
    if (row.due < today) return 'overdue'
    if (row.due === today) return 'due-today'
    return row.due <= risk ? 'at-risk' : 'on-time'
  }
  const keys = ['overdue', 'due-today', 'at-risk', 'on-time', 'waiting-applicant'] as const
  const cells = keys.map((key) => {
    const cases = rows.filter((r) => cellOf(r) === key)
    return { key, count: cases.length, cases: cases.map(({ clockState: _, ...r }) => r) }
  })
  const inspectors = await deps.db.roleGrant.findMany({
    where: {
      role: 'inspector',
      validFrom: { lte: now },
      OR: [{ validUntil: null }, { validUntil: { gt: now } }],
    },
    select: { person: { select: { id: true, givenName: true, familyName: true } } },
  })
  return {
    today,
    cells,
    people: inspectors.map(({ person }) => ({
      personId: person.id,
      name: `${person.givenName} ${person.familyName}`,
      open: rows.filter((r) => r.assigneeId === person.id).length,
      overdue: rows.filter((r) => r.assigneeId === person.id && cellOf(r) === 'overdue').length,
    })),
    unowned: rows.filter((r) => r.assigneeId === null).map(({ clockState: _, ...r }) => r),
    troubles: rows.filter((r) => troubled.has(r.caseId)).map(({ clockState: _, ...r }) => r),
  }
}
