import { keepCaseFile } from '../../../cases/parties/case-files.ts'
import { changeContact } from '../../../cases/parties/contact.ts'
import { endRepresentation, judgeRepresentation } from '../../../cases/parties/representation.ts'
import { LietaError } from '../../../platform/errors.ts'
import { partiesTexts } from '../../../web/pages/parties.tsx'
import { receiveForm } from '../../receive.ts'
import { keyOf } from '../input.ts'
import { contactIn } from '../party-input.ts'
import { entered, shown } from '../party-page.ts'
import { pageRoute, to } from '../route.ts'

/** Who stands in a case, who acts for them, and how they are written to. */
export const partyPages = [
  pageRoute({
    method: 'get',
    path: '/cases/:id/parties',
    who: 'signed-in',
    handle: (call) => shown(call, {}),
  }),
  pageRoute({
    method: 'post',
    path: '/cases/:id/contact',
    who: 'signed-in',
    async handle({ deps, actor, id, body, key }) {
      await changeContact(deps, actor, { caseId: id(), body: contactIn(body), key })
      return to(`/cases/${id()}/parties`, (v) => partiesTexts(v).saved)
    },
    refused: async (call, error) => (error.fields.length > 0 ? shown(call, call.body, error) : undefined),
  }),
  pageRoute({
    method: 'post',
    path: '/cases/:id/representations',
    who: 'signed-in',
    takesFiles: true,
    async handle(call) {
      const { deps, actor, id, req } = call
      if (!req.is('multipart/form-data')) return entered(call, call.body, call.key, undefined)
      return receiveForm(deps, req, actor, async ({ fields, files, refused }) => {
        try {
          if (refused[0]) throw refused[0]
          const [file] = files
          const fileId = file ? await keepCaseFile(deps, actor, id(), { ...file, field: 'file' }) : undefined
          return await entered(call, fields, keyOf(fields), fileId)
        } catch (e) {
          // What was typed in parts is known only here.
          if (!(e instanceof LietaError) || e.fields.length === 0) throw e
          return shown(call, fields, e)
        }
      })
    },
  }),
  pageRoute({
    method: 'post',
    path: '/cases/:id/representations/:representation/judgement',
    who: 'representation.judge',
    async handle({ deps, actor, id, body, key }) {
      const representation = id('representation')
      const judgement = { accepted: body.accepted === 'true', reason: body[`reason-${representation}`] ?? '' }
      await judgeRepresentation(deps, actor, { caseId: id(), id: representation, body: judgement, key })
      return to(`/cases/${id()}/parties`, (v) => partiesTexts(v).judged)
    },
    // There is one such field for each representative.
    refused: async (call, error) =>
      error.fields.length > 0
        ? shown(call, call.body, error, (field) => `${field}-${call.id('representation')}`)
        : undefined,
  }),
  pageRoute({
    method: 'post',
    path: '/cases/:id/representations/:representation/end',
    who: 'signed-in',
    async handle({ deps, actor, id, key }) {
      const how = await endRepresentation(deps, actor, { caseId: id(), id: id('representation'), key })
      // Whoever laid it down does not see the case any more.
      return to(how === 'renounced' ? '/portal' : `/cases/${id()}/parties`, (v) => partiesTexts(v).ended)
    },
  }),
]
