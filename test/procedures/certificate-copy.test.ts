import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Http } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { waitFor } from '../harness/environment.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from '../scenarios/steps.ts'

// A duplicate of a licence, through the front door: made from the register, or told that there is nothing to copy.

let stack: Stack
let head: Http
let stranger: Http
let inspector: Http
let entryNo: string

beforeAll(async () => {
  stack = await startStack({ label: 'certificate-copy' })
  const people = ['baiba-kalnina', 'janis-ozols', 'inese-berzina', 'andris-liepa', 'dace-vitola']
  const [h, o, i, reviewer, director] = (await Promise.all(people.map((p) => stack.signIn(p)))) as Http[]
  head = h!
  stranger = o!
  inspector = i!
  await s.toOrdinaryDay(inspector)
  const { caseId } = await s.apply(head, {}, await s.now(inspector))
  await s.untilStage(inspector, caseId, 'completeness')
  await s.doAct(inspector, caseId, 'completeness.confirm')
  await s.doAct(inspector, caseId, 'assessment.complete', s.FINDINGS)
  await s.doAct(inspector, caseId, 'proposal.submit', s.proposal('grant'))
  await s.doAct(reviewer!, caseId, 'review.approve')
  await s.doAct(director!, caseId, 'decision.sign')
  await s.untilSent(inspector, caseId, 'decision')
  await s.moveDays(inspector, 6)
  await s.untilStage(inspector, caseId, 'contest-period')
  const file = await s.getCase(inspector, caseId)
  entryNo = String(file.timeline.find((e) => e.type === 'register-entered')!.data.entryNo)
  await s.untilEntries(head, entryNo, ([one]) => one?.state === 'active')
}, 180_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

async function ask(who: Http, number: string): Promise<string> {
  const draft = await who.post('/api/drafts', { form: 'certificate-copy', data: { entryNo: number } })
  const { id } = draft.json<{ id: string }>()
  const sent = await who.post(`/api/drafts/${id}/submit`)
  expect(sent.status).toBe(201)
  const { caseId } = sent.json<s.Receipt>()
  await s.untilStage(inspector, caseId, 'copying')
  return caseId
}

/** What the document says, where a reader of PDFs is installed. */
async function expectText(http: Http, fileId: string, ...parts: string[]): Promise<void> {
  const path = join(mkdtempSync(join(tmpdir(), 'lieta-copy-')), 'copy.pdf')
  const { bytes } = await http.get(`/files/${fileId}`)
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
  writeFileSync(path, bytes)
  const read = spawnSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' })
  if (read.status !== null) for (const part of parts) expect(read.stdout).toContain(part)
}

describe('a duplicate of a licence', () => {
  test('is made from the register, sealed, sent, and can be verified', async () => {
    const caseId = await ask(head, entryNo.toLowerCase())
    const open = await s.getCase(head, caseId)
    // The aim of the service comes before the month that the law gives.
    const due = Object.fromEntries(open.clocks.map((c) => [c.clock, c.due]))
    expect(open.clocks.map((c) => c.state)).toEqual(['running', 'running'])
    expect(due.standard! < due.statutory!).toBe(true)
    await s.doAct(inspector, caseId, 'copy.make')
    const sent = await s.untilSent(head, caseId, 'duplicate')
    const final = await s.untilStage(head, caseId, 'final')
    expect(final.state.outcome).toBe('copied')
    await expectText(head, sent.fileId!, entryNo, 'Pamatizglītības programma', 'DUBLIKĀTS')
    const found = (await stack.visitor().get(`/api/verify?number=${sent.verifyCode}`)).json()
    expect(found).toMatchObject({ found: true, kind: 'duplicate' })
  }, 180_000)

  test('what is not in the register, or is another institution’s, cannot be copied; the applicant is told why', async () => {
    for (const [who, number] of [
      [head, 'LP-1999-0001'],
      [stranger, entryNo],
    ] as const) {
      const caseId = await ask(who, number)
      const tried = await s.tryAct(inspector, caseId, 'copy.make')
      expect(tried.status).toBe(409)
      expect(tried.text).toContain('dublikāta nav')
      await s.doAct(inspector, caseId, 'copy.refuse', { reason: 'Tāda ieraksta reģistrā nav.' })
      const sent = await s.untilSent(who, caseId, 'no-duplicate')
      await waitFor(async () => (await s.getCase(who, caseId)).state.stage === 'final', { what: 'the end' })
      expect((await s.getCase(who, caseId)).state.outcome).toBe('nothing-to-copy')
      await expectText(who, sent.fileId!, 'Tāda ieraksta reģistrā nav.')
    }
  }, 180_000)

  test('a hundred say both at once: one of them is done, and one letter goes out', async () => {
    const caseId = await ask(head, entryNo)
    const { revision } = (await s.getCase(inspector, caseId)).state
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        n % 2 === 0
          ? s.tryAct(inspector, caseId, 'copy.make', {}, { revision })
          : s.tryAct(inspector, caseId, 'copy.refuse', { reason: 'Nav.' }, { revision }),
      ),
    )
    const counts = new Map<number, number>()
    for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1)
    expect(counts.get(200)).toBe(1)
    expect([...counts.keys()].filter((status) => ![200, 409, 429].includes(status))).toEqual([])
    await s.untilStage(head, caseId, 'final')
    const file = await s.getCase(inspector, caseId)
    expect(file.documents.filter((d) => ['duplicate', 'no-duplicate'].includes(d.kind))).toHaveLength(1)
    expect(file.timeline.filter((e) => e.type === 'outcome')).toHaveLength(1)
  }, 180_000)

  test('an entry that is annulled while the duplicate is being ordered is not copied', async () => {
    const caseId = await ask(head, entryNo)
    await withClient(stack.database.adminUrl, async (c) => {
      const annul = (state: string): Promise<unknown> =>
        c.query(`UPDATE register_entry SET state = $1, version = version + 1 WHERE entry_no = $2`, [
          state,
          entryNo,
        ])
      await c.query('BEGIN')
      await c.query('SELECT 1 FROM case_view WHERE case_id = $1 FOR UPDATE', [caseId])
      const tried = s.tryAct(inspector, caseId, 'copy.make')
      // It has read the entry, and waits for the case.
      await waitFor(
        async () =>
          (
            await c.query(
              `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
            )
          ).rowCount !== 0,
        { what: 'the act waits' },
      )
      await annul('annulled')
      await c.query('COMMIT')
      expect((await tried).status).toBe(409)
      await annul('active')
    })
    expect((await s.getCase(inspector, caseId)).state.stage).toBe('copying')
  }, 180_000)

  test('it may be withdrawn, and nobody but an inspector does it', async () => {
    const caseId = await ask(head, entryNo)
    expect((await s.tryAct(head, caseId, 'copy.make')).status).toBe(403)
    expect((await s.tryAct(stranger, caseId, 'copy.make')).status).toBe(404)
    // An act of another procedure is none here.
    expect((await s.tryAct(inspector, caseId, 'completeness.confirm')).status).toBe(403)
    await s.doAct(head, caseId, 'case.withdraw', {})
    expect((await s.untilStage(head, caseId, 'closed')).state.outcome).toBe('withdrawn')
  }, 180_000)
})
