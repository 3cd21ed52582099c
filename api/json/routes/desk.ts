import { z } from 'zod'
import { listQueue } from '../../../cases/queries/queue.ts'
import { addNote, assignCase, claimTask, closeTrouble } from '../../../cases/tasks.ts'
import { route } from '../route.ts'
import { AssignBody, NoteBody, QueueQuery, QueueSchema } from '../schemas/desk.ts'

const OfTask = z.object({ id: z.uuid(), task: z.string() })
const STOPPED = ['purpose-needed', 'own-case', 'recused', 'not-allowed-now', 'conflict'] as const

/** Taking one of the two ways with a task. */
const claiming = (way: 'claim' | 'release') =>
  route({
    method: 'post',
    path: `/cases/{id}/tasks/{task}/${way}`,
    who: 'task.claim',
    summary: way === 'claim' ? 'Take a task' : 'Give a task back',
    params: OfTask,
    keyed: true,
    errors: STOPPED,
    status: 204,
    replies: way === 'claim' ? 'Taken' : 'Given back',
    handle: (deps, { actor, params: { id, task }, key }) =>
      claimTask(deps, actor, { caseId: id, taskId: task, release: way === 'release', key }),
  })

/** The work of the staff: the queue, and what is done with a task or a file beside the acts. */
export const deskRoutes = [
  route({
    method: 'get',
    path: '/queue',
    who: 'queue.read',
    summary: 'Open work for your roles',
    query: QueueQuery,
    replies: 'Queue',
    reply: QueueSchema,
    handle: (deps, { actor, query }) => listQueue(deps, actor, query),
  }),
  claiming('claim'),
  claiming('release'),
  route({
    method: 'post',
    path: '/cases/{id}/tasks/{task}/close',
    who: 'trouble.close',
    summary: 'Close what could not be recorded, with a word of what became of it',
    params: OfTask,
    body: NoteBody,
    keyed: true,
    errors: STOPPED,
    status: 204,
    replies: 'Closed',
    handle: (deps, { actor, params: { id, task }, body: { text }, key }) =>
      closeTrouble(deps, actor, { caseId: id, taskId: task, text, key }),
  }),
  route({
    method: 'post',
    path: '/cases/{id}/notes',
    who: 'note.add',
    summary: 'Add a note to the file',
    body: NoteBody,
    keyed: true,
    errors: STOPPED,
    status: 204,
    replies: 'Added',
    handle: (deps, { actor, params, body: { text }, key }) =>
      addNote(deps, actor, { caseId: params.id, text, key }),
  }),
  route({
    method: 'post',
    path: '/cases/{id}/assign',
    who: 'case.assign',
    summary: 'Give a case to an inspector',
    body: AssignBody,
    keyed: true,
    errors: STOPPED,
    status: 204,
    replies: 'Assigned',
    handle: (deps, { actor, params, body: { to, reason }, key }) =>
      assignCase(deps, actor, { caseId: params.id, to, ...(reason ? { reason } : {}), key }),
  }),
]
