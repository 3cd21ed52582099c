import type { Request } from 'express'
import { ROUTES } from './json/table.ts'
import { PAGES } from './pages/table.ts'

/** Where files are taken, and so bodies in parts; who reads such a body checks the session's token in it. */
const IN_PARTS = [
  ...ROUTES.filter((route) => route.takesFile).map((route) => `/api${route.path}`),
  ...PAGES.filter((page) => page.takesFiles).map((page) => page.path),
].map((path) => new RegExp(`^${path.replace(/:\w+|\{\w+\}/g, '[^/]+')}/?$`, 'i'))

/** Whether a body in parts is expected at this address. */
export function takesParts(req: Pick<Request, 'method' | 'path'>): boolean {
  return req.method === 'POST' && IN_PARTS.some((route) => route.test(req.path))
}
