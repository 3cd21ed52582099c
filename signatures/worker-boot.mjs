// Node starts a thread without the TypeScript loader of the main thread; this brings it and then the worker.
import { register } from 'tsx/esm/api'

register()
await import('./worker.ts')
