import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Http, Reply } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { formOf } from '../harness/page-form.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from './steps.ts'

// Drafts: nothing of the system among people's answers, and nothing lost when several work on one.

let stack: Stack
let head: Http
let deputy: Http
let inspector: Http

interface DraftJson {
  id: string
  revision: number
  changes: { revision: number; by: string; fields: string[]; at: string }[]
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

const read = async (http: Http, id: string): Promise<DraftJson> =>
  (await http.get(`/api/drafts/${id}`)).json<DraftJson>()
/** Saves as a program does that says which revision it had read. */
const save = (http: Http, id: string, revision: number, answers: Record<string, unknown>): Promise<Reply> =>
  http.patch(`/api/drafts/${id}`, answers, { headers: { 'if-match': `"${revision}"` } })

describe('two programs on one draft', () => {
  test('different questions: both stay', async () => {
    const id = await s.completeDraft(head)
    const { revision } = await read(head, id)
    const both = await Promise.all([
      save(head, id, revision, { programmeName: 'Vadītājas' }),
      save(deputy, id, revision, { scope: '5700 stundas' }),
    ])
    expect(both.map((r) => r.status)).toEqual([200, 200])
    expect((await read(head, id)).data).toMatchObject({ programmeName: 'Vadītājas', scope: '5700 stundas' })
  })

  test('the same question: the second is refused with its name and who was first, and nothing of it is written', async () => {
    const id = await s.completeDraft(head)
    const { revision } = await read(head, id)
    expect((await save(deputy, id, revision, { programmeName: 'Vietnieces' })).status).toBe(200)
    const second = await save(head, id, revision, { programmeName: 'Vadītājas', scope: '1 stunda' })
    expect(second.status).toBe(409)
    expect(second.headers.get('content-type')).toContain('application/problem+json')
    const { code, errors } = second.json()
    expect(code).toBe('conflict')
    expect(errors).toMatchObject([{ field: 'programmeName', code: 'changed-meanwhile' }])
    expect(errors[0].message.lv).toMatch(/Programmas nosaukums: .*Līga Egle/)
    const now = await read(head, id)
    expect(now.data).toMatchObject({ programmeName: 'Vietnieces', scope: '5600 stundas' })
    // Who has read it may change it; and the same answer given twice contradicts nobody.
    expect((await save(head, id, revision, { programmeName: 'Vietnieces' })).status).toBe(200)
    expect((await save(head, id, now.revision, { programmeName: 'Vadītājas' })).status).toBe(200)
    expect((await read(head, id)).data.programmeName).toBe('Vadītājas')
  })

  test('who does not say what they read writes over their own answers and over nobody else’s', async () => {
    const id = await s.completeDraft(head)
    expect((await head.patch(`/api/drafts/${id}`, { scope: '5701 stunda' })).status).toBe(200)
    // What the head began and what she changed are hers.
    for (const answers of [{ scope: '1' }, { programmeName: 'x' }]) {
      const blind = await deputy.patch(`/api/drafts/${id}`, answers)
      expect([blind.status, blind.json().errors[0].code]).toEqual([409, 'changed-meanwhile'])
    }
    const { revision } = await read(deputy, id)
    expect((await save(deputy, id, revision, { scope: '5702 stundas' })).status).toBe(200)
    expect((await head.patch(`/api/drafts/${id}`, { scope: '5703 stundas' })).status).toBe(409)
    expect((await deputy.patch(`/api/drafts/${id}`, { scope: '5704 stundas' })).status).toBe(200)
    for (const given of ['7', '"x"', '*', 'W/"7"'])
      expect(
        (await head.patch(`/api/drafts/${id}`, { scope: 'x' }, { headers: { 'if-match': given } })).status,
      ).toBe(400)
  })

  test('forty at once on one question: one is taken, and what was acknowledged stands', async () => {
    const id = await s.completeDraft(head)
    const { revision } = await read(head, id)
    const all = await Promise.all(
      Array.from({ length: 40 }, async (_, n) => {
        const name = `Programma ${n}`
        const reply = await save(n % 2 ? head : deputy, id, revision, { programmeName: name })
        return { name, status: reply.status }
      }),
    )
    const taken = all.filter((a) => a.status === 200)
    expect(taken).toHaveLength(1)
    expect(all.filter((a) => a.status === 409)).toHaveLength(39)
    expect((await read(head, id)).data.programmeName).toBe(taken[0]!.name)
  })

  test('who changed what is told, files as well; the log holds no answers and is not changed', async () => {
    const id = await s.completeDraft(head)
    const { revision } = await read(head, id)
    await save(deputy, id, revision, { programmeName: 'Slepens nosaukums', scope: '5600 stundas' })
    await s.attach(deputy, id, 'lessonPlan')
    const { changes } = await read(head, id)
    expect(changes.map((c) => [c.by, c.fields])).toEqual([
      ['Līga Egle', ['lessonPlan']],
      ['Līga Egle', ['programmeName']],
      ['Baiba Kalniņa', ['lessonPlan']],
    ])
    await withClient(stack.database.adminUrl, async (c) => {
      const { rows } = await c.query(
        'SELECT to_jsonb(d)::text AS row FROM draft_change d WHERE draft_id = $1',
        [id],
      )
      expect(rows.map((r) => r.row).join()).not.toContain('Slepens')
      for (const sql of [
        `UPDATE draft_change SET fields = '{scope}' WHERE draft_id = '${id}'`,
        `DELETE FROM draft_change WHERE draft_id = '${id}'`,
        'TRUNCATE draft_change',
      ])
        await expect(c.query(sql)).rejects.toThrow(/append-only/)
      await c.query('BEGIN')
      await c.query('DELETE FROM draft WHERE id = $1', [id])
      expect((await c.query('SELECT FROM draft_change WHERE draft_id = $1', [id])).rows).toEqual([])
      await c.query('ROLLBACK')
    })
  })
})

describe('two people on one page', () => {
  const open = async (http: Http, id: string, page: string): Promise<Record<string, string>> =>
    formOf(await http.get(`/drafts/${id}/${page}`))
  const send = (http: Http, id: string, page: string, fields: Record<string, string>): Promise<Reply> =>
    http.form(`/drafts/${id}/${page}`, fields, { followRedirects: false })

  test('each changes another question: both stay, and who touched nothing undoes nothing', async () => {
    const id = await s.completeDraft(head)
    const [hers, his, third] = await Promise.all(
      [head, deputy, deputy].map((who) => open(who, id, 'content')),
    )
    expect(hers).toMatchObject({ scope: '5600 stundas', durationMonths: '108', form: 'full-time' })
    const both = await Promise.all([
      send(head, id, 'content', { ...hers, scope: '5700 stundas' }),
      send(deputy, id, 'content', { ...his, form: 'distance' }),
    ])
    expect(both.map((r) => r.status)).toEqual([303, 303])
    expect((await send(deputy, id, 'content', third!)).status).toBe(303)
    expect((await read(head, id)).data).toMatchObject({ scope: '5700 stundas', form: 'distance' })
  })

  test('the same question: what was typed stays in the form beside the other answer, until one is chosen', async () => {
    const id = await s.completeDraft(head)
    const [hers, his] = await Promise.all([head, deputy].map((who) => open(who, id, 'content')))
    await send(head, id, 'content', { ...hers, scope: 'Vadītājas <b>apjoms</b>' })
    const typed = { ...his!, scope: 'Vietnieces apjoms', durationMonths: '36' }
    let shown = await send(deputy, id, 'content', typed)
    expect(shown.status).toBe(409)
    expect(shown.text).toMatch(
      /Programmas apjoms: kamēr rakstījāt, šī atbilde tika mainīta \(Baiba Kalniņa, /,
    )
    expect(shown.text).toContain('Vadītājas &lt;b>apjoms&lt;/b>')
    expect(formOf(shown)).toMatchObject({ scope: 'Vietnieces apjoms', durationMonths: '36' })
    // What contradicted nobody is saved already.
    expect((await read(head, id)).data).toMatchObject({
      scope: 'Vadītājas <b>apjoms</b>',
      durationMonths: '36',
    })
    // Sent again without choosing, it is told again, and nothing is written over.
    shown = await send(deputy, id, 'content', formOf(shown))
    expect(shown.status).toBe(409)
    expect(formOf(shown).scope).toBe('Vietnieces apjoms')
    const mine = choiceOf(shown, 'mine')

    // Changed once more before the choice: that answer nobody has read.
    const { revision } = await read(head, id)
    await save(head, id, revision, { scope: 'Trešais' })
    shown = await send(deputy, id, 'content', { ...formOf(shown), '_keep.scope': mine })
    expect(shown.status).toBe(409)
    expect(shown.text).toContain('Trešais')

    const chosen = { ...formOf(shown), scope: 'Vietnieces galīgais', '_keep.scope': choiceOf(shown, 'mine') }
    expect((await send(deputy, id, 'content', chosen)).status).toBe(303)
    expect((await read(head, id)).data.scope).toBe('Vietnieces galīgais')
  })

  test('the other answer is chosen: it stays', async () => {
    const id = await s.completeDraft(head)
    const [hers, his] = await Promise.all([head, deputy].map((who) => open(who, id, 'content')))
    await send(head, id, 'content', { ...hers, form: 'part-time', scope: 'Vadītājas' })
    const shown = await send(deputy, id, 'content', { ...his, form: 'distance' })
    expect(shown.status).toBe(409)
    const fields = { ...formOf(shown), '_keep.form': choiceOf(shown, 'theirs') }
    expect((await send(deputy, id, 'content', fields)).status).toBe(303)
    expect((await read(head, id)).data).toMatchObject({ form: 'part-time', scope: 'Vadītājas' })
  })

  test('a form without its marks writes over nothing of others, and is shown again with what was typed', async () => {
    const id = await s.completeDraft(head)
    const { _marks, ...bare } = await open(deputy, id, 'content')
    const shown = await send(deputy, id, 'content', { ...bare, scope: 'Nezinot' })
    expect(shown.status).toBe(409)
    expect(formOf(shown).scope).toBe('Nezinot')
    expect((await read(head, id)).data.scope).toBe('5600 stundas')
  })

  test('what was typed to a question that a colleague’s answer took away is kept', async () => {
    const id = await s.completeDraft(head, { programmeCode: '33484011' })
    const fields = await open(deputy, id, 'content')
    expect(fields).toHaveProperty('qualification')
    const { revision } = await read(head, id)
    expect((await save(head, id, revision, { programmeCode: '21011111' })).status).toBe(200)
    expect(await open(deputy, id, 'content')).not.toHaveProperty('qualification')
    await send(deputy, id, 'content', { ...fields, qualification: 'Programmēšanas tehniķis' })
    expect((await read(head, id)).data.qualification).toBe('Programmēšanas tehniķis')
  })
})

const choiceOf = (page: Reply, which: 'mine' | 'theirs'): string =>
  new RegExp(`name="_keep\\.\\w+" type="radio" value="(${which}[^"]*)"`).exec(page.text)![1]!

describe('sending what somebody else changed', () => {
  test('the check page sends what it showed: a later change is told, with who and what, and nothing is sent', async () => {
    const id = await s.completeDraft(head)
    const page = await head.get(`/drafts/${id}/check`)
    const { revision } = await read(deputy, id)
    await save(deputy, id, revision, { programmeName: 'Pavisam cita programma' })
    const refused = await head.form(`/drafts/${id}/check`, formOf(page), { followRedirects: false })
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('to mainīja Līga Egle (Programmas nosaukums)')
    expect(refused.text).toContain('Pavisam cita programma')
    const api = await head.post(`/api/drafts/${id}/submit`, {}, { headers: { 'if-match': `"${revision}"` } })
    expect([api.status, api.json().code]).toEqual([409, 'conflict'])
    // What the answer showed may be sent, from two windows at once as well: it is one case.
    const sent = await Promise.all([
      head.form(`/drafts/${id}/check`, formOf(refused), { followRedirects: false }),
      head.form(`/drafts/${id}/check`, formOf(await head.get(`/drafts/${id}/check`)), {
        followRedirects: false,
      }),
    ])
    expect(sent.map((r) => r.status)).toEqual([303, 303])
    expect(new Set(sent.map((r) => r.headers.get('location'))).size).toBe(1)
  })

  test('a cure as well', async () => {
    const caseId = await leftWithoutProgress()
    const { id, revision } = (await head.post(`/api/cases/${caseId}/cure`)).json<DraftJson>()
    const page = await head.get(`/drafts/${id}/check`)
    await save(deputy, id, revision, { scope: '5650 stundas' })
    const refused = await head.form(`/drafts/${id}/check`, formOf(page), { followRedirects: false })
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('Līga Egle (Programmas apjoms)')
    expect(await versions(caseId)).toEqual([1])
    const named = await s.tryAct(head, caseId, 'application.cure', { draftId: id, draftRevision: revision })
    expect(named.status).toBe(409)
    const sent = await head.form(`/drafts/${id}/check`, formOf(refused), { followRedirects: false })
    expect(sent.status).toBe(303)
    await s.untilStage(inspector, caseId, 'completeness')
    expect(await versions(caseId)).toEqual([1, 2])
  })
})
