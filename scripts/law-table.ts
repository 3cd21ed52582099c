import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withTables } from './lib/law-tables.ts'
import { ROOT } from './lib/paths.ts'

// npm run law:table — writes the acts, channels and rules into docs/law-cli.md (a test compares them with the code), and
// below each command of the page what it answers today.
const page = join(ROOT, 'docs', 'law-cli.md')
const answered = readFileSync(page, 'utf8').replace(
  /(```sh\n)([\s\S]*?)(```\n\n```json\n)[\s\S]*?(```)/g,
  (_, open, command, between, close) => {
    const answer = execFileSync('bash', ['-c', command], { cwd: ROOT, encoding: 'utf8' })
    return `${open}${command}${between}${answer}${close}`
  },
)
writeFileSync(page, withTables(answered))
