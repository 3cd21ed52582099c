import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './paths.ts'
import { onPath } from './temporal-binaries.ts'

/** Chromium for the browser tests: CHROMIUM_PATH, one on the PATH, or the one that Playwright has downloaded. */
export async function findChromium(env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  if (env.CHROMIUM_PATH) return env.CHROMIUM_PATH
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
    const found = onPath(name, env)
    if (found) return found
  }
  const { chromium } = await import('playwright-core')
  const downloaded = chromium.executablePath()
  return existsSync(downloaded) ? downloaded : undefined
}

/**
 * Finds Chromium or gets it: from the distribution where we are root on Debian or Ubuntu, else Playwright's download.
 * @throws Error that says how to help out when neither works
 */
export async function ensureChromium(say: (line: string) => void): Promise<string> {
  const found = await findChromium()
  if (found) return found
  const isDebian = existsSync('/etc/debian_version') && onPath('apt-get') && userInfo().uid === 0
  const tries: [string, () => void][] = [
    ['downloading Chromium by the mechanism of Playwright', playwrightDownload],
  ]
  if (isDebian) tries.unshift(['installing Chromium from the distribution', aptInstall])
  for (const [what, work] of tries) {
    say(what)
    try {
      work()
      const got = await findChromium()
      if (got) return got
    } catch (error) {
      say(
        `did not work: ${String((error as { stderr?: Buffer }).stderr ?? error)
          .trim()
          .split('\n')
          .at(-1)}`,
      )
    }
  }
  throw new Error('No Chromium for the browser tests. Install it, or set CHROMIUM_PATH to its program.')
}

function aptInstall(): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const id = readFileSync('/etc/os-release', 'utf8')
  // On Ubuntu the package of this name only points to a snap, which does not run in containers.
  if (/^ID=ubuntu/m.test(id)) throw new Error('Ubuntu has no Chromium package that runs without snap')
  const run = (args: string[]) => execFileSync('apt-get', args, { env, stdio: 'pipe' })
  run(['update'])
  run(['install', '-y', '--no-install-recommends', 'chromium'])
}

function playwrightDownload(): void {
  const cli = join(ROOT, 'node_modules', 'playwright-core', 'cli.js')
  execFileSync(process.execPath, [cli, 'install', 'chromium', '--no-shell'], { stdio: 'pipe' })
}
