// `npm start`: set-up, then everything; with `--server` on the production server of Temporal, which is built once.
// Ctrl-C goes to scripts/start.ts, which stops all of it in order.
import { spawn } from 'node:child_process'
import { ROOT } from './lib/stamp.mjs'
import { setup } from './setup.mjs'

process.env.LIETA_STARTED_AT = String(Date.now())
process.env.TZ = 'UTC'
if (process.argv.includes('--server')) process.env.LIETA_TEMPORAL = 'server'
await setup()
const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/start.ts', ...process.argv.slice(2)], {
  cwd: ROOT,
  stdio: 'inherit',
})
// The terminal sends Ctrl-C to both of us: we wait for the other. Other signals are handed on.
process.on('SIGINT', () => {})
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))
