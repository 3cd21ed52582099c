import { PARTY_ROLES, type PartyRole } from '../../law/parties.ts'
import type { Lang } from '../../law/text.ts'

/** The roles in which somebody stands in a case, as the law calls them. */
export function partyNames(lang: Lang): Record<PartyRole, string> {
  const names = Object.entries(PARTY_ROLES).map(([role, { title }]) => [role, title[lang]])
  return Object.fromEntries(names) as Record<PartyRole, string>
}
