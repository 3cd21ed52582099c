import { LietaError } from '../../../platform/errors.ts'
import { prepared } from '../../../platform/sql.ts'
import { Prisma } from '../../../prisma/generated/client.ts'
import type { Deps } from '../../deps.ts'
import { personByCode } from '../../parties/people.ts'

/**
 * Who comes into a case: the person of the code, who is entered where the house does not know them yet, or an institution of
 * the register. The code itself is not kept with what was said.
 * @param said as the form has checked it
 * @returns what is kept: who it is, without the code
 * @throws LietaError `validation` on the code or the number
 */
export async function knownParty(
  deps: Deps,
  said: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const { personalCode, givenName, familyName, regNo, ...kept } = said as Record<string, string>
  if (personalCode) {
    const names = { givenName: givenName!, familyName: familyName! }
    const partyId = await personByCode(deps, { personalCode, ...names })
    return { ...kept, partyId, kind: 'person', name: `${givenName} ${familyName}` }
  }
  const found = Prisma.sql`SELECT id, name FROM institution WHERE reg_no = ${regNo ?? ''}`
  const [known] = (await deps.pool.query<{ id: string; name: string }>(prepared(found))).rows
  if (known) return { ...kept, partyId: known.id, kind: 'organisation', name: known.name }
  const message = {
    lv: 'Izglītības iestāžu reģistrā tādas iestādes nav. Pārbaudiet numuru.',
    en: 'The register of institutions has no such institution. Check the number.',
  }
  throw new LietaError('validation', message, [{ field: 'regNo', code: 'unknown-institution', message }])
}
