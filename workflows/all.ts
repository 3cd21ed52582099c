// What the worker runs: one workflow function per procedure, and the changes of law.
export { lawChange } from './law-change.ts'
export { licensing } from './licensing.ts'
