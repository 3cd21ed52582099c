import { addNote, assignCase, claimTask, closeTrouble } from '../../../cases/tasks.ts'
import { ownPath } from '../../own-path.ts'
import { type PageCall, pageRoute, to } from '../route.ts'

const NOBODY = '00000000-0000-0000-0000-000000000000'
const backOf = ({ id, body }: PageCall): string => ownPath(body.back, `/cases/${id()}`)

/** What the staff do with a case beside its acts: take it, give it, note something. */
export const workPages = [
  pageRoute({
    method: 'post',
    path: '/cases/:id/claim',
    who: 'task.claim',
    async handle(call) {
      const { deps, actor, body, key, id } = call
      const release = body.release === '1'
      await claimTask(deps, actor, { caseId: id(), taskId: body.task ?? '', release, key })
      return to(backOf(call), ({ t }) => (release ? t.case.desk.released : t.case.desk.claimed))
    },
  }),
  pageRoute({
    method: 'post',
    path: '/cases/:id/assign',
    who: 'case.assign',
    async handle(call) {
      const { deps, actor, body, key, id } = call
      // What is no id at all is nobody's.
      const given = /^[0-9a-f-]{36}$/i.test(body.to ?? '') ? body.to! : NOBODY
      const reason = body.reason?.trim().slice(0, 500)
      await assignCase(deps, actor, { caseId: id(), to: given, ...(reason ? { reason } : {}), key })
      return to(backOf(call), ({ t }) => t.case.file.assigned)
    },
  }),
  pageRoute({
    method: 'post',
    path: '/cases/:id/trouble',
    who: 'trouble.close',
    async handle({ deps, actor, body, key, id }) {
      const text = body[`done-${body.task}`] ?? ''
      await closeTrouble(deps, actor, { caseId: id(), taskId: body.task ?? '', text, key })
      return to(`/cases/${id()}`, ({ t }) => t.case.file.troubleClosed)
    },
  }),
  pageRoute({
    method: 'post',
    path: '/cases/:id/notes',
    who: 'note.add',
    async handle({ deps, actor, body, key, id }) {
      await addNote(deps, actor, { caseId: id(), text: body.text ?? '', key })
      return to(`/cases/${id()}`, ({ t }) => t.case.file.noteAdded)
    },
  }),
]
