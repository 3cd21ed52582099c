import { readConfig } from '../platform/config.ts'
import { keysOf } from '../platform/personal-code.ts'
import { codeIndex, openValue, type PersonalKeys, sealValue } from '../platform/personal-data.ts'
import { commandEnvironment } from './lib/environment-file.ts'
import { withClient } from './lib/postgres.ts'

// npm run keys:rotate — seals everything anew that an old key for personal data sealed, and makes its index anew. With
// MIGRATOR_DATABASE_URL, PERSONAL_DATA_KEY (the new one) and PERSONAL_DATA_OLD_KEYS. Interrupted, it goes on when run again.

const BATCH = 200

export interface Rotated {
  people: number
  reports: number
}

/**
 * @param url of the owner of the schema: the application may not change what it seals
 * @throws Error when something is sealed with a key that is not given; what was done until then stays
 */
export async function rotateKeys(url: string, keys: PersonalKeys): Promise<Rotated> {
  const current = `v1.${keys.current}.%`
  return withClient(url, async (client) => {
    const done: Rotated = { people: 0, reports: 0 }
    for (;;) {
      const { rows } = await client.query<{ id: string; sealed: string }>(
        `SELECT id, personal_code_sealed AS sealed FROM person WHERE personal_code_sealed NOT LIKE $1 LIMIT $2`,
        [current, BATCH],
      )
      for (const { id, sealed } of rows) {
        const code = openValue(keys, sealed, `person/${id}`)
        const { rowCount } = await client.query(
          `UPDATE person SET personal_code_sealed = $3, personal_code_index = $4
           WHERE id = $1 AND personal_code_sealed = $2`,
          [id, sealed, sealValue(keys, code, `person/${id}`), codeIndex(keys, code)],
        )
        done.people += rowCount ?? 0
      }
      if (rows.length === 0) break
    }
    for (;;) {
      const { rows } = await client.query<{ id: string; fileId: string; sealed: string }>(
        `SELECT id, file_id AS "fileId", report ->> 'sealed' AS sealed FROM file_verification
         WHERE report ->> 'sealed' NOT LIKE $1 LIMIT $2`,
        [current, BATCH],
      )
      for (const { id, fileId, sealed } of rows) {
        const anew = sealValue(keys, openValue(keys, sealed, `file/${fileId}`), `file/${fileId}`)
        const { rowCount } = await client.query(
          `UPDATE file_verification SET report = jsonb_build_object('sealed', $3::text)
           WHERE id = $1 AND report ->> 'sealed' = $2`,
          [id, sealed, anew],
        )
        done.reports += rowCount ?? 0
      }
      if (rows.length === 0) break
    }
    return done
  })
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const environment = commandEnvironment()
  const url = environment.MIGRATOR_DATABASE_URL
  if (!url) throw new Error('MIGRATOR_DATABASE_URL must name the database and the owner of its schema')
  const done = await rotateKeys(url, keysOf(readConfig(environment)))
  console.log(
    `${done.people} personal codes and ${done.reports} reports sealed anew; no old key is needed for them.`,
  )
}
