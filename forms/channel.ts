import { type Choice, chooseChannel } from '../law/service/choose.ts'

/** What the choice of channel depends on, as the register of institutions has it. */
export interface Reachable {
  legalAddress: string
  email: string | null
  eAddress: string | null
  inEnterpriseRegister: boolean
}

/** The channel that the law names for an institution: the drafting page checks it, the letter goes by it. */
export function channelTo(institution: Reachable, unfavourable: boolean): Choice {
  return chooseChannel({
    addressee: {
      kind: 'legal-person',
      inEnterpriseRegister: institution.inEnterpriseRegister,
      hasEAddress: Boolean(institution.eAddress),
      ...(institution.email ? { email: institution.email, agreedToEmail: true } : {}),
      postalAddress: institution.legalAddress,
    },
    unfavourable,
  })
}
