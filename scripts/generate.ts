// `prisma generate` without a network: version 7 generates in WebAssembly, but still wants to see a schema engine.
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from './lib/paths.ts'

const stub = join(ROOT, 'node_modules', '.cache', 'lieta', 'schema-engine')
mkdirSync(dirname(stub), { recursive: true })
writeFileSync(stub, '#!/bin/sh\nexit 0\n', { mode: 0o755 })
try {
  execFileSync(
    process.execPath,
    [join(ROOT, 'node_modules/prisma/build/index.js'), 'generate', '--no-hints'],
    {
      cwd: ROOT,
      stdio: 'pipe',
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: stub,
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        CHECKPOINT_DISABLE: '1',
      },
    },
  )
} catch (error) {
  const { stdout, stderr } = error as { stdout?: Buffer; stderr?: Buffer }
  console.error(`prisma generate failed:\n${stdout ?? ''}${stderr ?? ''}`)
  process.exit(1)
}
