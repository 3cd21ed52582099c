import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { codeColumns } from '../../platform/personal-code.ts'
import { keyOfSealed, openValue, personalKeys, sealValue } from '../../platform/personal-data.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { SAMPLE_PEOPLE } from '../../scripts/lib/sample-people.ts'
import { rotateKeys } from '../../scripts/rotate-keys.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import { container, makeSigners, type Signers } from '../scenarios/signers.ts'
import * as s from '../scenarios/steps.ts'

// Personal codes stand nowhere in the database in the clear; people are found by them; keys can be changed.

let stack: Stack
let signers: Signers
const codeOf = (id: string): string => SAMPLE_PEOPLE.find((p) => p.id === id)!.personalCode
const owner = (sql: string, values: unknown[] = []) =>
  withClient(stack.database.migratorUrl, (c) => c.query(sql, values))

beforeAll(async () => {
  signers = makeSigners()
  stack = await startStack({ label: 'codes', env: { TRUST_DIR: signers.trustDir } })
  const head = await stack.signIn('baiba-kalnina')
  const inspector = await stack.signIn('inese-berzina')
  // A file signed by a person whose code we know, in an application that is sent.
  const { id } = (await head.post('/api/drafts', { form: 'licensing', data: s.answers() })).json<{
    id: string
  }>()
  const signed = container(signers.person(codeOf('baiba-kalnina')), [{ name: 'plans.pdf', data: s.PDF }])
  expect((await s.attach(head, id, 'lessonPlan', signed, 'plans.edoc')).status).toBe(201)
  const sent = await head.post(`/api/drafts/${id}/submit`)
  expect(sent.status).toBe(201)
  const { caseId } = sent.json<{ caseId: string }>()
  await s.untilStage(inspector, caseId, 'completeness', 60_000)
  // What was found is read from its sealed report: the signature is the applicant's own, and the code is covered.
  const { attachments } = (await inspector.get(`/api/cases/${caseId}`)).json()
  expect(attachments[0].verification.signatures[0]).toMatchObject({
    byApplicant: true,
    code: expect.stringMatching(/^PNOLV •+.*\w{3}$/),
  })
}, 240_000)

afterAll(async () => {
  await stack?.stop()
  signers?.remove()
}, 180_000)

/** Every row of every table as text. */
async function dump(): Promise<string> {
  return withClient(stack.database.adminUrl, async (c) => {
    const { rows: tables } = await c.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')`,
    )
    expect(tables.length).toBeGreaterThan(20)
    const texts: string[] = []
    for (const { name } of tables)
      for (const row of (await c.query(`SELECT t::text AS row FROM ${c.escapeIdentifier(name)} t`)).rows)
        texts.push(row.row)
    return texts.join('\n')
  })
}

test('a dump of the whole database holds none of the codes', async () => {
  const text = await dump()
  expect(text).toContain('Kalniņa')
  for (const { personalCode } of SAMPLE_PEOPLE) {
    expect(text).not.toContain(personalCode)
    expect(text).not.toContain(personalCode.replace('-', ''))
  }
})

test('signing in finds the person by the code, and refuses who is somebody else', async () => {
  await owner(`UPDATE person SET subject = 'entered-by-hand' WHERE subject = 'janis-ozols'`)
  const janis = await stack.signIn('janis-ozols')
  expect((await janis.get('/api/session')).json().user).toMatchObject({ familyName: 'Ozols' })
  // The name that the provider uses belongs to one person here, the code to another.
  await owner(`UPDATE person SET subject = 'janis-ozols' WHERE subject = 'liga-egle'`)
  await expect(stack.signIn('janis-ozols')).rejects.toThrow('sign-in failed: 401')
  await owner(`UPDATE person SET subject = 'liga-egle' WHERE family_name = 'Egle'`)
  const janisRow = (await owner(`SELECT id FROM person WHERE subject = 'entered-by-hand'`)).rows[0].id
  const other = codeColumns(keys(), janisRow, '329999-00000')
  await owner(
    `UPDATE person SET subject = 'janis-ozols', personal_code_sealed = $1, personal_code_index = $2
     WHERE id = $3`,
    [other.personalCodeSealed, other.personalCodeIndex, janisRow],
  )
  await expect(stack.signIn('janis-ozols')).rejects.toThrow('sign-in failed: 401')
  const own = codeColumns(keys(), janisRow, codeOf('janis-ozols'))
  await owner(`UPDATE person SET personal_code_sealed = $1, personal_code_index = $2 WHERE id = $3`, [
    own.personalCodeSealed,
    own.personalCodeIndex,
    janisRow,
  ])
  const { rows } = await owner(`SELECT data FROM audit_event WHERE kind = 'sign-in-failed'`)
  expect(rows).toContainEqual({ data: { reason: 'another-person' } })
}, 180_000)

const keys = () =>
  personalKeys({
    PERSONAL_DATA_KEY: stack.plan.keys.personalDataKey,
    PERSONAL_DATA_KEY_ID: '1',
    PERSONAL_DATA_OLD_KEYS: '',
  })

test('nobody has the code of somebody else, and a code sealed for one cannot be given to another', async () => {
  const { rows } =
    await owner(`SELECT id, personal_code_sealed AS sealed, personal_code_index AS index FROM person
    WHERE personal_code_sealed IS NOT NULL ORDER BY subject LIMIT 2`)
  await expect(
    owner('UPDATE person SET personal_code_index = $1 WHERE id = $2', [rows[0].index, rows[1].id]),
  ).rejects.toThrow('person_personal_code_index_key')
  expect(openValue(keys(), rows[0].sealed, `person/${rows[0].id}`)).toMatch(/^\d{6}-\d{5}$/)
  expect(() => openValue(keys(), rows[0].sealed, `person/${rows[1].id}`)).toThrow()
  const changed = `${rows[0].sealed.slice(0, -2)}${rows[0].sealed.endsWith('AA') ? 'BB' : 'AA'}`
  expect(() => openValue(keys(), changed, `person/${rows[0].id}`)).toThrow()
  // The same code sealed twice looks different: equal rows do not show.
  expect(sealValue(keys(), '329999-99911', 'a')).not.toBe(sealValue(keys(), '329999-99911', 'a'))
})

test('keys are changed: both are read meanwhile, everything is sealed anew, the old one is not needed', async () => {
  const old = stack.plan.keys.personalDataKey
  const anew = createHash('sha256').update(randomBytes(32)).digest('base64')
  const env = {
    PERSONAL_DATA_KEY: anew,
    PERSONAL_DATA_KEY_ID: '2',
    PERSONAL_DATA_OLD_KEYS: `1:${old}`,
  }
  stack.plan.extra = { ...stack.plan.extra, ...env }
  const first = await rotateKeys(stack.database.migratorUrl, personalKeys(env))
  expect(first.people).toBe(SAMPLE_PEOPLE.length)
  expect(first.reports).toBeGreaterThan(0)
  expect(await rotateKeys(stack.database.migratorUrl, personalKeys(env))).toEqual({ people: 0, reports: 0 })
  const { rows } = await owner(`SELECT personal_code_sealed AS sealed FROM person
    UNION ALL SELECT report ->> 'sealed' FROM file_verification`)
  expect(new Set(rows.map((r: { sealed: string }) => keyOfSealed(r.sealed)))).toEqual(new Set(['2']))
  await expect(
    rotateKeys(
      stack.database.migratorUrl,
      personalKeys({ ...env, PERSONAL_DATA_KEY_ID: '3', PERSONAL_DATA_OLD_KEYS: '' }),
    ),
  ).rejects.toThrow('a key that is not here')
})
