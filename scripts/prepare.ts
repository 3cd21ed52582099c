// The part of set-up that needs the installed packages: PostgreSQL's links, the Temporal server, Chromium.
import { ensureChromium } from './lib/chromium.ts'
import { findBinaries } from './lib/postgres-binaries.ts'
import { findTemporal } from './lib/temporal-binaries.ts'

const say = (line: string) => console.log(`  ${line}`)
async function step(name: string, work: () => Promise<string> | string): Promise<void> {
  const from = Date.now()
  const result = await work()
  say(`${name.padEnd(16)} ${`${((Date.now() - from) / 1000).toFixed(1)} s`.padStart(7)}  ${result}`)
}

try {
  if (!process.env.DATABASE_URL) {
    await step('PostgreSQL', () => {
      findBinaries()
      return 'embedded'
    })
  }
  if (!process.env.TEMPORAL_ADDRESS) await step('Temporal', async () => (await findTemporal(say)).how)
  if (process.argv.includes('--browser')) await step('Chromium', () => ensureChromium(say))
} catch (error) {
  console.error(`\n${(error as Error).message}`)
  process.exit(1)
}
