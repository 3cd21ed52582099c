import { LietaError, type Words } from '../../../platform/errors.ts'
import { faultOf } from '../../../platform/log.ts'
import { type ActInput, act } from '../../act.ts'
import type { Actor } from '../../actor.ts'
import type { Deps } from '../../deps.ts'
import { authorize } from '../../permissions.ts'

export interface SignResult {
  caseId: string
  ok: boolean
  stage: string | null
  /** Why it was not taken; the others are signed all the same. */
  problem: { code: string; words: Words } | null
}

/** How many acts are on their way at once. */
const AT_ONCE = 4

/**
 * Signs several decisions, each by an act of its own under a key of its own: one that cannot be signed keeps none of
 * the others. Asked again under the same key, every case answers as the first time.
 * @throws LietaError `forbidden`
 */
export async function signMany(
  deps: Deps,
  actor: Actor,
  input: { cases: { caseId: string; revision: number }[]; key: string },
): Promise<SignResult[]> {
  authorize(actor, 'signing.read')
  const results: SignResult[] = []
  for (let n = 0; n < input.cases.length; n += AT_ONCE)
    results.push(
      ...(await Promise.all(
        input.cases.slice(n, n + AT_ONCE).map((one) =>
          signOne(deps, actor, {
            ...one,
            act: 'decision.sign',
            payload: {},
            key: `${input.key}/${one.caseId}`,
          }),
        ),
      )),
    )
  return results
}

async function signOne(deps: Deps, actor: Actor, input: ActInput): Promise<SignResult> {
  const { caseId } = input
  try {
    const { stage } = await act(deps, actor, input)
    return { caseId, ok: true, stage, problem: null }
  } catch (e) {
    if (!(e instanceof LietaError)) deps.log.error({ caseId, ...faultOf(e) }, 'signing of one of many failed')
    const error = e instanceof LietaError ? e : fault()
    return { caseId, ok: false, stage: null, problem: { code: error.code, words: error.words } }
  }
}

function fault(): LietaError {
  return new LietaError('internal', {
    lv: 'Mūsu kļūda: šo lēmumu neizdevās nodot parakstīšanai. Mēģiniet vēlreiz.',
    en: 'Our fault: this decision could not be handed over for signing. Try again.',
  })
}
