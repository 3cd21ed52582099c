import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { withClient } from '../../scripts/lib/postgres.ts'
import type { Http } from '../harness/http.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from './steps.ts'

// Drafts: nothing of the system among people's answers, and nothing lost when several work on one.

let stack: Stack
let head: Http
let deputy: Http
let inspector: Http

interface DraftJson {
  id: string
  data: Record<string, unknown> & { lessonPlan?: { fileId: string }[] }
  errors: { field: string; code: string }[]
}

beforeAll(async () => {
  stack = await startStack({ label: 'at-once' })
  head = await stack.signIn('baiba-kalnina')
  deputy = await stack.signIn('liga-egle')
  inspector = await stack.signIn('inese-berzina')
}, 180_000)

afterAll(() => stack?.stop(), 60_000)

async function leftWithoutProgress(): Promise<string> {
  const { caseId } = await s.apply(head)
  await s.untilStage(inspector, caseId, 'completeness')
  await s.doAct(inspector, caseId, 'completeness.return', {
    remarks: [{ field: 'lessonPlan', text: 'Trūkst stundu skaita.' }],
  })
  await s.untilStage(head, caseId, 'cure')
  return caseId
}

const versions = (caseId: string): Promise<number[]> =>
  withClient(stack.database.adminUrl, async (c) => {
    const { rows } = await c.query('SELECT version FROM application WHERE case_id = $1 ORDER BY version', [
      caseId,
    ])
    return rows.map((r) => r.version as number)
  })

describe('a cure', () => {
  test('cannot be forged by answers, nor sent as another thing; opened by two at once it is one draft', async () => {
    const caseId = await leftWithoutProgress()
    const forged = await head.post('/api/drafts', {
      form: 'licensing',
      data: { ...s.answers(), _cure: { cureOf: caseId, version: 1 }, _signature: 'sign-in' },
    })
    expect(forged.status).toBe(201)
    const { id } = forged.json<DraftJson>()
    expect((await s.tryAct(head, caseId, 'application.cure', { draftId: id })).status).toBe(404)

    const opened = await Promise.all(
      [head, deputy, head, deputy].map((who) => who.post(`/api/cases/${caseId}/cure`)),
    )
    expect(opened.map((o) => o.status)).toEqual([200, 200, 200, 200])
    const drafts = new Set(opened.map((o) => o.json<DraftJson>().id))
    expect(drafts.size).toBe(1)
    const [draftId] = drafts
    const asNew = await head.post(`/api/drafts/${draftId}/submit`)
    expect([asNew.status, asNew.json().code]).toEqual([409, 'conflict'])
    await s.doAct(head, caseId, 'application.cure', { draftId })
    await s.untilStage(inspector, caseId, 'completeness')
    expect(await versions(caseId)).toEqual([1, 2])
  })
})

describe('answers', () => {
  test('an object where text is expected is refused with the name of the field, when made and when saved', async () => {
    const made = await head.post('/api/drafts', {
      form: 'licensing',
      data: { programmeName: { toString: 1 } },
    })
    expect(made.status).toBe(422)
    expect(made.json().errors).toMatchObject([{ field: 'programmeName', code: 'wrong-type' }])
    const id = await s.completeDraft(head)
    const saved = await head.patch(`/api/drafts/${id}`, { programmeName: { toString: 1 } })
    expect(saved.json().errors).toMatchObject([{ field: 'programmeName' }])
    expect((await head.get('/portal')).status).toBe(200)
    expect((await head.get('/api/drafts')).status).toBe(200)
  })

  test("another institution's file cannot be cited", async () => {
    const cited = [
      { fileId: randomUUID(), name: 'a.pdf', size: 1, sha256: 'a'.repeat(64), mediaType: 'application/pdf' },
    ]
    const made = await head.post('/api/drafts', {
      form: 'licensing',
      data: { ...s.answers(), lessonPlan: cited },
    })
    expect(made.json<DraftJson>().data.lessonPlan).toBeUndefined()
    expect(made.json<DraftJson>().errors.map((e) => e.field)).toContain('lessonPlan')
  })

  test('saved while the application is sent: each is in what was sent, or was refused', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await s.completeDraft(head)
      const names = Array.from({ length: 8 }, (_, n) => `Programma ${round}-${n}`)
      const all = await Promise.all([
        ...names.slice(0, 4).map((name) => head.patch(`/api/drafts/${id}`, { programmeName: name })),
        head.post(`/api/drafts/${id}/submit`),
        ...names.slice(4).map((name) => deputy.patch(`/api/drafts/${id}`, { programmeName: name })),
      ])
      const [sent] = all.splice(4, 1)
      for (const saved of all) expect([200, 409]).toContain(saved.status)
      const receipt = sent!.status === 201 ? sent! : await head.post(`/api/drafts/${id}/submit`)
      expect(receipt.status).toBe(201)
      const { rows } = await withClient(stack.database.adminUrl, (c) =>
        c.query(
          `SELECT a.data->>'programmeName' AS sent, d.data->>'programmeName' AS kept
           FROM application a JOIN draft d ON d.case_id = a.case_id WHERE d.id = $1`,
          [id],
        ),
      )
      // Nothing was written to the draft after what was sent had been read.
      expect(rows[0].kept).toBe(rows[0].sent)
    }
  })

  test('five files sent to one question at once all stay', async () => {
    const id = await s.completeDraft(head)
    const sent = await Promise.all(
      Array.from({ length: 5 }, (_, n) =>
        s.attach(n % 2 ? head : deputy, id, 'lessonPlan', s.PDF, `${n}.pdf`),
      ),
    )
    expect(sent.map((r) => r.status)).toEqual([201, 201, 201, 201, 201])
    expect((await head.get(`/api/drafts/${id}`)).json<DraftJson>().data.lessonPlan).toHaveLength(6)
  })
})
