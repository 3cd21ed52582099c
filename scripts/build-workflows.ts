import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleWorkflowCode } from '@temporalio/worker'
import { ROOT } from './lib/paths.ts'
import { WORKFLOW_BUNDLE } from './lib/services.ts'

/**
 * Pure code that every case needs: loaded once a worker, frozen, and shared by its workflows instead of being run anew
 * in each. None of it keeps anything of a case; what it remembers follows from its arguments alone.
 */
const SHARED = [
  'law/clock/fold.ts',
  'law/clock/term.ts',
  'law/service/serve.ts',
  'law/time.ts',
  'procedures/procedure.ts',
  'procedures/all.ts',
]

/** Bundles the workflow code once, so that no worker does it at its start: build/workflows.js. */
export async function buildWorkflows(): Promise<void> {
  const workflowsPath = join(ROOT, 'workflows', 'all.ts')
  if (!existsSync(workflowsPath)) return
  const quiet = () => {}
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    preloadModules: SHARED.map((file) => join(ROOT, file)),
    failureConverterPath: join(ROOT, 'platform', 'failure-converter.cjs'),
    logger: { trace: quiet, debug: quiet, info: quiet, log: quiet, warn: console.warn, error: console.error },
  })
  mkdirSync(dirname(WORKFLOW_BUNDLE), { recursive: true })
  writeFileSync(`${WORKFLOW_BUNDLE}.new`, code)
  renameSync(`${WORKFLOW_BUNDLE}.new`, WORKFLOW_BUNDLE)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildWorkflows()
