import { h } from 'preact'
import { notFound } from '../../../cases/permissions.ts'
import { getEntry, searchRegister } from '../../../cases/queries/public.ts'
import { REGISTERS } from '../../../registers/all.ts'
import type { RegisterDef } from '../../../registers/register.ts'
import { EntryPage, RegisterPage, RegistersPage } from '../../../web/pages/registers.tsx'
import { turnOf } from '../input.ts'
import { page, pageRoute } from '../route.ts'

function register(id: string): RegisterDef {
  const found = REGISTERS.find((one) => one.id === id)
  if (!found) throw notFound()
  return found
}

/** The public registers. */
export const publicPages = [
  pageRoute({
    method: 'get',
    path: '/registers',
    who: 'anyone',
    handle: async ({ view }) => page(h(RegistersPage, { v: await view(), registers: REGISTERS })),
  }),
  pageRoute({
    method: 'get',
    path: '/registers/:register',
    who: 'anyone',
    async handle({ deps, req, param, query, view }) {
      const def = register(param('register'))
      const q = query('q').trim()
      const found = await searchRegister(deps, def.id, { q, ...turnOf(req) })
      return page(h(RegisterPage, { v: await view(), ...found, register: def, q }))
    },
  }),
  pageRoute({
    method: 'get',
    path: '/registers/:register/:entry',
    who: 'anyone',
    async handle({ deps, param, view }) {
      const def = register(param('register'))
      const entry = await getEntry(deps, def.id, param('entry'))
      return page(h(EntryPage, { v: await view(), register: def, entry }))
    },
  }),
]
