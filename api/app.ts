import express, { type Express } from 'express'
import type { Deps } from '../cases/deps.ts'
import { assertDatabase } from '../platform/database.ts'
import { metrics } from '../platform/health.ts'
import { INSTANCE } from '../platform/instance.ts'
import { faultOf } from '../platform/log.ts'
import { assets } from './assets.ts'
import { refusalsAudited } from './audit.ts'
import { csrfGuard } from './csrf.ts'
import { problemHandler } from './errors.ts'
import { addressGate, bodyGate } from './gate.ts'
import { downloads, safeHeaders } from './headers.ts'
import { heldIsSent } from './held.ts'
import { mountRoutes } from './json/mount.ts'
import { openApiDocument } from './json/openapi.ts'
import { ROUTES } from './json/table.ts'
import { keptBeforeRedirect } from './keep-session.ts'
import { apiDocs } from './pages/docs.ts'
import { pageErrors } from './pages/errors.ts'
import { mountPages } from './pages/mount.ts'
import { PAGES } from './pages/table.ts'
import { seldom } from './seldom.ts'
import { sessions, whoAsks } from './session.ts'
import { signInRoutes } from './sign-in.ts'
import { takesParts } from './takes-parts.ts'
import { tooBusy } from './verify-upload.ts'
import { mounted } from './who.ts'

/** Bodies of pages and of the API; files are read elsewhere. */
const MOST_BYTES = '1mb'

/** The whole HTTP side on one screen; the order is the security. */
export function createApp(deps: Deps): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', 'loopback')

  app.use(safeHeaders(deps.config))
  app.get('/health', (_req, res) => {
    res.set(INSTANCE.header, INSTANCE.name).send('ok')
  })
  app.get('/ready', async (_req, res) => {
    try {
      await assertDatabase(deps.db)
      await deps.temporal.workflowService.getSystemInfo({})
      res.send('ready')
    } catch (e) {
      deps.log.warn(faultOf(e), 'not ready')
      res.status(503).send('not ready')
    }
  })
  app.get('/metrics', async (_req, res) => {
    res.type(metrics.contentType).send(await metrics.metrics())
  })

  app.use(addressGate)
  app.use('/assets', ...assets(deps.config.ASSETS_DIR))
  app.use(sessions(deps))
  app.use(keptBeforeRedirect)
  app.use(whoAsks(deps))
  app.use(express.json({ limit: MOST_BYTES }))
  app.use(express.urlencoded({ extended: false, limit: MOST_BYTES, parameterLimit: 500 }))
  app.use(csrfGuard(deps, takesParts))
  app.use(bodyGate(takesParts))
  app.use(heldIsSent)
  app.use(['/verify', '/api/verify'], seldom(120))
  // A file costs memory and a thread: fewer of those.
  app.post(['/verify', '/api/verify'], seldom(20, tooBusy))

  const described = openApiDocument(deps.config.PUBLIC_URL, mounted(deps, ROUTES))
  app.get('/api/openapi.json', (_req, res) => {
    res.json(described)
  })
  app.get('/api/docs', apiDocs(deps, described))
  app.use('/api', downloads, mountRoutes(deps, ROUTES), refusalsAudited(deps), problemHandler(deps.log))
  app.use(signInRoutes(deps))
  app.use(mountPages(deps, PAGES))
  app.use(refusalsAudited(deps))
  app.use(pageErrors(deps))
  return app
}
