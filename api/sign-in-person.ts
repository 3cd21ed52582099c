import type { Deps } from '../cases/deps.ts'
import { LietaError } from '../platform/errors.ts'
import { keysOf } from '../platform/personal-code.ts'
import { codeIndexes } from '../platform/personal-data.ts'

/** A level of sign-in as it may stand in the log: the provider's own word for it, if it looks like one. */
export function levelName(level: string | null): string | null {
  const name = level?.split('/').at(-1) ?? ''
  return /^[a-z]{1,30}$/.test(name) ? name : null
}

/**
 * As whom the provider's person is known here: by the personal code where it tells one (found by its blind index),
 * else by the provider's own name for them.
 * @returns undefined when the two are different people, or the code is not the one of the person of that name
 */
export async function knownAs(
  deps: Deps,
  sub: string,
  code: string | undefined,
): Promise<string | undefined> {
  if (code === undefined) return sub
  const indexes = codeIndexes(keysOf(deps.config), code)
  const { rows } = await deps.pool.query<{ subject: string; byCode: boolean; hasCode: boolean }>({
    name: 'sign-in-person',
    text: `SELECT subject, personal_code_index IS NOT NULL AS "hasCode",
        COALESCE(personal_code_index = ANY($2), false) AS "byCode"
      FROM person WHERE subject = $1 OR personal_code_index = ANY($2)`,
    values: [sub, indexes],
  })
  const bySubject = rows.find((r) => r.subject === sub)
  const byCode = rows.find((r) => r.byCode)
  if (byCode) return bySubject && bySubject !== byCode ? undefined : byCode.subject
  return bySubject?.hasCode ? undefined : sub
}

export function anotherPerson(): LietaError {
  return new LietaError('not-signed-in', {
    lv: 'Pieteikšanās pakalpojuma ziņas par jums neatbilst tām, kas ir dienestam. Sazinieties ar dienestu, lai tās salabotu.',
    en: 'What the sign-in service says of you does not match what the service has. Contact the service to have it mended.',
  })
}
