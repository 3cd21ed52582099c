// What the worker runs: one workflow function per procedure.
export { licensing } from './licensing.ts'
