import { randomUUID } from 'node:crypto'
import type { NextFunction, Request, RequestHandler, Response } from 'express'
import helmet from 'helmet'
import type { Config } from '../platform/config.ts'

/**
 * What every answer bears, whoever made it, errors and files too: the number of the request, what a browser may do with
 * it, and that no cache keeps it. Nearly everything here shows a case, a session or a token of one; the rest is quick
 * to make again. Only assets are cached (assets.ts).
 */
export function safeHeaders(config: Config): RequestHandler {
  const tls = config.PUBLIC_URL.startsWith('https://')
  const provider = new URL(config.OIDC_ISSUER).origin
  return (req, res, next) => {
    res.locals.requestId = randomUUID()
    res.locals.nonce = randomUUID()
    res.setHeader('x-request-id', res.locals.requestId)
    res.setHeader('cache-control', 'no-store')
    helmet({
      contentSecurityPolicy: {
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'", `'nonce-${res.locals.nonce}'`],
          styleSrc: ["'self'"],
          imgSrc: ["'self'", 'data:'],
          objectSrc: ["'none'"],
          frameAncestors: ["'none'"],
          formAction: ["'self'", provider],
          upgradeInsecureRequests: tls ? [] : null,
        },
      },
      xFrameOptions: { action: 'deny' },
      // The browser says where a form comes from, and pages know where they were; others learn nothing.
      referrerPolicy: { policy: 'same-origin' },
      strictTransportSecurity: tls,
    })(req, res, next)
  }
}

/** What programs get is never shown as a page, whatever its content is taken for (ASVS 14.4.2); files say their own name. */
export function downloads(_req: Request, res: Response, next: NextFunction): void {
  res.setHeader('content-disposition', 'attachment; filename="api.json"')
  next()
}
