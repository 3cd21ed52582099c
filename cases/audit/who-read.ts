import type { CaseState } from '../../ledger/fold.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { notFound } from '../permissions.ts'
import { relationsTo } from '../relation.ts'

/** On one day somebody of the service, in this function and for this purpose, read the case or something of it. */
export interface Reader {
  /** In Riga, YYYY-MM-DD. */
  day: string
  /** The function, never the name: decision 20. */
  role: string
  unit: string | null
  purpose: string
  /** What was read: the case, files of it, the draft of its decision. */
  what: ('case' | 'file' | 'preview')[]
}

/** More than anybody reads; the newest days stand first. */
const MOST = 300

/**
 * Who of the service read a case, for those whose case it is: its parties and whoever acts for them.
 * @throws LietaError `not-found` for everybody else
 */
export async function whoRead(deps: Deps, actor: Actor, caseId: string): Promise<Reader[]> {
  const view = await deps.db.caseView.findUnique({
    where: { caseId },
    select: { state: true },
  })
  const state = view?.state as CaseState | undefined
  if (!state || relationsTo(actor, state).length === 0) throw notFound()
  const rows = await deps.db.$queryRaw<Reader[]>(Prisma.sql`
    SELECT to_char(at AT TIME ZONE 'Europe/Riga', 'YYYY-MM-DD') AS day, role, unit, purpose,
      array_agg(DISTINCT split_part(kind, '.', 1) ORDER BY split_part(kind, '.', 1)) AS what
    FROM audit_event
    WHERE case_id = ${caseId}::uuid AND kind IN ('case.read', 'file.read', 'preview.read')
    GROUP BY 1, 2, 3, 4 ORDER BY 1 DESC, 2, 3, 4 LIMIT ${MOST}`)
  return rows
}
