import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { Client, Connection } from '@temporalio/client'
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js'
import type { Http } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { SAMPLE_PEOPLE } from '../../scripts/lib/sample-people.ts'
import { waitFor } from '../harness/environment.ts'
import { infrastructure } from '../harness/infrastructure-info.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from '../scenarios/steps.ts'

// Errors of every kind are provoked with a marked text, a personal code and a key of the caller's that holds both; then
// everything that every process wrote is read for them, and what Temporal knows as well.

const MARK = 'SLEPENS-TEKSTS'
const CODE = '010190-12345'
const KEY = `${MARK}/${CODE}`

let stack: Stack
let head: Http
let inspector: Http
let caseId: string

const owner = (sql: string) => withClient(stack.database.migratorUrl, (c) => c.query(sql))
const keyed = (n: string) => ({ headers: { 'idempotency-key': `${KEY}/${n}` } })
const allLogs = (): string => [...stack.processes.values()].map((p) => p.logs()).join('\n')
const ours = (): string =>
  (['api', 'worker-cases', 'worker-documents'] as const)
    .map((name) => stack.processes.get(name)!.logs())
    .join('\n')
/** The API logged a fault that the database named so. */
const told = (constraint: string) => () => ours().includes(`"constraint":"${constraint}"`)

beforeAll(async () => {
  // Payloads in the clear: what Temporal keeps is read here.
  stack = await startStack({ label: 'log', env: { PAYLOAD_KEY: '' } })
  ;[head, inspector] = (await Promise.all(
    ['baiba-kalnina', 'inese-berzina'].map((p) => stack.signIn(p)),
  )) as [Http, Http]
  caseId = (await s.apply(head, { programmeName: `Programma ${MARK}` })).caseId
  await s.untilStage(inspector, caseId, 'completeness', 60_000)
}, 240_000)

afterAll(async () => {
  await stack?.stop()
}, 180_000)

test('a database that quotes whole rows in its errors tells the log its code, table and constraint', async () => {
  await owner(
    `ALTER TABLE draft ADD CONSTRAINT marked_draft CHECK (data::text NOT LIKE '%${MARK}%') NOT VALID`,
  )
  await owner(
    `ALTER TABLE command ADD CONSTRAINT marked_note CHECK (payload::text NOT LIKE '%${MARK}%') NOT VALID`,
  )
  const draft = await head.post('/api/drafts', {
    form: 'licensing',
    data: { programmeName: `${MARK} ${CODE}` },
  })
  expect(draft.status).toBe(500)
  expect(draft.text).not.toContain(MARK)
  const text = `${MARK}, personas kods ${CODE}`
  const note = await inspector.post(`/api/cases/${caseId}/notes`, { text }, keyed('note'))
  expect(note.status).toBe(500)
  expect(note.text).not.toContain(MARK)
  await waitFor(told('marked_draft'), { what: 'the fault of Prisma in the log' })
  await waitFor(told('marked_note'), { what: 'the fault of the pool in the log' })
  await owner('ALTER TABLE draft DROP CONSTRAINT marked_draft')
  await owner('ALTER TABLE command DROP CONSTRAINT marked_note')
  expect(ours()).toContain('"sqlState":"23514"')
})

test('a worker that cannot record or send what it was told to', async () => {
  await owner(
    `ALTER TABLE ledger_event ADD CONSTRAINT marked_event CHECK (data::text NOT LIKE '%${MARK}%') NOT VALID`,
  )
  await owner(`ALTER TABLE delivery ADD CONSTRAINT marked_delivery CHECK (address NOT LIKE '%9%') NOT VALID`)
  const { state } = await s.getCase(inspector, caseId)
  await inspector.post(
    `/api/cases/${caseId}/acts/completeness.return`,
    {
      payload: { remarks: [{ field: 'scope', text: `${MARK} ${CODE}` }] },
      revision: state.revision,
    },
    keyed('return'),
  )
  await waitFor(() => ours().includes('"alarm":"case-trouble"'), {
    timeoutMs: 120_000,
    what: 'the trouble in the log',
  })
  await owner('ALTER TABLE ledger_event DROP CONSTRAINT marked_event')
  const { state: now } = await s.getCase(inspector, caseId)
  const returned = await inspector.post(
    `/api/cases/${caseId}/acts/completeness.return`,
    { payload: { remarks: [{ field: 'scope', text: `${MARK} ${CODE}` }] }, revision: now.revision },
    keyed('return again'.replace(' ', '-')),
  )
  expect(returned.status).toBe(200)
  await waitFor(() => stack.processes.get('worker-documents')!.logs().includes('marked_delivery'), {
    timeoutMs: 120_000,
    what: 'the failed delivery in the log',
  })
  await owner('ALTER TABLE delivery DROP CONSTRAINT marked_delivery')
}, 240_000)

test('a sign-in with a forged answer, broken requests', async () => {
  const visitor = stack.visitor()
  await visitor.get('/sign-in', { followRedirects: false })
  await visitor.get(`/sign-in/callback?code=${MARK}&state=${MARK}&error=${MARK}&error_description=${CODE}`)
  await visitor.request('POST', '/api/drafts', `{"${MARK}": "${CODE}"`, {
    headers: { 'content-type': 'application/json' },
  })
  await visitor.get(`/registers/${MARK}?q=${CODE}`)
  await head.get(`/api/cases/${caseId}/${MARK}`)
})

test('nothing of it stands in what any process wrote', () => {
  const logs = allLogs()
  expect(logs).not.toContain(MARK)
  expect(logs).not.toContain(CODE)
  for (const person of SAMPLE_PEOPLE) {
    expect(ours()).not.toContain(person.personalCode)
    expect(ours()).not.toContain(person.email)
    expect(ours()).not.toContain(person.familyName)
  }
  // Each line of ours is JSON of listed fields; the SDK's own lines go elsewhere.
  for (const line of stack.processes.get('api')!.logs().trim().split('\n')) JSON.parse(line)
})

test('a key that the caller chose goes neither to Temporal nor into a table', async () => {
  const { temporal } = infrastructure()
  const connection = await Connection.connect({ address: temporal.address })
  const client = new Client({ connection, namespace: temporal.namespace })
  const history = historyToJSON(await client.workflow.getHandle(`case/${caseId}`).fetchHistory())
  const ids: string[] = []
  for await (const one of client.workflow.list()) ids.push(one.workflowId)
  await connection.close()
  expect(ids).toContain(`case/${caseId}`)
  expect([history, ...ids].join('\n')).not.toContain(MARK)
  const { rows } = await owner('SELECT key FROM command')
  expect(rows.length).toBeGreaterThan(0)
  expect(JSON.stringify(rows)).not.toContain(MARK)
})
