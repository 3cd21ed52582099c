import { createInterface } from 'node:readline/promises'
import { parsePersonalCode } from '../law/identifiers/personal-code.ts'
import { readConfig } from '../platform/config.ts'
import { codeColumns, keysOf } from '../platform/personal-code.ts'
import { commandEnvironment } from './lib/environment-file.ts'
import { withClient } from './lib/postgres.ts'

// npm run person:code -- <subject> — gives a person their personal code, read from standard input so that it stands in no
// list of processes and no history of a shell. With MIGRATOR_DATABASE_URL and PERSONAL_DATA_KEY.
const subject = process.argv[2]
const environment = commandEnvironment()
const url = environment.MIGRATOR_DATABASE_URL
if (!subject || !url)
  throw new Error('npm run person:code -- <subject>, with MIGRATOR_DATABASE_URL and PERSONAL_DATA_KEY')
const lines = createInterface({ input: process.stdin })
const code = (await lines.question('')).trim()
lines.close()
if (!parsePersonalCode(code).ok) throw new Error('That is no personal code.')
await withClient(url, async (client) => {
  const { rows } = await client.query<{ id: string }>('SELECT id FROM person WHERE subject = $1', [subject])
  if (!rows[0]) throw new Error('Nobody by that subject is known.')
  const columns = codeColumns(keysOf(readConfig(environment)), rows[0].id, code)
  await client.query('UPDATE person SET personal_code_sealed = $2, personal_code_index = $3 WHERE id = $1', [
    rows[0].id,
    columns.personalCodeSealed,
    columns.personalCodeIndex,
  ])
})
console.log('The personal code is kept, sealed.')
