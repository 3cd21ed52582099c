import type { Field } from '../forms/form.ts'
import { clockTime, dayOf } from '../law/time.ts'
import { LietaError } from '../platform/errors.ts'
import type { SqlRunner } from '../platform/sql.ts'
import { Prisma } from '../prisma/generated/client.ts'
import type { Actor } from './actor.ts'
import type { Deps } from './deps.ts'

// Who changed what in a draft, and when. The log tells fields and never what was written in them.

export interface DraftChange {
  revision: number
  at: Date
  personId: string
  by: string
  fields: string[]
}

/** An answer that somebody else gave, or the same person in another window, after it was opened for changing. */
export interface Conflict {
  field: string
  /** What stands in the draft. */
  theirs: unknown
  /** Who gave it, and when; null for what was given before there was a log. */
  change: DraftChange | null
}

/** How somebody who saves knows the draft: by the marks on a page, by its revision, or not at all. */
export type Seen = { marks: Record<string, string> } | { revision: number } | 'unknown'

/** Notes a change under the lock of its draft, in the transaction that makes it. */
export async function noteChange(
  sql: SqlRunner,
  change: { draftId: string; revision: number; at: Date; personId: string; fields: string[] },
): Promise<void> {
  await sql.run(Prisma.sql`
    INSERT INTO draft_change (draft_id, revision, at, person_id, fields)
    VALUES (${change.draftId}::uuid, ${change.revision}, ${change.at}, ${change.personId}::uuid, ${change.fields})`)
}

const CHANGE = Prisma.sql`c.revision, c.at, c.person_id AS "personId",
  p.given_name || ' ' || p.family_name AS by, c.fields`

/** The newest changes of a draft, the last one first. */
export async function lastChanges(deps: Deps, draftId: string): Promise<DraftChange[]> {
  const { text, values } = Prisma.sql`
    SELECT ${CHANGE} FROM draft_change c JOIN person p ON p.id = c.person_id
    WHERE c.draft_id = ${draftId}::uuid ORDER BY c.revision DESC LIMIT 20`
  return (await deps.pool.query<DraftChange>({ text, values })).rows
}

/**
 * The fields at which somebody who saves may not know what stands there: changed after the revision that they read, or, if
 * they do not say which, last changed by another person.
 * @param draft as it stands under its lock
 */
export async function unseenBy(
  sql: SqlRunner,
  actor: Actor,
  draft: { id: string; personId: string; data: Record<string, unknown> },
  seen: { revision: number } | 'unknown',
): Promise<ReadonlySet<string>> {
  const rows = await sql.rows<{ field: string; revision: number; person: string }>(Prisma.sql`
    SELECT DISTINCT ON (f.field) f.field, c.revision, c.person_id AS person
    FROM draft_change c, unnest(c.fields) AS f (field)
    WHERE c.draft_id = ${draft.id}::uuid ORDER BY f.field, c.revision DESC`)
  const logged = rows
    .filter((r) => (seen === 'unknown' ? r.person !== actor.personId : r.revision > seen.revision))
    .map((r) => r.field)
  if (seen !== 'unknown' || draft.personId === actor.personId) return new Set(logged)
  // What stands there since the draft was begun is of whoever began it.
  const begun = Object.keys(draft.data).filter((name) => !rows.some((r) => r.field === name))
  return new Set([...logged, ...begun.filter((name) => (draft.data[name] ?? '') !== '')])
}

/** Conflicts with who gave the other answer, and when. */
export async function conflictsOn(
  sql: SqlRunner,
  draft: { id: string; data: Record<string, unknown> },
  fields: string[],
): Promise<Conflict[]> {
  if (fields.length === 0) return []
  const rows = await sql.rows<DraftChange & { field: string }>(Prisma.sql`
    SELECT DISTINCT ON (f.field) f.field, ${CHANGE}
    FROM draft_change c JOIN person p ON p.id = c.person_id, unnest(c.fields) AS f (field)
    WHERE c.draft_id = ${draft.id}::uuid AND f.field = ANY (${fields}) ORDER BY f.field, c.revision DESC`)
  return fields.map((field) => {
    const row = rows.find((r) => r.field === field)
    const { field: _, ...change } = row ?? { field }
    return { field, theirs: draft.data[field], change: row ? (change as DraftChange) : null }
  })
}

/** For a program: nothing was saved, and why, by field. */
export function conflictError(fields: Field[], conflicts: Conflict[]): LietaError {
  const errors = conflicts.map(({ field, change }) => {
    const label = fields.find((f) => f.name === field)?.label ?? { lv: field, en: field }
    const at = change ? momentOf(change.at) : null
    return {
      field,
      code: 'changed-meanwhile',
      message: {
        lv: `${label.lv}: šo atbildi ${at ? `${at.lv} mainīja ${change!.by}` : 'ir devis kāds cits'}.`,
        en: `${label.en}: this answer was ${at ? `changed by ${change!.by} on ${at.en}` : 'given by somebody else'}.`,
      },
    }
  })
  return new LietaError(
    'conflict',
    {
      lv: 'Kāds šīs atbildes mainīja, pirms saglabājāt savas. Nekas nav saglabāts: izlasiet pieteikumu vēlreiz, izvēlieties un saglabājiet ar tā redakciju (If-Match).',
      en: 'Somebody changed these answers before you saved yours. Nothing was saved: read the draft again, choose, and save with its revision (If-Match).',
    },
    errors,
  )
}

/** Sent by somebody who had seen it otherwise. */
export function changedSinceSeen(fields: Field[], changes: DraftChange[], seen: number): LietaError {
  const since = changes.filter((c) => c.revision > seen)
  const names = [...new Set(since.flatMap((c) => c.fields))]
  const labels = names.flatMap((name) => fields.find((f) => f.name === name)?.label ?? [])
  const people = [...new Set(since.map((c) => c.by))].join(', ')
  return new LietaError('conflict', {
    lv: `Kopš pieteikumu apskatījāt, to mainīja${people ? ` ${people}` : ' kāds cits'}${labels.length > 0 ? ` (${labels.map((l) => l.lv).join('; ')})` : ''}. Nekas nav nosūtīts: apskatiet atbildes vēlreiz un iesniedziet.`,
    en: `Since you looked at the application, it was changed by ${people || 'somebody else'}${labels.length > 0 ? ` (${labels.map((l) => l.en).join('; ')})` : ''}. Nothing was sent: look at the answers again and send them.`,
  })
}

function momentOf(at: Date): { lv: string; en: string } {
  const instant = at.toISOString()
  const [day, time] = [dayOf(instant), clockTime(instant)]
  return { lv: `${day.split('-').reverse().join('.')}. plkst. ${time}`, en: `${day} at ${time}` }
}
