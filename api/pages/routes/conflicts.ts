import { judgeConflict, tellConflict } from '../../../cases/conflicts/conflict.ts'
import { declareTie, endTie } from '../../../cases/conflicts/ties.ts'
import type { Field } from '../../../forms/form.ts'
import { workTexts } from '../../../web/components/work-words.ts'
import { inputs, said, typed } from '../answers.ts'
import { endIn, shown, texts, ties } from '../conflict-page.ts'
import { newKey } from '../input.ts'
import { pageRoute, to } from '../route.ts'

const TOLD: Field[] = inputs('text', ['personId', 'ground', 'reason'])
const TIE: Field[] = [
  ...inputs('text', ['regNo', 'founder', 'ground', 'reason']),
  ...inputs('date', ['lastDay']),
]

/** Who takes no part in a case, and who is tied to whom. */
export const conflictPages = [
  pageRoute({
    method: 'get',
    path: '/cases/:id/conflicts',
    who: 'conflict.declare',
    handle: (call) => shown(call, {}),
  }),
  pageRoute({
    method: 'post',
    path: '/cases/:id/conflicts',
    who: 'conflict.declare',
    async handle({ deps, actor, body, key, id }) {
      const given = said(typed(TOLD, body))
      await tellConflict(deps, actor, { caseId: id(), body: given, key })
      // Whoever told of their own has nothing to do with the case any more.
      const own = !given.personId || given.personId === actor.personId
      return to(own ? '/desk' : `/cases/${id()}/conflicts`, (v) => workTexts(v).conflicts.done)
    },
    refused: async (call, error) =>
      error.code === 'validation' || error.code === 'conflict'
        ? shown(call, said(typed(TOLD, call.body)), error)
        : undefined,
  }),
  pageRoute({
    method: 'post',
    path: '/cases/:id/conflicts/:conflict/judgement',
    who: 'conflict.judge',
    async handle({ deps, actor, body, key, id }) {
      const conflict = id('conflict')
      const judgement = { outcome: body.outcome, reason: body[`reason-${conflict}`]?.trim() ?? '' }
      await judgeConflict(deps, actor, { caseId: id(), id: conflict, body: judgement, key })
      return to(`/cases/${id()}/conflicts`, (v) => workTexts(v).conflicts.judged)
    },
    // There is one such field for each conflict.
    refused: async (call, error) =>
      error.fields.length > 0
        ? shown(call, texts(call.body), error, (field) => `${field}-${call.id('conflict')}`)
        : undefined,
  }),
  pageRoute({
    method: 'get',
    path: '/ties',
    who: 'conflict.declare',
    handle: (call) => ties(call, {}, newKey()),
  }),
  pageRoute({
    method: 'post',
    path: '/ties',
    who: 'conflict.declare',
    async handle({ deps, actor, body, key }) {
      await declareTie(deps, actor, said(typed(TIE, body)), key)
      return to('/ties', (v) => workTexts(v).ties.done)
    },
    refused: async (call, error) =>
      error.code === 'validation' ? ties(call, said(typed(TIE, call.body)), call.key, error) : undefined,
  }),
  pageRoute({
    method: 'post',
    path: '/ties/:id/end',
    who: 'conflict.judge',
    async handle({ deps, actor, body, id }) {
      await endTie(deps, actor, id(), endIn(body, id()))
      return to('/ties', (v) => workTexts(v).ties.endDone)
    },
    refused: async (call, error) =>
      error.fields.length > 0
        ? ties(call, texts(call.body), newKey(), error, (field) => `${field}-${call.id()}`)
        : undefined,
  }),
]
