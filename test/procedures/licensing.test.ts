import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Http } from '../../scripts/lib/http.ts'
import { waitFor } from '../harness/environment.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from '../scenarios/steps.ts'

// Every path of the licensing procedure, through the front door, on a real PostgreSQL and a real Temporal server.
// Time is moved, never waited for; it moves forward only, so the paths that need the most of it come last.

let stack: Stack
let head: Http
let inspector: Http
let reviewer: Http
let director: Http

beforeAll(async () => {
  stack = await startStack({ label: 'licensing' })
  ;[head, inspector, reviewer, director] = (await Promise.all(
    ['baiba-kalnina', 'inese-berzina', 'andris-liepa', 'dace-vitola'].map((p) => stack.signIn(p)),
  )) as [Http, Http, Http, Http]
  await s.toOrdinaryDay(inspector)
}, 120_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

const now = (): Promise<Date> => s.now(inspector)
const moveDays = (days: number): Promise<void> => s.moveDays(inspector, days)

async function toProposal(overrides: Record<string, unknown> = {}): Promise<string> {
  const { caseId } = await s.apply(head, overrides, await now())
  await s.untilStage(inspector, caseId, 'completeness')
  await s.doAct(inspector, caseId, 'completeness.confirm')
  await s.doAct(inspector, caseId, 'assessment.complete', s.FINDINGS)
  return caseId
}

async function decide(caseId: string, kind: 'grant' | 'refuse'): Promise<void> {
  await s.doAct(inspector, caseId, 'proposal.submit', s.proposal(kind))
  await s.doAct(reviewer, caseId, 'review.approve')
  await s.doAct(director, caseId, 'decision.sign')
}

/** A refusal, heard, decided and in force. */
async function refused(): Promise<string> {
  const caseId = await toProposal()
  await s.doAct(inspector, caseId, 'proposal.submit', s.proposal('refuse'))
  await s.untilSent(inspector, caseId, 'hearing-invitation')
  await s.doAct(head, caseId, 'views.submit', { text: 'Lūdzu ņemt vērā, ka telpas tiks nodotas augustā.' })
  await decide(caseId, 'refuse')
  await s.untilSent(inspector, caseId, 'decision')
  await moveDays(6)
  await s.untilStage(inspector, caseId, 'contest-period')
  return caseId
}

describe('licensing', () => {
  test('from application to public register: returned, cured, extended, refusal turned to grant, reviewed twice', async () => {
    const receipt = await s.apply(head, {}, await now())
    const { caseId } = receipt
    expect(receipt.number).toMatch(/^L-\d{4}\/\d{5}$/)
    expect(receipt.contentHash).toMatch(/^[0-9a-f]{64}$/)
    const first = await s.untilStage(inspector, caseId, 'completeness')
    const dueBefore = first.clocks.find((c) => c.clock === 'statutory')!.due

    await s.doAct(inspector, caseId, 'completeness.return', {
      remarks: [{ field: 'lessonPlan', text: 'Mācību plānā trūkst stundu sadalījuma.' }],
      days: 10,
    })
    const waiting = await s.getCase(head, caseId)
    expect(waiting.state.waitingOn).toBe('applicant')
    expect(waiting.clocks.find((c) => c.clock === 'statutory')!.state).toBe('waiting-applicant')
    expect(waiting.latestPayloads['completeness.return']!.payload.remarks).toEqual([
      { field: 'lessonPlan', text: 'Mācību plānā trūkst stundu sadalījuma.' },
    ])
    await s.untilSent(head, caseId, 'notice-without-progress')
    await moveDays(3)
    const draft = (await head.post(`/api/cases/${caseId}/cure`)).json<{ id: string }>()
    await s.attach(head, draft.id, 'lessonPlan', s.PDF, 'papildināts plāns.pdf')
    await s.doAct(head, caseId, 'application.cure', { draftId: draft.id })
    const cured = await s.untilStage(inspector, caseId, 'completeness')
    // APL 64(1¹): the month counts anew from the day on which the defects were cured.
    const anew = cured.clocks.find((c) => c.clock === 'statutory')!
    expect(anew.steps.some((step) => /trūkumi novērsti/.test(step.text.lv))).toBe(true)
    // Not always later: from 29 January and from a day or two after it, a month ends on 1 March.
    expect(anew.due! >= dueBefore!).toBe(true)

    await s.doAct(inspector, caseId, 'completeness.confirm')
    await s.doAct(inspector, caseId, 'assessment.complete', s.FINDINGS)
    const unextended = (await s.getCase(inspector, caseId)).clocks.find((c) => c.clock === 'statutory')!.due!
    await s.doAct(inspector, caseId, 'term.extend', {
      extension: 'more-information',
      reason: 'Nepieciešams Veselības inspekcijas atzinums.',
    })
    const extended = (await s.getCase(inspector, caseId)).clocks.find((c) => c.clock === 'statutory')!.due!
    expect(extended > unextended).toBe(true)
    await s.untilSent(head, caseId, 'extension-notice')
    const again = await s.tryAct(inspector, caseId, 'term.extend', {
      extension: 'more-information',
      reason: 'Vēlreiz.',
    })
    expect(again.status).toBe(409)
    expect(again.json().code).toBe('too-late')

    // A refusal is proposed: the applicant is heard before anybody reviews it (APL 62).
    await s.doAct(inspector, caseId, 'proposal.submit', s.proposal('refuse'))
    expect((await s.getCase(head, caseId)).state.stage).toBe('hearing')
    await s.untilSent(head, caseId, 'hearing-invitation')
    await s.doAct(head, caseId, 'views.submit', { text: 'Telpas ir nodotas, akts pievienots.' })
    await s.untilStage(inspector, caseId, 'proposal')
    await s.doAct(inspector, caseId, 'proposal.submit', s.proposal('grant'))
    await s.doAct(reviewer, caseId, 'review.return', { comment: 'Precizēt pamatojumu.' })
    await s.doAct(inspector, caseId, 'proposal.submit', s.proposal('grant'))
    await s.doAct(reviewer, caseId, 'review.approve')
    await s.doAct(director, caseId, 'decision.sign')

    const decision = await s.untilSent(head, caseId, 'decision')
    expect(decision.number).toMatch(/^4-7\/\d{4}\/\d+$/)
    expect(decision.channel).toBe('e-address')
    const pdf = await head.get(`/api/files/${decision.fileId}`)
    expect(pdf.headers.get('content-type')).toBe('application/pdf')
    expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect(pdf.bytes.includes('ETSI.CAdES.detached')).toBe(true)
    const inbox = await (await fetch(`${stack.urls.eAddress}/inbox/_DEFAULT@90000000011`)).json()
    expect(JSON.stringify(inbox)).toContain(decision.number!)

    // Not in the register before it is in force (APL 70(1)).
    const early = (await stack.visitor().get('/api/registers/licensed-programmes')).json<{ total: number }>()
    expect(early.total).toBe(0)
    await moveDays(5)
    const served = await s.untilStage(head, caseId, 'contest-period')
    const inForce = served.documents.find((d) => d.kind === 'decision')!
    expect(inForce.inForceFrom).toBe(decision.servedOn)
    const found = {
      entries: await s.untilEntries(stack.visitor(), 'PAMATIZGLITIBAS', (all) => all.length > 0),
    }
    expect(found.entries).toHaveLength(1)
    expect(found.entries[0]).toMatchObject({ state: 'active', data: { programmeCode: '21011111' } })
    const entry = (
      await stack.visitor().get(`/api/registers/licensed-programmes/${found.entries[0]!.entryNo}`)
    ).json<{ history: unknown[] }>()
    expect(entry.history).toHaveLength(1)
    for (const given of [decision.verifyCode, decision.verifyCode.toLowerCase()]) {
      const checked = (await stack.visitor().get(`/api/verify?number=${encodeURIComponent(given)}`)).json()
      expect(checked).toMatchObject({ found: true, kind: 'decision', state: 'in-force' })
      expect(JSON.stringify(checked)).not.toContain('Baiba')
    }

    await moveDays(45)
    const final = await s.untilStage(head, caseId, 'final')
    expect(final.state.outcome).toBe('grant')
    expect(final.state.closedAt).not.toBeNull()
    expect(final.timeline.map((t) => t.seq)).toEqual(
      [...final.timeline.map((t) => t.seq)].sort((a, b) => a - b),
    )
  }, 120_000)

  test('not cured: deemed not submitted (APL 56(1¹))', async () => {
    const { caseId } = await s.apply(head, {}, await now())
    await s.untilStage(inspector, caseId, 'completeness')
    await s.doAct(inspector, caseId, 'completeness.return', {
      remarks: [{ field: 'scope', text: 'Apjoms nav saprotams.' }],
      days: 5,
    })
    await s.untilSent(inspector, caseId, 'notice-without-progress')
    await waitFor(async () =>
      (await s.getCase(inspector, caseId)).tasks.some((t) => t.kind === 'cure' && t.due !== null),
    )
    await moveDays(30)
    const closed = await s.untilStage(head, caseId, 'closed')
    expect(closed.state.outcome).toBe('not-submitted')
    await s.untilSent(head, caseId, 'closing-notice')
    const late = await s.tryAct(head, caseId, 'application.cure', { draftId: randomUUID() })
    expect(late.status).toBe(409)
    expect(late.json().code).toBe('not-allowed-now')
  }, 180_000)

  test('withdrawn: closed without a decision, and nothing more can be done', async () => {
    const caseId = await toProposal()
    await s.doAct(head, caseId, 'case.withdraw', { reason: 'Dibinātājs mainīja lēmumu.' })
    const closed = await s.untilStage(head, caseId, 'closed')
    expect(closed.state.outcome).toBe('withdrawn')
    await s.untilSent(head, caseId, 'closing-notice')
    const after = await s.tryAct(inspector, caseId, 'proposal.submit', s.proposal('grant'))
    expect(after.status).toBe(409)
    expect(after.json().code).toBe('not-allowed-now')
  }, 180_000)

  test('own programme of a vocational school without e-address: decision by e-mail; grant', async () => {
    const school = await stack.signIn('janis-ozols')
    const { caseId } = await s.apply(
      school,
      {
        route: 'own',
        programmeCode: '33 484 01 1',
        programmeName: 'Programmēšana',
        qualification: 'Programmēšanas tehniķis',
        durationMonths: '48',
        siteAddress: 'Krasta iela 10, Upmala, Paraugu novads, LV-0000',
      },
      await now(),
    )
    await s.untilStage(inspector, caseId, 'completeness')
    await s.doAct(inspector, caseId, 'completeness.confirm')
    await s.doAct(inspector, caseId, 'assessment.complete', s.FINDINGS)
    await decide(caseId, 'grant')
    const decision = await s.untilSent(school, caseId, 'decision')
    expect(decision.channel).toBe('e-mail')
    const mails = await (await fetch(`${stack.urls.mail}/api/messages?to=tehnikums@daugava.example`)).json()
    expect(JSON.stringify(mails)).toContain('Lēmums')
    // Another school sees nothing of it.
    expect((await head.get(`/api/cases/${caseId}`)).status).toBe(404)
    expect((await head.get(`/api/files/${decision.fileId}`)).status).toBe(404)
  }, 180_000)

  test('hearing: no answer within the term is no obstacle', async () => {
    const caseId = await toProposal()
    await s.doAct(inspector, caseId, 'proposal.submit', s.proposal('refuse'))
    await s.untilSent(inspector, caseId, 'hearing-invitation')
    await waitFor(async () =>
      (await s.getCase(inspector, caseId)).tasks.some((t) => t.kind === 'views' && t.due !== null),
    )
    await moveDays(25)
    await s.untilStage(inspector, caseId, 'proposal')
    await decide(caseId, 'refuse')
    const decision = await s.untilSent(head, caseId, 'decision')
    expect(decision.number).not.toBeNull()
  }, 180_000)

  test.each([
    ['unchanged', 'refuse', 0],
    ['revoked', 'revoked', 0],
    ['revoked-partly', 'revoked-partly', 0],
    ['other-act', 'grant-by-ministry', 1],
  ])(
    'contested refusal: the ministry says %s',
    async (said, outcome, entries) => {
      const caseId = await refused()
      const licences = async (): Promise<number> =>
        (await stack.visitor().get('/api/registers/licensed-programmes')).json<{ total: number }>().total
      const before = await licences()
      await s.doAct(head, caseId, 'contest.submit', {
        extent: 'Visā apjomā.',
        request: 'Lūdzu atcelt lēmumu un programmu licencēt.',
      })
      const contested = await s.getCase(head, caseId)
      expect(contested.state).toMatchObject({ stage: 'contested', waitingOn: 'ministry' })
      const forwarded = await s.untilSent(inspector, caseId, 'contest-forwarding')
      expect(forwarded.channel).toBe('e-address')
      const decision = contested.documents.find((d) => d.kind === 'decision')!
      const suspended = (await stack.visitor().get(`/api/verify?number=${decision.verifyCode}`)).json()
      expect(suspended.state).toBe('suspended')
      await s.doAct(inspector, caseId, 'contest.outcome', {
        outcome: said,
        number: '01-25e/26/17',
        date: await s.today(inspector),
        summary: 'Ministrijas lēmums.',
      })
      const final = await s.untilStage(head, caseId, 'final')
      expect(final.state.outcome).toBe(outcome)
      await waitFor(async () => (await licences()) === before + entries, { what: 'the register' })
      expect(await licences()).toBe(before + entries)
    },
    60_000,
  )

  test('a grant that the ministry revokes: the entry is annulled, with its history', async () => {
    const caseId = await toProposal({ programmeName: 'Speciālās izglītības programma' })
    await decide(caseId, 'grant')
    await s.untilSent(inspector, caseId, 'decision')
    await moveDays(6)
    const granted = await s.untilStage(inspector, caseId, 'contest-period')
    await s.doAct(head, caseId, 'contest.submit', { extent: 'Daļā.', request: 'Lūdzu plašāku apjomu.' })
    // A beneficiary who asks for more does not suspend what was granted (APL 80, exceptions).
    const decision = granted.documents.find((d) => d.kind === 'decision')!
    const open = (await stack.visitor().get(`/api/verify?number=${decision.verifyCode}`)).json()
    expect(open.state).toBe('in-force')
    await s.doAct(inspector, caseId, 'contest.outcome', {
      outcome: 'revoked',
      number: '01-25e/26/18',
      date: await s.today(inspector),
      summary: 'Ministrijas lēmums.',
    })
    const final = await s.untilStage(head, caseId, 'final')
    expect(final.state.outcome).toBe('revoked')
    const [entry] = await s.untilEntries(stack.visitor(), 'specialas', ([one]) => one?.state === 'annulled')
    expect(entry!.state).toBe('annulled')
    const { history } = (
      await stack.visitor().get(`/api/registers/licensed-programmes/${entry!.entryNo}`)
    ).json<{ history: { state: string }[] }>()
    expect(history.map((h) => h.state)).toEqual(['annulled', 'active'])
  })

  test('only receipt later than presumed moves the term to contest, and it does so until that has ended', async () => {
    const caseId = await toProposal()
    await decide(caseId, 'grant')
    const decision = await s.untilSent(inspector, caseId, 'decision')
    const presumed = decision.servedOn!
    const evidence = 'Slimnīcas izziņa.'
    const early = await s.tryAct(inspector, caseId, 'service.prove', {
      receivedAt: await s.today(inspector),
      evidence,
    })
    expect(early.status).toBe(422)
    expect(early.json<{ errors: unknown[] }>().errors).toMatchObject([
      { field: 'receivedAt', code: 'proof-too-early' },
    ])
    await s.moveDays(inspector, 10)
    const before = await s.untilStage(inspector, caseId, 'contest-period')
    const today = await s.today(inspector)
    expect(before.documents.find((d) => d.kind === 'decision')!.servedOn).toBe(presumed)
    const until = (file: s.CaseJson): string => file.clocks.find((c) => c.clock.startsWith('contest'))!.due!
    await s.doAct(inspector, caseId, 'service.prove', { receivedAt: today, evidence })
    const after = await s.getCase(inspector, caseId)
    expect(after.documents.find((d) => d.kind === 'decision')!.servedOn).toBe(today)
    expect(after.decisions[0]).toMatchObject({ stage: 'contest-period' })
    expect(after.decisions[0]!.contestUntil! > before.decisions[0]!.contestUntil!).toBe(true)
    expect(until(before)).toBe(before.decisions[0]!.contestUntil)
    // The presumed day has gone by: earlier than what was proven is nothing.
    const again = await s.tryAct(inspector, caseId, 'service.prove', { receivedAt: today, evidence })
    expect(again.status).toBe(422)
  }, 180_000)
})

describe('commands', () => {
  test('a double click, a repeated key and a lost answer have one effect and one answer', async () => {
    const draft = await s.completeDraft(head, {}, await now())
    const [a, b] = await Promise.all([
      head.post(`/api/drafts/${draft}/submit`),
      head.post(`/api/drafts/${draft}/submit`),
    ])
    expect([a.status, b.status]).toEqual([201, 201])
    expect(a.json()).toEqual(b.json())
    const { caseId } = a.json<s.Receipt>()
    const { state } = await s.untilStage(inspector, caseId, 'completeness')
    const key = randomUUID()
    const twice = await Promise.all(
      [1, 2, 3].map(() =>
        s.tryAct(inspector, caseId, 'completeness.confirm', {}, { key, revision: state.revision }),
      ),
    )
    expect(twice.map((r) => r.status)).toEqual([200, 200, 200])
    expect(new Set(twice.map((r) => r.json().revision)).size).toBe(1)
    const after = await s.getCase(inspector, caseId)
    expect(after.timeline.filter((t) => t.type === 'act')).toHaveLength(1)
    const reused = await s.tryAct(inspector, caseId, 'assessment.complete', s.FINDINGS, { key })
    expect(reused.json().code).toBe('idempotency-mismatch')
  }, 180_000)

  test('a stale page is told so and changes nothing; two at once, one wins', async () => {
    const { caseId } = await s.apply(head, {}, await now())
    const { state } = await s.untilStage(inspector, caseId, 'completeness')
    const [a, b] = await Promise.all([
      s.tryAct(inspector, caseId, 'completeness.confirm', {}, { revision: state.revision }),
      s.tryAct(inspector, caseId, 'completeness.confirm', {}, { revision: state.revision }),
    ])
    expect([a.status, b.status].sort()).toEqual([200, 409])
    const stale = await s.tryAct(inspector, caseId, 'assessment.complete', s.FINDINGS, {
      revision: state.revision,
    })
    expect(stale.json()).toMatchObject({ code: 'stale', status: 409 })
  }, 180_000)

  test('nobody reviews or signs alone what is not theirs to: roles and the second person', async () => {
    const caseId = await toProposal()
    for (const [who, act] of [
      [head, 'proposal.submit'],
      [reviewer, 'proposal.submit'],
      [director, 'review.approve'],
    ] as const) {
      const reply = await s.tryAct(who, caseId, act, act === 'proposal.submit' ? s.proposal('grant') : {})
      expect(reply.status).toBe(403)
    }
    const early = await s.tryAct(reviewer, caseId, 'review.approve')
    expect(early.json().code).toBe('not-allowed-now')
  }, 180_000)

  test('claim: one takes it, it stands in the queue as theirs, counts agree with lists', async () => {
    const { caseId } = await s.apply(head, {}, await now())
    const { tasks } = await s.untilStage(inspector, caseId, 'completeness')
    const task = tasks[0]!.taskId
    const claim = (): ReturnType<Http['post']> =>
      inspector.post(
        `/api/cases/${caseId}/tasks/${task}/claim`,
        {},
        { headers: { 'idempotency-key': randomUUID() } },
      )
    expect((await claim()).status).toBe(204)
    expect((await claim()).status).toBe(204)
    const mine = (await inspector.get('/api/queue?view=mine')).json<{
      items: { caseId: string }[]
      total: number
      counts: { mine: number }
    }>()
    expect(mine.items.some((i) => i.caseId === caseId)).toBe(true)
    expect(mine.counts.mine).toBe(mine.total)
    const note = await inspector.post(
      `/api/cases/${caseId}/notes`,
      { text: 'Piezvanīt direktorei.' },
      { headers: { 'idempotency-key': randomUUID() } },
    )
    expect(note.status).toBe(204)
    const seen = await s.getCase(head, caseId)
    expect(JSON.stringify(seen)).not.toContain('Piezvanīt')
  }, 180_000)
})
