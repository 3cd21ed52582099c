import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Http } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { developmentCa } from '../../signatures/dev-ca.ts'
import { waitFor } from '../harness/environment.ts'
import { formOf } from '../harness/page-form.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import { container, makeSigners, type Signers } from './signers.ts'
import * as s from './steps.ts'

// Whose a file is, who sees it, and that it passes over with what is sent.

let stack: Stack
let signers: Signers
let head: Http
let deputy: Http
let otherSchool: Http
let inspector: Http
let reviewer: Http

beforeAll(async () => {
  signers = makeSigners()
  stack = await startStack({ label: 'files', env: { TRUST_DIR: signers.trustDir } })
  ;[head, deputy, otherSchool, inspector, reviewer] = (await Promise.all(
    ['baiba-kalnina', 'liga-egle', 'janis-ozols', 'inese-berzina', 'andris-liepa'].map((p) =>
      stack.signIn(p),
    ),
  )) as [Http, Http, Http, Http, Http]
}, 180_000)

afterAll(async () => {
  await stack?.stop()
  signers?.remove()
}, 180_000)

interface DraftJson {
  id: string
  data: Record<string, unknown> & { lessonPlan?: { fileId: string; name: string }[] }
  errors: { field: string; code: string }[]
}

const draftOf = async (http: Http, id: string): Promise<DraftJson> =>
  (await http.get(`/api/drafts/${id}`)).json<DraftJson>()
const planOf = async (http: Http, id: string): Promise<string[]> =>
  (await draftOf(http, id)).data.lessonPlan!.map((f) => f.fileId)
const sql = async <T>(text: string, values: unknown[] = []): Promise<T[]> =>
  (await withClient(stack.database.adminUrl, (c) => c.query(text, values))).rows as T[]

/** Signed by somebody whose issuer nobody here knows: no machine decides it. */
const unclear = (): Buffer =>
  container(signers.person('329999-99911', developmentCa({ name: 'Sveša CA' })), [
    { name: 'a.txt', data: Buffer.from(randomUUID()) },
  ])

/** What each of them gets: the file, what was found on it. */
async function seenBy(fileId: string): Promise<Record<string, number[]>> {
  const people = { head, deputy, otherSchool, inspector }
  return Object.fromEntries(
    await Promise.all(
      Object.entries(people).map(async ([who, http]) => [
        who,
        [
          (await http.get(`/api/files/${fileId}`)).status,
          (await http.get(`/api/files/${fileId}/verifications`)).status,
        ],
      ]),
    ),
  )
}

async function atCompleteness(overrides: Record<string, unknown> = {}, file?: Buffer): Promise<string> {
  const draft = await s.completeDraft(head, overrides)
  if (file) expect((await s.attach(head, draft, 'lessonPlan', file, 'plāns.asice')).status).toBe(201)
  const sent = await head.post(`/api/drafts/${draft}/submit`)
  expect(sent.status).toBe(201)
  const { caseId } = sent.json<s.Receipt>()
  await s.untilStage(inspector, caseId, 'completeness')
  return caseId
}

/** As the page does, by the button beside the file. */
async function remove(http: Http, draft: string, fileId: string): Promise<number> {
  const { csrfToken } = await http.session()
  const body = new FormData()
  body.append('_csrf', csrfToken)
  body.append('_remove', `lessonPlan:${fileId}`)
  return (await http.form(`/drafts/${draft}/attachments`, body, { followRedirects: false })).status
}

async function cureOf(caseId: string): Promise<string> {
  await s.doAct(inspector, caseId, 'completeness.return', {
    remarks: [{ field: 'lessonPlan', text: 'Trūkst stundu skaita.' }],
  })
  await s.untilStage(head, caseId, 'cure')
  const opened = await head.post(`/api/cases/${caseId}/cure`)
  expect(opened.status).toBe(200)
  return opened.json<DraftJson>().id
}

describe('who sees a file', () => {
  test('a draft: those who apply for its institution and nobody of the service; sent: the staff as well', async () => {
    const draft = await s.completeDraft(head)
    const [fileId] = await planOf(head, draft)
    expect(await seenBy(fileId!)).toEqual({
      head: [200, 200],
      deputy: [200, 200],
      otherSchool: [404, 404],
      inspector: [404, 404],
    })
    expect((await inspector.post(`/api/files/${fileId}/verifications`)).status).toBe(404)
    expect((await head.post(`/api/drafts/${draft}/submit`)).status).toBe(201)
    expect(await seenBy(fileId!)).toEqual({
      head: [200, 200],
      deputy: [200, 200],
      otherSchool: [404, 404],
      inspector: [200, 200],
    })
    expect((await inspector.post(`/api/files/${fileId}/verifications`)).status).toBe(201)
  })

  test('to have uploaded it opens nothing to one who no longer acts for the institution', async () => {
    const draft = await s.completeDraft(deputy)
    const [fileId] = await planOf(deputy, draft)
    const own = `FROM role_grant g USING person p WHERE g.person_id = p.id AND p.subject = 'liga-egle'`
    const roles = await sql<{ role: unknown }>(
      `SELECT to_jsonb(g) AS role FROM role_grant g JOIN person p ON p.id = g.person_id AND p.subject = 'liga-egle'`,
    )
    expect(roles.length).toBeGreaterThan(0)
    await sql(`DELETE ${own}`)
    try {
      expect(await seenBy(fileId!)).toMatchObject({ head: [200, 200], deputy: [404, 404] })
    } finally {
      for (const { role } of roles)
        await sql('INSERT INTO role_grant SELECT * FROM jsonb_populate_record(NULL::role_grant, $1)', [role])
    }
    expect(await seenBy(fileId!)).toMatchObject({ deputy: [200, 200] })
  })

  test('what the house issued: the applicant gets what goes to it, and so does one of the staff who is tied', async () => {
    const caseId = await atCompleteness()
    const { fileId } = await s.untilSent(inspector, caseId, 'receipt')
    const code = async (http: Http): Promise<number> => (await http.get(`/api/files/${fileId}`)).status
    const people = [head, deputy, otherSchool, inspector, reviewer]
    // Whose work it is not must say why they look.
    expect(await code(reviewer)).toBe(403)
    const why = { purpose: 'consultation', reason: 'Kolēģis lūdza padomu.' }
    await reviewer.post(`/api/cases/${caseId}/purpose`, why, { headers: { 'idempotency-key': randomUUID() } })
    expect(await Promise.all(people.map(code))).toEqual([200, 200, 404, 200, 200])
    await sql(
      `INSERT INTO role_grant SELECT gen_random_uuid(), p.id, 'applicant', r.institution_id, NULL, now() - interval '1 day'
       FROM person p, case_party r WHERE p.subject = 'andris-liepa' AND r.case_id = $1`,
      [caseId],
    )
    expect(await code(reviewer)).toBe(200)
    const { attachments } = (await reviewer.get(`/api/cases/${caseId}`)).json()
    const again = await reviewer.post(`/api/files/${attachments[0].file.fileId}/verifications`)
    expect([again.status, again.json().code]).toEqual([403, 'own-case'])
    // Of the same case, but for the staff only.
    await sql(
      `UPDATE case_view SET state = jsonb_set(state, '{documents}', (SELECT jsonb_agg(d || '{"seenBy":[]}')
         FROM jsonb_array_elements(state->'documents') d)) WHERE case_id = $1`,
      [caseId],
    )
    expect(await Promise.all(people.map(code))).toEqual([404, 404, 404, 200, 404])
  })
})

describe('whose a file is', () => {
  test('the database takes no file without an owner or with two, and no other owner afterwards', async () => {
    const draft = await s.completeDraft(head)
    const [draftFile] = await planOf(head, draft)
    const caseId = await atCompleteness()
    const refused = async (text: string, ...values: unknown[]): Promise<string> =>
      sql(text, values).then(
        () => 'taken',
        (e: { code: string }) => e.code,
      )
    expect(await refused('UPDATE stored_file SET case_id = $2 WHERE id = $1', draftFile, caseId)).toBe(
      '23514',
    )
    expect(await refused('UPDATE stored_file SET draft_id = NULL WHERE id = $1', draftFile)).toBe('23514')
    expect(
      await refused(`UPDATE stored_file SET draft_id = NULL, owner = 'house' WHERE id = $1`, draftFile),
    ).toBe('23514')
    const [sent] = await sql<{ id: string }>('SELECT id FROM stored_file WHERE case_id = $1', [caseId])
    expect(
      await refused(
        `UPDATE stored_file SET owner = 'draft', draft_id = $2, case_id = NULL WHERE id = $1`,
        sent!.id,
        draft,
      ),
    ).toBe('23001')
    // The application itself may take away a draft's file and no other.
    const asApp = (text: string, values: unknown[]) =>
      withClient(stack.plan.databaseUrls.api, (c) => c.query(text, values))
    await expect(asApp('DELETE FROM stored_file WHERE id = $1', [draftFile])).rejects.toMatchObject({
      code: '42501',
    })
    expect((await asApp('SELECT drop_draft_file($1) AS gone', [sent!.id])).rows).toEqual([{ gone: false }])
  })

  test('with the application go the files that it names; what answers no question of it does not', async () => {
    const draft = await s.completeDraft(head, { route: 'own' })
    const { data } = await draftOf(head, draft)
    const [moot] = (data.programmeFile as { fileId: string }[]).map((f) => f.fileId)
    expect((await head.patch(`/api/drafts/${draft}`, { route: 'model' })).status).toBe(200)
    const { caseId } = (await head.post(`/api/drafts/${draft}/submit`)).json<s.Receipt>()
    const rows = await sql<{ id: string; owner: string; cited: boolean }>(
      `SELECT id, owner, EXISTS (SELECT FROM application_file a WHERE a.file_id = f.id) AS cited FROM stored_file f
       WHERE case_id = $1 OR draft_id = $2`,
      [caseId, draft],
    )
    const plan = data.lessonPlan![0]!.fileId
    expect(rows.find((r) => r.id === plan)).toEqual({ id: plan, owner: 'case', cited: true })
    expect(rows.find((r) => r.id === moot)).toEqual({ id: moot, owner: 'draft', cited: false })
    expect((await inspector.get(`/api/files/${moot}`)).status).toBe(404)
    expect((await inspector.get(`/api/cases/${caseId}`)).json().attachments).toHaveLength(1)
  })

  test('taken away, it is gone; taken away twice, by two at once, nothing breaks', async () => {
    const draft = await s.completeDraft(head)
    await s.attach(head, draft, 'lessonPlan', s.PDF, 'otrs.pdf')
    const [first, second] = await planOf(head, draft)
    expect(await Promise.all([remove(head, draft, first!), remove(deputy, draft, first!)])).toEqual([
      303, 303,
    ])
    expect(await planOf(head, draft)).toEqual([second])
    expect((await head.get(`/api/files/${first}`)).status).toBe(404)
    expect(await sql('SELECT id FROM stored_file WHERE id = $1', [first])).toEqual([])
    expect(await sql('SELECT id FROM file_verification WHERE file_id = $1', [first])).toEqual([])
  })

  test('a cure begins with the files of the case; what is added becomes the case’s, what is left out stays in the first version', async () => {
    const caseId = await atCompleteness()
    const draft = await cureOf(caseId)
    const [old] = await planOf(head, draft)
    expect((await s.attach(deputy, draft, 'lessonPlan', s.PDF, 'labots.pdf')).status).toBe(201)
    const [, added] = await planOf(head, draft)
    expect((await inspector.get(`/api/files/${added}`)).status).toBe(404)
    expect(await remove(head, draft, old!)).toBe(303)
    await s.doAct(head, caseId, 'application.cure', { draftId: draft })
    await s.untilStage(inspector, caseId, 'completeness')
    expect((await inspector.get(`/api/files/${old}`)).status).toBe(200)
    expect((await inspector.get(`/api/files/${added}`)).status).toBe(200)
    const { attachments } = (await inspector.get(`/api/cases/${caseId}`)).json<{
      attachments: { file: { fileId: string; name: string } }[]
    }>()
    expect(attachments.map((a) => [a.file.fileId, a.file.name])).toEqual([[added, 'labots.pdf']])
    expect(await sql('SELECT id FROM draft WHERE id = $1', [draft])).toEqual([])
  })
})

describe('a signature that a person judges', () => {
  const judge = (http: Http, caseId: string, fileId: string, key = randomUUID(), reason = 'Pārbaudīts.') =>
    http.post(
      `/api/cases/${caseId}/signatures`,
      { fileId, accepted: true, reason },
      { headers: { 'idempotency-key': key } },
    )
  const judgements = (caseId: string) =>
    sql<{ seq: number }>(`SELECT seq FROM case_event WHERE case_id = $1 AND type = 'signature-judged'`, [
      caseId,
    ])

  test("is one of the application's own files: an id written into an answer makes it none", async () => {
    const other = await s.completeDraft(otherSchool)
    await s.attach(otherSchool, other, 'lessonPlan', unclear(), 'svešs.asice')
    const foreign = (await planOf(otherSchool, other)).at(-1)!
    const caseId = await atCompleteness({ programmeName: foreign })
    expect((await judge(inspector, caseId, foreign)).status).toBe(404)
    expect(await judgements(caseId)).toEqual([])
  })

  test('the same key and text is done once, also at once and also when the verification has become clear since', async () => {
    const caseId = await atCompleteness({}, unclear())
    const { attachments } = (await inspector.get(`/api/cases/${caseId}`)).json<{
      attachments: { file: { fileId: string }; standing: string }[]
    }>()
    const { fileId } = attachments.find((a) => a.standing === 'judge')!.file
    const key = randomUUID()
    const at = await Promise.all(Array.from({ length: 5 }, () => judge(inspector, caseId, fileId, key)))
    expect(at.map((r) => r.status)).toEqual([204, 204, 204, 204, 204])
    expect(await judgements(caseId)).toHaveLength(1)
    const other = await judge(inspector, caseId, fileId, key, 'Cits pamatojums.')
    expect([other.status, other.json().code]).toEqual([409, 'idempotency-mismatch'])
    await sql(
      `INSERT INTO file_verification SELECT gen_random_uuid(), file_id, 'passed', report, policy, trust_version,
         checked_for, verified_at + interval '1 hour', NULL FROM file_verification WHERE file_id = $1`,
      [fileId],
    )
    expect((await judge(inspector, caseId, fileId, key)).status).toBe(204)
    expect((await judge(inspector, caseId, fileId)).json().code).toBe('conflict')
    expect(await judgements(caseId)).toHaveLength(1)
  })
})

describe('a signature that is verified again while the application is called complete', () => {
  const found = (fileId: string) =>
    sql<{ state: string }>('SELECT state FROM file_verification WHERE file_id = $1 ORDER BY verified_at', [
      fileId,
    ])
  const fileOf = async (caseId: string): Promise<string> => {
    const { attachments } = (await inspector.get(`/api/cases/${caseId}`)).json<{
      attachments: { file: { fileId: string } }[]
    }>()
    return attachments[0]!.file.fileId
  }
  /** Waits until somebody waits for the lock of a case. */
  const untilWaiting = (): Promise<true> =>
    waitFor(async () =>
      (
        await sql(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        )
      ).length > 0
        ? true
        : undefined,
    )

  test('what was found until the act is noted counts: it is judged again under the lock', async () => {
    const caseId = await atCompleteness()
    const fileId = await fileOf(caseId)
    const { state } = await s.getCase(inspector, caseId)
    const confirmed = await withClient(stack.database.adminUrl, async (c) => {
      await c.query('BEGIN')
      await c.query('SELECT FROM case_view WHERE case_id = $1 FOR UPDATE', [caseId])
      // Judged as things stand, it waits to be noted; then a verification comes as `verifyAgain` writes it.
      const act = s.tryAct(inspector, caseId, 'completeness.confirm', {}, { revision: state.revision })
      await untilWaiting()
      await c.query(
        `INSERT INTO file_verification SELECT gen_random_uuid(), file_id, 'indeterminate', report, policy, trust_version,
           checked_for, verified_at + interval '1 second', NULL FROM file_verification WHERE file_id = $1`,
        [fileId],
      )
      await c.query('COMMIT')
      return act
    })
    expect([confirmed.status, confirmed.json().errors[0]?.code]).toEqual([422, 'signature-unjudged'])
    expect((await s.getCase(inspector, caseId)).state.stage).toBe('completeness')
  })

  test('it is written under the lock of its case, and who judges what they did not see is told', async () => {
    const caseId = await atCompleteness({}, unclear())
    const { attachments } = (await inspector.get(`/api/cases/${caseId}`)).json<{
      attachments: { file: { fileId: string }; standing: string; verification: { id: string } }[]
    }>()
    const { file, verification } = attachments.find((a) => a.standing === 'judge')!
    await withClient(stack.database.adminUrl, async (c) => {
      await c.query('BEGIN')
      await c.query('SELECT FROM case_view WHERE case_id = $1 FOR UPDATE', [caseId])
      const again = inspector.post(`/api/files/${file.fileId}/verifications`)
      await untilWaiting()
      expect(await found(file.fileId)).toHaveLength(1)
      await c.query('COMMIT')
      expect((await again).status).toBe(201)
    })
    expect(await found(file.fileId)).toHaveLength(2)
    const judge = (verificationId: string) =>
      inspector.post(
        `/api/cases/${caseId}/signatures`,
        { fileId: file.fileId, verificationId, accepted: true, reason: 'Pārbaudīts.' },
        { headers: { 'idempotency-key': randomUUID() } },
      )
    const old = await judge(verification.id)
    expect([old.status, old.json().errors[0]?.code]).toEqual([409, 'verified-meanwhile'])
    const page = await inspector.get(`/cases/${caseId}/files/${file.fileId}`)
    const fields = { ...formOf(page, '/judgement'), accepted: 'true', reason: 'Zvanīju parakstītājam.' }
    expect((await inspector.post(`/api/files/${file.fileId}/verifications`)).status).toBe(201)
    const stale = await inspector.form(`/cases/${caseId}/files/${file.fileId}/judgement`, fields)
    expect(stale.status).toBe(409)
    // What was typed stays, beside the new report.
    expect(formOf(stale, '/judgement')).toMatchObject({ reason: 'Zvanīju parakstītājam.' })
    const now = await inspector.form(
      `/cases/${caseId}/files/${file.fileId}/judgement`,
      { ...formOf(stale, '/judgement'), accepted: 'true' },
      { followRedirects: false },
    )
    expect(now.status).toBe(303)
  })
})

describe('a cure that is sent while somebody still writes', () => {
  test('whatever was acknowledged is in what was sent', async () => {
    for (let round = 0; round < 4; round++) {
      const caseId = await atCompleteness()
      const draft = await cureOf(caseId)
      const { state } = await s.getCase(head, caseId)
      const save = (http: Http, n: number) =>
        http.patch(`/api/drafts/${draft}`, { programmeName: `Programma ${round}-${n}` })
      const all = await Promise.all([
        ...[0, 1, 2].map((n) => save(head, n)),
        s.tryAct(head, caseId, 'application.cure', { draftId: draft }, { revision: state.revision }),
        ...[3, 4, 5].map((n) => save(deputy, n)),
      ])
      const [sent] = all.splice(3, 1)
      expect(sent!.status).toBe(200)
      for (const one of all) expect([200, 404, 409]).toContain(one.status)
      const [kept] = await sql<{ name: string }>(
        `SELECT a.data->>'programmeName' AS name FROM application a WHERE a.case_id = $1 AND a.version = 2`,
        [caseId],
      )
      const acknowledged = all
        .filter((one) => one.status === 200)
        .map((one) => one.json<DraftJson & { revision: number }>())
        .sort((a, b) => a.revision - b.revision)
      // Each answer tells what stood in the draft when it was given; the newest of them is what was sent.
      const newest = acknowledged.at(-1)?.data.programmeName
      if (newest !== undefined) expect(kept!.name).toBe(newest)
    }
  }, 120_000)
})
