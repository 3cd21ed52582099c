import { WorkflowFailedError } from '@temporalio/client'
import { WorkflowIdConflictPolicy } from '@temporalio/common'
import type { CaseState } from '../../../ledger/fold.ts'
import { LietaError } from '../../../platform/errors.ts'
import { taskQueues } from '../../../temporal.config.ts'
import type { PreviewInput } from '../../../workflows/types.ts'
import type { Actor } from '../../actor.ts'
import { noteReading } from '../../audit/reading.ts'
import type { Deps } from '../../deps.ts'
import { authorize, notFound } from '../../permissions.ts'
import { recusedIn, tiedTo } from '../../relation.ts'

const STAGES = ['review', 'signature', 'signing']

/**
 * The draft of a decision as PDF, for those who review and sign. It is rendered where documents are rendered, anew
 * each time: the file of the case may have grown since.
 * @throws LietaError `not-found` when there is no draft to look at, `unavailable` when it cannot be made now
 */
export async function decisionPreview(
  deps: Deps,
  actor: Actor,
  caseId: string,
): Promise<{ name: string; mediaType: string; bytes: Uint8Array }> {
  authorize(actor, 'decision.preview')
  const view = await deps.db.caseView.findUnique({
    where: { caseId },
    select: { stage: true, number: true, state: true },
  })
  if (!view || !STAGES.includes(view.stage)) throw notFound()
  const state = view.state as unknown as CaseState
  if (tiedTo(actor, state) || recusedIn(actor, state)) throw notFound()
  await noteReading(deps, actor, caseId, state, { kind: 'preview.read' })
  const proposal = await deps.db.caseEvent.findFirst({
    where: { caseId, type: 'act', data: { path: ['act'], equals: 'proposal.submit' } },
    orderBy: { seq: 'desc' },
    select: { data: true },
  })
  if (!proposal) throw notFound()
  const { command } = proposal.data as { command: string }
  try {
    await deps.temporal.workflow.execute<(input: PreviewInput) => Promise<void>>('preview', {
      workflowId: `preview/${command}`,
      taskQueue: taskQueues(deps.config).cases,
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
      workflowExecutionTimeout: '30 seconds',
      args: [{ caseId, command }],
    })
  } catch (e) {
    if (e instanceof WorkflowFailedError) throw notNow()
    throw e
  }
  const made = await deps.db.decisionPreview.findUnique({
    where: { caseId_command: { caseId, command } },
    select: { bytes: true },
  })
  if (!made) throw notNow()
  return { name: `projekts-${view.number.replaceAll('/', '-')}.pdf`, mediaType: 'application/pdf', ...made }
}

function notNow(): LietaError {
  return new LietaError('unavailable', {
    lv: 'Projektu šobrīd nevar parādīt PDF formātā. Mēģiniet pēc brīža vēlreiz; projekta teksts ir lietā.',
    en: 'The draft cannot be shown as PDF right now. Try again in a moment; its text is in the case.',
  })
}
