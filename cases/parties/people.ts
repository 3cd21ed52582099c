import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { line } from '../../forms/fields.ts'
import { parsePersonalCode } from '../../law/identifiers/personal-code.ts'
import { LietaError } from '../../platform/errors.ts'
import { codeColumns, keysOf } from '../../platform/personal-code.ts'
import { codeIndexes } from '../../platform/personal-data.ts'
import { prepared } from '../../platform/sql.ts'
import { Prisma } from '../../prisma/generated/client.ts'
import type { Deps } from '../deps.ts'

export interface NamedPerson {
  personalCode: string
  givenName: string
  familyName: string
}

/**
 * The person of a personal code; one whom the house does not know yet is entered, and found again by the code when they
 * sign in for the first time (api/sign-in.ts), which also sets their names right. Who the code belongs to is told to nobody.
 * @returns the person's id
 * @throws LietaError `validation` on `personalCode`
 */
export async function personByCode(deps: Deps, { personalCode, ...names }: NamedPerson): Promise<string> {
  const read = parsePersonalCode(personalCode)
  if (!read.ok)
    throw new LietaError('validation', read.reason, [
      { field: 'personalCode', code: read.code, message: read.reason },
    ])
  const keys = keysOf(deps.config)
  const { canonical } = read.value
  const known = Prisma.sql`SELECT id FROM person WHERE personal_code_index = ANY(${codeIndexes(keys, canonical)})`
  const [before] = (await deps.pool.query<{ id: string }>(prepared(known))).rows
  if (before) return before.id
  const id = randomUUID()
  const { personalCodeSealed, personalCodeIndex } = codeColumns(keys, id, canonical)
  const entered = Prisma.sql`SELECT enter_person(${id}::uuid, ${names.givenName}, ${names.familyName},
    ${personalCodeSealed}, ${personalCodeIndex})`
  await deps.pool.query(prepared(entered))
  // Entered by two at once: the one that stands.
  return (await deps.pool.query<{ id: string }>(prepared(known))).rows[0]!.id
}

/** Begins the name by which the house knows a person who was entered by somebody else. */
const ENTERED_BY_CODE = 'code:'

/**
 * Whoever was entered by somebody else bears, from their first sign-in on, the names that the sign-in service tells.
 * @param claims as the service told them
 */
export async function nameFromSignIn(
  deps: Deps,
  subject: string,
  claims: Record<string, unknown>,
): Promise<void> {
  const { given_name: given, family_name: family } = claims
  if (!subject.startsWith(ENTERED_BY_CODE) || typeof given !== 'string' || typeof family !== 'string') return
  const parsed = z.tuple([line(100), line(100)]).safeParse([given, family])
  if (!parsed.success) return
  const [givenName, familyName] = parsed.data
  await deps.pool.query(
    prepared(Prisma.sql`SELECT name_entered_person(${subject}, ${givenName}, ${familyName})`),
  )
}
