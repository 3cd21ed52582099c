import { endMember, enterBody, nameMember, setBodyRule } from '../../../cases/bodies/change.ts'
import { workTexts } from '../../../web/components/work-words.ts'
import { said, typed } from '../answers.ts'
import { bodies, body, END, endIn, MEMBER, NEW, RULE, ruleIn } from '../body-page.ts'
import { newKey } from '../input.ts'
import { pageRoute, to } from '../route.ts'

/** Commissions and councils: who sits in them, and by which rule they decide. */
export const bodyPages = [
  pageRoute({
    method: 'get',
    path: '/bodies',
    who: 'body.read',
    handle: (call) => bodies(call, {}, newKey()),
  }),
  pageRoute({
    method: 'post',
    path: '/bodies',
    who: 'body.write',
    async handle(call) {
      const id = await enterBody(call.deps, call.actor, said(typed(NEW, call.body)), call.key)
      return to(`/bodies/${id}`, (v) => workTexts(v).bodies.done)
    },
    refused: async (call, error) =>
      error.code === 'validation' ? bodies(call, typed(NEW, call.body), call.key, error) : undefined,
  }),
  pageRoute({ method: 'get', path: '/bodies/:id', who: 'body.read', handle: (call) => body(call, {}) }),
  pageRoute({
    method: 'post',
    path: '/bodies/:id/members',
    who: 'body.write',
    async handle(call) {
      await nameMember(call.deps, call.actor, call.id(), said(typed(MEMBER, call.body)), call.key)
      return to(`/bodies/${call.id()}`, (v) => workTexts(v).bodies.named)
    },
    refused: async (call, error) =>
      error.code === 'validation' ? body(call, typed(MEMBER, call.body), error) : undefined,
  }),
  pageRoute({
    method: 'post',
    path: '/bodies/:id/rules',
    who: 'body.write',
    async handle(call) {
      await setBodyRule(call.deps, call.actor, call.id(), ruleIn(call.body), call.key)
      return to(`/bodies/${call.id()}`, (v) => workTexts(v).bodies.ruleSet)
    },
    refused: async (call, error) =>
      error.code === 'validation'
        ? body(call, typed(RULE, call.body), error, (field) => (field === 'from' ? 'ruleFrom' : field))
        : undefined,
  }),
  pageRoute({
    method: 'post',
    path: '/bodies/:id/members/:member/end',
    who: 'body.write',
    async handle(call) {
      const id = call.id('member')
      await endMember(call.deps, call.actor, { bodyId: call.id(), id }, endIn(call.body, id))
      return to(`/bodies/${call.id()}`, (v) => workTexts(v).bodies.ended)
    },
    // There is one such form for each member.
    refused: async (call, error) =>
      error.fields.length > 0
        ? body(
            call,
            typed(END(call.id('member')), call.body),
            error,
            (field) => `${field}-${call.id('member')}`,
          )
        : undefined,
  }),
]
