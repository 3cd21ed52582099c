import { proxyActivities, workflowInfo } from '@temporalio/workflow'
import type { OutsideActivities, PreviewInput } from './types.ts'

/** Has the draft of a decision made as PDF where documents are rendered; whoever asked waits for it. */
export async function preview(input: PreviewInput): Promise<void> {
  const { previewDecision } = proxyActivities<OutsideActivities>({
    taskQueue: workflowInfo().taskQueue.replace(/-cases$/, '-documents'),
    startToCloseTimeout: '30 seconds',
    heartbeatTimeout: '12 seconds',
    retry: { maximumAttempts: 3 },
  })
  await previewDecision(input)
}
