import { type ActDef, validateAct } from '../../../forms/acts/act.ts'
import { actsIn } from '../../../forms/acts/all.ts'
import { AUTHORITY } from '../../../forms/authority.ts'
import { channelTo } from '../../../forms/channel.ts'
import { composerOf } from '../../../forms/decisions/all.ts'
import { checkDecision } from '../../../law/decision/check.ts'
import type { Finding } from '../../../law/decision/draft.ts'
import { type Day, dayOf } from '../../../law/time.ts'
import { type OriginalDecision, originalDecision } from '../../../ledger/about.ts'
import { type Addressee, addresseeOf } from '../../../ledger/addressee.ts'
import { decisionTerm } from '../../../ledger/fold/terms.ts'
import type { CaseState } from '../../../ledger/fold.ts'
import { applicantOf, mainParty } from '../../../ledger/parties.ts'
import { type FieldError, LietaError } from '../../../platform/errors.ts'
import { onPool } from '../../../platform/sql.ts'
import { procedureById } from '../../../procedures/all.ts'
import { draftingAct } from '../../../procedures/procedure.ts'
import type { Actor } from '../../actor.ts'
import { noteReading } from '../../audit/reading.ts'
import type { Deps } from '../../deps.ts'
import { authorize, notFound } from '../../permissions.ts'

/** What of the file a decision is made of. */
export interface DraftSource {
  procedure: string
  state: Pick<CaseState, 'documents' | 'terms' | 'parties' | 'receivedAt'>
  /** Who applied, to whom the decision is addressed. */
  addressee: Addressee
  application: Record<string, unknown>
  /** The newest text of an act. */
  latestPayload(act: string): Record<string, unknown> | undefined
  today: Day
  /** The decision of another case that is decided upon. */
  original?: OriginalDecision | undefined
}

/**
 * Composes the decision that a proposal would become and reads it against the law (APL 62, 67, 70, 74; F4).
 * @param ready at issue only what was done counts; while drafting, the hearing that the procedure will hold does too
 * @returns what is missing, in words; `block` cannot be issued
 */
export function readDraft(source: DraftSource, proposal: Record<string, unknown>, ready: boolean): Finding[] {
  const { addressee, state } = source
  const ownMotion = applicantOf(state) === undefined
  const content = composerOf(source.procedure)({
    proposal,
    application: source.application,
    latestPayload: source.latestPayload,
    applicant: addressee.name,
    ownMotion,
    original: source.original,
    today: source.today,
    receivedOn: dayOf(state.receivedAt),
  })
  // What is proposed is asked first; before that there is no decision to read.
  if (!content) return []
  const invited = state.documents.some((d) => d.kind === 'hearing-invitation')
  const choice = channelTo(addressee, content.unfavourable)
  const found = checkDecision({
    ...content,
    onApplication: !ownMotion,
    issuer: AUTHORITY,
    addressee: {
      name: addressee.name,
      regNo: addressee.regNo ?? undefined,
      address: addressee.legalAddress ?? undefined,
      legalPerson: addressee.legalPerson,
    },
    ...(invited || (!ready && !content.noHearingReason) ? { hearing: true } : {}),
    appeal: true,
    recipients: [
      {
        name: addressee.name,
        channel: choice.channel,
        eAddressDue: addressee.inEnterpriseRegister || Boolean(addressee.eAddress),
        eAddressFailed: choice.fallback?.lv,
      },
    ],
    date: source.today,
    due: decisionTerm(state)?.due ?? undefined,
  })
  return [...found, ...(content.findings ?? [])]
}

/** The parts of a decision by the fields of the proposal in which they are written. */
const FIELD: Record<string, string> = {
  hearing: 'noHearingReason',
  'views.answer': 'viewsAnswer',
  'considerations.necessity': 'necessity',
  'considerations.suitability': 'suitability',
  'considerations.need': 'need',
  'considerations.proportionality': 'proportionality',
}

/** A finding on the field in which it can be mended; on the act as a whole when it stands elsewhere. */
function onField(def: ActDef, finding: Finding): FieldError {
  const name = FIELD[finding.field] ?? finding.field
  const field = def.fields.some((f) => f.name === name) ? name : def.id
  return { field, code: finding.rule, message: finding.message }
}

/** What keeps a draft from being taken, field by field, and what else is to be known of it. */
export interface DraftReading {
  errors: FieldError[]
  findings: Finding[]
}

/**
 * Reads a draft as it would be read on being submitted; nothing is done or kept.
 * @throws LietaError `not-found`, `forbidden`
 */
export async function checkDraft(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; payload: unknown },
): Promise<DraftReading> {
  authorize(actor, 'draft.check')
  const source = await loadSource(deps, input.caseId)
  const def = draftOf(source.procedure)
  await noteReading(deps, actor, input.caseId, source.state, { kind: 'case.read' })
  const checked = validateAct(def, input.payload, { today: source.today, sites: [] })
  const errors = checked.ok ? [] : checked.errors
  const proposal = checked.ok ? checked.value : ((input.payload ?? {}) as Record<string, unknown>)
  const findings = readDraft(source, proposal, false)
  return { errors: [...errors, ...lawErrors(def, findings, errors)], findings }
}

/** What the law forbids, where the form itself has not complained of the same field already. */
function lawErrors(def: ActDef, findings: Finding[], told: { field: string }[]): FieldError[] {
  return findings
    .filter((f) => f.severity === 'block')
    .map((f) => onField(def, f))
    .filter((e) => !told.some((t) => t.field === e.field))
}

/**
 * What the law calls invalid in a proposal that is to be submitted.
 * @param told complaints that the form has already
 */
export async function unlawful(
  deps: Deps,
  def: ActDef,
  caseId: string,
  payload: unknown,
  told: { field: string }[],
): Promise<FieldError[]> {
  const source = await loadSource(deps, caseId)
  return lawErrors(def, readDraft(source, (payload ?? {}) as Record<string, unknown>, false), told)
}

/**
 * The last look before a decision is signed: what the law calls invalid is not issued, and gets no number.
 * @throws LietaError `invalid-decision`, with what is missing and the way back
 */
export async function requireIssuable(deps: Deps, caseId: string): Promise<void> {
  const source = await loadSource(deps, caseId)
  const def = draftOf(source.procedure)
  const wrong = readDraft(source, source.latestPayload(def.id) ?? {}, true).filter(
    (f) => f.severity === 'block',
  )
  if (wrong.length === 0) return
  throw new LietaError(
    'invalid-decision',
    {
      lv: `Tādu lēmumu izdot nevar. ${wrong.map((f) => f.message.lv).join(' ')} Atdodiet projektu inspektoram labošanai.`,
      en: `Such a decision cannot be issued. ${wrong.map((f) => f.message.en).join(' ')} Send the draft back to the inspector.`,
    },
    wrong.map((f) => onField(def, f)),
  )
}

/** The act that says what is to be decided. @throws LietaError `not-found` when the procedure makes no decision */
function draftOf(procedure: string): ActDef {
  const act = draftingAct(procedureById(procedure))
  const def = act ? actsIn(procedure)[act] : undefined
  if (!def) throw notFound()
  return def
}

async function loadSource(deps: Deps, caseId: string): Promise<DraftSource & { state: CaseState }> {
  const view = await deps.db.caseView.findUnique({
    where: { caseId },
    select: { state: true, procedure: true },
  })
  if (!view) throw notFound()
  const state = view.state as unknown as CaseState
  const now = await deps.clock.now()
  const [addressee, original, application, acts] = await Promise.all([
    decisionAddressee(deps, state, now.toISOString()),
    originalOf(deps, state, now.toISOString()),
    deps.db.application.findFirstOrThrow({
      where: { caseId },
      orderBy: { version: 'desc' },
      select: { data: true },
    }),
    deps.db.caseEvent.findMany({
      where: { caseId, type: 'act' },
      orderBy: { seq: 'asc' },
      select: { data: true },
    }),
  ])
  const latest = new Map<string, Record<string, unknown>>()
  for (const { data } of acts) {
    const { act, payload } = data as { act: string; payload?: Record<string, unknown> | null }
    latest.set(act, payload ?? {})
  }
  return {
    procedure: view.procedure,
    state,
    addressee,
    application: application.data as Record<string, unknown>,
    latestPayload: (act) => latest.get(act),
    today: dayOf(now.toISOString()),
    original,
  }
}

/** To whom the decision of a case is addressed: its main party, as it is reached at that instant. */
export function decisionAddressee(deps: Deps, state: CaseState, at: string): Promise<Addressee> {
  return addresseeOf(onPool(deps.pool), state, mainParty(state)!.partyId, at)
}

/** The decision of another case that a case is about, as it stands at that instant. */
export async function originalOf(
  deps: Deps,
  { about }: Pick<CaseState, 'about'>,
  at: string,
): Promise<OriginalDecision | undefined> {
  return about ? originalDecision(onPool(deps.pool), about, at) : undefined
}
