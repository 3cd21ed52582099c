import { createHash, verify, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import nodemailer from 'nodemailer'
import * as client from 'openid-client'
import { Http, signIn } from '../../scripts/lib/http.ts'
import { ensureKeys } from '../../scripts/lib/keys.ts'
import { anyPorts } from '../../scripts/lib/ports.ts'
import { startProcess } from '../harness/processes.ts'

const folder = mkdtempSync(join(tmpdir(), 'lieta-neighbours-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('mail: what is sent over SMTP is kept as sent, over a restart', async () => {
  const [port = 0, smtpPort = 0] = await anyPorts(2)
  const start = () =>
    startProcess(
      'neighbours/mail.ts',
      { PORT: String(port), SMTP_PORT: String(smtpPort), STORE_DIR: join(folder, 'mail'), LIETA_FAULTS: '1' },
      { healthUrl: `http://127.0.0.1:${port}/health` },
    )
  let server = await start()
  const http = new Http(`http://127.0.0.1:${port}`)
  const transport = nodemailer.createTransport(`smtp://127.0.0.1:${smtpPort}`)
  const letter = {
    from: 'Lieta <lieta@ikvd.example>',
    to: 'baiba.kalnina@priezukalns.example',
    subject: 'Lēmums par licenci',
    text: 'Labdien! Čakli rūķīši.',
    attachments: [
      { filename: 'lēmums.pdf', content: Buffer.from('%PDF-1.7 x'), contentType: 'application/pdf' },
    ],
  }
  await transport.sendMail(letter)
  await http.post('/_faults', { failNext: 1 }, { headers: { 'x-csrf-token': '-' } })
  await expect(transport.sendMail(letter)).rejects.toThrow(/451/)
  await server.kill9()
  server = await start()
  const { messages } = (await http.get('/api/messages?to=baiba.kalnina@priezukalns.example')).json()
  expect(messages).toHaveLength(1)
  expect(messages[0]).toMatchObject({
    subject: letter.subject,
    attachments: [{ filename: 'lēmums.pdf', size: 10 }],
  })
  const one = (await http.get(`/api/messages/${messages[0].id}`)).json()
  expect(one.text.trim()).toBe(letter.text)
  expect((await http.get(`/api/messages/${one.id}/attachments/0`)).text).toBe('%PDF-1.7 x')
  expect((await http.get('/api/messages?to=nobody@ikvd.example')).json().messages).toEqual([])
  expect((await http.get('/')).text).toContain('Lēmums par licenci')
  expect((await http.get(`/messages/${one.id}`)).text).toContain('rūķīši')
  expect((await http.get('/messages/none')).status).toBe(404)
  await http.request('DELETE', '/api/messages')
  expect((await http.get('/api/messages')).json().messages).toEqual([])
  transport.close()
  await server.stop()
})

test('e-address: one key, one message, whatever is lost on the way', async () => {
  const [port = 0] = await anyPorts(1)
  const start = () =>
    startProcess(
      'neighbours/e-address.ts',
      { PORT: String(port), STORE_DIR: join(folder, 'e-address'), LIETA_FAULTS: '1' },
      { healthUrl: `http://127.0.0.1:${port}/health` },
    )
  let server = await start()
  const http = new Http(`http://127.0.0.1:${port}`)
  const content = Buffer.from('lēmums')
  const sha256 = createHash('sha256').update(content).digest('hex')
  const attachment = {
    name: 'lēmums.pdf',
    contentType: 'application/pdf',
    contentBase64: content.toString('base64'),
  }
  const message = {
    recipient: '_DEFAULT@90000000011',
    subject: 'Lēmums',
    body: 'Labdien',
    attachments: [{ ...attachment, sha256 }],
  }
  const send = (key: string, body: unknown = message) =>
    http.post('/messages', body, { headers: { 'idempotency-key': key, 'x-csrf-token': '-' } })
  const faults = (body: unknown) => http.post('/_faults', body, { headers: { 'x-csrf-token': '-' } })

  await faults({ failNext: 1 })
  expect((await send('case-1:serve:1')).status).toBe(503)
  await faults({ loseNextAnswers: 1 })
  await expect(send('case-1:serve:1')).rejects.toThrow()
  const accepted = await send('case-1:serve:1')
  expect(accepted.status).toBe(202)
  await server.kill9()
  server = await start()
  const [again, atOnce] = await Promise.all([send('case-1:serve:1'), send('case-1:serve:1')])
  expect(again.json()).toEqual(accepted.json())
  expect(atOnce.json()).toEqual(accepted.json())
  expect((await send('case-1:serve:1', { ...message, subject: 'Cits' })).status).toBe(409)

  const inbox = (await http.get('/inbox/_DEFAULT@90000000011')).json()
  expect(inbox.messages).toHaveLength(1)
  expect(inbox.messages[0]).toMatchObject({
    subject: 'Lēmums',
    attachments: [{ sha256, size: content.length }],
  })
  const id = inbox.messages[0].messageId
  expect((await http.get(`/messages/${id}/attachments/0`)).text).toBe('lēmums')
  expect((await http.get(`/view/${id}`)).text).toContain('lēmums.pdf')

  expect((await send('case-1:serve:2', { ...message, recipient: 'skola@x' })).json().error).toMatch(
    /recipient/,
  )
  const wrong = { ...message, attachments: [{ ...attachment, sha256: '0'.repeat(64) }] }
  expect((await send('case-1:serve:3', wrong)).status).toBe(422)
  await server.stop()
})

test('sign-in: code with PKCE, claims, a wrong person, sign-out', async () => {
  const [port = 0, ours = 0] = await anyPorts(2)
  const [issuer, base] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${ours}`]
  const env = {
    PORT: String(port),
    STORE_DIR: join(folder, 'sign-in'),
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: 'lieta',
    OIDC_CLIENT_SECRET: 'secret-of-the-test',
    OIDC_REDIRECT_URI: `${base}/callback`,
    OIDC_POST_LOGOUT_URI: `${base}/`,
  }
  const server = await startProcess('neighbours/sign-in.ts', env, { healthUrl: `${issuer}/health` })
  const config = await client.discovery(new URL(issuer), 'lieta', env.OIDC_CLIENT_SECRET, undefined, {
    execute: [client.allowInsecureRequests],
  })
  const verifier = client.randomPKCECodeVerifier()
  let claims: Record<string, unknown> | undefined
  let idToken = ''
  const relyingParty: Server = createServer(async (req, res) => {
    const url = new URL(req.url ?? '/', base)
    if (url.pathname === '/sign-in') {
      const to = client.buildAuthorizationUrl(config, {
        redirect_uri: env.OIDC_REDIRECT_URI,
        scope: 'openid profile email personal_code',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state: 'the-state',
      })
      return res.writeHead(302, { location: to.href }).end()
    }
    if (url.pathname === '/callback') {
      const tokens = await client.authorizationCodeGrant(config, url, {
        pkceCodeVerifier: verifier,
        expectedState: 'the-state',
      })
      claims = { ...tokens.claims() }
      idToken = tokens.id_token ?? ''
    }
    return res.end('ok')
  })
  await new Promise<void>((done) => relyingParty.listen(ours, '127.0.0.1', done))
  try {
    await expect(signIn(base, 'nobody')).rejects.toThrow(/422/)
    const http = await signIn(base, 'baiba-kalnina')
    expect(claims).toMatchObject({
      sub: 'baiba-kalnina',
      name: 'Baiba Kalniņa',
      given_name: 'Baiba',
      family_name: 'Kalniņa',
      email: 'baiba.kalnina@priezukalns.example',
      personal_code: '329999-99911',
      acr: 'http://eidas.europa.eu/LoA/high',
    })
    // Whoever signs in again is asked again, and may be someone else.
    const again = await http.get('/sign-in')
    expect(again.url).toContain('/interaction/')
    await http.request('POST', again.url, new URLSearchParams({ person: 'inese-berzina' }))
    expect(claims).toMatchObject({ sub: 'inese-berzina' })
    const out = client.buildEndSessionUrl(config, {
      post_logout_redirect_uri: `${base}/`,
      id_token_hint: idToken,
    })
    const question = await http.request('GET', out.href)
    const [, action = ''] = /action="([^"]+)"/.exec(question.text) ?? []
    const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(question.text) ?? []
    const left = await http.request('POST', action, new URLSearchParams({ xsrf, logout: 'yes' }))
    expect(left.url).toBe(`${base}/`)
  } finally {
    relyingParty.close()
    await server.stop()
  }
})

test('remote signing: access, activation for one digest and one use, one operation a reference over a restart', async () => {
  const [port = 0] = await anyPorts(1)
  const { signers } = await ensureKeys(join(folder, 'keys'))
  const env = {
    PORT: String(port),
    STORE_DIR: join(folder, 'csc'),
    SIGNERS_DIR: signers,
    CSC_CLIENT_ID: 'lieta',
    CSC_CLIENT_SECRET: 'secret',
    LIETA_FAULTS: '1',
  }
  const at = `http://127.0.0.1:${port}`
  const start = () => startProcess('neighbours/csc.ts', env, { healthUrl: `${at}/health` })
  let server = await start()
  // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for
  type Answer = { status: number; body: any }
  let token = ''
  const call = async (path: string, body: unknown): Promise<Answer> => {
    const reply = await fetch(`${at}/csc/v2/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    })
    return { status: reply.status, body: await reply.json() }
  }
  const enter = async (secret: string): Promise<number> => {
    const form = new URLSearchParams({ client_id: 'lieta', client_secret: secret })
    const reply = await fetch(`${at}/csc/v2/oauth2/token`, { method: 'POST', body: form })
    token = ((await reply.json()) as { access_token?: string }).access_token ?? ''
    return reply.status
  }
  expect((await call('credentials/list', { userID: 'PNOLV-329999-99955' })).status).toBe(401)
  expect(await enter('wrong')).toBe(401)
  expect(await enter('secret')).toBe(200)
  expect((await call('credentials/list', { userID: 'PNOLV-329999-99999' })).body.credentialIDs).toEqual([])
  const listed = await call('credentials/list', { userID: 'PNOLV-329999-99955' })
  expect(listed.body.credentialIDs).toEqual(['dace-vitola'])
  const credentialID = 'dace-vitola'
  const hash = (text: string): string => createHash('sha256').update(text).digest('base64')
  const what = { credentialID, hashAlgorithmOID: '2.16.840.1.101.3.4.2.1', clientData: 'case/1' }
  const order = async (text: string, over = text): Promise<Answer> => {
    const leave = await call('credentials/authorize', { ...what, hashes: [hash(text)] })
    return call('signatures/signHash', {
      ...what,
      hashes: [hash(over)],
      SAD: leave.body.SAD,
      operationMode: 'A',
      signAlgo: '1.2.840.113549.1.1.11',
    })
  }
  expect((await order('a', 'b')).body).toMatchObject({ error: 'invalid_request' })
  await fetch(`${at}/_people`, { method: 'POST', body: JSON.stringify({ do: 'wait' }) })
  const first = await order('a')
  const { responseID } = first.body
  expect((await call('signatures/signPolling', { responseID })).status).toBe(202)
  expect((await order('b')).body).toMatchObject({ error: 'invalid_request' })
  await server.kill9()
  server = await start()
  expect(await enter('secret')).toBe(200)
  // After the restart people confirm again at once; the same reference is the same operation.
  expect((await order('a')).body).toEqual({ responseID })
  const done = await call('signatures/signPolling', { responseID })
  const again = await call('signatures/signPolling', { responseID })
  expect(again.body.signatures).toEqual(done.body.signatures)
  const { publicKey } = new X509Certificate(readFileSync(join(signers, 'dace-vitola.cert.pem')))
  expect(verify('sha256', Buffer.from('a'), publicKey, Buffer.from(done.body.signatures[0], 'base64'))).toBe(
    true,
  )
  expect((await call('signatures/signPolling', { responseID: 'x' })).status).toBe(400)
  await server.stop()
})
