import type { Config } from './config.ts'
import type { Database, Tx } from './database.ts'
import { codeIndex, openValue, type PersonalKeys, personalKeys, sealValue } from './personal-data.ts'

const known = new WeakMap<object, PersonalKeys>()

/** The keys of this process; derived once. */
export function keysOf(config: Config): PersonalKeys {
  const keys = known.get(config) ?? personalKeys(config)
  known.set(config, keys)
  return keys
}

/** The columns of a person's code: sealed for this person, and the index by which it is found. */
export function codeColumns(
  keys: PersonalKeys,
  personId: string,
  code: string,
): { personalCodeSealed: string; personalCodeIndex: string } {
  return {
    personalCodeSealed: sealValue(keys, code, `person/${personId}`),
    personalCodeIndex: codeIndex(keys, code),
  }
}

/** The personal code of a person, as the register of persons has it; never as a form or a client says. */
export async function personalCodeOf(
  { db, config }: { db: Database | Tx; config: Config },
  personId: string,
): Promise<string | null> {
  const person = await db.person.findUnique({
    where: { id: personId },
    select: { personalCodeSealed: true },
  })
  const sealed = person?.personalCodeSealed
  return sealed ? openValue(keysOf(config), sealed, `person/${personId}`) : null
}
