export interface Reply {
  status: number
  /** Where we ended after redirects. */
  url: string
  headers: Headers
  text: string
  bytes: Buffer
  // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for
  json<T = any>(): T
}

export interface RequestOptions {
  headers?: Record<string, string>
  /** Off: a 302 is returned as it is. */
  followRedirects?: boolean
}

export type Fields = Record<string, string | string[]>

const LINE_ENDED = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'])

/** What a browser does and no more: cookies, redirects, forms, and the CSRF token of the session. */
export class Http {
  readonly baseUrl: string
  readonly #fetch: typeof fetch
  readonly #cookies = new Map<string, Map<string, string>>()
  #csrfToken: string | undefined

  /** @param through another way to speak than the platform's, for instance with a certificate of our own */
  constructor(baseUrl: string, through: typeof fetch = fetch) {
    this.#fetch = through
    this.baseUrl = baseUrl.replace(/\/$/, '')
  }

  get(path: string, options: RequestOptions = {}): Promise<Reply> {
    return this.request('GET', path, undefined, options)
  }

  /** Sends JSON. */
  async post(path: string, body: unknown = {}, options: RequestOptions = {}): Promise<Reply> {
    return this.#json('POST', path, body, options)
  }

  async put(path: string, body: unknown = {}, options: RequestOptions = {}): Promise<Reply> {
    return this.#json('PUT', path, body, options)
  }

  async patch(path: string, body: unknown = {}, options: RequestOptions = {}): Promise<Reply> {
    return this.#json('PATCH', path, body, options)
  }

  async delete(path: string, options: RequestOptions = {}): Promise<Reply> {
    return this.request('DELETE', path, undefined, await this.#withToken(options))
  }

  /** Sends a form as a page without script does; FormData goes as multipart. */
  async form(path: string, fields: Fields | FormData, options: RequestOptions = {}): Promise<Reply> {
    const body = fields instanceof FormData ? fields : encodeFields(fields)
    return this.request('POST', path, body, await this.#withToken(options))
  }

  /** The session as the API tells it; the CSRF token is kept for what follows. */
  async session<T = { csrfToken: string; user: unknown }>(): Promise<T> {
    const reply = await this.get('/api/session')
    const session = reply.json<T & { csrfToken?: string }>()
    this.#csrfToken = session.csrfToken
    return session
  }

  /** Forgets the token, for instance after signing in: the session is a new one. */
  forgetToken(): void {
    this.#csrfToken = undefined
  }

  cookieHeader(url: string): string {
    const jar = this.#cookies.get(new URL(url).host)
    return [...(jar ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** Any method, any body, no token added. `path` may be a whole address. */
  async request(
    method: string,
    path: string,
    body?: string | FormData | URLSearchParams | Uint8Array,
    { headers = {}, followRedirects = true }: RequestOptions = {},
  ): Promise<Reply> {
    let url = path.startsWith('http') ? path : `${this.baseUrl}${path}`
    let verb = method
    let payload = body
    for (let hop = 0; ; hop++) {
      const ask = (): Promise<Response> =>
        this.#fetch(url, {
          method: verb,
          redirect: 'manual',
          headers: { ...headers, cookie: this.cookieHeader(url) },
          ...(payload === undefined ? {} : { body: payload as NonNullable<RequestInit['body']> }),
        })
      const response = await ask().catch((e) => {
        // What only reads is asked again, as browsers do, when a line that stood still was ended under it.
        if (verb === 'GET' && LINE_ENDED.has(e.cause?.code)) return ask()
        throw e
      })
      this.#keep(url, response.headers)
      const location = response.headers.get('location')
      if (!location || !followRedirects || response.status < 300 || response.status > 399) {
        const bytes = Buffer.from(await response.arrayBuffer())
        const text = bytes.toString('utf8')
        return {
          status: response.status,
          url,
          headers: response.headers,
          text,
          bytes,
          json: () => parseJson(text, verb, url, response.status),
        }
      }
      if (hop > 20) throw new Error(`more than 20 redirects, now at ${url}`)
      await response.arrayBuffer()
      url = new URL(location, url).toString()
      if (response.status !== 307 && response.status !== 308) {
        verb = 'GET'
        payload = undefined
      }
    }
  }

  async #json(method: string, path: string, body: unknown, options: RequestOptions): Promise<Reply> {
    const withToken = await this.#withToken(options)
    const headers = { 'content-type': 'application/json', accept: 'application/json', ...withToken.headers }
    return this.request(method, path, JSON.stringify(body), { ...withToken, headers })
  }

  async #withToken(options: RequestOptions): Promise<RequestOptions> {
    if (options.headers && 'x-csrf-token' in options.headers) return options
    if (this.#csrfToken === undefined) await this.session().catch(() => {})
    const token = this.#csrfToken
    return token ? { ...options, headers: { 'x-csrf-token': token, ...options.headers } } : options
  }

  #keep(url: string, headers: Headers): void {
    const host = new URL(url).host
    const jar = this.#cookies.get(host) ?? new Map<string, string>()
    this.#cookies.set(host, jar)
    for (const line of headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';')
      const at = pair.indexOf('=')
      const [name, value] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
      const expires = attributes.find((a) => a.trim().toLowerCase().startsWith('expires='))
      const isPast = expires !== undefined && new Date(expires.split('=')[1] ?? '').getTime() < Date.now()
      if (value === '' || isPast) jar.delete(name)
      else jar.set(name, value)
    }
  }
}

/**
 * Signs a sample person in through the local OpenID provider, as a browser would.
 * @param baseUrl address of the API
 * @throws Error when the dance ends anywhere but signed in
 */
export async function signIn(
  baseUrl: string,
  personId: string,
  path = '/sign-in',
  through?: typeof fetch,
): Promise<Http> {
  const http = new Http(baseUrl, through)
  const page = await http.get(path)
  if (!page.url.includes('/interaction/')) {
    throw new Error(
      `sign-in did not reach the provider: ${page.status} at ${page.url}: ${page.text.slice(0, 300)}`,
    )
  }
  const back = await http.request('POST', page.url, new URLSearchParams({ person: personId }))
  if (back.status >= 400)
    throw new Error(`sign-in failed: ${back.status} at ${back.url}: ${back.text.slice(0, 300)}`)
  http.forgetToken()
  return http
}

function encodeFields(fields: Fields): URLSearchParams {
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) body.append(name, one)
  }
  return body
}

function parseJson<T>(text: string, verb: string, url: string, status: number): T {
  try {
    return JSON.parse(text) as T
  } catch {
    throw new Error(`${verb} ${url} answered ${status} without JSON: ${text.slice(0, 300)}`)
  }
}
