// The sign-in of development and tests: a real OpenID provider that asks only who you want to be.
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import Provider, { type Configuration, interactionPolicy, type JWK } from 'oidc-provider'
import { SAMPLE_PEOPLE } from '../scripts/lib/sample-people.ts'
import { writeDurably } from './lib/journal.ts'
import { escapeHtml, HttpError, page, readBody, required, sendHtml, serve } from './lib/serve.ts'

const ACR = 'http://eidas.europa.eu/LoA/high'
const LOW_ACR = 'http://eidas.europa.eu/LoA/low'
const issuer = required('OIDC_ISSUER')
const keys = readKeys(required('STORE_DIR'))

/** Kept, so that tokens and cookies from before a restart still hold. */
function readKeys(folder: string): { jwks: JWK[]; cookies: string[] } {
  const file = join(folder, 'keys.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as { jwks: JWK[]; cookies: string[] }
  mkdirSync(folder, { recursive: true })
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = {
    ...privateKey.export({ format: 'jwk' }),
    use: 'sig',
    alg: 'RS256',
    kid: randomBytes(8).toString('hex'),
  }
  const made = { jwks: [jwk as JWK], cookies: [randomBytes(32).toString('base64url')] }
  writeDurably(file, JSON.stringify(made))
  return made
}

// The person is asked each time: whoever tries the service wants to be someone else the next moment.
const policy = interactionPolicy.base()
policy
  .get('login')
  ?.checks.add(
    new interactionPolicy.Check('choose', 'choose who you are', (ctx) =>
      ctx.oidc.result?.login
        ? interactionPolicy.Check.NO_NEED_TO_PROMPT
        : interactionPolicy.Check.REQUEST_PROMPT,
    ),
  )

const configuration: Configuration = {
  clients: [
    {
      client_id: required('OIDC_CLIENT_ID'),
      client_secret: required('OIDC_CLIENT_SECRET'),
      redirect_uris: required('OIDC_REDIRECT_URI').split(','),
      post_logout_redirect_uris: (process.env.OIDC_POST_LOGOUT_URI ?? '').split(',').filter(Boolean),
      grant_types: ['authorization_code'],
      response_types: ['code'],
    },
  ],
  jwks: { keys: keys.jwks },
  cookies: { keys: keys.cookies },
  claims: {
    openid: ['sub', 'acr'],
    profile: ['name', 'given_name', 'family_name'],
    email: ['email'],
    personal_code: ['personal_code'],
  },
  scopes: ['openid', 'profile', 'email', 'personal_code'],
  acrValues: [ACR, LOW_ACR],
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  interactions: { policy, url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => {
        ctx.body = page(
          'Iziet',
          `${form}<p>Vai iziet arī no pieteikšanās?</p><button type="submit" form="op.logoutForm" name="logout" value="yes">Iziet</button>`,
        )
      },
    },
  },
  ttl: {
    Session: 8 * 60 * 60,
    Interaction: 60 * 60,
    Grant: 8 * 60 * 60,
    AccessToken: 60 * 60,
    IdToken: 60 * 60,
  },
  findAccount: (_ctx, id) => {
    const person = SAMPLE_PEOPLE.find((candidate) => candidate.id === id)
    if (!person) return undefined
    return {
      accountId: id,
      claims: () => ({
        sub: id,
        name: `${person.givenName} ${person.familyName}`,
        given_name: person.givenName,
        family_name: person.familyName,
        email: person.email,
        personal_code: person.personalCode,
        acr: person.lowAssurance ? LOW_ACR : ACR,
      }),
    }
  },
  // Our own service needs no consent page.
  loadExistingGrant: async (ctx) => {
    const { client, session, provider: current } = ctx.oidc
    if (!client || !session?.accountId) return undefined
    const grant = new current.Grant({ clientId: client.clientId, accountId: session.accountId })
    grant.addOIDCScope('openid profile email personal_code')
    await grant.save()
    return grant
  },
  renderError: (ctx, out) => {
    const what = `${out.error}: ${out.error_description ?? ''}`
    ctx.type = 'html'
    ctx.body = page(
      'Pieteikties neizdevās',
      `<p>${escapeHtml(what)}</p><p>Atgriezieties Lietā un sāciet no jauna.</p>`,
    )
  },
}

const provider = new Provider(issuer, configuration)
const callback = provider.callback()

async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const path = new URL(req.url ?? '/', issuer).pathname
  if (path === '/')
    return sendHtml(res, 200, page('Pieteikšanās izstrādei', '<p>Sāciet no Lietas sākumlapas.</p>'))
  if (!path.startsWith('/interaction/')) return callback(req, res)
  let details: Awaited<ReturnType<typeof provider.interactionDetails>>
  try {
    details = await provider.interactionDetails(req, res)
  } catch {
    return sendHtml(
      res,
      400,
      page('Šī pieteikšanās ir beigusies', '<p>Atgriezieties Lietā un sāciet no jauna.</p>'),
    )
  }
  if (req.method !== 'POST') return sendHtml(res, 200, choicePage(path))
  const person = new URLSearchParams((await readBody(req)).toString('utf8')).get('person') ?? ''
  const chosen = SAMPLE_PEOPLE.find((candidate) => candidate.id === person)
  if (!chosen) throw new HttpError(422, 'no such person')
  if (details.session && details.session.accountId !== person) {
    await handOver(details.session.uid, person)
    details.session.accountId = person
    await details.persist()
  }
  const login = { accountId: person, acr: chosen.lowAssurance ? LOW_ACR : ACR, amr: ['hwk'], remember: false }
  await provider.interactionFinished(req, res, { login }, { mergeWithLastSubmission: false })
}

/** The provider would first sign the other person out through a page that needs script. */
async function handOver(sessionUid: string, person: string): Promise<void> {
  const session = await provider.Session.findByUid(sessionUid)
  if (!session) return
  session.accountId = person
  session.authorizations = {}
  await session.persist()
}

function choicePage(path: string): string {
  const people = SAMPLE_PEOPLE.map(
    (person) => `<li><button type="submit" name="person" value="${person.id}">
${escapeHtml(`${person.givenName} ${person.familyName}`)}<small>${escapeHtml(person.title)}</small></button></li>`,
  ).join('\n')
  return page(
    'Kas jūs esat?',
    `<p class="notice">Pieteikšanās izstrādei: visas personas ir izdomātas.</p>
<form method="post" action="${escapeHtml(path)}"><ul class="people">${people}</ul></form>`,
  )
}

await serve('sign-in', Number(required('PORT')), handle)
