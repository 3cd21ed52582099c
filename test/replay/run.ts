import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js'
import { Worker } from '@temporalio/worker'
import { buildWorkflows } from '../../scripts/build-workflows.ts'
import { WORKFLOW_BUNDLE } from '../../scripts/lib/services.ts'

// Replays every recorded history against the workflow code of today; one line of JSON a history, exit status 1 when
// one does not replay. A process of its own, since the bundler and the test runner do not share one well.
const folder = fileURLToPath(new URL('../histories/', import.meta.url))
const files = readdirSync(folder).filter((f) => f.endsWith('.json'))
// The bundle that production runs, not one made for the test.
await buildWorkflows()
const workflowBundle = { codePath: WORKFLOW_BUNDLE }
const histories = files.map((file) => ({
  workflowId: file,
  history: historyFromJSON(JSON.parse(readFileSync(`${folder}${file}`, 'utf8'))),
}))
let failed = 0
for await (const result of Worker.runReplayHistories({ workflowBundle, replayName: 'recorded' }, histories)) {
  if (result.error) failed += 1
  console.log(JSON.stringify({ history: result.workflowId, ok: !result.error, error: result.error?.message }))
}
process.exit(failed > 0 || files.length === 0 ? 1 : 0)
