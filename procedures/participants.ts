import type { PartyRole } from '../law/parties.ts'

/** Those who take part in the proceedings on their own account (APL 25, 27, 28). */
export const PARTICIPANTS = ['applicant', 'addressee', 'third'] as const satisfies readonly PartyRole[]

/** What of an act each party in one of the roles sees, by field. */
export function eachOf<R extends PartyRole>(roles: readonly R[], ...fields: string[]): Record<R, string[]> {
  return Object.fromEntries(roles.map((role) => [role, fields])) as Record<R, string[]>
}
