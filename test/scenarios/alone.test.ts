import { spawnSync } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { textSeal } from '../../activities/seal-days.ts'
import type { Extract, Receipt } from '../../cases/queries/extract.ts'
import { canonicalJson } from '../../ledger/canonical.ts'
import { readConfig } from '../../platform/config.ts'
import type { Http } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { developmentKeys } from '../../signatures/dev-ca.ts'
import { waitFor } from '../harness/environment.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from './steps.ts'

// A citizen checks a case alone: the script as it is published, in a folder of its own, with nothing but the extract.

let stack: Stack
let head: Http
let caseId: string
let other: string
let extract: Extract
let receipt: Receipt
let pdf: Buffer
let print: string
const folder = mkdtempSync(join(tmpdir(), 'lieta-alone-'))

beforeAll(async () => {
  stack = await startStack({ label: 'alone' })
  head = await stack.signIn('baiba-kalnina')
  const inspector = await stack.signIn('inese-berzina')
  const stranger = await stack.signIn('janis-ozols')
  caseId = (await s.apply(head)).caseId
  other = (await s.apply(stranger).catch(() => s.apply(head))).caseId
  receipt = (await head.get(`/api/cases/${caseId}/receipt`)).json()
  await s.untilStage(inspector, caseId, 'completeness', 60_000)
  await s.doAct(inspector, caseId, 'completeness.return', {
    remarks: [{ field: 'scope', text: 'Precizēt apjomu.' }],
    days: 10,
  })
  await inspector.post(
    `/api/cases/${caseId}/notes`,
    { text: 'IEKSEJA-PIEZIME' },
    { headers: { 'idempotency-key': 'note-of-the-inspector' } },
  )
  await waitFor(async () => (await s.getCase(head, caseId)).documents.some((d) => d.channel !== null), {
    timeoutMs: 120_000,
    what: 'a letter sent',
  })
  // What was remarked is corrected, with another file: the second version of the application.
  const cure = (await head.post(`/api/cases/${caseId}/cure`)).json<{ id: string }>().id
  expect((await head.patch(`/api/drafts/${cure}`, { scope: '5555 stundas' })).status).toBe(200)
  expect((await s.attach(head, cure, 'lessonPlan', s.PDF, 'labots.pdf')).status).toBe(201)
  await s.doAct(head, caseId, 'application.cure', { draftId: cure })
  await s.untilStage(head, caseId, 'completeness')
  await s.moveDays(inspector, 2)
  extract = await waitFor(
    async () => {
      const got = (await head.get(`/api/cases/${caseId}/extract`)).json<Extract>()
      return got.seals.length >= 2 && got
    },
    // As rarely as a person may ask for it.
    { timeoutMs: 120_000, everyMs: 5_000, what: 'two days sealed' },
  )
  const document = extract.documents[0] as { id: string }
  const [file] = await withClient(
    stack.database.adminUrl,
    async (c) =>
      (
        await c.query<{ bytes: Buffer }>(
          'SELECT f.bytes FROM issued_document d JOIN stored_file f ON f.id = d.file_id WHERE d.id = $1',
          [document.id],
        )
      ).rows,
  )
  pdf = file!.bytes
  const seal = new X509Certificate(readFileSync(stack.environmentOf('worker-documents').SEAL_CERT_FILE!))
  print = createHash('sha256').update(seal.raw).digest('hex')
}, 300_000)

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await stack?.stop()
}, 180_000)

/** Runs the published script as somebody would who has nothing else of ours. */
function check(changed: unknown, ...options: string[]): { status: number | null; text: string } {
  writeFileSync(join(folder, 'verify-lieta.mjs'), readFileSync('web/public/verify-lieta.mjs'))
  writeFileSync(join(folder, 'extract.json'), JSON.stringify(changed))
  writeFileSync(join(folder, 'receipt.json'), JSON.stringify(receipt))
  writeFileSync(join(folder, 'document.pdf'), pdf)
  const run = spawnSync(process.execPath, ['verify-lieta.mjs', 'extract.json', ...options], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: '/nowhere' },
  })
  return { status: run.status, text: run.stdout + run.stderr }
}

const copy = (): Extract => structuredClone(extract)
/** The events that are shown and say this. */
const shownWith = (e: Extract, type: string) =>
  e.events.find((x) => x.shown?.some((p) => p.path[0] === 'type' && p.value === type))!

describe('an honest extract', () => {
  test('passes, and says in both languages what is proven and what is not', () => {
    const { status, text } = check(
      extract,
      ...['--receipt', 'receipt.json', '--pdf', 'document.pdf', '--certificate', print],
    )
    expect(text).not.toContain('DOES NOT HOLD')
    expect(status).toBe(0)
    expect(text).toMatch(/PIERĀDĪTS \/ PROVEN/)
    expect(text).toMatch(/\d+ events form an unbroken chain/)
    expect(text).toContain('The answers of version 1. of the application are those that the case recorded.')
    expect(text).toContain('The answers of version 2. of the application are those that the case recorded.')
    expect(text).not.toContain('it cannot be compared')
    expect(text).toContain(`Receipt and case ${receipt.number} agree`)
    expect(text).toMatch(/Notikumi līdz \d+\. ir iestādes zīmogā/)
    expect(text).toContain('The seal is by the given certificate')
    expect(text).toMatch(/Document .* was issued in this case, sealed on/)
    expect(text).toMatch(/NAV PIERĀDĪTS \/ NOT PROVEN/)
    expect(text).toContain('The seal bears no independent timestamp.')
  })

  test('without the certificate it says what to compare', () => {
    const { status, text } = check(extract)
    expect(status).toBe(0)
    expect(text).toContain(`compare the fingerprint ${print}`)
  })

  test('the script is what the service publishes, of under 300 lines and with nothing but Node', async () => {
    const script = readFileSync('web/public/verify-lieta.mjs', 'utf8')
    expect(script.split('\n').length).toBeLessThan(300)
    const imports = [...script.matchAll(/^import .* from '(.*)'$/gm)].map((m) => m[1])
    expect(imports.every((from) => from!.startsWith('node:'))).toBe(true)
    expect(script).not.toMatch(/\bfetch\(|import\(/)
    const published = await stack.visitor().get('/assets/verify-lieta.mjs')
    expect(published.text).toBe(script)
    const page = await head.get(`/cases/${caseId}`)
    expect(page.text).toContain(`/api/cases/${caseId}/extract`)
  })
})

describe('what the extract tells', () => {
  test('nothing of other cases, and of the own one nothing that the applicant may not see', async () => {
    const text = JSON.stringify(extract)
    expect(text).not.toContain(other)
    expect(text).not.toContain('IEKSEJA-PIEZIME')
    const people = await withClient(
      stack.database.adminUrl,
      async (c) => (await c.query<{ id: string; subject: string }>('SELECT id, subject FROM person')).rows,
    )
    for (const { id, subject } of people) if (subject !== 'baiba-kalnina') expect(text).not.toContain(id)
    const hidden = extract.events.filter((e) => !e.shown)
    expect(hidden.length).toBeGreaterThan(0)
    for (const e of hidden) expect(Object.keys(e).sort()).toEqual(['content', 'hash', 'seq'])
  })

  test('what is hidden cannot be found out by trying: the same text twice is told by other hashes', async () => {
    const rows = await withClient(
      stack.database.adminUrl,
      async (c) => (await c.query<{ salt: string }>('SELECT salt FROM case_event')).rows,
    )
    expect(new Set(rows.map((r) => r.salt)).size).toBe(rows.length)
    const text = JSON.stringify(extract)
    for (const { salt } of rows) expect(text).not.toContain(salt)
  })

  test('only those get it who may see the case', async () => {
    const stranger = await stack.signIn('janis-ozols')
    for (const what of ['extract', 'receipt']) {
      expect((await stranger.get(`/api/cases/${caseId}/${what}`)).status).toBe(404)
      expect((await stack.visitor().get(`/api/cases/${caseId}/${what}`)).status).toBe(401)
    }
  })
})

describe('/verify tells what stands under the seal, not what a row says', () => {
  const asOwner = (sql: string, values: unknown[] = []) =>
    withClient(stack.database.adminUrl, async (c) => {
      await c.query(`SET session_replication_role = 'replica'`)
      return (await c.query(sql, values)).rows
    })
  type Told = { found: boolean; number: string; kind: string; date: string; differs?: true }
  const told = async (what: string): Promise<Told> =>
    (await stack.visitor().get(`/api/verify?number=${what}`)).json<Told>()

  test('another number, kind, day or case in the row: the sealed one is told, and that they differ', async () => {
    const [row] = (await asOwner(
      `SELECT id, number, kind, verify_code AS code, created_at AS at, case_id FROM issued_document
       WHERE case_id = $1 AND id = ($2::jsonb -> 0 ->> 'id')::uuid`,
      [caseId, JSON.stringify(extract.documents)],
    )) as { id: string; number: string; kind: string; code: string; at: Date; case_id: string }[]
    const { id, number, code, kind } = row!
    const honest = await told(code)
    expect(honest).toMatchObject({ found: true, number, kind })
    expect(honest.differs).toBeUndefined()
    for (const [column, value] of [
      ['number', '4-7e/2026/999'],
      ['kind', 'decision'],
      ['created_at', '2020-01-01T10:00:00Z'],
      ['case_id', other],
    ] as const) {
      await asOwner(`UPDATE issued_document SET ${column} = $2 WHERE id = $1`, [id, value])
      expect(await told(code)).toMatchObject({ found: true, number, kind, date: honest.date, differs: true })
      await asOwner(
        'UPDATE issued_document SET number = $2, kind = $3, created_at = $4, case_id = $5 WHERE id = $1',
        [id, number, kind, row!.at, caseId],
      )
    }
    // Under the number that only the row bears nothing is found.
    await asOwner(`UPDATE issued_document SET number = '4-7e/2026/999' WHERE id = $1`, [id])
    const page = await stack.visitor().get(`/verify/${code}`)
    expect(page.text).toContain('Ieraksts atšķiras no zīmoga')
    expect(await told(`${encodeURIComponent('4-7e/2026/999')}&date=${honest.date}`)).toEqual({ found: false })
    expect(stack.processes.get('api')!.logs()).toContain('row-and-seal-differ')
    await asOwner('UPDATE issued_document SET number = $2 WHERE id = $1', [id, number])
    expect((await told(code)).differs).toBeUndefined()
  })
})

describe('tampering is named', () => {
  const fails = (code: string, changed: Extract, ...options: string[]): void => {
    const { status, text } = check(changed, ...options)
    expect(text).toContain(`[${code}]`)
    expect(status).toBe(1)
  }

  test('a text changed', () => {
    const changed = copy()
    const part = shownWith(changed, 'registered').shown!.find((p) => p.path[1] === 'subject')!
    part.value = 'Cita programma'
    fails('chain', changed)
  })

  test('a text added, or one shown twice', () => {
    const added = copy()
    const event = shownWith(added, 'registered')
    event.shown!.push({ path: ['data', 'more'], value: 'x', salt: event.shown![0]!.salt })
    fails('chain', added)
    const twice = copy()
    const { shown } = shownWith(twice, 'registered')
    shown!.push(shown![0]!)
    fails('chain', twice)
  })

  test('an event dropped: in the middle, with all numbers made to fit, or the last ones', () => {
    const middle = copy()
    middle.events.splice(2, 1)
    fails('chain', middle)
    const fitted = copy()
    fitted.events.splice(2, 1)
    for (const [n, e] of fitted.events.entries()) e.seq = n + 1
    fails('chain', fitted)
    const last = copy()
    last.events = last.events.slice(0, 3)
    fails('seal', last)
  })

  test('the order changed', () => {
    const changed = copy()
    const [a, b] = [changed.events[1]!, changed.events[2]!]
    changed.events[1] = { ...b, seq: 2 }
    changed.events[2] = { ...a, seq: 3 }
    fails('chain', changed)
  })

  test('a hidden event swapped for another, with a hash of its own', () => {
    const changed = copy()
    const at = changed.events.findIndex((e) => !e.shown)
    changed.events[at]!.content = '0'.repeat(64)
    fails('chain', changed)
  })

  test('the whole chain made anew behind the change', () => {
    const changed = copy()
    const sha = (text: string) => createHash('sha256').update(text).digest('hex')
    const part = shownWith(changed, 'registered').shown!.find((p) => p.path[1] === 'subject')!
    part.value = 'Cita programma'
    let before = '0'.repeat(64)
    for (const e of changed.events) {
      if (e.shown)
        e.content = sha(
          [...e.shown.map((p) => sha(`${p.salt}\n${canonicalJson([p.path, p.value])}`)), ...e.hidden!]
            .sort()
            .join('\n'),
        )
      e.hash = sha(`${before}\n${changed.caseId}\n${e.seq}\n${e.content}`)
      before = e.hash
    }
    fails('seal', changed)
    fails('receipt', changed, '--receipt', 'receipt.json')
  })

  test('the answers of the application changed', () => {
    const changed = copy()
    ;(changed.application[0]!.answers as Record<string, unknown>).scope = '999'
    fails('application', changed)
  })

  test('of the corrections: an answer, the bytes of a file that was sent with them, or all of it made to fit', () => {
    type Cured = Extract['application'][number] & {
      answers: { scope: string; lessonPlan: { name: string; sha256: string }[] }
    }
    const cured = (e: Extract): Cured => e.application[1] as Cured
    expect(cured(extract)).toMatchObject({ version: 2, answers: { scope: '5555 stundas' } })
    const answer = copy()
    cured(answer).answers.scope = '5556 stundas'
    fails('application', answer)
    const file = copy()
    const sent = cured(file).answers.lessonPlan.find((f) => f.name === 'labots.pdf')!
    expect(sent.sha256).toBe(createHash('sha256').update(s.PDF).digest('hex'))
    sent.sha256 = createHash('sha256').update('citi baiti').digest('hex')
    fails('application', file)
    // With a hash of its own it agrees with itself, and not with the event of the act.
    const { form, formVersion, answers } = cured(answer)
    cured(answer).contentHash = createHash('sha256')
      .update(canonicalJson({ form, version: formVersion, answers }))
      .digest('hex')
    fails('application', answer)
    const first = copy()
    first.application[1] = { ...first.application[0]!, version: 2 }
    fails('application', first)
  })

  test('the seal of another day, or one with another text, or a gap between them', () => {
    const sealed = copy()
    const [a, b] = [sealed.seals[0]!, sealed.seals.at(-1)!]
    a.content = b.content
    a.signature = b.signature!
    fails('seal', sealed)
    const text = copy()
    text.seals[0]!.content = text.seals[0]!.content.replace(/"leaves":\d+/, '"leaves":999')
    fails('seal', text)
    const leaf = copy()
    leaf.seals.find((x) => x.leaves?.length)!.leaves![0]!.proof[0]!.hash = '0'.repeat(64)
    fails('seal', leaf)
  })

  test('the seal of somebody else', async () => {
    const { seal, ca } = developmentKeys()
    const config = readConfig(stack.environmentOf('worker-documents'))
    const forge = textSeal(config, {
      keyPem: seal.keyPem,
      certificatePem: seal.certPem,
      chainPem: ca.certPem,
    })
    const changed = copy()
    for (const one of changed.seals)
      if (one.signature) one.signature = Buffer.from(await forge(one.content)).toString('base64')
    fails('certificate', changed, '--certificate', print)
    // Without the fingerprint nobody can tell; but it says that this is not proven.
    expect(check(changed).text).toMatch(/Whether the certificate .* is the institution’s: compare/)
  })

  test('another document, and one for which something else was sealed', () => {
    fails('document', copy(), '--pdf-sha256', '0'.repeat(64))
    const changed = copy()
    const document = changed.documents.find((d) => (d as { sha256: string }).sha256) as Record<
      string,
      unknown
    >
    document.sha256 = '1'.repeat(64)
    fails('document', changed, '--pdf-sha256', '1'.repeat(64))
  })

  test('an unsigned seal vouches for nothing', () => {
    const changed = copy()
    for (const one of changed.seals) Reflect.deleteProperty(one, 'signature')
    const { text } = check(changed, '--pdf', 'document.pdf')
    expect(text).not.toContain('are under the seal')
    expect(text).not.toContain('was issued in this case, sealed on')
  })

  test('what cannot be read is said with a status of its own', () => {
    expect(check({ format: 'x' }).status).toBe(2)
    expect(check('{').status).toBe(2)
  })
})
