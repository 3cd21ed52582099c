import { z } from 'zod'
import { day, prose } from '../../forms/fields.ts'
import { dayOf } from '../../law/time.ts'
import { type FieldError, LietaError } from '../../platform/errors.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { writeDirectly } from '../direct.ts'
import { authorize } from '../permissions.ts'

/** Why a case is kept, and when somebody looks whether it still must be. */
export const HoldBody = z.object({ review: day, reason: prose(1000) }).meta({ id: 'Hold' })
export const LiftBody = z.object({ reason: prose(1000) }).meta({ id: 'HoldLift' })

/**
 * Sets a hold: nothing of the case is erased while it stands. Set again, it has a new day of review and a new reason.
 * @throws LietaError `validation` on its field; `forbidden`, `not-found`, `own-case`
 */
export async function setHold(
  deps: Deps,
  actor: Actor,
  caseId: string,
  raw: unknown,
  key: string,
): Promise<void> {
  authorize(actor, 'hold.write')
  const today = dayOf((await deps.clock.now()).toISOString())
  const given = HoldBody.refine((h) => h.review > today, { path: ['review'] }).safeParse(raw ?? {})
  if (!given.success) throw wrong(given.error)
  await writeDirectly(
    deps,
    actor,
    {
      ...{ caseId, key, act: 'hold.set', permission: 'hold.write', payload: given.data, audited: 'hold.set' },
    },
    () => ({ type: 'hold-set', data: given.data }),
  )
}

/**
 * Lifts a hold. What is due by then goes with the next act of destruction.
 * @throws LietaError `not-allowed-now` when there is none; as `setHold`
 */
export async function liftHold(
  deps: Deps,
  actor: Actor,
  caseId: string,
  raw: unknown,
  key: string,
): Promise<void> {
  authorize(actor, 'hold.write')
  const given = LiftBody.safeParse(raw ?? {})
  if (!given.success) throw wrong(given.error)
  await writeDirectly(
    deps,
    actor,
    {
      ...{ caseId, key, act: 'hold.lift', permission: 'hold.write', payload: given.data },
      audited: 'hold.lifted',
    },
    (state) => {
      if (!state.hold)
        throw new LietaError('not-allowed-now', {
          lv: 'Šai lietai saglabāšanas pienākuma nav. Atveriet lapu no jauna: varbūt kāds to jau ir atcēlis.',
          en: 'There is no hold on this case. Reload the page: somebody may have lifted it already.',
        })
      return { type: 'hold-lifted', data: given.data }
    },
  )
}

const MESSAGES: Record<string, { lv: string; en: string }> = {
  review: {
    lv: 'Norādiet dienu pēc šodienas, kurā pienākumu pārskatīs.',
    en: 'Give a day after today on which the hold is reviewed.',
  },
  reason: {
    lv: 'Ierakstiet iemeslu, ne garāku par 1000 zīmēm.',
    en: 'Write a reason of at most 1,000 characters.',
  },
}

function wrong(error: z.ZodError): LietaError {
  const fields = [...new Set(error.issues.map((i) => String(i.path[0] ?? 'reason')))].map(
    (field): FieldError => ({ field, code: 'hold', message: MESSAGES[field] ?? MESSAGES.reason! }),
  )
  return new LietaError('validation', fields[0]!.message, fields)
}
