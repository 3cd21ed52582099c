import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'

/** Reads a variable that the process cannot do without. */
export function required(name: string): string {
  const value = process.env[name]
  if (!value) {
    console.error(`Set ${name}.`)
    process.exit(2)
  }
  return value
}

/** Serves on 127.0.0.1 until SIGTERM or SIGINT; says so in one line. */
export async function serve(name: string, port: number, listener: RequestListener): Promise<Server> {
  const server = createServer((req, res) => {
    res.setHeader('x-lieta-instance', process.env.LIETA_INSTANCE ?? '')
    if (req.url === '/health') return sendJson(res, 200, { status: 'ok', name })
    Promise.resolve(listener(req, res)).catch((error: unknown) => {
      console.error(JSON.stringify({ level: 'error', name, msg: (error as Error).message }))
      if (res.headersSent) res.destroy()
      else if (error instanceof HttpError) sendJson(res, error.status, { error: error.message })
      else sendJson(res, 500, { error: 'internal error' })
    })
  })
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen(port, '127.0.0.1', done)
  })
  console.log(JSON.stringify({ level: 'info', name, msg: 'listening', port }))
  onEnd(() => {
    server.close()
    server.closeAllConnections()
  })
  return server
}

/** Runs `work` once when the process is asked to end, and then ends it. */
export function onEnd(work: () => void): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      work()
      setTimeout(() => process.exit(0), 200).unref()
    })
  }
}

/** A fault that the caller is told about as it is. */
export class HttpError extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

export function sendJson(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  res.end(JSON.stringify(body))
}

export function sendHtml(res: ServerResponse, status: number, html: string): void {
  res.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  })
  res.end(html)
}

/**
 * Reads a whole request body.
 * @throws HttpError 413 when it is larger than `limit` bytes
 */
export async function readBody(req: IncomingMessage, limit = 1024 * 1024): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req) {
    size += (chunk as Buffer).length
    if (size > limit) throw new HttpError(413, `the body is larger than ${limit} bytes`)
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}

/** @throws HttpError 400 when the body is not JSON */
export async function readJson(req: IncomingMessage, limit?: number): Promise<unknown> {
  const body = await readBody(req, limit)
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new HttpError(400, 'the body is not JSON')
  }
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** A plain page: readable without script, by keyboard and by screen reader. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="lv">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
  body { font: 1.125rem/1.5 "Noto Sans", system-ui, sans-serif; color: #0b0c0c; background: #fff; margin: 0 auto; max-width: 60rem; padding: 1.5rem }
  h1 { font-size: 1.75rem } a { color: #1d5a96 } :focus-visible { outline: 3px solid #0b0c0c; outline-offset: 2px; background: #fd0 }
  table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .5rem; border-bottom: 1px solid #b1b4b6; vertical-align: top }
  .notice { border-left: .5rem solid #1d5a96; padding: .5rem 1rem; background: #f3f2f1 }
  button { font: inherit; color: #fff; background: #1d5a96; border: 0; padding: .6rem 1rem; cursor: pointer }
  ul.people { list-style: none; padding: 0 } ul.people button { width: 100%; text-align: left; margin: 0 0 .5rem }
  ul.people small { display: block; color: #fff } pre { white-space: pre-wrap; overflow-wrap: anywhere }
</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>`
}
