// What the worker runs: one workflow function per procedure, entries of registers, changes of law, drafts to look at.
export { certificateCopy as 'certificate-copy' } from './certificate-copy.ts'
export { entry } from './entry/entry.ts'
export { lawChange } from './law-change.ts'
export { licensing } from './licensing.ts'
export { preview } from './preview.ts'
export { reopening } from './reopening.ts'
export { revocation } from './revocation.ts'
