import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { Http, Reply } from '../../scripts/lib/http.ts'
import { withClient } from '../../scripts/lib/postgres.ts'
import { waitFor } from '../harness/environment.ts'
import { forgetPeak, peakMemory, takePulse } from '../harness/pulse.ts'
import { beginUpload, type RawUpload } from '../harness/raw-upload.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import * as s from '../scenarios/steps.ts'

// What a stranger can cost is bounded: memory, places, disk, and the time of others. And what a person may upload.

const MB = 1024 * 1024
let stack: Stack
let uploads: string
let head: Http
let deputy: Http

beforeAll(async () => {
  uploads = mkdtempSync(join(tmpdir(), 'lieta-uploads-test-'))
  stack = await startStack({
    label: 'strangers',
    only: ['sign-in', 'api'],
    env: {
      UPLOAD_DIR: uploads,
      DRAFT_FILES: '5',
      DRAFT_MB: '200',
      PERSON_FILES_PER_DAY: '17',
    },
  })
  head = await stack.signIn('baiba-kalnina')
  deputy = await stack.signIn('liga-egle')
}, 180_000)

afterAll(async () => {
  await stack?.stop()
  rmSync(uploads, { recursive: true, force: true })
}, 180_000)

const pid = (): number => stack.processes.get('api')!.pid
const onDisk = (): string[] =>
  readdirSync(uploads).flatMap((folder) => readdirSync(join(uploads, folder)).map((f) => join(folder, f)))

/** Each test comes from another address, as the proxy would tell it: the bounds for one address are none for all. */
let from = 0
beforeEach(() => {
  from += 1
})
const address = (): Record<string, string> => ({ 'x-forwarded-for': `198.51.100.${from}` })
const begin = (announced?: number): Promise<RawUpload> => beginUpload(stack.urls.api, announced, address())
const verify = (bytes: Buffer, name = 'a.pdf'): Promise<Reply> => {
  const body = new FormData()
  body.append('file', new Blob([new Uint8Array(bytes)]), name)
  return stack.visitor().request('POST', '/api/verify', body, { headers: address() })
}
/** Until there is a place again. */
const untilFree = (): Promise<true> =>
  waitFor(async () => (await verify(s.PDF)).status === 200 || undefined, {
    timeoutMs: 3_000,
    everyMs: 200,
    what: 'a free place',
  })

async function draftOf(http: Http): Promise<string> {
  const made = await http.post('/api/drafts', { form: 'licensing', data: s.answers() })
  expect(made.status).toBe(201)
  return made.json<{ id: string }>().id
}

describe('strangers', () => {
  test('uploads that break off in the middle: no memory, nothing on disk, each place free at once', async () => {
    await verify(s.PDF)
    const before = forgetPeak(pid())
    const piece = Buffer.alloc(MB, 'x')
    for (let round = 0; round < 3; round++) {
      const some = await Promise.all([0, 1, 2].map(() => begin(49 * MB)))
      await Promise.all(
        some.map(async (one) => {
          for (let n = 0; n < 40; n++) await one.send(piece)
        }),
      )
      expect(onDisk()).toHaveLength(3)
      for (const one of some) one.breakOff()
      await waitFor(async () => onDisk().length === 0 || undefined, {
        timeoutMs: 5_000,
        what: 'the disk free',
      })
    }
    // 120 MB were under way at each time; held in memory they would be seen.
    expect(peakMemory(pid()) - before).toBeLessThan(90)
    await untilFree()
  }, 180_000)

  test('slow ones hold few places, never those of people who are signed in, and not for long', async () => {
    const still = await Promise.all([0, 1, 2].map(() => begin(MB)))
    await new Promise((r) => setTimeout(r, 300))
    const refused = await verify(s.PDF)
    expect([refused.status, refused.json().code]).toEqual([429, 'rate-limited'])
    const draft = await draftOf(head)
    expect((await s.attach(head, draft, 'lessonPlan')).status).toBe(201)
    // A place that is left is free at once.
    still[0]!.breakOff()
    await untilFree()
    // One byte a second is not standing still, and yet too slow.
    const drip = setInterval(() => void still[1]!.send(Buffer.from('x')), 1_000)
    expect(await Promise.all([still[1]!.status, still[2]!.status])).toEqual([422, 422])
    clearInterval(drip)
    expect(onDisk()).toEqual([])
  }, 180_000)

  test('450 MB in one request are refused before they are there, announced or not', async () => {
    const before = forgetPeak(pid())
    const announced = await begin(450 * MB)
    expect(await announced.status).toBe(413)
    announced.breakOff()
    const piece = Buffer.alloc(MB, 'x')
    const quiet = await begin()
    let answered = false
    const status = quiet.status.then((code) => {
      answered = true
      return code
    })
    let sent = 0
    while (sent < 450 && !answered) {
      await quiet.send(piece)
      sent += 1
    }
    expect(await status).toBe(413)
    expect(sent).toBeLessThan(450)
    quiet.breakOff()
    expect(peakMemory(pid()) - before).toBeLessThan(120)
    await waitFor(async () => onDisk().length === 0 || undefined, { timeoutMs: 5_000, what: 'the disk free' })
  }, 180_000)

  test('who is still sending when it is refused can send on and read why; who then stands still is cut off', async () => {
    const large = await begin(60 * MB)
    const piece = Buffer.alloc(MB, 'x')
    for (let sent = 0; sent < 60; sent++) {
      await large.send(piece)
      await new Promise((r) => setTimeout(r, 60))
    }
    await large.finish()
    // A client that reads the answer only after it has sent all finds the line open, and the answer on it.
    expect([large.socket.destroyed, await large.status]).toEqual([false, 413])
    large.breakOff()
    const still = await begin(60 * MB)
    expect(await still.status).toBe(413)
    await waitFor(async () => still.socket.destroyed || still.socket.readableEnded || undefined, {
      what: 'the line closed',
    })
  }, 180_000)

  test('files that are made to cost: pages answer meanwhile, and a person’s file does not wait', async () => {
    const hostile = Buffer.alloc(49_000_000, '/ByteRange[')
    hostile.write('%PDF-1.7\n')
    await verify(s.PDF)
    forgetPeak(pid())
    const stop = takePulse(`${stack.urls.api}/health`)
    let answered = 0
    const costly = [0, 1, 2].map(() =>
      verify(hostile).then((reply) => {
        answered += 1
        return reply
      }),
    )
    await new Promise((r) => setTimeout(r, 300))
    const draft = await draftOf(deputy)
    expect((await s.attach(deputy, draft, 'lessonPlan')).status).toBe(201)
    expect(answered).toBeLessThan(3)
    for (const reply of await Promise.all(costly)) expect([200, 429]).toContain(reply.status)
    const pulse = await stop()
    expect(pulse.failed).toBe(0)
    // What is left is receiving them, on a machine that others use as well.
    expect(pulse.longest).toBeLessThan(3_000)
  }, 180_000)

  test('what a killed process left on the disk is gone with the next start', async () => {
    const left = await begin(49 * MB)
    await left.send(Buffer.alloc(MB, 'x'))
    await waitFor(async () => onDisk().length > 0 || undefined, {
      timeoutMs: 5_000,
      what: 'a file on the disk',
    })
    await stack.kill('api')
    left.breakOff()
    expect(onDisk()).toHaveLength(1)
    await stack.start('api')
    expect(onDisk()).toEqual([])
    expect(readdirSync(uploads)).toHaveLength(1)
  }, 180_000)
})

describe('people', () => {
  test('four large files at once are not held in memory, also not when they are read again', async () => {
    const draft = await draftOf(head)
    const large = Buffer.concat([s.PDF, Buffer.alloc(45 * MB, 'x')])
    await s.attach(head, draft, 'lessonPlan')
    const before = forgetPeak(pid())
    const replies = await Promise.all(
      [0, 1, 2, 3].map((n) => s.attach(head, draft, 'lessonPlan', large, `${n}.pdf`)),
    )
    expect(replies.map((r) => r.status)).toEqual([201, 201, 201, 201])
    const { data } = (await head.get(`/api/drafts/${draft}`)).json<{
      data: { lessonPlan: { fileId: string; size: number }[] }
    }>()
    const { fileId, size } = data.lessonPlan.at(-1)!
    expect(size).toBe(large.length)
    const read = await Promise.all([0, 1, 2, 3].map(() => head.get(`/api/files/${fileId}`)))
    for (const one of read) expect(one.bytes.equals(large)).toBe(true)
    // The threads that verify hold one each, and are only now started; all four, and again as parameters, are far more.
    expect(peakMemory(pid()) - before).toBeLessThan(330)
    const rows = await withClient(stack.database.adminUrl, (c) => c.query('SELECT n FROM upload_part'))
    expect(rows.rows).toEqual([])
    expect(onDisk()).toEqual([])
  }, 120_000)

  test('a draft takes so many files and so many bytes, also at once, and tells what to do on the field', async () => {
    const draft = await draftOf(head)
    const all = await Promise.all(
      [0, 1, 2, 3].flatMap((n) =>
        [head, deputy].map((who) => s.attach(who, draft, 'lessonPlan', s.PDF, `${n}.pdf`)),
      ),
    )
    const codes = all.map((r) => r.status)
    expect(codes.filter((c) => c === 201)).toHaveLength(5)
    expect(codes.filter((c) => c === 413)).toHaveLength(3)
    const refused = all.find((r) => r.status === 413)!.json()
    expect(refused.errors).toMatchObject([{ field: 'lessonPlan', code: 'draft-full' }])
    expect(refused.errors[0].message.lv).toContain('līdz 5 datnēm')
    // On the page it stands at the field, and what else was entered is kept.
    const { csrfToken } = await head.session()
    const body = new FormData()
    body.append('_csrf', csrfToken)
    body.append('lessonPlan', new Blob([new Uint8Array(s.PDF)]), 'vēl.pdf')
    const page = await head.form(`/drafts/${draft}/attachments`, body)
    expect(page.status).toBe(422)
    expect(page.text).toContain('Noņemiet kādu nevajadzīgu datni')
    const files = (await head.get(`/api/drafts/${draft}`)).json().data.lessonPlan
    expect(files).toHaveLength(5)

    const other = await draftOf(deputy)
    const large = Buffer.concat([s.PDF, Buffer.alloc(48 * MB)])
    for (const status of [201, 201, 201, 201, 413])
      expect((await s.attach(deputy, other, 'lessonPlan', large, 'liels.pdf')).status).toBe(status)
  }, 120_000)

  test('on one day a person uploads so much, whatever is taken away again; a colleague goes on', async () => {
    const draft = await draftOf(head)
    let last = await s.attach(head, draft, 'lessonPlan')
    for (let n = 0; n < 20 && last.status === 201; n++) {
      const { fileId } = last.json().data.lessonPlan.at(-1)
      const { csrfToken } = await head.session()
      const body = new FormData()
      body.append('_csrf', csrfToken)
      body.append('_remove', `lessonPlan:${fileId}`)
      await head.form(`/drafts/${draft}/attachments`, body)
      last = await s.attach(head, draft, 'lessonPlan')
    }
    expect(last.status).toBe(429)
    expect(last.json().errors).toMatchObject([{ field: 'lessonPlan', code: 'day-full' }])
    const { rows } = await withClient(stack.database.adminUrl, (c) =>
      c.query(
        `SELECT d.files FROM upload_day d JOIN person p ON p.id = d.person_id WHERE p.subject = 'baiba-kalnina'`,
      ),
    )
    expect(rows).toEqual([{ files: 17 }])
    expect((await s.attach(deputy, draft, 'lessonPlan')).status).toBe(201)
  }, 120_000)
})
