import { type Request, Router } from 'express'
import { h } from 'preact'
import type { Deps } from '../../cases/deps.ts'
import { notFound } from '../../cases/permissions.ts'
import { getEntry, searchRegister, verify } from '../../cases/queries/public.ts'
import { HTTP_STATUS, LietaError } from '../../platform/errors.ts'
import { REGISTERS } from '../../registers/all.ts'
import type { RegisterDef } from '../../registers/register.ts'
import { EntryPage, RegisterPage, RegistersPage } from '../../web/pages/registers.tsx'
import { VerifyPage } from '../../web/pages/verify.tsx'
import { say } from '../../web/view.ts'
import { checkUploaded } from '../verify-upload.ts'
import { dayFrom } from './answers.ts'
import { queryOf, show, turnOf, viewOf } from './render.ts'

function register(id: unknown): RegisterDef {
  const found = REGISTERS.find((one) => one.id === id)
  if (!found) throw notFound()
  return found
}

/** The day as a link gives it, or as three boxes of the form do. */
function dateOf(req: Request): string {
  const parts = ['date-day', 'date-month', 'date-year']
  return (
    queryOf(req, 'date').trim() ||
    dayFrom(Object.fromEntries(parts.map((p) => [p, queryOf(req, p, 20)])), 'date')
  )
}

/** What anyone may see: registers and the check of a document. */
export function publicPages(deps: Deps): Router {
  const r = Router()
  r.get('/registers', async (req, res) => {
    show(res, h(RegistersPage, { v: await viewOf(deps, req, res), registers: REGISTERS }))
  })
  r.get('/registers/:register', async (req, res) => {
    const def = register(req.params.register)
    const q = queryOf(req, 'q').trim()
    const found = await searchRegister(deps, def.id, { q, ...turnOf(req) })
    show(res, h(RegisterPage, { v: await viewOf(deps, req, res), ...found, register: def, q }))
  })
  r.get('/registers/:register/:entry', async (req, res) => {
    const def = register(req.params.register)
    const entry = await getEntry(deps, def.id, String(req.params.entry))
    show(res, h(EntryPage, { v: await viewOf(deps, req, res), register: def, entry }))
  })
  r.get('/verify', async (req, res) => {
    const v = await viewOf(deps, req, res)
    if (req.query.number === undefined) return show(res, h(VerifyPage, { v, given: '' }))
    const given = queryOf(req, 'number').trim()
    if (given === '') return show(res, h(VerifyPage, { v, given, error: v.t.pub.verify.missing }), 422)
    const date = dateOf(req)
    const result = await verify(deps, given, date)
    show(res, h(VerifyPage, { v, given, date, result }), result.found ? 200 : 404)
  })
  r.post('/verify', async (req, res) => {
    const v = await viewOf(deps, req, res)
    try {
      show(res, h(VerifyPage, { v, given: '', file: await checkUploaded(deps, req) }))
    } catch (e) {
      if (!(e instanceof LietaError) || e.fields.length === 0) throw e
      show(res, h(VerifyPage, { v, given: '', fileError: say(v, e.words) }), HTTP_STATUS[e.code])
    }
  })
  // Numbers hold slashes, as in 4-7/2026/1.
  r.get('/verify/{*number}', async (req, res) => {
    const v = await viewOf(deps, req, res)
    const given = [req.params.number ?? []].flat().join('/')
    const date = dateOf(req)
    const result = await verify(deps, given, date)
    show(res, h(VerifyPage, { v, given, date, result }), result.found ? 200 : 404)
  })
  return r
}
