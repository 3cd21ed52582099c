import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stateDir } from './paths.ts'
import { type Plan, processEnvironment } from './services.ts'

const fileIn = (folder: string): string => join(folder, 'environment.json')

/** Keeps the environment of the running service for the commands that are run beside it; readable by its owner only. */
export function writeEnvironmentFile(plan: Plan): void {
  const environment = { ...processEnvironment(plan), MIGRATOR_DATABASE_URL: plan.migratorUrl }
  writeFileSync(fileIn(plan.stateDir), JSON.stringify(environment, null, 2), { mode: 0o600 })
}

/**
 * The environment for a command such as `npm run projections:rebuild`: what is set, else that of the last `npm start`.
 * @throws Error when there is neither
 */
export function commandEnvironment(): Record<string, string> {
  const own = Object.fromEntries(
    Object.entries(process.env).filter((e): e is [string, string] => e[1] !== undefined),
  )
  const file = fileIn(stateDir())
  if (own.DATABASE_URL) return own
  if (!existsSync(file))
    throw new Error('Set DATABASE_URL, or run `npm start` first: then its own database is taken.')
  return { ...own, ...(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) }
}
