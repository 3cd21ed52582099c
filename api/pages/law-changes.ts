import { type Request, type Response, Router } from 'express'
import { h } from 'preact'
import type { Deps } from '../../cases/deps.ts'
import { approveLawChange, rejectLawChange } from '../../cases/law-changes/decide.ts'
import { enterLawChange, previewLawChange } from '../../cases/law-changes/enter.ts'
import { type Effect, getLawChange, listLawChanges } from '../../cases/law-changes/queries.ts'
import { authorize, may, notFound } from '../../cases/permissions.ts'
import type { Field } from '../../forms/form.ts'
import { RULES } from '../../law/rules/catalogue.ts'
import { LietaError } from '../../platform/errors.ts'
import { LawChangeForm } from '../../web/pages/law-change-form.tsx'
import { LawChangePage, LawChangesPage, lawTexts } from '../../web/pages/law-changes.tsx'
import { say, type View } from '../../web/view.ts'
import { actorOf, freshSignIn } from '../session.ts'
import { answersFrom } from './answers.ts'
import {
  type Body,
  bodyOf,
  idOf,
  keyOf,
  newKey,
  queryOf,
  show,
  signedIn,
  tell,
  turnOf,
  viewOf,
} from './render.ts'

const KINDS = ['holiday', 'moved-day', 'rule'] as const
const EFFECTS: readonly Effect[] = ['unchanged', 'earlier', 'later', 'newly-overdue', 'rescued', 'error']
const TEXTS = ['as', 'nameLv', 'nameEn', 'rule', 'amount', 'unit', 'transitional', 'norm', 'reason']
const DATES = ['day', 'off', 'worked', 'knownUntil', 'from']
const FIELDS: Field[] = [
  ...TEXTS.map((name): Field => ({ name, label: { lv: '', en: '' }, widget: 'text' })),
  ...DATES.map((name): Field => ({ name, label: { lv: '', en: '' }, widget: 'date' })),
]

/** Changes of the law's data, for supervisors and the director. */
export function lawChangePages(deps: Deps): Router {
  const r = Router()
  const fresh = freshSignIn(deps)
  r.get('/law-changes', signedIn, async (req, res) => {
    const changes = await listLawChanges(deps, actorOf(res))
    const v = await viewOf(deps, req, res)
    show(res, h(LawChangesPage, { v, changes, mayEnter: may(actorOf(res), 'law.change') }))
  })
  r.get('/law-changes/new/:kind', signedIn, async (req, res) => {
    authorize(actorOf(res), 'law.change')
    await form(deps, req, res, {}, newKey())
  })
  r.post('/law-changes/new/:kind', signedIn, fresh, async (req, res) => {
    const body = bodyOf(req)
    const key = keyOf(body)
    const values = valuesOf(body)
    try {
      const made = await enterLawChange(deps, actorOf(res), inputFrom(kindOf(req), values), key)
      tell(req, lawTexts(await viewOf(deps, req, res)).done.entered)
      res.redirect(303, `/law-changes/${made}`)
    } catch (e) {
      if (!(e instanceof LietaError) || e.code !== 'validation') throw e
      await form(deps, req, res, values, key, e)
    }
  })
  r.get('/law-changes/:id', signedIn, async (req, res) => page(deps, req, res))
  r.post('/law-changes/:id/preview', signedIn, async (req, res) => {
    await previewLawChange(deps, actorOf(res), idOf(req))
    await back(deps, req, res, 'again')
  })
  r.post('/law-changes/:id/approve', signedIn, fresh, async (req, res) => {
    try {
      await approveLawChange(deps, actorOf(res), idOf(req))
    } catch (e) {
      if (
        !(e instanceof LietaError) ||
        !['own-work', 'stale', 'conflict', 'not-allowed-now'].includes(e.code)
      )
        throw e
      return page(deps, req, res, e)
    }
    await back(deps, req, res, 'approved')
  })
  r.post('/law-changes/:id/reject', signedIn, fresh, async (req, res) => {
    const why = (bodyOf(req).why ?? '').trim().slice(0, 1000)
    await rejectLawChange(deps, actorOf(res), idOf(req), why)
    await back(deps, req, res, 'rejected')
  })
  return r
}

async function page(deps: Deps, req: Request, res: Response, error?: LietaError): Promise<void> {
  const actor = actorOf(res)
  const effect = EFFECTS.find((e) => e === queryOf(req, 'effect'))
  const change = await getLawChange(deps, actor, idOf(req), { ...turnOf(req), effect })
  const v = await viewOf(deps, req, res)
  const node = h(LawChangePage, {
    v,
    change,
    effect,
    mayEnter: may(actor, 'law.change'),
    mayReject: may(actor, 'law.approve') || may(actor, 'law.change'),
    ...(error ? { error: say(v, error.words) } : {}),
  })
  show(res, node, error ? 409 : 200)
}

async function back(
  deps: Deps,
  req: Request,
  res: Response,
  done: 'approved' | 'rejected' | 'again',
): Promise<void> {
  tell(req, lawTexts(await viewOf(deps, req, res)).done[done])
  res.redirect(303, `/law-changes/${idOf(req)}`)
}

async function form(
  deps: Deps,
  req: Request,
  res: Response,
  values: Record<string, string>,
  keyed: string,
  error?: LietaError,
): Promise<void> {
  const v = await viewOf(deps, req, res)
  const node = h(LawChangeForm, {
    v,
    kind: kindOf(req),
    values,
    keyed,
    errors: error ? errorsOn(v, error) : [],
    rules: Object.values(RULES).map((r) => ({ value: r.id, label: `${say(v, r.title)} (${r.id})` })),
    ...(error ? { note: say(v, error.words) } : {}),
  })
  show(res, node, error ? 422 : 200)
}

function kindOf(req: Request): (typeof KINDS)[number] {
  const kind = KINDS.find((k) => k === req.params.kind)
  if (!kind) throw notFound()
  return kind
}

function valuesOf(body: Body): Record<string, string> {
  return Object.fromEntries(Object.entries(answersFrom(FIELDS, body)).map(([k, v]) => [k, String(v ?? '')]))
}

/** What was filled in, as the API takes it. */
function inputFrom(kind: (typeof KINDS)[number], f: Record<string, string>): unknown {
  const said = { reason: f.reason, norm: f.norm }
  if (kind === 'holiday') {
    const as = f.as === 'removed' ? {} : { as: f.as }
    const name = { lv: f.nameLv, en: f.nameEn }
    return { kind, definition: { day: f.day, name, removed: f.as === 'removed', ...as }, ...said }
  }
  if (kind === 'moved-day') {
    const known = f.knownUntil ? { knownUntil: f.knownUntil } : {}
    return { kind, definition: { moves: [{ off: f.off, worked: f.worked }], ...known }, ...said }
  }
  const change = { ...(f.amount ? { amount: Number(f.amount) } : {}), ...(f.unit ? { unit: f.unit } : {}) }
  return { kind, definition: { rule: f.rule, change, from: f.from, transitional: f.transitional }, ...said }
}

/** The inputs that errors belong to. */
const INPUTS: Record<string, string> = {
  'definition.name.lv': 'nameLv',
  'definition.name.en': 'nameEn',
  'definition.moves.0.off': 'off',
  'definition.moves.0.worked': 'worked',
  'definition.change': 'amount',
  'definition.change.amount': 'amount',
  'definition.change.unit': 'unit',
  // What the law room refuses of a pair of days.
  definition: 'worked',
}

function errorsOn(v: View, error: LietaError): { field: string; text: string }[] {
  return error.fields.map((f) => ({
    field: INPUTS[f.field] ?? f.field.replace(/^definition\./, ''),
    text: say(v, f.message),
  }))
}
