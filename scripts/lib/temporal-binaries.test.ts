import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { findTemporal, SERVER_VERSION } from './temporal-binaries.ts'
import { temporalPorts } from './temporal-config.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'lieta-home-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

function program(folder: string, name: string, script = 'exit 0') {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(folder, name), 0o755)
}
const env = () => ({ XDG_CACHE_HOME: join(home, 'cache'), PATH: `${join(home, 'bin')}:/usr/bin:/bin` })
const folder = () => join(home, 'cache', 'lieta', `temporal-server-${SERVER_VERSION}`)

// A Go that writes an empty program where it is told to install one.
const FAKE_GO = `if [ "$1" = env ]; then echo go1.26.8; exit; fi
mkdir -p "$GOBIN"; for last; do :; done; name=$(basename "\${last%@*}"); echo "$name" >> "$GOBIN/../built"
sleep 0.2; printf '#!/bin/sh\\n' > "$GOBIN/$name"; chmod +x "$GOBIN/$name"`

test('takes the server of an earlier run before anything else', async () => {
  program(folder(), 'server')
  program(folder(), 'sql')
  program(join(home, 'bin'), 'temporal')
  expect(await findTemporal(() => {}, env())).toMatchObject({
    kind: 'server',
    server: join(folder(), 'server'),
  })
})

test('takes the CLI on the PATH before it builds', async () => {
  program(join(home, 'bin'), 'temporal')
  program(join(home, 'bin'), 'go', FAKE_GO)
  expect(await findTemporal(() => {}, env())).toMatchObject({
    kind: 'cli',
    cli: join(home, 'bin', 'temporal'),
  })
})

test('builds both tools once, however many starts want them', async () => {
  program(join(home, 'bin'), 'go', FAKE_GO)
  const said: string[] = []
  const found = await Promise.all([1, 2].map(() => findTemporal((line) => said.push(line), env())))
  for (const one of found) expect(one).toMatchObject({ kind: 'server', server: join(folder(), 'server') })
  expect(readFileSync(join(folder(), 'built'), 'utf8')).toBe('server\nsql\n')
  expect(said).toContain('another start is building the Temporal server; waiting for it')
})

test('a lock whose holder has died does not stop the build', async () => {
  program(join(home, 'bin'), 'go', FAKE_GO)
  mkdirSync(folder(), { recursive: true })
  writeFileSync(`${folder()}.lock`, '999999999')
  expect(await findTemporal(() => {}, env())).toMatchObject({ kind: 'server' })
})

test('nine ports or none', () => {
  expect(temporalPorts([1, 2, 3, 4, 5, 6, 7, 8, 9])).toMatchObject({ frontend: 1, membership: [6, 7, 8, 9] })
  expect(() => temporalPorts([1, 2, 3])).toThrow(/9 ports/)
})
