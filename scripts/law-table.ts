import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withTables } from './lib/law-tables.ts'
import { ROOT } from './lib/paths.ts'

// npm run law:table — writes the acts, channels and rules into docs/law-cli.md; a test compares them with the code.
const page = join(ROOT, 'docs', 'law-cli.md')
writeFileSync(page, withTables(readFileSync(page, 'utf8')))
