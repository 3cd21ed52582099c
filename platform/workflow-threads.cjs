// Loaded with `node --require` into the process that runs the cases, and by it into the threads of their workflows.
//
// The SDK takes a stack trace of every promise of every workflow, so that somebody may ask a running one where it waits.
// That took nearly half of the time of these threads (docs/decisions/0014). Where Node has no promise hooks the SDK goes
// without and says so to whoever asks; here it is told that there are none. Nothing else is refused them: Node's own
// AsyncLocalStorage lives on them. Stacks of errors stay as they are.
const { promiseHooks } = require('node:v8')

if (process.env.WORKFLOW_STACK_TRACES !== '1') {
  const createHook = promiseHooks.createHook
  promiseHooks.createHook = (hooks) => {
    if (String(hooks.init).includes('promiseStackStore'))
      throw new Error('stack traces of promises are off: WORKFLOW_STACK_TRACES=1 turns them on')
    return createHook(hooks)
  }
}
