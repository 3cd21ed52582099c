import type { NormRef } from '../../law/norm.ts'
import { CASE_PARTS, type CasePart, retentionRule } from '../../law/retention/rules.ts'
import { dayOf } from '../../law/time.ts'
import type { CaseState } from '../../ledger/fold.ts'
import { LietaError } from '../../platform/errors.ts'

/** That a part of a case was erased: when, and by which rule. */
export interface ErasedOn {
  part: CasePart
  /** Day in Riga. */
  date: string
  rule: string
  title: { lv: string; en: string }
  norm: NormRef | null
  unverified: boolean
  /** Number of the act of destruction. */
  act: number
}

/** What was erased of a case, in a fixed order. */
export function erasedIn(state: Pick<CaseState, 'erased'>): ErasedOn[] {
  return CASE_PARTS.flatMap((part) => {
    const found = state.erased?.[part]
    if (!found) return []
    const rule = retentionRule(found.rule)
    return [
      {
        ...{ part, date: dayOf(found.at), rule: found.rule, act: found.number },
        title: rule?.title ?? { lv: found.rule, en: found.rule },
        norm: rule?.norm ?? null,
        unverified: rule?.unverified ?? false,
      },
    ]
  })
}

/** The answer for a file whose bytes were erased. */
export function fileErased(erased: ErasedOn | undefined): LietaError {
  const on = erased?.date ?? ''
  return new LietaError('erased', {
    lv: `Datne ir dzēsta ${on}, jo beidzies tās glabāšanas termiņš (${erased?.title.lv ?? ''}, iznīcināšanas akts Nr. ${erased?.act ?? ''}).`,
    en: `The file was erased on ${on}, since its period of retention is over (${erased?.title.en ?? ''}, act of destruction No. ${erased?.act ?? ''}).`,
  })
}
