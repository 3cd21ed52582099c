import { Context } from '@temporalio/activity'
import { DocumentInputError } from '../../documents/template.ts'
import { dayOf } from '../../law/time.ts'
import { sha256 } from '../../ledger/canonical.ts'
import type { BusinessClock } from '../../platform/business-clock.ts'
import type { Config } from '../../platform/config.ts'
import type { Database } from '../../platform/database.ts'
import type { Log } from '../../platform/log.ts'
import { personalCodeOf } from '../../platform/personal-code.ts'
import type { Prisma } from '../../prisma/generated/client.ts'
import { prepareSignature } from '../../signatures/prepare.ts'
import { RemoteSigningError } from '../../signatures/remote-signer.ts'
import type { IssueInput, Prepared, PreviewInput, SigningInput } from '../../workflows/types.ts'
import { codeFor, type Press } from '../issue.ts'
import { loadContext } from '../letters/context.ts'
import { decision } from '../letters/words/decide.ts'
import { postOf } from './authority.ts'
import { planJson } from './plan.ts'
import type { SigningProvider } from './provider.ts'

export interface SigningDeps {
  clock: BusinessClock
  db: Database
  config: Config
  log: Log
  press: Press
  provider: SigningProvider
}

/** Fields for those who sign and the seal, prepared before the first signature: signing later changes no page. */
const FIELDS = [
  { name: 'signatory', label: 'Direktora elektroniskais paraksts' },
  { name: 'seal', label: 'Iestādes elektroniskais zīmogs' },
]

/**
 * First phase: the decision with its number as PDF, with an empty place for the signer's signature, kept under the key
 * with its digest. Asked again, it finds what is kept.
 */
export function prepareSigning(deps: SigningDeps) {
  return async (input: SigningInput): Promise<Prepared> => {
    const kept = await deps.db.signing.findUnique({ where: { key: input.key }, select: { failure: true } })
    if (kept) return { failure: kept.failure as Prepared['failure'] }
    const personalCode = await personalCodeOf(deps, input.signerId)
    const at = await deps.clock.now()
    try {
      const credential = personalCode ? await deps.provider.credentialOf(personalCode) : undefined
      if (!credential) return { failure: 'no-certificate' }
      const { prepared, ...plan } = prepareSignature({
        pdf: await rendered(deps, input, at.toISOString()),
        kind: 'signature',
        certificateChain: credential.certificateChain,
        algorithm: credential.algorithm,
        fieldName: 'signatory',
      })
      await keepPrepared(deps.db, {
        key: input.key,
        caseId: input.caseId,
        number: input.number,
        signerId: input.signerId,
        delegationId: input.delegationId ?? null,
        provider: deps.provider.name,
        documentAt: at,
        prepared: new Uint8Array(prepared),
        sha256: sha256(prepared),
        plan: planJson({ ...plan, credential: credential.id }) as Prisma.InputJsonObject,
        preparedAt: new Date(),
      })
      deps.log.info({ caseId: input.caseId, bytes: prepared.length }, 'decision prepared for signing')
      return { failure: null }
    } catch (e) {
      if (e instanceof DocumentInputError) return { failure: 'invalid' }
      if (e instanceof RemoteSigningError && waitedLong(deps.config)) return { failure: 'unavailable' }
      throw e
    }
  }
}

/** Two attempts at once: what the first one prepared is what is signed. */
async function keepPrepared(db: Database, data: Prisma.SigningCreateManyInput): Promise<void> {
  await db.$transaction(async (tx) => {
    // The case has moved on to this try: one that came too late to be told of its end ends here.
    await tx.signing.updateMany({
      where: { number: data.number, key: { not: data.key }, state: { in: ['prepared', 'signed'] } },
      data: { state: 'failed', failure: 'expired' },
    })
    await tx.signing.createMany({ data, skipDuplicates: true })
    await tx.signing.findUniqueOrThrow({ where: { key: data.key }, select: { key: true } })
  })
}

/** The activity was asked for so long ago that the director is told rather than kept waiting. */
export function waitedLong(config: Config): boolean {
  const asked = Context.current().info.scheduledTimestampMs
  return Date.now() - asked > config.SIGNING_PATIENCE_SECONDS * 1000
}

async function rendered(deps: SigningDeps, input: SigningInput, at: string): Promise<Uint8Array> {
  const post = await postOf(deps.db, input.delegationId)
  const draft = await draftOf(deps.db, {
    ...input,
    kind: 'decision',
    at,
    facts: { signedBy: input.signerId, ...(post ? { post } : {}) },
  })
  const caseNumber = String(draft.input.caseNumber)
  return deps.press.render(
    draft.template,
    {
      ...draft.input,
      eSigned: true,
      timestamped: Boolean(deps.config.TSA_URL),
      signatureFields: FIELDS,
      verifyUrl: `${deps.config.PUBLIC_URL}/verify/${codeFor(input.key, deps.config.SESSION_SECRET)}`,
    },
    { kind: 'decision', number: input.number, date: dayOf(at), caseNumber },
  )
}

async function draftOf(db: Database, input: IssueInput): ReturnType<typeof decision> {
  return decision(await loadContext(db, input))
}

/** The draft as PDF for those who review and sign: marked as a draft, without number, signature and seal. */
export function previewDecision(deps: Pick<SigningDeps, 'db' | 'press' | 'clock'>) {
  return async (input: PreviewInput): Promise<void> => {
    const at = (await deps.clock.now()).toISOString()
    const key = `preview/${input.command}`
    const draft = await draftOf(deps.db, { ...input, key, kind: 'decision', at })
    const { date: _date, ...withoutDate } = draft.input
    const bytes = await deps.press.render(draft.template, { ...withoutDate, draft: true, sealed: false })
    const made = { bytes: new Uint8Array(bytes), madeAt: new Date(at) }
    await deps.db.decisionPreview.upsert({
      where: { caseId_command: { caseId: input.caseId, command: input.command } },
      create: { caseId: input.caseId, command: input.command, ...made },
      update: made,
      select: { command: true },
    })
  }
}
