// The mail server of development and tests: takes everything over SMTP, delivers nothing, shows what came.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { Faults } from './lib/faults.ts'
import { Journal, writeDurably } from './lib/journal.ts'
import { escapeHtml, HttpError, onEnd, page, required, sendHtml, sendJson, serve } from './lib/serve.ts'

interface StoredMail {
  id: string
  receivedAt: string
  from: string
  to: string[]
  subject: string
  messageId: string
  text: string
  attachments: { filename: string; contentType: string; size: number }[]
}

const LIMIT = 40 * 1024 * 1024
const folder = required('STORE_DIR')
mkdirSync(folder, { recursive: true })
const inbox = new Journal<StoredMail>(join(folder, 'inbox.jsonl'))
const faults = new Faults()

const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  allowInsecureAuth: true,
  onAuth: (auth, _session, done) => done(null, { user: auth.username ?? 'anyone' }),
  size: LIMIT,
  banner: 'Lieta development mail',
  onData(stream, session, done) {
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    stream.on('end', () => {
      const to = session.envelope.rcptTo.map((recipient) => recipient.address)
      const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : ''
      keep(Buffer.concat(chunks), from, to).then(
        (id) => done(null, `kept as ${id}`),
        (error: Error) => done(Object.assign(error, { responseCode: 451 })),
      )
    })
  },
})

async function keep(raw: Buffer, from: string, to: string[]): Promise<string> {
  if (await faults.strikes()) throw new Error('a fault that was asked for')
  const parsed = await simpleParser(raw)
  const id = `${Date.now().toString(36)}${randomBytes(4).toString('hex')}`
  writeDurably(join(folder, `${id}.eml`), raw)
  inbox.add({
    id,
    receivedAt: new Date().toISOString(),
    from,
    to,
    subject: parsed.subject ?? '',
    messageId: parsed.messageId ?? '',
    text: parsed.text ?? '',
    attachments: parsed.attachments.map((attachment) => ({
      filename: attachment.filename ?? 'bez-nosaukuma',
      contentType: attachment.contentType,
      size: attachment.size,
    })),
  })
  if (faults.losesAnswer()) throw new Error('a fault that was asked for: kept, but not said so')
  return id
}

async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const url = new URL(req.url ?? '/', 'http://127.0.0.1')
  const [, area, second, third, fourth] = url.pathname.split('/')
  if (url.pathname === '/_faults' && req.method === 'POST') return faults.handle(req, res)
  if (url.pathname === '/') return sendHtml(res, 200, listPage(url.searchParams.get('to') ?? ''))
  if (area === 'messages' && second) return sendHtml(res, 200, messagePage(find(second)))
  if (area !== 'api' || second !== 'messages') throw new HttpError(404, 'no such page')
  if (!third && req.method === 'DELETE') return empty(res)
  if (!third) return sendJson(res, 200, { messages: list(url.searchParams.get('to') ?? '') })
  const mail = find(third)
  if (!fourth) return sendJson(res, 200, { ...mail, html: (await parse(mail)).html || null })
  if (fourth === 'raw') {
    res.writeHead(200, { 'content-type': 'message/rfc822' })
    res.end(readFileSync(join(folder, `${mail.id}.eml`)))
    return
  }
  const number = Number(url.pathname.split('/')[5])
  const attachment = fourth === 'attachments' ? (await parse(mail)).attachments[number] : undefined
  if (!attachment) throw new HttpError(404, 'no such attachment')
  const name = encodeURIComponent(attachment.filename ?? 'bez-nosaukuma')
  res.writeHead(200, {
    'content-type': attachment.contentType,
    'content-disposition': `attachment; filename*=UTF-8''${name}`,
    'x-content-type-options': 'nosniff',
  })
  res.end(attachment.content)
}

const parse = (mail: StoredMail) => simpleParser(readFileSync(join(folder, `${mail.id}.eml`)))

/** Newest first. */
function list(to: string): StoredMail[] {
  const wanted = to.trim().toLowerCase()
  return inbox.items
    .filter((mail) => wanted === '' || mail.to.some((address) => address.toLowerCase() === wanted))
    .toReversed()
}

function find(id: string): StoredMail {
  const mail = inbox.items.find((candidate) => candidate.id === id)
  if (!mail || !existsSync(join(folder, `${mail.id}.eml`))) throw new HttpError(404, 'no such message')
  return mail
}

function empty(res: ServerResponse): void {
  const gone = inbox.items.map((mail) => mail.id)
  inbox.clear()
  for (const id of gone) rmSync(join(folder, `${id}.eml`), { force: true })
  sendJson(res, 200, { deleted: gone.length })
}

function listPage(to: string): string {
  const rows = list(to)
    .map(
      (mail) => `<tr><td>${escapeHtml(mail.receivedAt.slice(0, 19).replace('T', ' '))}</td>
<td>${escapeHtml(mail.to.join(', '))}</td>
<td><a href="/messages/${mail.id}">${escapeHtml(mail.subject || '(bez temata)')}</a></td></tr>`,
    )
    .join('\n')
  const table = `<table><thead><tr><th scope="col">Saņemts (UTC)</th><th scope="col">Kam</th><th scope="col">Temats</th></tr></thead><tbody>${rows}</tbody></table>`
  return page(
    'Pastkaste izstrādei',
    `<p class="notice">Viss, ko Lieta sūta pa e-pastu, paliek šeit. Nekas netiek piegādāts.</p>
<form method="get" action="/" role="search"><label for="to">Saņēmēja adrese</label> <input id="to" name="to" type="email" value="${escapeHtml(to)}"> <button>Atlasīt</button></form>
${rows ? table : '<p>Vēstuļu nav.</p>'}`,
  )
}

function messagePage(mail: StoredMail): string {
  const files = mail.attachments
    .map(
      (file, index) =>
        `<li><a href="/api/messages/${mail.id}/attachments/${index}">${escapeHtml(file.filename)}</a> (${file.size} B)</li>`,
    )
    .join('')
  return page(
    mail.subject || '(bez temata)',
    `<p><a href="/">Visas vēstules</a></p>
<p>No: ${escapeHtml(mail.from)}<br>Kam: ${escapeHtml(mail.to.join(', '))}<br>Saņemts: ${escapeHtml(mail.receivedAt)}</p>
<pre>${escapeHtml(mail.text)}</pre>
${files ? `<h2>Pielikumi</h2><ul>${files}</ul>` : ''}
<p><a href="/api/messages/${mail.id}/raw">Vēstules avots</a></p>`,
  )
}

const smtpPort = Number(required('SMTP_PORT'))
await new Promise<void>((done, fail) => {
  smtp.once('error', fail)
  smtp.listen(smtpPort, '127.0.0.1', () => done())
})
smtp.on('error', (error) =>
  console.error(JSON.stringify({ level: 'warn', name: 'mail', msg: error.message })),
)
onEnd(() => smtp.close())
await serve('mail', Number(required('PORT')), handle)
