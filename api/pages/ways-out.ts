import type { Request } from 'express'
import type { View } from '../../web/view.ts'

/** Where somebody may go from a page that says what went wrong. */
export function waysOut(v: View, req: Request): { href: string; text: string }[] {
  const t = v.t.errors
  const [, room, id] = req.path.split('/')
  const ways: { href: string; text: string }[] = []
  if (req.method !== 'GET' && !req.path.startsWith('/sign-out'))
    ways.push({ href: refererOf(req) ?? req.path, text: t.reload })
  if (room === 'cases' && id && req.path !== `/cases/${id}`)
    ways.push({ href: `/cases/${id}`, text: t.toCase })
  if (v.person?.applies) ways.push({ href: '/portal', text: v.t.nav.portal })
  if (v.person?.staff) ways.push({ href: '/desk', text: v.t.nav.desk })
  if (!v.person) ways.push({ href: '/sign-in', text: v.t.signIn })
  ways.push({ href: '/', text: t.home })
  return ways.filter((way, n) => ways.findIndex((w) => w.href === way.href) === n)
}

/** Where the form was, if it was here. */
function refererOf(req: Request): string | undefined {
  try {
    const url = new URL(req.get('referer') ?? '')
    return url.host === req.get('host') ? `${url.pathname}${url.search}` : undefined
  } catch {
    return undefined
  }
}
