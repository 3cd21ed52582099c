import { type ActDef, validateAct } from '../forms/acts/act.ts'
import { dayOf } from '../law/time.ts'
import type { FieldError } from '../platform/errors.ts'
import type { SqlRunner } from '../platform/sql.ts'
import type { Need } from '../procedures/procedure.ts'
import type { Actor } from './actor.ts'
import { originalOf } from './certificate-copy.ts'
import type { Deps } from './deps.ts'
import { invalidBody } from './read-body.ts'
import { requireCompleteSignatures } from './verification/judge.ts'
import { cureContent, cureStands } from './words/completeness/cure.ts'
import { requireIssuable, unlawful } from './words/decide/draft.ts'
import { requireRecords } from './words/inspection.ts'
import { knownParty } from './words/parties/admit.ts'
import { requireKnownOfficial } from './words/replacement.ts'

type Needs = readonly Need[]

/** What is being said with an act, and by the rules of its procedure to be looked at before. */
interface Said {
  def: ActDef
  needs: Needs
  caseId: string
  payload: unknown
}

/** What is said, as it was checked. */
export interface Checked {
  payload: unknown
  /**
   * Under the lock of the case: whether what it was checked by is still so. Answers saved and signatures verified since count,
   * and it is checked again; what the case itself says is looked at with its revision.
   */
  stands(sql: SqlRunner): Promise<boolean>
}

/**
 * What is said with the act, checked by its form, by the law, and by whatever its rule needs.
 * @throws LietaError `validation` with the fields, or what the need throws
 */
export async function checkedPayload(deps: Deps, actor: Actor, said: Said): Promise<Checked> {
  const { def, needs, caseId, payload } = said
  if (needs.includes('corrected-application')) {
    const content = await cureContent(deps, actor, caseId, payload)
    return { payload: content, stands: (sql) => cureStands(sql, content) }
  }
  if (needs.includes('original')) return originalOf(deps, caseId)
  const stands = needs.includes('signatures-judged') ? await requireCompleteSignatures(deps, caseId) : always
  const today = dayOf((await deps.clock.now()).toISOString())
  const checked = validateAct(def, payload, { today, sites: [] })
  if (needs.includes('issuable')) await requireIssuable(deps, caseId)
  if (checked.ok && needs.includes('known-official')) await requireKnownOfficial(deps, checked.value)
  const told = checked.ok ? [] : checked.errors
  const wrong: FieldError[] = [
    ...told,
    ...(needs.includes('lawful-draft') ? await unlawful(deps, def, caseId, payload, told) : []),
  ]
  if (!checked.ok || wrong.length > 0) throw invalidBody(wrong)
  if (needs.includes('records-of-case')) await requireRecords(deps, caseId, checked.value)
  if (needs.includes('known-party')) return { payload: await knownParty(deps, checked.value), stands }
  return { payload: checked.value, stands }
}

const always = async (): Promise<boolean> => true
