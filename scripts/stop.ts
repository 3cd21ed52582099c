// Ends what an earlier `npm start` has left running: only processes that are still those it had written down.
import { stateDir } from './lib/paths.ts'
import { endProcess } from './lib/processes.ts'
import { endLeftOvers, runningStarter } from './lib/run-file.ts'

const state = stateDir()
const starter = runningStarter(state)
// The start itself stops everything in the right order; what it does not manage is ended after it.
if (starter) await endProcess(starter.pid, 'SIGTERM', 40_000)
const ended = await endLeftOvers(state)
const names = [...(starter ? ['start'] : []), ...ended]
console.log(names.length > 0 ? `ended: ${names.join(', ')}` : 'nothing was running')
