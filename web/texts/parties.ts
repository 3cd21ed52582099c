import { PARTY_ROLES, type PartyRole } from '../../law/parties.ts'
import type { Lang } from '../../law/text.ts'

/** The roles in which somebody stands in a case, as the law calls them. */
export function partyNames(lang: Lang): Record<PartyRole, string> {
  const name = (role: PartyRole): string => PARTY_ROLES[role].title[lang]
  return {
    applicant: name('applicant'),
    addressee: name('addressee'),
    subject: name('subject'),
    submitter: name('submitter'),
    concerned: name('concerned'),
    third: name('third'),
  }
}
