// The e-adrese of development and tests: a message service with a stored inbox. A message that was answered
// with 202 is on disk; the same idempotency key gives the same message.
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { z } from 'zod'
import { Faults } from './lib/faults.ts'
import { Journal, writeDurably } from './lib/journal.ts'
import { escapeHtml, HttpError, page, readBody, required, sendHtml, sendJson, serve } from './lib/serve.ts'

const Address = z
  .string()
  .regex(/^_(DEFAULT|[A-Z0-9]+)@\d{11}$/, 'an e-address has the form _DEFAULT@<11 digits>')

const Message = z.object({
  sender: Address.optional(),
  recipient: Address,
  subject: z.string().min(1).max(500),
  body: z.string().max(100_000).default(''),
  /** The number of the document that is sent. */
  reference: z.string().max(200).optional(),
  attachments: z
    .array(
      z.object({
        name: z.string().min(1).max(255),
        contentType: z.string().max(200),
        contentBase64: z.base64(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/i),
      }),
    )
    .max(50)
    .default([]),
  /** Over the message; kept as it came. */
  signature: z.unknown().optional(),
})

interface Stored {
  messageId: string
  acceptedAt: string
  idempotencyKey: string
  requestHash: string
  sender: string | null
  recipient: string
  subject: string
  body: string
  reference: string | null
  attachments: { name: string; contentType: string; sha256: string; size: number }[]
  signature: unknown
}

const LIMIT = 80 * 1024 * 1024
const folder = required('STORE_DIR')
mkdirSync(join(folder, 'files'), { recursive: true })
const journal = new Journal<Stored>(join(folder, 'messages.jsonl'))
const byKey = new Map(journal.items.map((message) => [message.idempotencyKey, message]))
const faults = new Faults()

async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const url = new URL(req.url ?? '/', 'http://127.0.0.1')
  const parts = url.pathname.split('/').slice(1).map(decodeURIComponent)
  const [area = '', id = '', sub = '', number = ''] = parts
  if (url.pathname === '/_faults' && req.method === 'POST') return faults.handle(req, res)
  if (url.pathname === '/') return sendHtml(res, 200, overview())
  if (area === 'messages' && !id && req.method === 'POST') return accept(req, res)
  if (area === 'messages' && id && sub === 'attachments') return sendFile(find(id), Number(number), res)
  if (area === 'messages' && id) return sendJson(res, 200, visible(find(id)))
  if (area === 'inbox' && id) {
    const messages = journal.items.filter((message) => message.recipient === id).map(visible)
    return sendJson(res, 200, { address: id, messages: messages.toReversed() })
  }
  if (area === 'view' && id) return sendHtml(res, 200, messagePage(find(id)))
  throw new HttpError(404, 'no such page')
}

async function accept(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const key = req.headers['idempotency-key']
  if (typeof key !== 'string' || key.length < 8 || key.length > 200) {
    throw new HttpError(400, 'the header Idempotency-Key (8 to 200 characters) is missing')
  }
  const raw = await readBody(req, LIMIT)
  if (await faults.strikes()) throw new HttpError(503, 'a fault that was asked for')
  if (faults.refuses()) throw new HttpError(422, 'a refusal that was asked for')
  const requestHash = createHash('sha256').update(raw).digest('hex')
  const message = byKey.get(key) ?? keep(key, requestHash, parse(raw))
  if (message.requestHash !== requestHash) {
    throw new HttpError(409, 'this idempotency key was used for another message')
  }
  if (faults.losesAnswer()) {
    res.destroy()
    return
  }
  sendJson(res, 202, { messageId: message.messageId, acceptedAt: message.acceptedAt })
}

function parse(raw: Buffer): z.infer<typeof Message> {
  let json: unknown
  try {
    json = JSON.parse(raw.toString('utf8'))
  } catch {
    throw new HttpError(400, 'the body is not JSON')
  }
  const parsed = Message.safeParse(json)
  if (parsed.success) return parsed.data
  throw new HttpError(422, parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; '))
}

// No await in here: two requests with one key cannot both come past the look-up.
function keep(key: string, requestHash: string, message: z.infer<typeof Message>): Stored {
  const files = message.attachments.map((attachment) => {
    const content = Buffer.from(attachment.contentBase64, 'base64')
    const sha256 = createHash('sha256').update(content).digest('hex')
    if (sha256 !== attachment.sha256.toLowerCase()) {
      throw new HttpError(
        422,
        `attachments: the content of "${attachment.name}" does not have the stated sha256`,
      )
    }
    return {
      content,
      entry: { name: attachment.name, contentType: attachment.contentType, sha256, size: content.length },
    }
  })
  for (const { content, entry } of files) {
    const file = join(folder, 'files', entry.sha256)
    if (!existsSync(file)) writeDurably(file, content)
  }
  const stored: Stored = {
    messageId: randomUUID(),
    acceptedAt: new Date().toISOString(),
    idempotencyKey: key,
    requestHash,
    sender: message.sender ?? null,
    recipient: message.recipient,
    subject: message.subject,
    body: message.body,
    reference: message.reference ?? null,
    attachments: files.map((file) => file.entry),
    signature: message.signature ?? null,
  }
  journal.add(stored)
  byKey.set(key, stored)
  return stored
}

function find(id: string): Stored {
  const message = journal.items.find((candidate) => candidate.messageId === id)
  if (!message) throw new HttpError(404, 'no such message')
  return message
}

function visible({ requestHash: _hash, idempotencyKey: _key, ...message }: Stored): object {
  return message
}

function sendFile(message: Stored, index: number, res: ServerResponse): void {
  const attachment = message.attachments[index]
  if (!attachment) throw new HttpError(404, 'no such attachment')
  res.writeHead(200, {
    'content-type': attachment.contentType,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(attachment.name)}`,
    'x-content-type-options': 'nosniff',
  })
  res.end(readFileSync(join(folder, 'files', attachment.sha256)))
}

function overview(): string {
  const rows = journal.items
    .toReversed()
    .map(
      (
        m,
      ) => `<tr><td>${escapeHtml(m.acceptedAt.slice(0, 19).replace('T', ' '))}</td><td>${escapeHtml(m.recipient)}</td>
<td><a href="/view/${m.messageId}">${escapeHtml(m.subject)}</a></td></tr>`,
    )
    .join('\n')
  const head = '<th scope="col">Pieņemts (UTC)</th><th scope="col">Saņēmējs</th><th scope="col">Temats</th>'
  return page(
    'E-adrese izstrādei',
    `<p class="notice">Šis serveris izstrādē un testos aizstāj oficiālo elektronisko adresi.</p>
${rows ? `<table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table>` : '<p>Ziņojumu nav.</p>'}`,
  )
}

function messagePage(m: Stored): string {
  const files = m.attachments.map(
    (file, i) =>
      `<li><a href="/messages/${m.messageId}/attachments/${i}">${escapeHtml(file.name)}</a> (${file.size} B)</li>`,
  )
  return page(
    m.subject,
    `<p><a href="/">Visi ziņojumi</a></p>
<p>Saņēmējs: ${escapeHtml(m.recipient)}<br>Pieņemts: ${escapeHtml(m.acceptedAt)}<br>Ziņojuma numurs: ${m.messageId}</p>
<pre>${escapeHtml(m.body)}</pre>${files.length ? `<h2>Pielikumi</h2><ul>${files.join('')}</ul>` : ''}`,
  )
}

await serve('e-address', Number(required('PORT')), handle)
