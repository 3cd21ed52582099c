import { randomUUID } from 'node:crypto'
import type { DecisionView } from '../../cases/queries/decisions.ts'
import { dayOf } from '../../law/time.ts'
import type { Http, Reply } from '../../scripts/lib/http.ts'
import { waitFor } from '../harness/environment.ts'

/** A small PDF that is one by its bytes. */
export const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')

/** Business time now, as the service tells it. */
export async function now(http: Http): Promise<Date> {
  return new Date((await http.get('/api/dev/clock')).json<{ now: string }>().now)
}

/** The day in Rīga so many days after today, of business time: YYYY-MM-DD. */
export async function today(http: Http, days = 0): Promise<string> {
  return dayOf(new Date((await now(http)).getTime() + days * 86_400_000).toISOString())
}

/** Moves business time. */
export async function moveTo(http: Http, to: Date): Promise<void> {
  expectStatus(await http.post('/api/dev/clock', { to: to.toISOString() }), 200)
}

/** Noon of the first Tuesday of the next March: no holiday is near. `npm run test:days` has awkward days in its place. */
export function ordinaryDay(from: Date): Date {
  const chosen = process.env.LIETA_TEST_DAY
  if (chosen) return new Date(`${chosen}T10:00:00.000Z`)
  const day = new Date(Date.UTC(from.getUTCFullYear() + 1, 2, 1, 10))
  while (day.getUTCDay() !== 2) day.setUTCDate(day.getUTCDate() + 1)
  return day
}

/** Moves business time to an ordinary day: no test depends on the day on which it is run. */
export async function toOrdinaryDay(http: Http): Promise<void> {
  await moveTo(http, ordinaryDay(await now(http)))
}

export async function moveDays(http: Http, days: number): Promise<void> {
  await moveTo(http, new Date((await now(http)).getTime() + days * 86_400_000))
}

export interface CaseJson {
  caseId: string
  state: {
    number: string
    stage: string
    revision: number
    outcome: string | null
    waitingOn: string
    receivedAt: string
    closedAt: string | null
  }
  tasks: {
    taskId: string
    kind: string
    role: string
    state: string
    due: string | null
    outcome: string | null
  }[]
  decisions: DecisionView[]
  replacements: { request: string; due: string | null; reason: string; decided: { outcome: string } | null }[]
  about: { caseId: string; decisionId: string; number: string; open: boolean } | null
  clocks: {
    clock: string
    due: string | null
    state: string
    overdue: boolean
    steps: { text: { lv: string } }[]
  }[]
  documents: {
    documentId: string
    kind: string
    number: string | null
    fileId: string | null
    channel: string | null
    servedOn: string | null
    inForceFrom: string | null
    contestUntil: string | null
    verifyCode: string
  }[]
  internal: boolean
  timeline: { seq: number; type: string; data: Record<string, unknown> }[]
  actions: { act: string; possible: boolean; why: string | null }[]
  latestPayloads: Record<string, { payload: Record<string, unknown> }>
}

/** Answers that the licensing form accepts, for the synthetic school. */
export function answers(
  overrides: Record<string, unknown> = {},
  today = new Date(),
): Record<string, unknown> {
  const later = dayOf(new Date(today.getTime() + 200 * 86_400_000).toISOString())
  const earlier = dayOf(new Date(today.getTime() - 20 * 86_400_000).toISOString())
  return {
    route: 'model',
    programmeCode: '21011111',
    programmeName: 'Pamatizglītības programma',
    scope: '5600 stundas',
    durationMonths: '108',
    form: 'full-time',
    siteAddress: 'Skolas iela 1, Priežukalns, Paraugu novads, LV-0000',
    plannedStart: later,
    founderApprovalDate: earlier,
    founderApprovalNumber: '12/2026',
    declaration: true,
    ...overrides,
  }
}

/** Uploads a file to a field of a draft. */
export async function attach(
  http: Http,
  draftId: string,
  field: string,
  bytes: Buffer = PDF,
  name = 'mācību plāns.pdf',
): Promise<Reply> {
  const body = new FormData()
  const { csrfToken } = await http.session()
  body.append('_csrf', csrfToken)
  body.append('file', new Blob([new Uint8Array(bytes)]), name)
  return http.form(`/api/drafts/${draftId}/files/${field}`, body)
}

/** A draft with every answer and the files that the route needs. */
export async function completeDraft(
  http: Http,
  overrides: Record<string, unknown> = {},
  today?: Date,
): Promise<string> {
  const made = await http.post('/api/drafts', { form: 'licensing', data: answers(overrides, today) })
  expectStatus(made, 201)
  const { id } = made.json<{ id: string }>()
  await attached(http, id, 'lessonPlan')
  if (overrides.route === 'own') {
    await attached(http, id, 'programmeFile', 'programma.pdf')
    await attached(http, id, 'founderApprovalFile', 'saskaņojums.pdf')
  }
  return id
}

/** Attaches a file; while too many of the person's are coming in, tries again, as the answer says. */
async function attached(http: Http, draftId: string, field: string, name?: string): Promise<void> {
  const reply = await waitFor(
    async () => {
      const now = await attach(http, draftId, field, PDF, name)
      return now.status === 429 && now.json<{ errors: unknown[] }>().errors.length === 0 ? undefined : now
    },
    { timeoutMs: 120_000, everyMs: 50, what: 'a place for the file' },
  )
  expectStatus(reply, 201)
}

export interface Receipt {
  caseId: string
  number: string
  receivedAt: string
  contentHash: string
}

/** Fills in, attaches and sends; gives the receipt. */
export async function apply(
  http: Http,
  overrides: Record<string, unknown> = {},
  today?: Date,
): Promise<Receipt> {
  const draft = await completeDraft(http, overrides, today)
  const reply = await http.post(`/api/drafts/${draft}/submit`)
  expectStatus(reply, 201)
  return reply.json<Receipt>()
}

export async function getCase(http: Http, caseId: string): Promise<CaseJson> {
  const reply = await http.get(`/api/cases/${caseId}`)
  expectStatus(reply, 200)
  return reply.json<CaseJson>()
}

/** Does an act under a key of its own, with the newest revision, and expects it to be taken. */
export async function doAct(http: Http, caseId: string, act: string, payload: unknown = {}): Promise<void> {
  const { state } = await getCase(http, caseId)
  const reply = await tryAct(http, caseId, act, payload, { revision: state.revision })
  expectStatus(reply, 200)
}

async function newestRevision(http: Http, caseId: string): Promise<number | undefined> {
  const found = await http.get(`/api/cases/${caseId}`)
  return found.status === 200 ? found.json<CaseJson>().state.revision : undefined
}

/** @param options.revision the revision that the person saw; absent: the newest, as a page just opened shows it */
export async function tryAct(
  http: Http,
  caseId: string,
  act: string,
  payload: unknown = {},
  options: { revision?: number; key?: string } = {},
): Promise<Reply> {
  const revision = options.revision ?? (await newestRevision(http, caseId))
  return http.post(
    `/api/cases/${caseId}/acts/${act}`,
    { payload, ...(revision === undefined ? {} : { revision }) },
    { headers: { 'idempotency-key': options.key ?? randomUUID() } },
  )
}

/** Waits until the case is in a stage; fails with where it stands. */
export async function untilStage(
  http: Http,
  caseId: string,
  stage: string,
  timeoutMs = 60_000,
): Promise<CaseJson> {
  return waitFor(
    async () => {
      const file = await getCase(http, caseId)
      if (file.state.stage !== stage) throw new Error(`stands in ${file.state.stage}`)
      return file
    },
    { timeoutMs, what: `stage ${stage}` },
  )
}

/** Waits until a document of this kind was sent. */
export async function untilSent(
  http: Http,
  caseId: string,
  kind: string,
): Promise<CaseJson['documents'][number]> {
  return waitFor(
    async () => (await getCase(http, caseId)).documents.find((d) => d.kind === kind && d.channel !== null),
    { timeoutMs: 120_000, what: `${kind} sent` },
  )
}

export interface EntryJson {
  entryNo: string
  state: string
  data: Record<string, unknown>
}

/** Waits until the public register says what was ordered of it: its entries have workflows of their own. */
export async function untilEntries(
  http: Http,
  q: string,
  so: (entries: EntryJson[]) => boolean,
): Promise<EntryJson[]> {
  return waitFor(
    async () => {
      const found = await http.get(`/api/registers/licensed-programmes?q=${encodeURIComponent(q)}`)
      const { entries } = found.json<{ entries: EntryJson[] }>()
      if (!so(entries)) throw new Error(`the register says ${entries.map((e) => e.state).join(' ')}`)
      return entries
    },
    { timeoutMs: 120_000, what: 'the register' },
  )
}

/** Who takes a case of licensing to its decision. */
export interface Desk {
  head: Http
  inspector: Http
  reviewer: Http
  director: Http
}

/** Applies and has it licensed: the decision is in force and may be contested. @returns the case */
export async function licensed(desk: Desk, overrides: Record<string, unknown> = {}): Promise<string> {
  const { head, inspector, reviewer, director } = desk
  const { caseId } = await apply(head, overrides, await now(inspector))
  await untilStage(inspector, caseId, 'completeness')
  await doAct(inspector, caseId, 'completeness.confirm')
  await doAct(inspector, caseId, 'assessment.complete', FINDINGS)
  await doAct(inspector, caseId, 'proposal.submit', proposal('grant'))
  await doAct(reviewer, caseId, 'review.approve')
  await doAct(director, caseId, 'decision.sign')
  await untilSent(inspector, caseId, 'decision')
  await moveDays(inspector, 8)
  await untilStage(inspector, caseId, 'contest-period')
  return caseId
}

export const FINDINGS = {
  findings: {
    information: { result: 'conforms' },
    standard: { result: 'conforms', evidence: 'Mācību plāns atbilst pamatizglītības standartam.' },
    premises: { result: 'conforms', evidence: 'Telpas apskatītas.' },
    resources: { result: 'conforms' },
    teachers: { result: 'conforms' },
  },
}

export function proposal(kind: 'grant' | 'refuse'): Record<string, unknown> {
  return {
    kind,
    facts: 'Iestāde ir reģistrēta izglītības iestāžu reģistrā.\nMācību plāns ir izvērtēts.',
    reasoning:
      kind === 'grant'
        ? 'Programma atbilst prasībām.'
        : 'Atteikums ir nepieciešams un samērīgs, jo telpas neatbilst prasībām un citu līdzekļu nav.',
    norms: [
      'Izglītības likuma 20. pants',
      'Ministru kabineta 2023. gada 23. maija noteikumu Nr. 253 4. punkts',
    ],
    hearingDays: 14,
  }
}

/** Who decides: an inspector, who reviews, who signs. */
export interface Officials {
  inspector: Http
  reviewer: Http
  director: Http
}

/** Proposes, has the addressee heard where it must be, reviews and signs; until the decision is in force. */
export async function decideCase(
  { inspector, reviewer, director }: Officials,
  caseId: string,
  proposed: Record<string, unknown>,
  heard?: Http,
): Promise<CaseJson> {
  await doAct(inspector, caseId, 'proposal.submit', proposed)
  if (heard) {
    await untilSent(inspector, caseId, 'hearing-invitation')
    await doAct(heard, caseId, 'views.submit', { text: 'Nepiekrītu.' })
    await doAct(inspector, caseId, 'proposal.submit', proposed)
  }
  await doAct(reviewer, caseId, 'review.approve')
  await doAct(director, caseId, 'decision.sign')
  await untilSent(inspector, caseId, 'decision')
  // Two working days, whatever holidays are near.
  await moveDays(inspector, 8)
  return untilStage(inspector, caseId, 'contest-period')
}

/** A decision on a programme that nobody contested: its case is over, and it can be contested no more. */
export async function incontestable(
  officials: Officials,
  head: Http,
  kind: 'grant' | 'refuse',
): Promise<{ caseId: string; number: string; decisionId: string; entryNo: string }> {
  const { inspector } = officials
  const { caseId } = await apply(head, {}, await now(inspector))
  await untilStage(inspector, caseId, 'completeness')
  await doAct(inspector, caseId, 'completeness.confirm')
  await doAct(inspector, caseId, 'assessment.complete', FINDINGS)
  await decideCase(officials, caseId, proposal(kind), kind === 'refuse' ? head : undefined)
  await moveDays(inspector, 45)
  const { decisions, timeline } = await untilStage(inspector, caseId, 'final')
  const { number, decisionId } = decisions[0]!
  const entryNo = String(timeline.find((e) => e.type === 'register-entered')?.data.entryNo ?? '')
  return { caseId, number, decisionId, entryNo }
}

export function expectStatus(reply: Reply, status: number): void {
  if (reply.status !== status)
    throw new Error(`expected ${status}, got ${reply.status}: ${reply.text.slice(0, 600)}`)
}
