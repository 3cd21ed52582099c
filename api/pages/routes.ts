import { Router } from 'express'
import { h } from 'preact'
import type { Deps } from '../../cases/deps.ts'
import { LietaError } from '../../platform/errors.ts'
import { StartPage } from '../../web/pages/start.tsx'
import { en } from '../../web/texts/en.ts'
import { lv } from '../../web/texts/lv.ts'
import { auditPages } from './audit.ts'
import { casePages } from './cases.ts'
import { clockPages } from './clock.ts'
import { deskPages } from './desk.ts'
import { draftPages } from './drafts.ts'
import { lawChangePages } from './law-changes.ts'
import { portalPages } from './portal.ts'
import { publicPages } from './public.ts'
import { show, viewOf } from './render.ts'
import { retentionPages } from './retention.ts'
import { sessionPages } from './sessions.ts'
import { signaturePages } from './signatures.ts'
import { signingPages } from './signing.ts'

/** Every page: the same use cases as the JSON API, for people. */
export function pageRoutes(deps: Deps): Router {
  const r = Router()
  r.get('/', async (req, res) => show(res, h(StartPage, { v: await viewOf(deps, req, res) })))
  r.use(publicPages(deps))
  r.use(sessionPages(deps))
  r.use(auditPages(deps))
  r.use(portalPages(deps))
  r.use(draftPages(deps))
  r.use(signingPages(deps))
  r.use(retentionPages(deps))
  r.use(casePages(deps))
  r.use(signaturePages(deps))
  r.use(deskPages(deps))
  r.use(lawChangePages(deps))
  if (deps.config.LIETA_ENV !== 'production') r.use(clockPages(deps))
  r.use(() => {
    throw new LietaError('not-found', { lv: lv.errors.noPage, en: en.errors.noPage })
  })
  return r
}
