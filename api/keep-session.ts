import type { NextFunction, Request, Response } from 'express'

/**
 * A browser follows a redirect as soon as it sees its head, and the session is kept only when the answer ends: what it
 * was told (a notice for the next page) must stand before the redirect goes out.
 */
export function keptBeforeRedirect(req: Request, res: Response, next: NextFunction): void {
  const redirect = res.redirect.bind(res) as (...args: [number | string, string?]) => void
  res.redirect = ((...args: [number | string, string?]) => {
    // Nothing said, nothing to keep: a visitor gets no session for being sent elsewhere.
    if (!req.session || Object.keys(req.session).length <= 1) return redirect(...args)
    req.session.save((e) => (e ? next(e) : redirect(...args)))
  }) as typeof res.redirect
  next()
}
