import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Http } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { waitFor } from '../harness/environment.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from './steps.ts'

// Leftovers go by themselves: the worker as it runs, with people who are told before.

let stack: Stack
let head: Http
let deputy: Http
let supervisor: Http

interface Line {
  id: string
  goesAt: string | null
  discarded: boolean
}

beforeAll(async () => {
  stack = await startStack({
    label: 'house',
    only: ['sign-in', 'worker-cases', 'api'],
    env: { HOUSEKEEPING_SECONDS: '1' },
  })
  head = await stack.signIn('baiba-kalnina')
  deputy = await stack.signIn('liga-egle')
  supervisor = await stack.signIn('maris-krumins')
}, 180_000)

afterAll(() => stack?.stop(), 60_000)

const sql = <R extends object>(text: string, values: unknown[] = []): Promise<R[]> =>
  withClient(stack.database.adminUrl, async (c) => (await c.query<R>(text, values)).rows)
const lines = async (who: Http): Promise<Line[]> =>
  (await who.get('/api/drafts')).json<{ drafts: Line[] }>().drafts
const later = async (days: number): Promise<void> =>
  s.moveTo(supervisor, new Date((await s.now(supervisor)).getTime() + days * 86_400_000))
/** Until the worker has done it: its rounds come each second, and a busy machine takes its time. */
const until = <T>(condition: () => Promise<T | undefined>): Promise<T> =>
  waitFor(condition, { timeoutMs: 120_000 }) as Promise<T>
/** The command, on the database of the stack. */
const command = async (...words: string[]): Promise<string> => {
  const env = { ...process.env, ...stack.environmentOf('worker-cases') }
  const ran = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', 'scripts/housekeeping.ts', ...words],
    { env: { ...env, MIGRATOR_DATABASE_URL: stack.database.migratorUrl } },
  )
  expect(ran.stderr).toBe('')
  return ran.stdout
}

describe('an abandoned draft', () => {
  test('its people are told the day, may keep it, and then it goes with its files and with who changed it', async () => {
    const [left, kept, changed] = [
      await s.completeDraft(head),
      await s.completeDraft(head),
      await s.completeDraft(head),
    ]
    const { data } = (await head.get(`/api/drafts/${left}`)).json()
    const { fileId } = data.lessonPlan[0]
    expect(await command('--plan')).toMatch(/ 0 {2}abandoned drafts whose people/)
    await later(340)
    const told = await until(async () => {
      const found = await lines(head)
      return found.length === 3 && found.every((d) => d.goesAt) ? found : undefined
    })
    const now = (await s.now(head)).getTime()
    for (const line of told) {
      const inDays = (Date.parse(line.goesAt!) - now) / 86_400_000
      expect(inDays).toBeGreaterThanOrEqual(29)
      expect(inDays).toBeLessThan(32)
    }
    // Also a colleague sees it, and may keep it.
    const page = await deputy.get('/portal')
    expect(page.text).toMatch(/Melnraksts sen nav mainīts: \d\d\.\d\d\.\d{4}\. to izdzēsīs kopā ar datnēm/)
    expect((await deputy.form(`/portal/drafts/${kept}/keep`, {})).text).toContain('Melnraksts paturēts.')
    expect((await head.patch(`/api/drafts/${changed}`, { scope: '5800 stundas' })).status).toBe(200)
    const stranger = await stack.signIn('janis-ozols')
    expect((await stranger.post(`/api/drafts/${left}/keep`)).status).toBe(404)

    await later(29)
    expect((await head.get(`/api/drafts/${left}`)).status).toBe(200)
    await later(4)
    await until(async () => ((await head.get(`/api/drafts/${left}`)).status === 404 ? true : undefined))
    expect((await head.get(`/api/files/${fileId}`)).status).toBe(404)
    expect(await sql('SELECT FROM stored_file WHERE draft_id = $1', [left])).toEqual([])
    expect(await sql('SELECT FROM draft_change WHERE draft_id = $1', [left])).toEqual([])
    for (const id of [kept, changed]) expect((await head.get(`/api/drafts/${id}`)).status).toBe(200)
    const logged = stack.processes.get('worker-cases')!.logs()
    expect(logged).toMatch(/"drafts":1[^\n]*leftovers taken away/)
    expect(logged).not.toContain(left)
  }, 240_000)
})

describe('a draft that its people discard', () => {
  const discard = (who: Http, id: string) => who.post(`/api/drafts/${id}/discard`)

  test('is closed at once, also for a colleague and for sending, and can be brought back for a week', async () => {
    const [id, other] = [await s.completeDraft(head), await s.completeDraft(head)]
    const stranger = await stack.signIn('janis-ozols')
    expect((await discard(stranger, id)).status).toBe(404)
    const page = await head.form(`/portal/drafts/${id}/discard`, {})
    expect(page.text).toContain('Melnraksts dzēsts. Nedēļas laikā to var atjaunot šajā lapā.')
    expect(page.text).toContain('Atjaunot melnrakstu')
    expect((await discard(deputy, id)).status).toBe(204)
    // Nothing is read, written or sent of it; whoever had it open is told where it is.
    expect((await deputy.get(`/api/drafts/${id}`)).status).toBe(409)
    expect((await deputy.patch(`/api/drafts/${id}`, { scope: '1' })).json()).toMatchObject({ status: 409 })
    expect((await deputy.post(`/api/drafts/${id}/submit`)).status).toBe(409)
    expect((await deputy.get(`/drafts/${id}/check`)).text).toContain('Šis melnraksts ir dzēsts')
    const line = (await lines(deputy)).find((d) => d.id === id)
    expect(line).toMatchObject({ discarded: true })
    const days = (Date.parse(line!.goesAt!) - (await s.now(head)).getTime()) / 86_400_000
    expect(days).toBeGreaterThanOrEqual(7)
    expect(days).toBeLessThanOrEqual(8)

    expect((await deputy.post(`/api/drafts/${id}/keep`)).status).toBe(204)
    expect((await head.patch(`/api/drafts/${id}`, { scope: '5800 stundas' })).status).toBe(200)
    expect((await lines(head)).find((d) => d.id === id)).toMatchObject({ discarded: false, goesAt: null })

    s.expectStatus(await discard(head, other), 204)
    await later(9)
    await until(async () => ((await head.get(`/api/drafts/${other}`)).status === 404 ? true : undefined))
    expect((await head.get(`/api/drafts/${id}`)).status).toBe(200)
    expect(await sql('SELECT FROM stored_file WHERE draft_id = $1', [other])).toEqual([])
  }, 240_000)

  test('discarded and sent at once: it is a case, or it is discarded, never both', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => s.completeDraft(head)))
    await Promise.all(ids.flatMap((id) => [discard(deputy, id), head.post(`/api/drafts/${id}/submit`)]))
    const rows = await sql<{ case_id: string | null; discarded_at: Date | null }>(
      'SELECT case_id, discarded_at FROM draft WHERE id = ANY($1)',
      [ids],
    )
    expect(rows).toHaveLength(6)
    for (const row of rows) expect(row.case_id === null).toBe(row.discarded_at !== null)
  }, 240_000)
})

describe('what was sent', () => {
  test('a file to a question that was not asked any more goes; the draft a month later; the case keeps all of its own', async () => {
    const draft = await s.completeDraft(head, { route: 'own' }, await s.now(head))
    const { data, revision } = (await head.get(`/api/drafts/${draft}`)).json()
    const left = data.programmeFile[0].fileId
    const sent = data.lessonPlan[0].fileId
    await head.patch(`/api/drafts/${draft}`, { route: 'model' }, { headers: { 'if-match': `"${revision}"` } })
    const receipt = await head.post(`/api/drafts/${draft}/submit`)
    expect(receipt.status).toBe(201)
    const { caseId } = receipt.json<s.Receipt>()
    await until(async () =>
      (await sql('SELECT FROM stored_file WHERE id = $1', [left])).length === 0 ? true : undefined,
    )
    expect((await head.get(`/api/files/${sent}`)).status).toBe(200)
    // The same receipt as long as the draft is there.
    expect((await head.post(`/api/drafts/${draft}/submit`)).json().caseId).toBe(caseId)
    await later(31)
    await until(async () =>
      (await sql('SELECT FROM draft WHERE id = $1', [draft])).length === 0 ? true : undefined,
    )
    expect((await head.get(`/api/files/${sent}`)).status).toBe(200)
    expect((await head.get(`/cases/${caseId}/receipt`)).status).toBe(200)
  }, 240_000)
})
