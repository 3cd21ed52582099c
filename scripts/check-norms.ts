import { checkNorms, keptLaw } from './law-norms/run.ts'

/** `npm run check:norms`: every norm that is cited anywhere names a provision that exists, by law/provisions.txt. */
const { state, checked, unknown, notChecked } = checkNorms(keptLaw())
for (const { place, norm, why } of unknown) console.error(`${place}: ${norm}: ${why}`)
const apart = Object.entries(notChecked).map(([act, times]) => `${act} ${times}`)
console.log(`${checked} citations held against the laws of ${state}; ${unknown.length} name nothing`)
console.log(`not checked, no text at hand: ${apart.join(', ')}`)
if (unknown.length > 0) process.exitCode = 1
