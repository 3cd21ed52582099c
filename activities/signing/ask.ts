import { setTimeout as sleep } from 'node:timers/promises'
import { Context } from '@temporalio/activity'
import { dayOf } from '../../law/time.ts'
import { verifySignature } from '../../signatures/algorithms.ts'
import { parseCertificate } from '../../signatures/certificate.ts'
import { RemoteSigningError } from '../../signatures/remote-signer.ts'
import type { Prepared, SigningFailure } from '../../workflows/types.ts'
import { maySign } from './authority.ts'
import { readPlan, type SigningPlan } from './plan.ts'
import { type SigningDeps, waitedLong } from './prepare.ts'

const FIRST_PAUSE_MS = 200
const LONGEST_PAUSE_MS = 2_000

/**
 * Asks the provider for the signature and waits for it. What the provider calls the operation is kept before it is
 * waited for, so that whoever takes over asks for the same one. Whether the signer may still sign is asked each time.
 * The first value that fits is kept; whatever comes later or again changes nothing.
 */
export function askSignature(deps: SigningDeps) {
  return async ({ key }: { key: string }): Promise<Prepared> => {
    let pause = FIRST_PAUSE_MS
    for (;;) {
      const answer = await turn(deps, key)
      if (answer) return answer
      await sleep(pause, undefined, { signal: Context.current().cancellationSignal })
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
    }
  }
}

/** @returns undefined while the person has not confirmed */
async function turn(deps: SigningDeps, key: string): Promise<Prepared | undefined> {
  const row = await deps.db.signing.findUniqueOrThrow({
    where: { key },
    select: {
      state: true,
      failure: true,
      operation: true,
      signerId: true,
      delegationId: true,
      documentAt: true,
      plan: true,
    },
  })
  if (row.state !== 'prepared') return { failure: row.failure as Prepared['failure'] }
  const now = await deps.clock.now()
  if (!(await maySign(deps.db, row, now))) return failed(deps, key, 'authority-ended')
  // The document bears the day of the act: a signature of another day would not be true to it.
  if (dayOf(now.toISOString()) !== dayOf(row.documentAt.toISOString())) return failed(deps, key, 'expired')
  const plan = readPlan(row.plan)
  try {
    const answer = row.operation
      ? await deps.provider.poll(row.operation, plan.algorithm)
      : await deps.provider.begin({
          credential: plan.credential,
          algorithm: plan.algorithm,
          data: plan.signedAttributes,
          digest: plan.toSign,
          reference: key,
        })
    if (answer.state === 'signed') return await keep(deps, key, plan, answer.signature)
    if (answer.state !== 'waiting') return await failed(deps, key, answer.state)
    if (!row.operation)
      await deps.db.signing.updateMany({
        where: { key, operation: null },
        data: { operation: answer.operation },
      })
  } catch (e) {
    if (e instanceof RemoteSigningError && waitedLong(deps.config)) return failed(deps, key, 'unavailable')
    throw e
  }
  return waitedLong(deps.config) ? failed(deps, key, 'expired') : undefined
}

async function keep(
  deps: SigningDeps,
  key: string,
  plan: SigningPlan,
  signature: Uint8Array,
): Promise<Prepared> {
  const { publicKey } = parseCertificate(plan.certificateChain[0]!)
  if (!verifySignature(plan.algorithm, publicKey, plan.signedAttributes, signature))
    return failed(deps, key, 'not-verified')
  const signedAt = await deps.clock.now()
  await deps.db.signing.updateMany({
    where: { key, state: 'prepared' },
    data: { state: 'signed', signature: new Uint8Array(signature), signedAt },
  })
  return outcome(deps, key)
}

/** Ends a try for good, unless it has come further, or to its end, meanwhile. */
export async function failed(
  deps: Pick<SigningDeps, 'db' | 'log'>,
  key: string,
  failure: SigningFailure,
  from: 'prepared' | 'signed' = 'prepared',
): Promise<Prepared> {
  await deps.db.signing.updateMany({
    where: { key, state: from },
    data: { state: 'failed', failure },
  })
  deps.log.warn({ failure }, 'signing came to nothing')
  return outcome(deps, key)
}

async function outcome(deps: Pick<SigningDeps, 'db'>, key: string): Promise<Prepared> {
  const { failure } = await deps.db.signing.findUniqueOrThrow({ where: { key }, select: { failure: true } })
  return { failure: failure as Prepared['failure'] }
}
