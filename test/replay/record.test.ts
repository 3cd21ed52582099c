import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { Client, Connection } from '@temporalio/client'
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js'
import { REOPENING_CHECKS } from '../../forms/acts/reopening.ts'
import { REVOCATION_CHECKS } from '../../forms/acts/revocation.ts'
import type { Http, Reply } from '../../scripts/lib/http.ts'
import { infrastructure } from '../harness/infrastructure-info.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import { askAbout, assessed, begun, contested, openAbout, proposed, untilForce } from '../procedures/about.ts'
import * as s from '../scenarios/steps.ts'

// Records one history an outcome into test/histories. Not a test of its own: run on purpose, when a release changes
// workflows, with RECORD_HISTORIES=1; the old files stay, since cases of old releases are still running.
const recording = process.env.RECORD_HISTORIES === '1'
const suite = recording ? describe : describe.skip

suite('record histories', () => {
  let stack: Stack
  let head: Http
  let inspector: Http
  let reviewer: Http
  let director: Http

  beforeAll(async () => {
    // Payloads in the clear: the files are read by people, and a test looks for personal data in them.
    stack = await startStack({ label: 'record', env: { PAYLOAD_KEY: '' } })
    ;[head, inspector, reviewer, director] = (await Promise.all(
      ['baiba-kalnina', 'inese-berzina', 'andris-liepa', 'dace-vitola'].map((p) => stack.signIn(p)),
    )) as [Http, Http, Http, Http]
  }, 120_000)

  afterAll(async () => {
    await stack?.stop()
  }, 180_000)

  const now = (): Promise<Date> => s.now(inspector)
  const moveDays = (days: number): Promise<void> => s.moveDays(inspector, days)
  const save = async (caseId: string, name: string): Promise<void> => {
    const { temporal } = infrastructure()
    const connection = await Connection.connect({ address: temporal.address })
    const client = new Client({ connection, namespace: temporal.namespace })
    const handle = client.workflow.getHandle(`case/${caseId}`)
    await handle.result()
    const history = await handle.fetchHistory()
    writeFileSync(`test/histories/${name}.json`, `${historyToJSON(history)}\n`)
    await connection.close()
  }
  const toDecision = async (kind: 'grant' | 'refuse', withCure: boolean): Promise<string> => {
    const { caseId } = await s.apply(head, {}, await now())
    await s.untilStage(inspector, caseId, 'completeness')
    if (withCure) {
      await s.doAct(inspector, caseId, 'completeness.return', {
        remarks: [{ field: 'scope', text: 'Precizēt.' }],
      })
      await s.untilSent(inspector, caseId, 'notice-without-progress')
      const draft = (await head.post(`/api/cases/${caseId}/cure`)).json<{ id: string }>()
      await s.doAct(head, caseId, 'application.cure', { draftId: draft.id })
    }
    await s.doAct(inspector, caseId, 'completeness.confirm')
    await s.doAct(inspector, caseId, 'assessment.complete', s.FINDINGS)
    await s.doAct(inspector, caseId, 'term.extend', { extension: 'APL64(2)', reason: 'Objektīvi iemesli.' })
    await s.doAct(inspector, caseId, 'proposal.submit', s.proposal('refuse'))
    await s.untilSent(inspector, caseId, 'hearing-invitation')
    await s.doAct(head, caseId, 'views.submit', { text: 'Nepiekrītu.' })
    await s.doAct(inspector, caseId, 'proposal.submit', s.proposal(kind))
    await s.doAct(reviewer, caseId, 'review.return', { comment: 'Precizēt.' })
    await s.doAct(inspector, caseId, 'proposal.submit', s.proposal(kind))
    await s.doAct(reviewer, caseId, 'review.approve')
    await s.doAct(director, caseId, 'decision.sign')
    await s.untilSent(inspector, caseId, 'decision')
    await moveDays(6)
    await s.untilStage(inspector, caseId, 'contest-period')
    return caseId
  }

  test('withdrawn and not submitted', async () => {
    const withdrawn = (await s.apply(head, {}, await now())).caseId
    await s.untilStage(inspector, withdrawn, 'completeness')
    await s.doAct(head, withdrawn, 'case.withdraw', {})
    await save(withdrawn, 'licensing-withdrawn')
    const left = (await s.apply(head, {}, await now())).caseId
    await s.untilStage(inspector, left, 'completeness')
    await s.doAct(inspector, left, 'completeness.return', {
      remarks: [{ field: 'scope', text: 'Precizēt.' }],
    })
    await s.untilSent(inspector, left, 'notice-without-progress')
    await moveDays(60)
    await save(left, 'licensing-not-submitted')
  }, 120_000)

  test('contested', async () => {
    for (const [outcome, name] of [
      ['unchanged', 'refuse-upheld'],
      ['revoked', 'revoked'],
      ['revoked-partly', 'revoked-partly'],
      ['other-act', 'grant-by-ministry'],
    ] as const) {
      const caseId = await toDecision('refuse', false)
      await s.doAct(head, caseId, 'contest.submit', { extent: 'Visā apjomā.', request: 'Atcelt.' })
      await s.untilSent(inspector, caseId, 'contest-forwarding')
      await s.doAct(inspector, caseId, 'contest.outcome', {
        outcome,
        number: '01-25e/26/17',
        date: await s.today(inspector),
        summary: 'Ministrijas lēmums.',
      })
      await save(caseId, `licensing-${name}`)
    }
  }, 180_000)

  test('granted and refused', async () => {
    const granted = await toDecision('grant', true)
    const refused = await toDecision('refuse', true)
    await moveDays(45)
    await save(granted, 'licensing-grant')
    await save(refused, 'licensing-refuse')
    // What is done after the end is a run of its own.
    await s.doAct(head, refused, 'contest.submit', {
      ...{ extent: 'Visā apjomā.', request: 'Atcelt.', restore: 'Slimība.' },
    })
    await s.untilSent(inspector, refused, 'contest-forwarding')
    const date = await s.today(inspector)
    await s.doAct(inspector, refused, 'contest.outcome', {
      ...{ outcome: 'not-examined', number: '01-25e/26/17', date, summary: 'Ministrijas lēmums.' },
    })
    await s.untilStage(inspector, refused, 'final')
    await save(refused, 'licensing-after-contested')
    await s.doAct(inspector, refused, 'court.file', { filedOn: date, number: 'A420000026' })
    await s.doAct(inspector, refused, 'court.outcome', {
      ...{ outcome: 'rejected', number: 'A42-01', inForceFrom: date, summary: 'Noraidīts.' },
    })
    await s.untilStage(inspector, refused, 'final')
    await save(refused, 'licensing-after-court')
  }, 240_000)

  test('duplicates', async () => {
    const ask = async (entryNo: string): Promise<string> => {
      const draft = await head.post('/api/drafts', { form: 'certificate-copy', data: { entryNo } })
      const sent = await head.post(`/api/drafts/${draft.json<{ id: string }>().id}/submit`)
      const { caseId } = sent.json<s.Receipt>()
      await s.untilStage(inspector, caseId, 'copying')
      return caseId
    }
    const granted = await toDecision('grant', false)
    const file = await s.getCase(inspector, granted)
    const entered = file.timeline.find((e) => e.type === 'register-entered')!
    await s.untilEntries(head, String(entered.data.entryNo), ([one]) => one?.state === 'active')
    const copied = await ask(String(entered.data.entryNo))
    await s.doAct(inspector, copied, 'copy.make')
    await save(copied, 'certificate-copy-copied')
    const nothing = await ask('LP-1999-0001')
    await s.doAct(inspector, nothing, 'copy.refuse', { reason: 'Tāda ieraksta nav.' })
    await save(nothing, 'certificate-copy-nothing-to-copy')
    const withdrawn = await ask('LP-1999-0001')
    await s.doAct(head, withdrawn, 'case.withdraw', {})
    await save(withdrawn, 'certificate-copy-withdrawn')
  }, 120_000)

  test('revocations', async () => {
    await s.toOrdinaryDay(inspector)
    const officials = { inspector, reviewer, director }
    const refused = await s.incontestable(officials, head, 'refuse')
    const granted = await s.incontestable(officials, head, 'grant')
    const ask = (): Promise<Reply> =>
      askAbout(head, 'revocation', { decision: refused.number, reasons: 'Apstākļi.' })
    const open = async (): Promise<Reply> =>
      openAbout(inspector, granted, {
        procedure: 'revocation',
        data: { ground: 'condition', learnedOn: await s.today(inspector), reasons: 'Nosacījums.' },
      })
    const withdrawn = await begun(inspector, await ask())
    await s.doAct(head, withdrawn, 'case.withdraw', {})
    await save(withdrawn, 'revocation-withdrawn')
    const left = await assessed(inspector, await open(), REVOCATION_CHECKS)
    await s.decideCase(officials, left, proposed('leave-in-force'))
    const benefit = { ground: 'condition' }
    for (const outcome of ['revoked', 'revoked-partly'] as const) {
      const caseId = await assessed(inspector, await open(), REVOCATION_CHECKS)
      await s.decideCase(officials, caseId, proposed('revoke-benefit', benefit), head)
      await untilForce(head, granted, 'annulled')
      await contested(head, inspector, caseId, outcome)
      await save(caseId, `revocation-${outcome}`)
      if (outcome === 'revoked') await untilForce(head, granted, 'in-force')
    }
    const other = await s.incontestable(officials, head, 'grant')
    const annulled = await assessed(
      inspector,
      await openAbout(inspector, other, {
        procedure: 'revocation',
        data: { ...benefit, learnedOn: await s.today(inspector), reasons: 'Nosacījums.' },
      }),
      REVOCATION_CHECKS,
    )
    await s.decideCase(officials, annulled, proposed('revoke-benefit', benefit), head)
    const kept = await assessed(inspector, await ask(), REVOCATION_CHECKS)
    await s.decideCase(officials, kept, proposed('refuse-revocation'), head)
    const relieved = await assessed(inspector, await ask(), REVOCATION_CHECKS)
    const burden = { ground: 'unlawful-burden', from: 'issue' }
    await s.decideCase(officials, relieved, proposed('revoke-burden', burden))
    await moveDays(45)
    await save(left, 'revocation-leave-in-force')
    await save(annulled, 'revocation-revoke-benefit')
    await save(kept, 'revocation-refuse-revocation')
    await save(relieved, 'revocation-revoke-burden')
    // What another case decided about a decision is done in a run after the end of its own.
    await save(refused.caseId, 'licensing-after-revoked')
  }, 900_000)

  test('proceedings begun anew', async () => {
    await s.toOrdinaryDay(inspector)
    const officials = { inspector, reviewer, director }
    const refused = await s.incontestable(officials, head, 'refuse')
    const ask = async (): Promise<Reply> =>
      askAbout(head, 'reopening', {
        ...{ decision: refused.number, ground: 'evidence', learnedOn: await s.today(inspector, -10) },
        reasons: 'Telpas ir nodotas.',
      })
    const withdrawn = await begun(inspector, await ask())
    await s.doAct(head, withdrawn, 'case.withdraw', {})
    await save(withdrawn, 'reopening-withdrawn')
    const not = await assessed(inspector, await ask(), REOPENING_CHECKS)
    await s.decideCase(officials, not, proposed('refuse-reopening'), head)
    const anew = proposed('decide-anew', { newDecision: 'licencēt programmu.' })
    for (const outcome of ['revoked', 'revoked-partly'] as const) {
      const caseId = await assessed(inspector, await ask(), REOPENING_CHECKS)
      await s.decideCase(officials, caseId, anew)
      await untilForce(head, refused, 'replaced')
      await contested(head, inspector, caseId, outcome)
      await save(caseId, `reopening-${outcome}`)
      if (outcome === 'revoked') await untilForce(head, refused, 'in-force')
    }
    const other = await s.incontestable(officials, head, 'refuse')
    const replaced = await assessed(
      inspector,
      await askAbout(head, 'reopening', {
        ...{ decision: other.number, ground: 'evidence', learnedOn: await s.today(inspector, -10) },
        reasons: 'Telpas ir nodotas.',
      }),
      REOPENING_CHECKS,
    )
    await s.decideCase(officials, replaced, anew)
    await moveDays(45)
    await save(not, 'reopening-refuse-reopening')
    await save(replaced, 'reopening-decide-anew')
  }, 900_000)
})
